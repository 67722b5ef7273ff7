import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Database, Db } from '../../db/client';
import { listReadings } from '../../db/queries/readings';
import { rebuildRollup, refreshRollup, verifyRollup } from '../../db/queries/rollup';
import { addDays, type CalendarDate, GRAINS, type Grain } from '../../lib/domain/calendar';
import { NO_MEASURES, type Reading } from '../../lib/domain/observation';
import { readingKey, rollUp } from '../../lib/domain/roll-up';
import { backends } from '../support/backends';
import {
  currentAfter,
  makeWorld,
  type PlannedReport,
  report,
  timeOf,
  touch,
  type World,
  type WorldPlan,
  worldPlans,
} from './rollup-world';

const ROUNDS = { pglite: 8, postgres: 15 };
/** A round takes a second or two, and several on a busy machine. */
const LONGEST_MS = 600_000;

const count = (value: number | null) => ({ ...NO_MEASURES, value });
/** Two places serve a segment, and one of them gives no figure: what the other gives is not the sum. */
const HALF_A_PLACE: WorldPlan = {
  aggregation: 'sum',
  grain: 'quarter',
  fiscalYearStart: 12,
  retired: [true, true],
  places: 3,
  batches: [
    [
      { segment: 600_330_635, place: 1_089_971_965, measures: count(0) },
      { segment: 386_253_495, place: 1_135_864_382, measures: count(null) },
      { segment: 0, place: 0, measures: count(null) },
    ].map((each) => ({
      grain: 'quarter',
      date: '1899-12-25' as CalendarDate,
      withdrawn: false,
      ...each,
    })),
  ],
};

/** Sums differ by the order in which they were added up, and by no more. */
expect.addEqualityTesters([
  (a: unknown, b: unknown) =>
    typeof a === 'number' && typeof b === 'number'
      ? Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b))
      : undefined,
]);

class Undo extends Error {}

/** Runs in a transaction that is taken back, so that every round starts from nothing. */
async function undone(db: Db, round: (tx: Db) => Promise<void>): Promise<void> {
  await db
    .transaction()
    .execute(async (tx) => {
      await round(tx);
      throw new Undo();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error;
    });
}

/** All readings of the world as the database gives them, filed like the domain's. */
async function readAll(
  tx: Db,
  world: World,
  asOf: string | null,
  grains: readonly Grain[] = GRAINS,
): Promise<Record<string, unknown>> {
  const all: [string, Reading][] = [];
  for (const segment of [null, ...world.reportable]) {
    for (const place of [null, ...world.places]) {
      for (const grain of grains) {
        const readings = await listReadings(tx, [{ kpiId: world.kpiId, grain }], {
          segmentId: segment?.id ?? 0,
          placeId: place?.id ?? 0,
          asOf,
          catalog: world.rules,
        });
        for (const reading of readings.get(world.kpiId) ?? []) {
          const { periodStart } = reading;
          const key = {
            grain,
            periodStart,
            segment: segment?.slug ?? null,
            place: place?.slug ?? null,
          };
          all.push([readingKey(key), reading]);
        }
      }
    }
  }
  return comparable(all);
}

function expected(
  world: World,
  batch: number,
  grains: readonly Grain[] = GRAINS,
): Record<string, unknown> {
  const [kpi] = world.rules.kpis;
  if (kpi === undefined) throw new Error('a world has a KPI');
  const context = { segments: world.segments, calendar: world.rules.organisation };
  const all = [...rollUp(kpi, currentAfter(world, batch), context)];
  return comparable(all.filter(([key]) => grains.some((grain) => key.startsWith(grain))));
}

/** Sorted by key. */
function comparable(readings: readonly (readonly [string, Reading])[]): Record<string, unknown> {
  const sorted = readings.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted);
}

async function blocks(tx: Db): Promise<readonly unknown[]> {
  const { rows } =
    await sql`select kpi_id, segment_id, place_id, grain, block, period, recorded_at, revision,
    reported_in, reported_of, basis from rollup order by 1, 2, 3, 4, 5`.execute(tx);
  return rows;
}

