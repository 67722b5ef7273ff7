/** The demo organisation comes and goes, and what is one's own is as if it had never been there. */
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Database, Db } from '../../db/client';
import { loadCatalog } from '../../db/queries/catalog';
import { contrastAnswer } from '../../lib/domain/contrast-answer';
import { contrast, requireContrast } from '../../lib/usecases/contrast';
import { applyDefinition, exportDefinition } from '../../lib/usecases/definitions';
import { loadDemo, removeDemo } from '../../lib/usecases/demo';
import { examine } from '../../lib/usecases/doctor';
import { kpiList } from '../../lib/usecases/kpi-list';
import { backends } from '../support/backends';
import { day, kpi, stage, target, team } from '../support/catalog-facts';
import { define } from '../support/definition-facts';
import { sharedData } from '../support/shared-data';
import { reset } from './reset';
import { look } from './seen';
import { FIGURES, SHOP } from './shop';
import { importText, loadExample, throughline, type World, worldOf } from './world';

const PERFORMANCE = sharedData('mta/performance.csv');
const why = PERFORMANCE === null ? ' (skipped: the public data mta is not beside the project)' : '';

/** A Sunday: the newest week is not over, the one before is. */
const TODAY = '2026-11-22T08:00:00.000Z';
const NEXT_DAY = '2026-11-23T09:30:00.000Z';
const OWN = { periods: ['2026-W43'], segments: ['north'], kpis: ['delivered', 'clicks'] };

/** Every row of every table. */
async function dump(db: Db): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const tables = await sql<{ name: string }>`select table_name as name
    from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'
    order by 1`.execute(db);
  const found: Record<string, readonly unknown[]> = {};
  for (const { name } of tables.rows) {
    const { rows } = await sql<{ row: unknown }>`select to_jsonb(t) as row from ${sql.table(name)} t
      order by to_jsonb(t)::text`.execute(db);
    found[name] = rows.map(({ row }) => row);
  }
  return found;
}

const sizes = (tables: Awaited<ReturnType<typeof dump>>) =>
  Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, rows.length]));

