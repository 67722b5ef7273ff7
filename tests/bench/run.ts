/**
 * npm run bench: how long pages, imports and checks take, at 5.2 million figures and at a tenth.
 *
 * --quick      a hundredth of the figures: shows that the bench works, and says nothing of speed
 * --tenth      a tenth of the figures, and a hundredth beside it
 * --json FILE  all samples, for programs
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { withEndings } from './endings';

const start = performance.now();
const say = (text: string) =>
  process.stdout.write(
    `${((performance.now() - start) / 1000).toFixed(0).padStart(5)} s  ${text}\n`,
  );

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      tenth: { type: 'boolean', default: false },
      json: { type: 'string' },
    },
  });
  const { bench, SIZES } = await import('./bench');
  const { brokenPromises, reportOf } = await import('./report');
  const size = values.quick ? 'quick' : values.tenth ? 'tenth' : 'full';
  const measured = await bench(SIZES[size], say);
  // So few figures say nothing of speed.
  const broken = values.quick ? [] : brokenPromises(measured);
  process.stdout.write(`\n${reportOf(measured)}\n\n`);
  if (values.json !== undefined) {
    writeFileSync(values.json, `${JSON.stringify({ ...measured, broken }, null, 2)}\n`);
  }
  for (const sentence of broken) process.stdout.write(`BROKEN  ${sentence}\n`);
  if (broken.length === 0 && !values.quick) process.stdout.write('Every promise holds.\n');
  return broken.length === 0 ? 0 : 1;
}

await withEndings(main);
