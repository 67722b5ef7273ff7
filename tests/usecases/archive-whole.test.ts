/** Installations as people have them, carried over whole: the same contrast, as of now and as of then. */
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Database } from '../../db/client';
import { exportArchive, importArchive } from '../../lib/usecases/archive';
import { applyDefinition } from '../../lib/usecases/definitions';
import { loadDemo } from '../../lib/usecases/demo';
import { examine } from '../../lib/usecases/doctor';
import { enterFigures, enterPage } from '../../lib/usecases/enter';
import { undoImport } from '../../lib/usecases/imports';
import { kpiPage } from '../../lib/usecases/kpi';
import { backends } from '../support/backends';
import { day, NO_BOUNDS, target } from '../support/catalog-facts';
import { define } from '../support/definition-facts';
import { sharedData } from '../support/shared-data';
import { type LookFor, look } from './seen';
import { importText, loadExample, type World, worldOf } from './world';

const PERFORMANCE = sharedData('mta/performance.csv');
const HOUR = 3_600_000;
const [first, second] = backends;

describe.each([
  [first, second],
  [second, first],
])('carried over', (from, into) => {
  if (from === undefined || into === undefined) throw new Error('there are two databases');
  let source: Database;
  let goal: Database;
  let world: World;
  let there: World;
  beforeAll(async () => {
    source = await from.open();
    goal = await into.open();
  });
  afterAll(async () => {
    await source.close();
    await goal.close();
  });

  const later = () => world.at(new Date(Date.parse(world.present()) + HOUR).toISOString());
  async function carryOver(): Promise<void> {
    let text = '';
    await exportArchive(world.context, (piece) => {
      text += piece;
    });
    await importArchive(there.context, Readable.from([Buffer.from(text)]));
    there.at(world.present());
  }
  async function seemSame(seen: LookFor, moments: readonly string[]): Promise<void> {
    expect(await look(there.context, seen)).toEqual(await look(world.context, seen));
    for (const moment of moments) {
      expect(await look(there.context, seen, moment), moment).toEqual(
        await look(world.context, seen, moment),
      );
    }
    expect((await examine(there.context)).flatMap(({ faults }) => faults)).toEqual([]);
  }

  it(`from ${from.name} into ${into.name}: the demo, with what was typed, corrected and taken back`, async () => {
    world = worldOf(source, '2026-11-22T08:00:00.000Z');
    there = worldOf(goal, '2026-12-01T08:00:00.000Z', 'somebody else');
    await loadDemo(world.context);
    const moments = ['2026-09-15', world.present()];
    later();
    const slug = 'delivered-on-promised-day';
    const { importId } = await importText(
      world.context,
      `kpi,period,numerator,denominator\n${slug},2026-W46,9,10\n${slug},2026-W45,8,10\n`,
    );
    moments.push(world.present());
    later();
    const query = { q: 'stock cover', until: '2026-W46' };
    const { cells } = await enterPage(world.context, query);
    const [name = ''] = Object.keys(cells).filter((each) => each.endsWith('2026-W46|value'));
    const typed = { ...cells, [name]: '33.3', [name.replace('value', 'note')]: 'counted by hand' };
    const entered = await enterFigures(world.context, query, {
      typed,
      was: cells,
      withdraw: new Set(),
    });
    expect(entered).toMatchObject({ outcome: 'saved' });
    moments.push(world.present());
    later();
    await undoImport(world.context, importId ?? 0);
    await applyDefinition(
      world.context,
      define({
        targets: [
          target({ kpi: slug, from: day('2026-11-02'), bounds: { ...NO_BOUNDS, target: 50 } }),
        ],
      }),
      { dryRun: false, prune: false },
    );
    later();
    await carryOver();
    const seen = { periods: ['2026-W45'], segments: ['north'], kpis: [slug, 'stock-cover'] };
    await seemSame(seen, moments);
    const figure = { period: '2026-W46', figure: '2026-W46' };
    const page = await kpiPage(there.context, name.split('|')[0] ?? '', figure);
    expect(page.provenance.opened?.revisions[0]).toMatchObject({
      note: 'counted by hand',
      origin: { kind: 'entry' },
    });
  });
});

describe.skipIf(PERFORMANCE === null).each([
  [first, second],
  [second, first],
])(
  `carried over${PERFORMANCE === null ? ' (skipped: the public data mta is not beside the project)' : ''}`,
  (from, into) => {
    if (from === undefined || into === undefined) throw new Error('there are two databases');

    it(`from ${from.name} into ${into.name}: New York’s MTA`, async () => {
      const source = await from.open();
      const goal = await into.open();
      try {
        const world = worldOf(source, '2012-01-15T12:00:00.000Z');
        const there = worldOf(goal, '2012-03-01T12:00:00.000Z', 'somebody else');
        await loadExample(world.context, 'mta', PERFORMANCE ?? '');
        const then = world.present();
        world.at('2012-02-15T12:00:00.000Z');
        const slug = (await look(world.context, { periods: [], kpis: [] }))['list'];
        const [kpi = ''] = /"slug":"([^"]+)"/.exec(JSON.stringify(slug))?.slice(1) ?? [];
        await importText(world.context, `kpi,period,value,target\n${kpi},2011-04,1,1\n`);
        let text = '';
        await exportArchive(world.context, (piece) => {
          text += piece;
        });
        await importArchive(there.context, Readable.from([Buffer.from(text)]));
        there.at(world.present());
        const seen = { periods: ['2011-04', '2010-06'], kpis: [kpi] };
        for (const moment of [undefined, then]) {
          expect(await look(there.context, seen, moment)).toEqual(
            await look(world.context, seen, moment),
          );
        }
        expect((await examine(there.context)).flatMap(({ faults }) => faults)).toEqual([]);
      } finally {
        await source.close();
        await goal.close();
      }
    });
  },
);
