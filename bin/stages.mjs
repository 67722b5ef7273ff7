// Runs the stages of `npm test`, each with its name, outcome and time; the last line is the tally.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endChildrenWithUs, run } from './children.mjs';
import { inClone } from './clone.mjs';
import { ensureInstalled } from './install.mjs';
import { alone } from './lock.mjs';
import { ensureBuilt } from './pages.mjs';
import { inWords, ofCheck, ofPlaywright, ofVitest, sum } from './tally.mjs';

/** @typedef {import('./tally.mjs').Tally} Tally */
/** @typedef {{ tally: Tally, output: string }} Outcome */

const MINUTE_MS = 60_000;
const node = process.execPath;
const reports = mkdtempSync(join(tmpdir(), 'throughline-test-'));
process.on('exit', () => rmSync(reports, { recursive: true, force: true }));
const report = (/** @type {string} */ name) => join(reports, `${name}.json`);

/** @param {string} text */
const say = (text) => process.stdout.write(`${text}\n`);

/**
 * A program in node_modules, run by this Node.
 *
 * @param {string[]} path
 */
const program = (...path) => [node, inClone('node_modules', ...path)];
const biome = (/** @type {string[]} */ ...args) => [
  ...program('@biomejs', 'biome', 'bin', 'biome'),
  ...args,
  '--colors=off',
  '.',
];
const next = program('next', 'dist', 'bin', 'next');
const tsc = program('typescript', 'bin', 'tsc');
const vitest = program('vitest', 'vitest.mjs');

/**
 * @param {...readonly string[]} commands Run one after the other, up to the first that fails.
 * @returns {(name: string) => Promise<Outcome>}
 */
const check =
  (...commands) =>
  async (name) => {
    let output = '';
    for (const command of commands) {
      const done = await run(command, { title: name, say, limitMs: 10 * MINUTE_MS });
      output += done.output;
      if (done.code !== 0) return { tally: ofCheck(done.code), output };
    }
    return { tally: ofCheck(0), output: '' };
  };

/**
 * @param {string} file
 * @param {readonly string[]} filters
 * @returns {() => Promise<Outcome>}
 */
const units = (file, filters) => async () => {
  const { code } = await run(
    [
      ...vitest,
      'run',
      ...filters,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ],
    { show: true, limitMs: 50 * MINUTE_MS },
  );
  return { tally: ofVitest(file, code), output: '' };
};

/** @returns {Promise<Outcome>} */
async function build() {
  try {
    await alone(say, () => ensureBuilt({ say }));
    return { tally: ofCheck(0), output: '' };
  } catch (error) {
    return { tally: ofCheck(1), output: error instanceof Error ? error.message : String(error) };
  }
}

/** @returns {Promise<Outcome>} */
async function endToEnd() {
  const file = report('end-to-end');
  const { code } = await run(
    [...program('@playwright', 'test', 'cli.js'), 'test', '--reporter=list,json'],
    { show: true, limitMs: 45 * MINUTE_MS, env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file } },
  );
  return { tally: ofPlaywright(file, code), output: '' };
}

/**
 * @typedef {object} Stage
 * @property {string} name
 * @property {boolean} fast Part of `npm run check`.
 * @property {readonly string[]} [after] Stages without which this one cannot succeed.
 * @property {(name: string) => Promise<Outcome>} work
 */

/** @returns {Promise<Outcome>} The browser and PostgreSQL, which do not come with the packages. */
async function provide() {
  const { code } = await run([node, '--import', 'tsx', inClone('tests', 'support', 'provide.ts')], {
    show: true,
    limitMs: 10 * MINUTE_MS,
  });
  return { tally: ofCheck(code), output: '' };
}

/** @type {readonly Stage[]} */
const STAGES = [
  { name: 'format', fast: true, work: check(biome('ci', '--linter-enabled=false')) },
  {
    name: 'lint',
    fast: true,
    work: check(biome('lint', '--error-on-warnings'), [
      ...program('oxlint', 'bin', 'oxlint'),
      '--type-aware',
      '--deny-warnings',
      '.',
    ]),
  },
  // Next writes the types of styles and routes first.
  { name: 'types', fast: true, work: check([...next, 'typegen'], tsc, [...tsc, '-p', 'bin']) },
  {
    name: 'arrows',
    fast: true,
    work: check([
      ...program('dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
      '--output-type=err-long',
      '.',
    ]),
  },
  { name: 'dead code', fast: false, work: check(program('knip', 'bin', 'knip.js')) },
  { name: 'rules', fast: true, work: units(report('rules'), ['--project', 'rules']) },
  { name: 'build', fast: false, work: build },
  { name: 'browser and PostgreSQL', fast: false, work: provide },
  {
    name: 'databases',
    fast: false,
    after: ['build', 'browser and PostgreSQL'],
    work: units(report('databases'), ['--project', '!rules']),
  },
  { name: 'end to end', fast: false, after: ['build', 'browser and PostgreSQL'], work: endToEnd },
];

async function main() {
  endChildrenWithUs();
  const chosen = process.argv.slice(2);
  const fast = chosen.includes('--fast');
  const names = chosen.filter((argument) => !argument.startsWith('-'));
  const wanted = names.flatMap((name) => [
    name,
    ...(STAGES.find((stage) => stage.name === name)?.after ?? []),
  ]);
  const stages = STAGES.filter(({ name, fast: quick }) =>
    names.length > 0 ? wanted.includes(name) : quick || !fast,
  );
  if (stages.length === 0) {
    say(`There is no such stage. The stages are: ${STAGES.map(({ name }) => name).join(', ')}.`);
    process.exit(2);
  }
  await alone(say, () => ensureInstalled({ dev: true, say }));

  /** @type {Map<string, Tally>} */
  const tallies = new Map();
  for (const { name, after = [], work } of stages) {
    const start = performance.now();
    const blocker = after.find((earlier) => (tallies.get(earlier)?.failed ?? 0) > 0);
    const { tally, output } =
      blocker === undefined
        ? await work(name)
        : { tally: ofCheck(1), output: `Not run, because "${blocker}" failed.` };
    tallies.set(name, tally);
    if (output !== '') say(output.trimEnd());
    const verdict = tally.failed === 0 ? 'passed' : 'FAILED';
    const detail = tally.passed + tally.failed + tally.skipped > 1 ? ` (${inWords(tally)})` : '';
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    say(`${verdict}  ${name}, ${seconds} s${detail}`);
  }
  return [...tallies.values()];
}

/** @type {readonly Tally[]} */
let tallies;
try {
  tallies = await main();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  tallies = [ofCheck(1)];
}
const total = sum(tallies);
say(inWords(total));
process.exit(total.failed === 0 ? 0 : 1);
