/** Definitions in and out: the same again changes nothing, what cannot be is refused, every change is logged. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Database } from '../../db/client';
import { demoDefinition } from '../../db/demo/definition';
import { loadCatalog } from '../../db/queries/catalog';
import type { Kpi } from '../../lib/domain/catalog';
import type { Defined, Definition } from '../../lib/domain/definition';
import { applyDefinition, exportDefinition } from '../../lib/usecases/definitions';
import { backends } from '../support/backends';
import { day, kpi, NO_BOUNDS, stage, target, team } from '../support/catalog-facts';
import { define, SMALL } from '../support/definition-facts';
import { reset } from './reset';
import { FIGURES, SHOP } from './shop';
import { apply, exampleText, importText, type World, worldOf } from './world';

const WHOLE = { dryRun: false, prune: false };

const shopKpi = (slug: string, over: Partial<Defined<Kpi>> = {}): Defined<Kpi> => {
  const found = SHOP.kpis.find((each) => each.slug === slug);
  if (found === undefined) throw new Error(`the shop has no ${slug}`);
  return { ...found, ...over };
};

describe.each(backends)('definitions on $name', ({ open }) => {
  let database: Database;
  let world: World;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await reset(database.db);
    world = worldOf(database, '2026-11-22T08:00:00.000Z');
  });

  const catalogNow = async () => (await loadCatalog(database.db, null)).catalog;
  const logSize = async () =>
    (await sql<{ n: number }>`select count(*) as n from audit_log`.execute(database.db)).rows[0]?.n;

  it.each([
    ['mta', () => exampleText('mta/definition.yaml')],
    ['nhs', () => exampleText('nhs/definition.yaml')],
    ['cityscore', () => exampleText('cityscore/definition.yaml')],
    ['the demo', () => demoDefinition(day('2026-11-22'))],
    ['one of everything', () => SMALL],
    ['the shop', () => SHOP],
  ])('%s comes out as it went in: applied again it changes nothing, to the byte', async (_, of) => {
    const source = of();
    const applied = async (definition: string | Definition) =>
      typeof definition === 'string'
        ? apply(world.context, definition)
        : applyDefinition(world.context, definition, WHOLE);
    expect((await applied(source)).length).toBeGreaterThan(0);
    const text = await exportDefinition(world.context);
    const logged = await logSize();
    expect(await applied(source)).toEqual([]);
    expect(await applied(text)).toEqual([]);
    expect(await apply(world.context, text, { prune: true })).toEqual([]);
    expect(await exportDefinition(world.context)).toBe(text);
    expect(await logSize()).toBe(logged);

    // On another installation the file makes the same catalogue, which gives the same file.
    await reset(database.db);
    await applied(text);
    expect(await exportDefinition(world.context)).toBe(text);
  });

  it('plans without doing', async () => {
    await applyDefinition(world.context, SHOP, WHOLE);
    const text = await exportDefinition(world.context);
    const logged = await logSize();
    const definition = define({ kpis: [shopKpi('clicks', { weight: 7 })] });
    const plan = await applyDefinition(world.context, definition, { dryRun: true, prune: false });
    expect(plan).toMatchObject([
      {
        action: 'change',
        entity: 'kpi',
        slug: 'clicks',
        fields: [{ field: 'weight', before: 1, after: 7 }],
      },
    ]);
    expect(await exportDefinition(world.context)).toBe(text);
    expect(await logSize()).toBe(logged);
  });

  it.each<[string, Definition, string]>([
    [
      'two teams from the same day',
      define({
        kpis: [
          shopKpi('clicks', {
            accountable: [
              { team: 'site', from: null },
              { team: 'shops', from: null },
            ],
          }),
        ],
      }),
      'kpis.clicks.accountable[1].from: No date does not come after the beginning. Put the entries in order, each with a later first day.',
    ],
    [
      'a team that there is not',
      define({ kpis: [shopKpi('clicks', { accountable: [{ team: 'sites', from: null }] })] }),
      'kpis.clicks.accountable: There is no team "sites". Did you mean "site"? Otherwise define it, or refer to one that exists.',
    ],
    [
      'teams that go round',
      define({ teams: [team({ slug: 'shops', parent: 'stock' })] }),
      'teams.shops.parent: Teams go round: shops is part of stock is part of shops. Let one of them be part of none of the others.',
    ],
    [
      'KPIs that feed each other',
      define({
        kpis: [shopKpi('found', { upstream: [{ kpi: 'picked', evidence: 'proven', note: null }] })],
      }),
      'Upstream links go round: ',
    ],
    [
      'two stages of one name',
      define({
        stages: [stage({ slug: 'again', name: 'GET it ', journey: 'order', position: 5 })],
      }),
      'stages.get.name: Two stages of the journey "order" are called "Get it": "again" and "get". Give one of them another name.',
    ],
    [
      'a target for a KPI that is shown for context',
      define({
        kpis: [kpi({ slug: 'visitors', accountable: 'site', direction: 'none' })],
        targets: [target({ kpi: 'visitors' })],
      }),
      'targets.visitors/week/2026-01-05: ',
    ],
    [
      'an owner that is retired',
      define({ teams: [team({ slug: 'site', retired: true })] }),
      'kpis.found.accountable: "site", which answers for "found", is retired. Name a team that is not, or retire the KPI.',
    ],
  ])('refuses %s, and says where and what to do', async (_, definition, sentence) => {
    await applyDefinition(world.context, SHOP, WHOLE);
    const text = await exportDefinition(world.context);
    await expect(applyDefinition(world.context, definition, WHOLE)).rejects.toMatchObject({
      code: 'bad_definition',
      status: 422,
      message: expect.stringContaining(sentence),
    });
    expect(await exportDefinition(world.context)).toBe(text);
  });

  it('looks at what pruning would leave before it prunes', async () => {
    await applyDefinition(world.context, SHOP, WHOLE);
    const teams = SHOP.teams.filter(({ slug }) => slug !== 'site');
    await expect(
      applyDefinition(world.context, { ...SHOP, teams }, { dryRun: false, prune: true }),
    ).rejects.toMatchObject({ code: 'bad_definition' });
    expect((await catalogNow()).teams.filter(({ retired }) => retired)).toEqual([]);
  });

  it('lets stages exchange their names, and a new stage take the name of another', async () => {
    await applyDefinition(world.context, SHOP, WHOLE);
    const [first, second] = SHOP.stages;
    if (first === undefined || second === undefined) throw new Error('the shop has two stages');
    const exchanged = define({
      stages: [
        { ...first, name: second.name },
        { ...second, name: first.name },
      ],
    });
    await applyDefinition(world.context, exchanged, WHOLE);
    const names = async () => (await catalogNow()).stages.map(({ slug, name }) => [slug, name]);
    expect(await names()).toEqual([
      [first.slug, second.name],
      [second.slug, first.name],
    ]);
    const taken = define({
      stages: [
        stage({ slug: 'new', name: first.name, journey: 'order', position: 0 }),
        { ...first, name: 'Third', position: 1 },
        { ...second, name: second.name, position: 2 },
      ],
    });
    await applyDefinition(world.context, taken, WHOLE);
    expect(await names()).toEqual([
      ['new', first.name],
      [first.slug, 'Third'],
      [second.slug, second.name],
    ]);
    expect((await catalogNow()).stages.filter(({ retired }) => retired)).toEqual([]);
  });

  it('moves the mark of the reliability KPI from one to another', async () => {
    await applyDefinition(world.context, SHOP, WHOLE);
    const mapping = (reliability: boolean) => [{ stage: 'get', critical: false, reliability }];
    await applyDefinition(
      world.context,
      define({
        kpis: [
          shopKpi('picked', { lens: 'both', stages: mapping(true) }),
          shopKpi('delivered', { stages: mapping(false) }),
        ],
      }),
      WHOLE,
    );
    const marked = (await catalogNow()).kpis.filter(({ stages }) =>
      stages.some(({ stage: slug, reliability }) => slug === 'get' && reliability),
    );
    expect(marked.map(({ slug }) => slug)).toEqual(['picked']);
  });

  it('keeps figures when a KPI is retired and when it comes back', async () => {
    await applyDefinition(world.context, SHOP, WHOLE);
    await importText(world.context, FIGURES);
    for (const retired of [true, false]) {
      await applyDefinition(
        world.context,
        define({ kpis: [shopKpi('clicks', { retired })] }),
        WHOLE,
      );
      const { rows } = await sql<{ n: number }>`select count(*) as n from observation o
        join kpi k on k.id = o.kpi_id where k.slug = 'clicks'`.execute(database.db);
      expect(rows).toEqual([{ n: 4 }]);
    }
  });

  it('ends and moves targets, one a first day', async () => {
    await applyDefinition(world.context, SHOP, WHOLE);
    const goal = (from: string, value: number, ends: string | null) =>
      target({
        kpi: 'clicks',
        from: day(from),
        ends: ends === null ? null : day(ends),
        bounds: { ...NO_BOUNDS, target: value },
      });
    const targets = [goal('2026-01-05', 100, '2026-06-30'), goal('2026-07-06', 120, null)];
    await applyDefinition(world.context, define({ targets }), WHOLE);
    const found = (await catalogNow()).targets.filter(({ kpi: slug }) => slug === 'clicks');
    expect(found).toMatchObject(targets);
    await apply(world.context, await exportDefinition(world.context), { prune: true });
    const without = { ...SHOP, targets: SHOP.targets.filter(({ kpi: slug }) => slug !== 'clicks') };
    await applyDefinition(world.context, without, { dryRun: false, prune: true });
    expect((await catalogNow()).targets.some(({ kpi: slug }) => slug === 'clicks')).toBe(false);
  });

  describe('the log', () => {
    interface Entry {
      readonly at: string;
      readonly actor: string;
      readonly action: string;
      readonly entity: string;
      readonly before: Readonly<Record<string, unknown>> | null;
      readonly after: Readonly<Record<string, unknown>> | null;
    }
    const entries = async (entity: string) =>
      (
        await sql<Entry>`select at, actor, action, entity, before, after from audit_log
          where entity = ${entity} order by id`.execute(database.db)
      ).rows;

    it('says who, when, what, before and after', async () => {
      await applyDefinition(world.context, SHOP, WHOLE);
      world.at('2026-11-22T09:00:00.123Z');
      const kpis = [shopKpi('clicks', { weight: 2, accountable: [{ team: 'shops', from: null }] })];
      await applyDefinition({ ...world.context, actor: 'cli:j. müller' }, define({ kpis }), WHOLE);
      const later = (entry: Entry) => entry.at > '2026-11-22T08:30';
      expect((await entries('kpi')).filter(later)).toMatchObject([
        {
          at: '2026-11-22T09:00:00.123Z',
          actor: 'cli:j. müller',
          action: 'update',
          before: { slug: 'clicks', weight: 1 },
          after: { slug: 'clicks', weight: 2 },
        },
      ]);
      // Handed over on the first day of the week that it is.
      expect((await entries('accountability')).filter(later)).toMatchObject([
        { action: 'insert', before: null, after: { from_date: '2026-11-16' } },
      ]);
      expect((await entries('team')).filter(later)).toEqual([]);
      const first = (await entries('team'))[0];
      expect(first).toMatchObject({ actor: 'zoë', action: 'insert', before: null });
    });

    it('has what is changed by hand too', async () => {
      await applyDefinition(world.context, SHOP, WHOLE);
      await sql`update team set lead = 'somebody' where slug = 'site'`.execute(database.db);
      const last = (await entries('team')).at(-1);
      expect(last?.actor).toMatch(/^database:./);
      expect(last).toMatchObject({ action: 'update', after: { lead: 'somebody' } });
    });

    it('and figures cannot be changed or taken away, not even by SQL', async () => {
      await applyDefinition(world.context, SHOP, WHOLE);
      await importText(world.context, FIGURES);
      await importText(world.context, 'kpi,period,target\nclicks,2026-W40,5\n');
      for (const table of ['observation', 'period_target', 'audit_log']) {
        const name = sql.table(table);
        const column = sql.ref(table === 'audit_log' ? 'actor' : 'line');
        for (const statement of [
          sql`update ${name} set ${column} = ${column}`,
          sql`delete from ${name}`,
          sql`delete from ${name} where false`,
          sql`truncate ${name}`,
        ]) {
          await expect(statement.execute(database.db)).rejects.toThrow(`${table} is append-only`);
        }
      }
    });
  });

  describe('exactly one accountable team', () => {
    beforeEach(() => applyDefinition(world.context, SHOP, WHOLE));

    const insert = (from: string) => sql`insert into accountability (kpi_id, from_date, team_id)
      select k.id, ${from}::date, t.id from kpi k, team t
      where k.slug = 'clicks' and t.slug = 'shops'`;

    it('is one entry a day', async () => {
      await insert('2026-11-01').execute(database.db);
      await expect(insert('2026-11-01').execute(database.db)).rejects.toThrow(/duplicate key/);
      await expect(insert('-infinity').execute(database.db)).rejects.toThrow(/duplicate key/);
    });

    it.each([
      ['deleted', sql`delete from accountability where from_date = '-infinity'`],
      [
        'moved',
        sql`update accountability set from_date = '2026-01-01' where from_date = '-infinity'`,
      ],
      [
        'given to another KPI',
        sql`update accountability set kpi_id = kpi_id + 1000 where from_date = '-infinity'`,
      ],
    ])('from the beginning: the first entry cannot be %s', async (_, statement) => {
      await insert('2026-11-01').execute(database.db);
      await expect(
        database.db.transaction().execute((tx) => statement.execute(tx)),
      ).rejects.toThrow(/accountable team from the beginning|foreign key/);
      const { rows } = await sql<{ n: number }>`select count(*) as n from accountability
        where from_date = '-infinity'`.execute(database.db);
      expect(rows).toEqual([{ n: SHOP.kpis.length }]);
    });

    it('holds for a KPI that is made by hand, at commit', async () => {
      const made = sql`insert into kpi (slug, name, unit, scale, decimals, grain, aggregation,
          direction, lens, kind, weight)
        values ('by-hand', 'By hand', '%', 1, 0, 2, 'sum', 'higher', 'silo', 'operation', 1)`;
      await expect(made.execute(database.db)).rejects.toThrow(
        /has no accountable team from the beginning/,
      );
    });

    it('may be replaced within one transaction', async () => {
      await database.db.transaction().execute(async (tx) => {
        await sql`delete from accountability where kpi_id = (select id from kpi where slug = 'clicks')`.execute(
          tx,
        );
        await insert('-infinity').execute(tx);
      });
      const clicks = (await catalogNow()).kpis.find(({ slug }) => slug === 'clicks');
      expect(clicks?.accountable).toEqual([{ team: 'shops', from: null }]);
    });
  });
});
