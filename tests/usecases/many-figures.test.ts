/** So many figures that they are written in rounds: the same outcomes, and a roll-up that says what they say. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Database } from '../../db/client';
import { addDays } from '../../lib/domain/calendar';
import { AGGREGATIONS, type Aggregation } from '../../lib/domain/catalog';
import { applyDefinition } from '../../lib/usecases/definitions';
import { examine } from '../../lib/usecases/doctor';
import { undoImport } from '../../lib/usecases/imports';
import { backends } from '../support/backends';
import { day, kpi, team } from '../support/catalog-facts';
import { define } from '../support/definition-facts';
import { counts, importText, type World, worldOf } from './world';

const SEGMENTS = ['', 'north', 'south', 'east', 'west'];
const PLACES = ['', 'yard-1', 'yard-2'];
const A_DAY = AGGREGATIONS.length * SEGMENTS.length * PLACES.length;
/** More than are written, and more than are rolled up, at one go. */
const DAYS = Math.ceil(21_000 / A_DAY);

const WORLD = define({
  organisation: { name: 'Many', timeZone: 'UTC' },
  teams: [team({ slug: 'ops' })],
  dimensions: [
    {
      slug: 'area',
      name: 'Area',
      segments: SEGMENTS.slice(1).map((slug) => ({ slug, name: slug, retired: slug === 'west' })),
    },
  ],
  places: PLACES.slice(1).map((slug) => ({ slug, name: slug, kind: 'depot', retired: false })),
  kpis: AGGREGATIONS.map((aggregation) =>
    kpi({ slug: aggregation, aggregation, grain: 'day', accountable: 'ops', dimension: 'area' }),
  ),
});

function measures(aggregation: Aggregation, n: number): string {
  if (aggregation === 'ratio') return `,${n % 50},60,,,,`;
  if (aggregation === 'nps') return `,,,,${n % 9},7,${n % 5}`;
  return `${n / 8},,,${aggregation === 'mean' ? (n % 7) + 1 : ''},,,`;
}

/** Every KPI, segment and place on each of the days from `first` on; what it says depends on `salt`. */
function linesOf(first: number, days: number, salt: number): readonly string[] {
  return Array.from({ length: days }, (_, at) => addDays(day('2025-01-01'), first + at)).flatMap(
    (date, at) =>
      AGGREGATIONS.flatMap((aggregation, k) =>
        SEGMENTS.flatMap((segment, s) =>
          PLACES.map(
            (place, p) =>
              `${aggregation},${date},${segment},${place},${measures(aggregation, (first + at) * 31 + k * 7 + s * 3 + p + salt)}`,
          ),
        ),
      ),
  );
}

const HEAD = 'kpi,period,segment,place,value,numerator,denominator,n,promoters,passives,detractors';
const fileOf = (...lines: (readonly string[])[]): string =>
  `${[HEAD, ...lines.flat()].join('\n')}\n`;

describe.each(backends)('many figures on $name', ({ open }) => {
  let database: Database;
  let world: World;
  beforeAll(async () => {
    database = await open();
    world = worldOf(database, '2026-11-01T08:00:00.000Z');
    await applyDefinition(world.context, WORLD, { dryRun: false, prune: false });
  });
  afterAll(() => database.close());
  const doctor = async () => (await examine(world.context)).flatMap(({ faults }) => faults);

  it('come in, come again, are corrected, and are taken back', async () => {
    const first = fileOf(linesOf(0, DAYS, 0), ['nobody,2025-01-01,,,1,,,,,,', ',,,,,,,,,,']);
    const all = DAYS * A_DAY;
    expect(counts(await importText(world.context, first))).toEqual({
      accepted: all,
      superseded: 0,
      unchanged: 0,
      ignored: 1,
      rejected: 1,
    });
    expect(await doctor()).toEqual([]);

    world.at('2026-11-02T08:00:00.000Z');
    expect(counts(await importText(world.context, first))).toMatchObject({
      accepted: 0,
      superseded: 0,
      unchanged: all,
    });

    world.at('2026-11-03T08:00:00.000Z');
    const withdrawn = `${HEAD},withdraw`;
    const second = [
      withdrawn,
      ...linesOf(DAYS, DAYS, 0).map((line) => `${line},`),
      ...linesOf(DAYS - 10, 10, 1).map((line) => `${line},`),
      ...linesOf(0, 2, 0).map((line) => `${line.split(',').slice(0, 4).join(',')},,,,,,,,true`),
    ];
    const changed = await importText(world.context, `${second.join('\n')}\n`);
    expect(counts(changed)).toMatchObject({
      accepted: all,
      superseded: 12 * A_DAY,
      unchanged: 0,
    });
    expect(await doctor()).toEqual([]);

    world.at('2026-11-04T08:00:00.000Z');
    await undoImport(world.context, changed.importId ?? 0);
    expect(await doctor()).toEqual([]);
    expect(counts(await importText(world.context, first))).toMatchObject({ unchanged: all });
  });
});