describe.each(backends)('the roll-up on $name', ({ name, open }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  it(
    'says batch by batch what the domain says of the same observations',
    async () => {
      await fc.assert(
        fc.asyncProperty(worldPlans, (plan) =>
          undone(database.db, async (tx) => {
            const world = await makeWorld(tx, plan);
            for (const batch of plan.batches.keys()) {
              await report(tx, world, batch);
              expect(await readAll(tx, world, null)).toEqual(expected(world, batch));
            }
            expect(await verifyRollup(tx)).toEqual([]);
            const incremental = await blocks(tx);
            await rebuildRollup(tx);
            expect(await blocks(tx)).toEqual(incremental);
          }),
        ),
        { numRuns: ROUNDS[name], examples: [[HALF_A_PLACE]] },
      );
    },
    LONGEST_MS,
  );

  it(
    'says as of every moment what was known then',
    async () => {
      await fc.assert(
        fc.asyncProperty(worldPlans, (plan) =>
          undone(database.db, async (tx) => {
            const world = await makeWorld(tx, plan);
            for (const batch of plan.batches.keys()) await report(tx, world, batch);
            const grains = [plan.grain, 'year'] as const;
            for (const batch of plan.batches.keys()) {
              const then = await readAll(tx, world, timeOf(batch), grains);
              expect(then).toEqual(expected(world, batch, grains));
            }
          }),
        ),
        { numRuns: ROUNDS[name] },
      );
    },
    LONGEST_MS,
  );

  describe('of a weekly sum over two segments', () => {
    const plan: WorldPlan = {
      aggregation: 'sum',
      grain: 'week',
      fiscalYearStart: 1,
      retired: [false, false],
      places: 0,
      batches: [weeks(100, { segment: 1 }), weeks(100, { segment: 2 })],
    };
    const written = (round: (tx: Db, world: World) => Promise<void>) =>
      undone(database.db, async (tx) => {
        const world = await makeWorld(tx, plan);
        for (const batch of plan.batches.keys()) await report(tx, world, batch);
        await round(tx, world);
      });
    const where = (world: World) =>
      ({ segmentId: 0, placeId: 0, asOf: null, catalog: world.rules }) as const;

    it('reads a stretch of periods, coarser ones whole', () =>
      written(async (tx, world) => {
        const weekly = await listReadings(tx, [{ kpiId: world.kpiId, grain: 'week' }], {
          ...where(world),
          from: '2025-03-10' as CalendarDate,
          to: '2025-03-24' as CalendarDate,
        });
        expect(
          weekly
            .get(world.kpiId)
            ?.map(({ periodStart, measures }) => [periodStart, measures.value]),
        ).toEqual([
          ['2025-03-10', 20],
          ['2025-03-17', 22],
          ['2025-03-24', 24],
        ]);
        // May 2025 begins on a Thursday: five weeks count in it, the first from 28 April.
        const monthly = await listReadings(tx, [{ kpiId: world.kpiId, grain: 'month' }], {
          ...where(world),
          from: '2025-05-01' as CalendarDate,
          to: '2025-05-31' as CalendarDate,
        });
        expect(monthly.get(world.kpiId)).toEqual([
          {
            periodStart: '2025-05-01',
            measures: { ...NO_MEASURES, value: 34 + 36 + 38 + 40 + 42 },
            reported: { in: 5, of: 5 },
            basis: 'time',
            recordedAt: timeOf(1),
            revision: 1,
          },
        ]);
      }));

    it('has nothing for a KPI that the catalogue does not hold', () =>
      written(async (tx, world) => {
        const catalog = { ...world.rules, kpis: [] };
        const found = await listReadings(tx, [{ kpiId: world.kpiId, grain: 'week' }], {
          ...where(world),
          catalog,
        });
        expect(found.get(world.kpiId)).toEqual([]);
      }));

    it('writes no block that says what it said', () =>
      written(async (tx) => {
        const places = () => sql`select ctid::text from rollup order by 1`.execute(tx);
        const before = await places();
        await touch(tx, sql`true`);
        await refreshRollup(tx);
        expect((await places()).rows).toEqual(before.rows);
        expect(before.rows.length).toBeGreaterThan(9);
      }));

    it('expects a new segment once it is rebuilt for that KPI', () =>
      written(async (tx, world) => {
        const dimension = world.rules.dimensions[0];
        await tx
          .insertInto('segment')
          .values({ dimension_id: dimension?.id ?? 0, slug: 'new', name: 'New' })
          .execute();
        expect(await verifyRollup(tx)).toEqual([
          expect.stringMatching(
            /^100 readings are different: KPI w\d+, week from 2024-12-30; .*; …$/,
          ),
        ]);
        await rebuildRollup(tx, [world.kpiId]);
        expect(await verifyRollup(tx)).toEqual([]);
        const read = await listReadings(tx, [{ kpiId: world.kpiId, grain: 'week' }], where(world));
        expect(read.get(world.kpiId)?.[5]).toMatchObject({
          measures: NO_MEASURES,
          reported: { in: 2, of: 3 },
        });
      }));

    it.each<[string, string, RegExp]>([
      [
        'a figure that was changed',
        'update rollup set value[3] = value[3] + 1 where block = (select min(block) from rollup) and segment_id = 0',
        /^1 reading is different: KPI w\d+, week from 2025-01-13$/,
      ],
      [
        'a block that is gone',
        'delete from rollup where block = (select max(block) from rollup) and segment_id <> 0',
        /^\d+ readings are missing: KPI w\d+, week from 20\d\d-\d\d-\d\d, segment w\d+-s0; .*; …$/,
      ],
      [
        'a reading too many',
        `insert into rollup (kpi_id, segment_id, place_id, grain, block, period, recorded_at, value)
          select kpi_id, segment_id, 0, 3, 20, '{20000}', '{0}', '{1}' from rollup where segment_id <> 0 order by segment_id limit 1`,
        /^1 reading is not in the observations: KPI w\d+, month from 2024-10-04, segment w\d+-s0$/,
      ],
      [
        'the same period twice',
        `update rollup set period[2] = period[1] where segment_id = 0 and block = (select min(block) from rollup)`,
        /^1 reading is missing: .* 2025-01-06/,
      ],
      [
        'readings of a KPI without observations',
        `insert into rollup (kpi_id, segment_id, place_id, grain, block, period, recorded_at, value)
          values (2000000000, 0, 0, 2, 89, '{20005}', '{0}', '{1}')`,
        /^1 reading is not in the observations: a KPI that is not there, week from 2024-10-09$/,
      ],
    ])('finds %s, and mends it', (_, tamper, finding) =>
      written(async (tx) => {
        await sql.raw(tamper).execute(tx);
        expect((await verifyRollup(tx)).join('\n')).toMatch(new RegExp(finding.source, 'm'));
        await rebuildRollup(tx);
        expect(await verifyRollup(tx)).toEqual([]);
      }),
    );

    it('leaves no block behind when all of it is withdrawn', () =>
      undone(database.db, async (tx) => {
        const [first = [], second = []] = plan.batches;
        const gone = [...first, ...second].map((each) => ({ ...each, withdrawn: true }));
        const world = await makeWorld(tx, {
          ...plan,
          batches: [first, second, gone.slice(0, 100), gone.slice(100)],
        });
        for (const batch of [0, 1, 2]) await report(tx, world, batch);
        expect(await verifyRollup(tx)).toEqual([]);
        await report(tx, world, 3);
        expect(await blocks(tx)).toEqual([]);
      }));
  });
});

/** Reports of consecutive weeks from 2025-W01 on: 1, 2, 3 … for each. */
function weeks(count: number, of: { readonly segment: number }): readonly PlannedReport[] {
  return Array.from({ length: count }, (_, week) => ({
    grain: 'week',
    date: addDays('2024-12-30' as CalendarDate, 7 * week),
    segment: of.segment,
    place: 0,
    measures: { ...NO_MEASURES, value: week },
    withdrawn: false,
  }));
}
