/**
 * npm run bench: how long pages, imports and checks take, at 5.2 million figures and at a tenth.
 *
 * --quick      a hundredth of the figures: shows that the bench works, and says nothing of speed
 * --tenth      a tenth of the figures, and a hundredth beside it
 * --embeds     embeds alone
 * --imports    a million figures at once, alone
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
      embeds: { type: 'boolean', default: false },
      imports: { type: 'boolean', default: false },
      json: { type: 'string' },
    },
  });
  const { brokenEmbeds, embedsReport, measureEmbeds } = await import('./embeds');
  if (values.embeds) {
    const { build } = await import('./served');
    await build(say);
    const found = await measureEmbeds({ rounds: 5, seconds: 3, distinct: 1_000 }, say);
    process.stdout.write(`\n${embedsReport(found)}\n\n`);
    return told(brokenEmbeds(found), false);
  }
  const { bench, IMPORTS, SIZES } = await import('./bench');
  const { brokenImports, brokenPromises, importsTable, reportOf } = await import('./report');
  if (values.imports) {
    const { importsAlone } = await import('./imports');
    const found = await importsAlone(IMPORTS, say);
    process.stdout.write(`\n${importsTable(found)}\n\n`);
    return told(brokenImports(found), false);
  }
  const size = values.quick ? 'quick' : values.tenth ? 'tenth' : 'full';
  const measured = await bench(SIZES[size], say);
  // So few figures say nothing of speed.
  const embeds = await measureEmbeds(
    values.quick
      ? { rounds: 1, seconds: 0.2, distinct: 2 }
      : { rounds: 5, seconds: 3, distinct: 1_000 },
    say,
  );
  const broken = values.quick
    ? []
    : [...brokenPromises(measured), ...brokenImports(measured.imports), ...brokenEmbeds(embeds)];
  process.stdout.write(`\n${reportOf(measured)}\n\n${embedsReport(embeds)}\n\n`);
  if (values.json !== undefined) {
    writeFileSync(values.json, `${JSON.stringify({ ...measured, embeds, broken }, null, 2)}\n`);
  }
  return told(broken, values.quick);
}

function told(broken: readonly string[], quick: boolean): number {
  for (const sentence of broken) process.stdout.write(`BROKEN  ${sentence}\n`);
  if (broken.length === 0 && !quick) process.stdout.write('Every promise holds.\n');
  return broken.length === 0 ? 0 : 1;
}

await withEndings(main);
