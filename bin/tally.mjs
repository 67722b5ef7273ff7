// Reads what the test runners report and counts it. A runner that says nothing has failed.
import { readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

/**
 * @param {readonly Tally[]} tallies
 * @returns {Tally}
 */
export const sum = (tallies) => ({
  passed: tallies.reduce((total, { passed }) => total + passed, 0),
  failed: tallies.reduce((total, { failed }) => total + failed, 0),
  skipped: tallies.reduce((total, { skipped }) => total + skipped, 0),
});

/** @param {Tally} tally */
export const inWords = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;

/**
 * A check is one test: it passed or it failed.
 *
 * @param {number} code
 * @returns {Tally}
 */
export const ofCheck = (code) => ({
  passed: code === 0 ? 1 : 0,
  failed: code === 0 ? 0 : 1,
  skipped: 0,
});

/**
 * @param {string} file Written by Vitest's JSON reporter.
 * @param {number} code What Vitest ended with.
 */
export function ofVitest(file, code) {
  const report = read(file);
  const files = report?.testResults ?? [];
  // A file that cannot be loaded has no tests that could fail.
  const unloaded = files.filter(
    (/** @type {{ status: string, assertionResults: { status: string }[] }} */ one) =>
      one.status === 'failed' && !one.assertionResults.some(({ status }) => status === 'failed'),
  ).length;
  return believable(
    {
      passed: report?.numPassedTests ?? 0,
      failed: (report?.numFailedTests ?? 0) + unloaded,
      skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
    },
    code,
  );
}

/**
 * @param {string} file Written by Playwright's JSON reporter.
 * @param {number} code What Playwright ended with.
 */
export function ofPlaywright(file, code) {
  const stats = read(file)?.stats;
  return believable(
    {
      passed: stats?.expected ?? 0,
      // A test that passes only now and then does not pass.
      failed: (stats?.unexpected ?? 0) + (stats?.flaky ?? 0),
      skipped: stats?.skipped ?? 0,
    },
    code,
  );
}

/**
 * A runner that crashed, or that ran nothing, must not look like success.
 *
 * @param {Tally} tally
 * @param {number} code
 * @returns {Tally}
 */
function believable(tally, code) {
  const unexplained = tally.failed === 0 && (code !== 0 || tally.passed === 0);
  return unexplained ? { ...tally, failed: 1 } : tally;
}

/** @param {string} file */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
