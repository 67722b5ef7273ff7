/** The demo organisation comes and goes, and what is one's own is as if it had never been there. */
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Database, Db } from '../../db/client';
import { DEMO_KPIS } from '../../db/demo/kpis';
import { loadCatalog } from '../../db/queries/catalog';
import { contrastAnswer } from '../../lib/domain/contrast-answer';
import type { Definition } from '../../lib/domain/definition';
import type { AppError } from '../../lib/errors';
import { contrast, requireContrast } from '../../lib/usecases/contrast';
import { applyDefinition, exportDefinition } from '../../lib/usecases/definitions';
import { loadDemo, removeDemo } from '../../lib/usecases/demo';
import { examine } from '../../lib/usecases/doctor';
import { kpiList } from '../../lib/usecases/kpi-list';
import { resolveScope } from '../../lib/usecases/scope';
import { backends } from '../support/backends';
import { kpi, stage, target, team } from '../support/catalog-facts';
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
const WHOLE = { dryRun: false, prune: false };
const DEMO_KPI = DEMO_KPIS[0]?.slug ?? '';
const OWN = { periods: ['2026-W43'], segments: ['north'], kpis: ['delivered', 'clicks'] };

/** Every row of every table, but for the stamp that every change renews. */
async function dump(db: Db): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const tables = await sql<{ name: string }>`select table_name as name
    from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'data_version'
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
    await applyDefinition(world.context, SHOP, WHOLE);
    await importText(world.context, FIGURES);
  };
  const doctor = async () => (await examine(world.context)).flatMap(({ faults }) => faults);

  it('comes to an empty installation, once, and goes without a trace', async () => {
    await expect(removeDemo(world.context)).rejects.toMatchObject({ code: 'no_demo', status: 409 });
    const empty = await dump(database.db);
    const { kpis, figures } = await loadDemo(world.context);
    expect(kpis).toBeGreaterThanOrEqual(60);
    expect(figures).toBeGreaterThan(10_000);
    await expect(loadDemo(world.context)).rejects.toMatchObject({
      code: 'demo_there',
      status: 409,
    });

    const shown = await requireContrast(world.context, {});
    expect(shown.demo).toBe(true);
    expect(shown.organisation.timeZone).toBe('Europe/London');
    // The 22nd is the last day of week 47, which is not over before it is.
    expect(shown.frame.period.key).toBe('2026-W46');
    expect(shown.contrast.teams).toHaveLength(8);
    expect(shown.contrast.stages).toHaveLength(8);
    expect(await doctor()).toEqual([]);
    // As if it had been reported week by week.
    const { frame } = await requireContrast(world.context, { asOf: '2026-09-30' });
    expect(frame.period.key).toBe('2026-W39');
    expect(frame.newestFigureAt).toMatch(/^2026-09-(2[89]|30)T/);

    world.at(NEXT_DAY);
    await removeDemo(world.context);
    expect(await dump(database.db)).toEqual(empty);
    expect(await contrast(world.context, {})).toBeNull();
    // Not even a look back finds it.
    expect(await contrast(world.context, { asOf: TODAY })).toBeNull();
    expect(await kpiList(world.context, { asOf: TODAY })).toBeNull();
    const { catalog } = await resolveScope(world.context, { asOf: '2026-06-01' });
    expect(catalog.organisation.name).toBe('Your organisation');
  });

  it('beside what is one’s own takes nothing of it along', async () => {
    await own();
    const before = await dump(database.db);
    const seen = await look(world.context, OWN);
    const text = await exportDefinition(world.context);

    await loadDemo(world.context);
    const { demo, catalog } = await loadCatalog(database.db, null);
    expect(demo).toBe(true);
    expect(catalog.organisation.name).toBe(SHOP.organisation.name);
    const beside = await requireContrast(world.context, { journey: 'order', period: '2026-W43' });
    expect(beside.contrast.teams.map(({ slug }) => slug).toSorted()).toEqual([
      'shops',
      'site',
      'stock',
    ]);

    world.at(NEXT_DAY);
    await removeDemo(world.context);
    expect(await dump(database.db)).toEqual(before);
    expect(await exportDefinition(world.context)).toBe(text);
    expect(await look(world.context, OWN, TODAY)).toEqual(seen);
    expect(await doctor()).toEqual([]);
  });

  it('gives back the settings that nobody changed since, and takes its former names along', async () => {
    await loadDemo(world.context);
    world.at('2026-11-22T10:00:00.000Z');
    const organisation = {
      name: 'Mine',
      thresholds: { onTarget: 0.9, atRisk: 0.5, coverage: 0.5 },
    };
    await applyDefinition(world.context, define({ organisation }), WHOLE);
    const [first] = (await loadCatalog(database.db, null)).catalog.kpis;
    if (first === undefined) throw new Error('the demo has KPIs');
    const renamed: Definition = {
      ...define({ kpis: [{ ...first, slug: 'another-name' }] }),
      renames: [{ entity: 'kpi', from: first.slug, to: 'another-name' }],
    };
    await applyDefinition(world.context, renamed, WHOLE);

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
    const { slug_redirect: redirects, audit_log: log } = await dump(database.db);
    expect(redirects).toEqual([]);
    expect(log).toMatchObject([
      {
        actor: 'zoë',
        entity: 'organisation',
        before: { name: 'Your organisation', time_zone: 'UTC', on_target_share: 0.8 },
        after: { name: 'Mine', time_zone: 'UTC', on_target_share: 0.9 },
      },
    ]);
  });

  it('stays while something of one’s own refers to it, and says what', async () => {
    await loadDemo(world.context);
    const { catalog } = await loadCatalog(database.db, null);
    const [place] = catalog.places;
    const slug = place?.slug ?? '';
    const holders = define({
      teams: [team({ slug: 'mine' }), team({ slug: 'below', parent: 'support' })],
      stages: [stage({ slug: 'my-stage', journey: 'buy-and-own', position: 9 })],
      kpis: [
        kpi({ slug: 'k-owner', accountable: 'support' }),
        kpi({ slug: 'k-sharer', accountable: 'mine', contributing: ['support'] }),
        kpi({ slug: 'k-stage', accountable: 'mine', stages: ['receive'] }),
        kpi({ slug: 'k-dimension', accountable: 'mine', dimension: 'region' }),
        kpi({
          slug: 'k-fed',
          accountable: 'mine',
          upstream: [{ kpi: catalog.kpis[0]?.slug ?? '', evidence: 'proven', note: null }],
        }),
        kpi({ slug: 'k-place', accountable: 'mine' }),
        kpi({ slug: 'k-goal', accountable: 'mine' }),
      ],
      targets: [target({ kpi: 'k-owner', place: slug })],
    });
    await applyDefinition(world.context, holders, WHOLE);
    await importText(
      world.context,
      `kpi,period,place,numerator,denominator,target\nk-place,2026-W40,${slug},5,9,\nk-goal,2026-W40,${slug},,,5\n`,
    );
    const before = sizes(await dump(database.db));
    const refused = await removeDemo(world.context).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'demo_in_use', status: 409 });
    const { details } = refused as AppError;
    expect(details).toEqual(
      expect.arrayContaining([
        'KPI "k-owner" names team "support"',
        'KPI "k-sharer" names team "support"',
        'KPI "k-stage" is mapped to stage "receive"',
        'KPI "k-dimension" is broken down by "region"',
        `KPI "k-fed" is fed by KPI "${catalog.kpis[0]?.slug}"`,
        'team "below" is below team "support"',
        'stage "my-stage" is part of journey "buy-and-own"',
        `a target of KPI "k-owner" is for place "${slug}"`,
        `a figure of KPI "k-place" is for place "${slug}"`,
        `a figure of KPI "k-goal" is for place "${slug}"`,
      ]),
    );
    expect(sizes(await dump(database.db))).toEqual(before);
    const said = await throughline(database, ['demo', 'remove']);
    expect(said.exit).toBe(1);
    expect(said.err).toMatch(
      /^The demo cannot be removed while something else refers to it: .* and 5 more\. Change that first\.\n$/,
    );
  });

  it.each([
    ['team', define({ teams: [team({ slug: 'support' })] }), 'team support'],
    [
      'KPI',
      define({
        teams: [team({ slug: 'mine' })],
        kpis: [kpi({ slug: DEMO_KPI, accountable: 'mine' })],
      }),
      `kpi ${DEMO_KPI}`,
    ],
  ])('is not loaded over a %s of one’s own', async (_, definition, taken) => {
    await applyDefinition(world.context, definition, WHOLE);
    const before = await dump(database.db);
    await expect(loadDemo(world.context)).rejects.toMatchObject({
      code: 'demo_collides',
      status: 409,
      message: `The demo would overwrite what is yours: ${taken}. Load it into an empty installation.`,
    });
    expect(await dump(database.db)).toEqual(before);
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
      // It showed itself to whoever sits at the machine; what is left does so to nobody.
      const link = /^Nobody has an account yet\..+\n.+\/welcome\/[\w-]{43}\n$/;
      expect(removed).toEqual({
        exit: 0,
        out: 'The demo is gone.\n',
        err: expect.stringMatching(link),
      });
      expect({ answers: await answers(), text: await exportDefinition(world.context) }).toEqual(
        alone,
      );
      expect(sizes(await dump(database.db))).toEqual({ ...rows, one_time_link: 1 });
      expect(await doctor()).toEqual([]);
    });
  });
});
