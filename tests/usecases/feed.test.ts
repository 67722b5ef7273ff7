/** Whether figures come in, whether they stay as they were, and what is still refused. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Database } from '../../db/client';
import { dataPage, freshnessPage, restatementsPage } from '../../lib/usecases/data';
import { applyDefinition } from '../../lib/usecases/definitions';
import { undoImport } from '../../lib/usecases/imports';
import { backends } from '../support/backends';
import { reset } from './reset';
import { FIGURES, SHOP } from './shop';
import { importText, type World, worldOf } from './world';

const WEEK = '2026-W43';
const SHARES = 'kpi,period,numerator,denominator\n';

describe.each(backends)('figures as they come in on $name', ({ open }) => {
  let database: Database;
  let world: World;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await reset(database.db);
    world = worldOf(database, '2026-10-28T08:00:00.000Z');
    await applyDefinition(world.context, SHOP, { dryRun: false, prune: false });
    await importText(world.context, FIGURES, { fileName: 'week-43.csv' });
    hour = 9;
  });
  let hour = 9;
  const send = async (text: string, fileName: string) => {
    world.at(`2026-10-29T${String(hour).padStart(2, '0')}:00:00.000Z`);
    hour += 1;
    return importText(world.context, text, { fileName });
  };
  const delivered = async () =>
    (await dataPage(world.context)).kpis.find(({ slug }) => slug === 'delivered');
  const changed = async (query = {}) => (await restatementsPage(world.context, query)).paged;

  it('have freshness, coverage and the import that brought the newest', async () => {
    expect(await delivered()).toMatchObject({
      freshness: 'fresh',
      newest: WEEK,
      due: '2026-W42',
      coverage: { in: 3, of: 3 },
      lastImport: { name: 'week-43.csv', origin: 'file' },
      changed: null,
    });
    world.at('2026-11-22T08:00:00.000Z');
    expect(await delivered()).toMatchObject({
      freshness: 'stale',
      due: '2026-W46',
      coverage: { in: 4, of: 7 },
    });
    const { kpis } = await freshnessPage(world.context, { state: 'waiting', q: 'delivered' });
    expect(kpis.map(({ slug }) => slug)).toEqual(['delivered']);
    await expect(freshnessPage(world.context, { state: 'tired' })).rejects.toMatchObject({
      code: 'bad_state',
    });
  });

  it('are followed from what was shown first to what is known now', async () => {
    await send(`${SHARES}delivered,${WEEK},71,100\n`, 'week-43.csv');
    await send(`${SHARES}delivered,${WEEK},68,100\ndelivered,2026-W42,1,2\n`, 'late.csv');
    const { items, of } = await changed();
    expect(of).toBe(2);
    const line = items.find(({ figure }) => figure.periodStart === '2026-10-19');
    expect(line).toMatchObject({ was: 70, now: 68, hidden: false });
    expect(line?.figure).toMatchObject({ revision: 3, source: 'file:week-#.csv' });
    expect(await delivered()).toMatchObject({
      isRate: true,
      changed: { figures: 2, gone: 0, largest: expect.any(Number) },
    });
    const { sources } = await dataPage(world.context);
    const first = sources.find(({ source }) => source === 'file:week-#.csv');
    expect(first?.rates).toMatchObject({ figures: 2, gone: 0 });
    expect(sources.find(({ source }) => source === 'file:late.csv')?.rates).toBeNull();
  });

  it('are not changed by one that is corrected back, and are by one that is withdrawn', async () => {
    await send(`${SHARES}delivered,${WEEK},71,100\n`, 'a.csv');
    await send(`${SHARES}delivered,${WEEK},70,100\n`, 'b.csv');
    expect((await changed()).of).toBe(0);
    await send(`kpi,period,withdraw\ndelivered,${WEEK},true\n`, 'c.csv');
    const { items } = await changed();
    expect(items).toMatchObject([{ was: 70, now: null }]);
    expect((await delivered())?.changed).toEqual({
      figures: 1,
      gone: 1,
      median: null,
      largest: null,
    });
  });

  it('of an import that is taken back are as they were', async () => {
    const { importId } = await send(`${SHARES}delivered,${WEEK},1,100\n`, 'wrong.csv');
    expect((await changed()).of).toBe(1);
    world.at('2026-10-29T20:00:00.000Z');
    await undoImport(world.context, importId ?? 0);
    expect((await changed()).of).toBe(0);
  });

  it('are narrowed by KPI, team and source, and paged', async () => {
    await send(
      `kpi,period,value,numerator,denominator\ndelivered,${WEEK},,1,100\nclicks,${WEEK},1,,\n`,
      'x.csv',
    );
    const slugs = async (query: Parameters<typeof restatementsPage>[1]) =>
      (await changed(query)).items.map(({ kpi }) => kpi.slug);
    expect((await slugs({})).toSorted()).toEqual(['clicks', 'delivered']);
    expect(await slugs({ kpi: 'clicks' })).toEqual(['clicks']);
    expect(await slugs({ team: 'stock' })).toEqual(['delivered']);
    expect(await slugs({ source: 'file:week-#.csv', kpi: 'clicks' })).toEqual(['clicks']);
    expect(await slugs({ source: 'file:x.csv' })).toEqual([]);
    expect(await slugs({ page: '2' })).toEqual([]);
    await expect(changed({ kpi: 'nothing' })).rejects.toMatchObject({ code: 'unknown_kpi' });
    await expect(changed({ team: 'nobody' })).rejects.toMatchObject({ code: 'unknown_team' });
  });

  it('have open refusals until the file comes whole, or the refused rows, or it is taken back', async () => {
    const open = async () => (await dataPage(world.context)).open.imports.map(({ name }) => name);
    const bad = `${SHARES}delivered,2026-W40,200,100\ndelivered,2026-W41,61,100\n`;
    await send(bad, 'a.csv');
    const { importId } = await send(bad.replaceAll('61', '62'), 'b.csv');
    const third = await send(bad.replaceAll('61', '63'), 'c.csv');
    expect(await open()).toEqual(['c.csv', 'b.csv', 'a.csv']);
    await send(`${SHARES}delivered,2026-W40,20,100\n`, 'a.csv');
    expect(await open()).toEqual(['c.csv', 'b.csv']);
    await send(`${SHARES}delivered,2026-W40,21,100\n`, `refused-rows-of-import-${importId}.csv`);
    expect(await open()).toEqual(['c.csv']);
    world.at('2026-10-29T20:00:00.000Z');
    await undoImport(world.context, third.importId ?? 0);
    expect((await dataPage(world.context)).open).toEqual({ rows: 0, imports: [] });
  });
});
