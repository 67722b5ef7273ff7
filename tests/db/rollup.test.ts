import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Database, Db } from '../../db/client';
import { listReadings } from '../../db/queries/readings';
import { rebuildRollup, refreshRollup, verifyRollup } from '../../db/queries/rollup';
import { GRAINS, type Grain } from '../../lib/domain/calendar';
import type { Reading } from '../../lib/domain/observation';
import { readingKey, rollUp } from '../../lib/domain/roll-up';
import { backends } from '../support/backends';
import {
  currentAfter,
  makeWorld,
  report,
  timeOf,
  touch,
  type World,
  worldPlans,
} from './rollup-world';

const ROUNDS = { pglite: 10, postgres: 25 };

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
  for (const segment of [null, ...world.segments]) {
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

/** Sorted, and with figures to twelve digits: sums differ by the order in which they were added up. */
function comparable(readings: readonly (readonly [string, Reading])[]): Record<string, unknown> {
  const sorted = readings.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    sorted.map(([key, reading]) => [
      key,
      {
        ...reading,
        measures: Object.fromEntries(
          Object.entries(reading.measures).map(([name, figure]: [string, number | null]) => [
            name,
            figure === null ? null : Number(figure.toPrecision(12)) + 0,
          ]),
        ),
      },
    ]),
  );
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

  it('says batch by batch what the domain says of the same observations', async () => {
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
      { numRuns: ROUNDS[name] },
    );
  });

  it('says as of every moment what was known then', async () => {
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
  });
});
