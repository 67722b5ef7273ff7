/** What a KPI's page says beside its chart: places, the year before, provenance, marked changes, downloads. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Database } from '../../db/client';
import { statedValue } from '../../lib/domain/figure-span';
import { tidyTable } from '../../lib/domain/kpi-tables';
import { csvText } from '../../lib/format-csv';
import { changeFaultsOf, markChange, withdrawChange } from '../../lib/usecases/annotate';
import { applyDefinition, exportDefinition } from '../../lib/usecases/definitions';
import { kpiPage } from '../../lib/usecases/kpi';
import { kpiFigures } from '../../lib/usecases/kpi-figures';
import { type KpiListQuery, kpiList } from '../../lib/usecases/kpi-list';
import { backends } from '../support/backends';
import { define } from '../support/definition-facts';
import { reset } from './reset';
import { FIGURES, SHOP } from './shop';
import { apply, counts, importText, type World, worldOf } from './world';

/** Thursday of week 44. */
const NOW = '2026-10-29T09:00:00.000Z';
const LATER = '2026-10-29T12:00:00.000Z';
const WEEK = '2026-W43';

const PLACES = define({
  places: ['yard-1', 'yard-2', 'yard-3', 'yard-4'].map((slug) => ({
    slug,
    name: `Yard ${slug.slice(-1)}`,
    kind: 'depot',
    retired: false,
  })),
});

/** `picked` by place: two good ones, one bad one, and one that reported by segment. */
const BY_PLACE = `kpi,period,place,numerator,denominator
picked,${WEEK},yard-1,970,1000
picked,${WEEK},yard-2,965,1000
picked,${WEEK},yard-3,700,1000
picked,2026-W42,yard-1,960,1000
`;

