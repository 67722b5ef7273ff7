/** What `npm test` counts, seen from outside: with runners that fail, lie, crash or say nothing. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { type FakeClone, fakeClone } from '../support/fake-clone';

let clone: FakeClone;
beforeEach(() => {
  clone = fakeClone();
});
afterEach(() => clone.remove());

/** A runner that writes this report and ends with this code. */
function vitestThat(report: string | null, code: number): void {
  const write =
    report === null
      ? ''
      : `const at = process.argv.find((a) => a.startsWith('--outputFile.json=')).slice(18);
         require('node:fs').writeFileSync(at, ${JSON.stringify(report)});`;
  clone.write('node_modules/vitest/package.json', '{ "type": "commonjs" }');
  clone.write(
    'node_modules/vitest/vitest.mjs',
    `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);
     ${write} process.exitCode = ${code};`,
  );
}

async function lastLine(...args: readonly string[]) {
  const run = clone.run('test.mjs', args);
  const { code } = await run.ended;
  return { code, last: run.said().trimEnd().split('\n').at(-1) };
}

const counts = (passed: number, failed: number, skipped = 0, todo = 0) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: skipped,
  numTodoTests: todo,
  testResults: [],
});
const unloaded = { status: 'failed', assertionResults: [] };
const broken = { status: 'failed', assertionResults: [{ status: 'failed' }] };

describe('the last line of npm test', () => {
  it.each([
    ['all pass', counts(12, 0), 0, '12 passed, 0 failed', 0],
    ['some are skipped', counts(12, 0, 2, 1), 0, '12 passed, 0 failed, 3 skipped', 0],
    ['one fails', { ...counts(11, 1), testResults: [broken] }, 1, '11 passed, 1 failed', 1],
    [
      'a file cannot be loaded',
      { ...counts(12, 0), testResults: [unloaded] },
      1,
      '12 passed, 1 failed',
      1,
    ],
    ['all pass, and yet it ends badly', counts(12, 0), 1, '12 passed, 1 failed', 1],
    ['nothing ran', counts(0, 0), 0, '0 passed, 1 failed', 1],
    ['everything was skipped', counts(0, 0, 9), 0, '0 passed, 1 failed, 9 skipped', 1],
    ['the report is half-written', '{"numPassedTests": 12', 0, '0 passed, 1 failed', 1],
    ['it crashes without a report', null, 134, '0 passed, 1 failed', 1],
    ['it says nothing and is content', null, 0, '0 passed, 1 failed', 1],
  ])('when %s', async (_, report, ends, last, code) => {
    vitestThat(
      typeof report === 'object' && report !== null ? JSON.stringify(report) : report,
      ends,
    );
    expect(await lastLine('rules')).toEqual({ code, last });
  });

  it('counts a check as one, and goes on after one that fails', async () => {
    vitestThat(JSON.stringify(counts(5, 0)), 0);
    clone.write(
      'node_modules/knip/bin/knip.js',
      'console.log("unused: everything"); process.exit(1);',
    );
    const run = clone.run('test.mjs', ['dead code', 'rules']);
    expect((await run.ended).code).toBe(1);
    expect(run.said()).toContain('unused: everything\nFAILED  dead code, ');
    expect(run.said()).toMatch(
      /passed {2}rules, .* s \(5 passed, 0 failed\)\n5 passed, 1 failed\n$/,
    );
  });

  it('counts a stage that could not run as failed', async () => {
    clone.write('broken', '');
    clone.write('tests/support/provide.ts', '');
    const run = clone.run('test.mjs', ['end to end']);
    expect((await run.ended).code).toBe(1);
    expect(run.said()).toContain('Not run, because "build" failed.');
    expect(run.said()).toMatch(/\n1 passed, 2 failed\n$/);
  });

  it('says 1 failed when the packages cannot be installed', async () => {
    clone.write('node_modules/.package-lock.json', '');
    clone.write('tools/npm', '#!/bin/sh\necho "no network"; exit 7\n');
    const run = clone.run('test.mjs', ['rules']);
    expect((await run.ended).code).toBe(1);
    expect(run.said()).toContain('no network');
    expect(run.said()).toMatch(/\n0 passed, 1 failed\n$/);
  });

  it('names the stages when there is none of that name', async () => {
    const { code, last } = await lastLine('speed');
    expect(code).toBe(2);
    expect(last).toMatch(/^There is no such stage\. The stages are: format, lint, types, arrows/);
  });
});