describe.each(backends)('the demo on $name', ({ open }) => {
  let database: Database;
  let world: World;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await reset(database.db);
    world = worldOf(database, TODAY);
  });

  const own = async () => {
    await applyDefinition(world.context, SHOP, { dryRun: false, prune: false });
    await importText(world.context, FIGURES);
  };
  const doctor = async () => (await examine(world.context)).flatMap(({ faults }) => faults);

  it('is there on an empty installation, up to the last complete week, and gone again', async () => {
    const empty = await dump(database.db);
    const { kpis, figures } = await loadDemo(world.context);
    expect(kpis).toBeGreaterThanOrEqual(60);
    expect(figures).toBeGreaterThan(10_000);
    const shown = await requireContrast(world.context, {});
    expect(shown.demo).toBe(true);
    expect(shown.organisation.timeZone).toBe('Europe/London');
    // The 22nd is the last day of week 47, which is not over before it is.
    expect(shown.frame.period.key).toBe('2026-W46');
    expect(shown.contrast.teams).toHaveLength(8);
    expect(shown.contrast.stages).toHaveLength(8);
    expect(await doctor()).toEqual([]);

    world.at(NEXT_DAY);
    await removeDemo(world.context);
    expect(await dump(database.db)).toEqual(empty);
    expect(await contrast(world.context, {})).toBeNull();
    // Not even a look back finds it.
    expect(await contrast(world.context, { asOf: TODAY })).toBeNull();
    expect((await kpiList(world.context, { asOf: '2026-06-01' })).organisation.name).toBe(
      'Your organisation',
    );
  });

  it('can be looked back on as if it had been reported week by week', async () => {
    await loadDemo(world.context);
    const { frame, contrast: then } = await requireContrast(world.context, { asOf: '2026-09-30' });
    expect(frame.period.key).toBe('2026-W39');
    const now = await requireContrast(world.context, { period: '2026-W39' });
    expect(then.teams.map(({ slug }) => slug)).toEqual(now.contrast.teams.map(({ slug }) => slug));
    expect(frame.newestFigureAt !== null && frame.newestFigureAt <= '2026-09-30T23:00').toBe(true);
  });

  it('beside what is one’s own takes nothing of it along', async () => {
    await own();
    const before = await dump(database.db);
    const seen = await look(world.context, OWN);
    const text = await exportDefinition(world.context);

    await loadDemo(world.context);
    expect((await loadCatalog(database.db, null)).catalog.organisation.name).toBe(
      SHOP.organisation.name,
    );
    expect(
      contrastAnswer(
        await requireContrast(world.context, { journey: 'buy-and-own-x' }).catch(() =>
          requireContrast(world.context, {}),
        ),
      ),
    ).toBeDefined();

    world.at(NEXT_DAY);
    await removeDemo(world.context);
    expect(await dump(database.db)).toEqual(before);
    expect(await exportDefinition(world.context)).toBe(text);
    expect(await look(world.context, OWN, TODAY)).toEqual(seen);
    expect(await doctor()).toEqual([]);
  });

  it('gives back the settings, each unless it was changed since', async () => {
    await loadDemo(world.context);
    world.at('2026-11-22T10:00:00.000Z');
    const organisation = {
      name: 'Mine',
      thresholds: { onTarget: 0.9, atRisk: 0.5, coverage: 0.5 },
    };
    const options = { dryRun: false, prune: false };
    await applyDefinition(world.context, define({ organisation }), options);
    world.at(NEXT_DAY);
    await removeDemo(world.context);
    const settings = async (asOf: string | null) =>
      (await loadCatalog(database.db, asOf)).catalog.organisation;
    expect(await settings(null)).toMatchObject({ ...organisation, timeZone: 'UTC' });
    expect(await settings(TODAY)).toMatchObject({
      name: 'Your organisation',
      timeZone: 'UTC',
      thresholds: { onTarget: 0.8, atRisk: 0.6 },
    });
    const log = await database.db.selectFrom('audit_log').selectAll().execute();
    expect(log).toMatchObject([
      {
        actor: 'zoë',
        entity: 'organisation',
        before: { name: 'Your organisation', time_zone: 'UTC' },
        after: { name: 'Mine', time_zone: 'UTC', on_target_share: 0.9 },
      },
    ]);
  });

  it('takes its former names along', async () => {
    await loadDemo(world.context);
    const { catalog } = await loadCatalog(database.db, null);
    const [first] = catalog.kpis;
    if (first === undefined) throw new Error('the demo has KPIs');
    await applyDefinition(
      world.context,
      {
        ...define({ kpis: [{ ...first, slug: 'another-name' }] }),
        renames: [{ entity: 'kpi', from: first.slug, to: 'another-name' }],
      },
      { dryRun: false, prune: false },
    );
    await removeDemo(world.context);
    const { slug_redirect: redirects, audit_log: log } = sizes(await dump(database.db));
    expect({ redirects, log }).toEqual({ redirects: 0, log: 0 });
  });

  it.each([
    [
      'a KPI of a team of the demo',
      define({ kpis: [kpi({ slug: 'mine', accountable: 'support' })] }),
      'KPI "mine" names team "support"',
    ],
    [
      'a team below one of the demo',
      define({ teams: [team({ slug: 'mine', parent: 'support' })] }),
      'team "mine" is below team "support"',
    ],
    [
      'a stage of its journey',
      define({ stages: [stage({ slug: 'mine', journey: 'buy-and-own', position: 9 })] }),
      'stage "mine" is part of journey "buy-and-own"',
    ],
    [
      'a KPI broken down by its dimension',
      define({
        teams: [team({ slug: 'my-team' })],
        kpis: [kpi({ slug: 'mine', accountable: 'my-team', dimension: 'region' })],
      }),
      'KPI "mine" is broken down by "region"',
    ],
  ])('stays while %s is there, and says so', async (_, definition, holder) => {
    await loadDemo(world.context);
    await applyDefinition(world.context, definition, { dryRun: false, prune: false });
    const before = sizes(await dump(database.db));
    await expect(removeDemo(world.context)).rejects.toMatchObject({
      code: 'demo_in_use',
      status: 409,
      message: expect.stringContaining(
        `The demo cannot be removed while something else refers to it: ${holder}. Change that first.`,
      ),
    });
    expect(sizes(await dump(database.db))).toEqual(before);
  });

  it('stays while a figure or a target of one’s own is for one of its places', async () => {
    await own();
    await loadDemo(world.context);
    const { catalog } = await loadCatalog(database.db, null);
    const place = catalog.places.find(({ slug }) => slug !== 'depot-1')?.slug ?? '';
    await importText(world.context, `kpi,period,place,target\nclicks,2026-W40,${place},5\n`);
    await expect(removeDemo(world.context)).rejects.toMatchObject({
      code: 'demo_in_use',
      message: expect.stringContaining(`a figure of KPI "clicks" is for place "${place}"`),
    });
  });

  it.each([
    ['team', define({ teams: [team({ slug: 'support' })] }), 'team support'],
    [
      'KPI',
      define({
        teams: [team({ slug: 'mine' })],
        kpis: [kpi({ slug: 'nps', accountable: 'mine' })],
        targets: [target({ kpi: 'nps', from: day('2026-01-05') })],
      }),
      'kpi nps',
    ],
  ])('is not loaded over a %s of one’s own', async (_, definition, taken) => {
    await applyDefinition(world.context, definition, { dryRun: false, prune: false });
    const before = await dump(database.db);
    await expect(loadDemo(world.context)).rejects.toMatchObject({
      code: 'demo_collides',
      status: 409,
      message: expect.stringContaining(taken),
    });
    expect(await dump(database.db)).toEqual(before);
  });

  it('is loaded once and removed once', async () => {
    await expect(removeDemo(world.context)).rejects.toMatchObject({ code: 'no_demo', status: 409 });
    await loadDemo(world.context);
    await expect(loadDemo(world.context)).rejects.toMatchObject({
      code: 'demo_there',
      status: 409,
    });
  });

  describe.skipIf(PERFORMANCE === null)(`with the MTA${why}`, () => {
    afterEach(() => reset(database.db));

    it('loaded first and removed last leaves the MTA as if it had been alone', async () => {
      const asked = [
        ['bus-trip', '2010-06'],
        ['subway-trip', '2009-12'],
        ['drive-trip', '2011-05'],
      ] as const;
      const answers = () =>
        Promise.all(
          asked.map(async ([journey, period]) =>
            contrastAnswer(await requireContrast(world.context, { journey, period })),
          ),
        );
      await loadExample(world.context, 'mta', PERFORMANCE ?? '');
      const alone = { answers: await answers(), text: await exportDefinition(world.context) };
      const rows = sizes(await dump(database.db));

      await reset(database.db);
      await loadDemo(world.context);
      await loadExample(world.context, 'mta', PERFORMANCE ?? '');
      const beside = await answers();
      expect(beside.map(({ teams, stages, cells }) => ({ teams, stages, cells }))).toEqual(
        alone.answers.map(({ teams, stages, cells }) => ({ teams, stages, cells })),
      );
      const removed = await throughline(database, ['demo', 'remove']);
      expect(removed).toEqual({ exit: 0, out: 'The demo is gone.\n', err: '' });
      expect({ answers: await answers(), text: await exportDefinition(world.context) }).toEqual(
        alone,
      );
      expect(sizes(await dump(database.db))).toEqual(rows);
      expect(await doctor()).toEqual([]);
    });
  });
});
