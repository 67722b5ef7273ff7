/** Several who write at once: nothing is lost, nothing is there twice, and time goes on. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Database } from '../../db/client';
import { applyDefinition } from '../../lib/usecases/definitions';
import { examine, rebuild } from '../../lib/usecases/doctor';
import { ingest } from '../../lib/usecases/ingest';
import { kpiSeries } from '../../lib/usecases/kpi';
import { backends } from '../support/backends';
import { define } from '../support/definition-facts';
import { reset } from './reset';
import { FIGURES, SHOP } from './shop';
import { counts, importText, type World, worldOf } from './world';

const ROWS = FIGURES.trimEnd().split('\n').length - 1;
const WHOLE = { dryRun: false, prune: false };

describe.each(backends)('writers on $name', ({ open }) => {
  let database: Database;
  let world: World;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await reset(database.db);
    world = worldOf(database, '2026-11-01T08:00:00.000Z');
    await applyDefinition(world.context, SHOP, WHOLE);
  });

  const recorded = async () =>
    (
      await sql<{ recorded_at: string; rows: number }>`
        select i.recorded_at, count(o.*) as rows from import i
        left join observation o on o.import_id = i.id group by i.id order by i.id`.execute(
        database.db,
      )
    ).rows;
  const doctor = async () => (await examine(world.context)).flatMap(({ faults }) => faults);

  it('take turns with the same file: it is in once', async () => {
    const outcomes = await Promise.all([1, 2, 3].map(() => importText(world.context, FIGURES)));
    const sorted = outcomes.map(counts).toSorted((a, b) => b.accepted - a.accepted);
    const nothing = { accepted: 0, superseded: 0, ignored: 0, rejected: 0 };
    expect(sorted).toEqual([
      { ...nothing, accepted: ROWS, unchanged: 0 },
      { ...nothing, unchanged: ROWS },
      { ...nothing, unchanged: ROWS },
    ]);
    expect(await doctor()).toEqual([]);
  });

  it('take turns with different figures of the same keys: each is a revision', async () => {
    const file = (value: number) => `kpi,period,value\nclicks,2026-W40,${value}\n`;
    await Promise.all([1, 2, 3, 4].map((value) => importText(world.context, file(value))));
    const { rows } = await sql<{ revision: number; recorded_at: string }>`
      select revision, recorded_at from observation order by revision`.execute(database.db);
    expect(rows.map(({ revision }) => revision)).toEqual([1, 2, 3, 4]);
    expect(new Set(rows.map((row) => row.recorded_at)).size).toBe(4);
    expect(await doctor()).toEqual([]);
  });

  it('may change definitions meanwhile', async () => {
    const definition = define({
      kpis: SHOP.kpis
        .filter(({ slug }) => slug === 'clicks')
        .map((kpi) => ({ ...kpi, aggregation: 'max' })),
    });
    await Promise.all([
      importText(world.context, FIGURES),
      applyDefinition(world.context, definition, WHOLE),
      importText(world.context, 'kpi,period,value\nclicks,2026-W39,7\n'),
      rebuild(world.context),
    ]);
    expect(await doctor()).toEqual([]);
    const { series } = await kpiSeries(world.context, 'clicks', { grain: 'quarter' });
    expect(series.points.map(({ measures }) => measures.value)).toEqual([7, 130]);
  });

  it('record a later time each, though the clock was set back', async () => {
    await importText(world.context, 'kpi,period,value\nclicks,2026-W40,1\n');
    world.at('2026-10-31T08:00:00.000Z');
    await importText(world.context, 'kpi,period,value\nclicks,2026-W40,2\n');
    await importText(world.context, 'kpi,period,value\nclicks,2026-W40,3\n');
    expect((await recorded()).map((row) => row.recorded_at)).toEqual([
      '2026-11-01T08:00:00.000Z',
      '2026-11-01T08:00:00.001Z',
      '2026-11-01T08:00:00.002Z',
    ]);
  });

  it('leave no trace when they are stopped', async () => {
    const stopping = new AbortController();
    const endless = async function* () {
      for (let row = 1; ; row += 1) {
        if (row === 100) stopping.abort();
        if (row > 1000) throw new Error('it goes on though it was stopped');
        yield [{ kind: 'ignored' as const, line: row, row, reason: 'blank' as const }];
      }
    };
    const stopped = ingest(world.context, endless, {
      head: { origin: 'file', name: null },
      dryRun: false,
      atomic: false,
      signal: stopping.signal,
    });
    await expect(stopped).rejects.toThrow(/abort/i);
    expect(await recorded()).toEqual([]);
  });
});