describe.each(backends)('$name', ({ open }) => {
  let database: Database;
  let world: World;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await reset(database.db);
    world = worldOf(database, NOW);
    await applyDefinition(world.context, SHOP, { dryRun: false, prune: false });
    await applyDefinition(world.context, PLACES, { dryRun: false, prune: false });
    await importText(world.context, FIGURES, { fileName: 'week-43.csv' });
  });

  const page = (slug: string, query: Parameters<typeof kpiPage>[2] = {}) =>
    kpiPage(world.context, slug, { period: WEEK, ...query });

  describe('places', () => {
    beforeEach(async () => {
      world.at('2026-10-29T10:00:00.000Z');
      await importText(world.context, BY_PLACE);
    });

    it('worst first, each judged and with its interval, against all together', async () => {
      const { spread, places } = await page('picked');
      expect(spread?.ranked.map(({ slug }) => slug)).toEqual(['yard-3', 'yard-2', 'yard-1']);
      expect(spread?.ranked.map(({ status }) => status)).toEqual([
        'off_target',
        'on_target',
        'on_target',
      ]);
      expect(spread?.apart).toBeCloseTo(27, 10);
      expect(places.map(({ slug }) => slug)).toEqual(['yard-1', 'yard-2', 'yard-3']);
      expect(spread?.clear?.of).toBe(3);
    });

    it('a page at one place has that place’s figures, and no spread', async () => {
      const at = await page('picked', { place: 'yard-3' });
      expect(at.value).toBeCloseTo(70, 10);
      expect(at.place?.name).toBe('Yard 3');
      expect(at.spread).toBeNull();
      expect(at.freshness.state).toBe('fresh');
    });

    it('months of places are put together from their weeks', async () => {
      const { spread } = await page('picked', { period: '2026-10' });
      expect(spread?.ranked.find(({ slug }) => slug === 'yard-1')?.value).toBeCloseTo(96.5, 10);
    });

    it('as of before the places were reported there is no spread; as of after, the same', async () => {
      world.at(LATER);
      const before = await page('picked', { asOf: '2026-10-29T09:30:00Z' });
      expect(before.spread).toBeNull();
      const now = await page('picked');
      const after = await page('picked', { asOf: '2026-10-29T11:00:00Z' });
      expect(after.spread).toEqual(now.spread);
      expect(after.rollUps).toEqual(now.rollUps);
      expect(after.provenance).toEqual(now.provenance);
    });
  });

  it('weeks, months and running totals say what the series says', async () => {
    const { rollUps, kpi, series } = await page('returned');
    const weeks = rollUps?.weeks.map(({ now }) => statedValue(kpi, now));
    expect(weeks).toEqual([null, null, 8, 9, 12, 11]);
    expect(series.points.map(({ measures }) => measures.value)).toEqual([8, 9, 12, 11]);
    expect(rollUps?.lastDay).toBe('2026-10-25');
    const [month] = rollUps?.toDate ?? [];
    // W40 has its Thursday on 1 October: four weeks of October so far.
    expect(month && statedValue(kpi, month.now)).toBe(40);
    expect(month && statedValue(kpi, month.before)).toBeNull();
  });

  it('a figure keeps its reports: file, line, time and what it said before', async () => {
    world.at(LATER);
    await importText(
      world.context,
      `kpi,period,value\nreturned,${WEEK},9\nreturned,2026-W42,12\n`,
      {
        fileName: 'correction.csv',
      },
    );
    const { provenance, value } = await page('returned', { figure: WEEK });
    expect(value).toBe(9);
    const [now, before, ...rest] = provenance.byPeriod['2026-10-19'] ?? [];
    expect(rest).toEqual([]);
    expect(now).toMatchObject({
      revision: 2,
      measures: { value: 9 },
      origin: { kind: 'file', name: 'correction.csv', actor: 'zoë' },
      line: 2,
      recordedAt: LATER,
    });
    expect(before).toMatchObject({ revision: 1, measures: { value: 11 }, recordedAt: NOW });
    expect(provenance.newest).toMatchObject({ superseded: 1, unchanged: 1, accepted: 0 });
    expect(provenance.opened).toMatchObject({ period: WEEK, total: 2 });
  });

  it('a total that was put together opens to its parts', async () => {
    const { provenance } = await page('delivered', { period: '2026-W40', figure: '2026-W40' });
    expect(provenance.byPeriod['2026-09-28']).toBeUndefined();
    expect(provenance.opened?.revisions.map(({ segment }) => segment)).toEqual(['north', 'south']);
    await expect(page('delivered', { figure: '2026-10' })).rejects.toThrow(/must name a week/);
  });

  it('figures that are taken away come in again and change nothing', async () => {
    await importText(world.context, BY_PLACE);
    await importText(world.context, 'kpi,period,target\nclicks,2026-W43,77\n');
    for (const slug of ['delivered', 'returned', 'picked', 'clicks']) {
      const { figures, calendar, kpi } = await kpiFigures(world.context, slug, {});
      expect(figures.length).toBeGreaterThan(0);
      const again = await importText(
        world.context,
        csvText(tidyTable(kpi.slug, figures, calendar)),
      );
      expect(counts(again)).toEqual({
        accepted: 0,
        superseded: 0,
        unchanged: figures.length,
        ignored: 0,
        rejected: 0,
      });
    }
    const north = await kpiFigures(world.context, 'delivered', { segment: 'north' });
    expect(north.figures.map(({ segment }) => segment)).toEqual(['north']);
  });

  describe('a marked change', () => {
    const typed = {
      date: '2026-10-12',
      text: '  Nouvel\nécran ',
      reason: 'Die alte Maske ging nicht.',
      restartsLimits: true,
    };

    it('is on the chart, in the audit log, and not in what was known before', async () => {
      world.at(LATER);
      const before = await page('returned');
      await markChange(world.context, 'returned', typed);
      const { annotations, series } = await page('returned');
      expect(annotations).toMatchObject([
        { date: '2026-10-12', text: 'Nouvel écran', reason: typed.reason, restartsLimits: true },
      ]);
      expect(before.series.phases.map(({ from }) => from)).toEqual(['2026-W40']);
      expect(series.phases.map(({ from }) => from)).toEqual(['2026-W40', '2026-W42']);
      const { rows } = await sql<{ actor: string; action: string; at: string }>`
        select actor, action, at from audit_log where entity = 'annotation'`.execute(database.db);
      expect(rows).toEqual([{ actor: 'zoë', action: 'insert', at: LATER }]);
      const earlier = await page('returned', { asOf: NOW });
      expect(earlier.annotations).toEqual([]);
      expect(earlier.series.phases).toEqual(before.series.phases);
    });

    it('can be withdrawn, and is still there as of before that', async () => {
      await markChange(world.context, 'returned', typed);
      const [mark] = (await page('returned')).annotations;
      world.at(LATER);
      await withdrawChange(world.context, 'returned', mark?.id ?? 0);
      expect((await page('returned')).annotations).toEqual([]);
      expect((await page('returned', { asOf: '2026-10-29T11:00:00Z' })).annotations).toEqual([
        mark,
      ]);
      await expect(withdrawChange(world.context, 'returned', mark?.id ?? 0)).rejects.toThrow(
        /not marked any more/,
      );
      await expect(withdrawChange(world.context, 'clicks', mark?.id ?? 0)).rejects.toThrow();
    });

    it('is refused field by field, and then nothing is written', async () => {
      await markChange(world.context, 'returned', typed);
      const faults = async (over: Partial<typeof typed>) =>
        markChange(world.context, 'returned', { ...typed, ...over }).then(
          () => 'taken',
          (error: unknown) => Object.keys(changeFaultsOf(error) ?? {}),
        );
      expect(await faults({})).toEqual(['text']);
      expect(await faults({ date: '2026-10-30' })).toEqual(['date']);
      expect(await faults({ date: '', text: ' ', reason: '' })).toEqual(['date', 'text', 'reason']);
      expect((await page('returned')).annotations).toHaveLength(1);
    });

    it('goes out with the definition, reason and all, and comes in unchanged', async () => {
      await markChange(world.context, 'returned', typed);
      const file = await exportDefinition(world.context);
      expect(file).toContain(typed.reason);
      expect(await apply(world.context, file, { prune: true })).toEqual([]);
    });
  });

  it('the list is narrowed by what it shows, counts itself, and knows what is late', async () => {
    const listed = async (query: KpiListQuery) => {
      const found = await kpiList(world.context, query);
      if (found === null) throw new Error('KPIs are defined here');
      return found;
    };
    const all = await listed({ period: WEEK });
    expect(all.items).toHaveLength(all.of);
    const red = await listed({ period: WEEK, status: 'off_target' });
    expect(red.items.map(({ kpi }) => kpi.slug)).toEqual(
      all.items.filter(({ status }) => status === 'off_target').map(({ kpi }) => kpi.slug),
    );
    expect(red.items.length).toBeGreaterThan(0);
    expect(red.of).toBe(all.of);
    const found = await listed({ period: WEEK, q: 'AS PROMISED' });
    expect(found.items.map(({ kpi }) => kpi.slug)).toEqual(['delivered']);
    await expect(kpiList(world.context, { status: 'red' })).rejects.toThrow(/one of on_target/);
    // A week on, nothing has come: late in weeks and in months alike.
    world.at('2026-11-06T09:00:00.000Z');
    for (const period of ['2026-W44', '2026-10']) {
      const later = await listed({ period, q: 'returned' });
      expect(later.items.map(({ freshness }) => freshness)).toEqual(['late']);
    }
  });
});
