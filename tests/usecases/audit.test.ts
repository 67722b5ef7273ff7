/** The trail of changes: in words, narrowed, paged, taken away whole, and without secrets. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Database } from '../../db/client';
import { auditPage, auditPieces } from '../../lib/usecases/audit';
import { applyDefinition } from '../../lib/usecases/definitions';
import { undoImport } from '../../lib/usecases/imports';
import { addKey } from '../../lib/usecases/keys';
import { backends } from '../support/backends';
import { day, NO_BOUNDS, target, team } from '../support/catalog-facts';
import { define } from '../support/definition-facts';
import { reset } from './reset';
import { FIGURES, SHOP } from './shop';
import { importText, type World, worldOf } from './world';

const NOON = '2026-10-29T06:30:00.000Z';

describe.each(backends)('the audit log on $name', ({ open }) => {
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
    world.at(NOON);
  });
  const lines = async (query = {}) => (await auditPage(world.context, query)).lines;
  const apply = (definition: Parameters<typeof define>[0], actor = 'zoë') =>
    applyDefinition({ ...world.context, actor }, define(definition), {
      dryRun: false,
      prune: false,
    });
  const whole = async (format: 'csv' | 'ndjson', query = {}) => {
    let text = '';
    for await (const piece of auditPieces(world.context, query, format)) text += piece;
    return text;
  };

  it('says who changed what, from what to what', async () => {
    await apply({ teams: [team({ slug: 'stock', name: 'Logistics', parent: 'site' })] }, 'ana');
    await apply(
      {
        targets: [
          target({
            kpi: 'delivered',
            from: day('2026-01-05'),
            bounds: { ...NO_BOUNDS, target: 96, atRisk: 80 },
          }),
        ],
        kpis: SHOP.kpis
          .filter(({ slug }) => slug === 'clicks')
          .map((kpi) => ({
            ...kpi,
            accountable: [
              { team: 'site', from: null },
              { team: 'shops', from: day('2026-11-02') },
            ] as typeof kpi.accountable,
          })),
      },
      'bo',
    );
    const newest = (await lines()).slice(0, 3);
    const ana = await lines({ who: 'ana' });
    // The program wrote the name and the place in the tree one after the other.
    expect(ana).toMatchObject([
      {
        at: NOON,
        actor: 'ana',
        action: 'changed',
        kind: 'team',
        thing: 'Logistics',
        fields: expect.arrayContaining([
          { field: 'name', before: 'Supply, chain', after: 'Logistics' },
          { field: 'part of', before: "O'Neill's stores", after: 'Web; & more' },
        ]),
      },
    ]);
    expect(newest).toContainEqual(
      expect.objectContaining({
        actor: 'bo',
        kind: 'target',
        thing: '% delivered, “as promised”',
        fields: [{ field: 'target', before: '90', after: '96' }],
      }),
    );
    expect(newest).toContainEqual(
      expect.objectContaining({
        kind: 'team that answers',
        action: 'added',
        thing: 'Clicks, from 2026-11-02',
        fields: [{ field: 'team', before: null, after: "O'Neill's stores" }],
      }),
    );
  });

  it('has figures that came in and were taken back, with their imports', async () => {
    const { importId } = await importText(world.context, FIGURES, { fileName: 'w43.csv' });
    world.at('2026-10-29T08:00:00.000Z');
    await undoImport(world.context, importId ?? 0);
    expect(await lines({ kind: 'import' })).toMatchObject([
      { action: 'took back', thing: expect.stringContaining(`import ${importId}`) },
      {
        action: 'brought',
        id: importId,
        thing: `import ${importId}: w43.csv`,
        fields: [{ field: 'new', before: null, after: '21' }],
      },
    ]);
  });

  it('is narrowed by kind, thing and time, and paged without a gap', async () => {
    await apply({ teams: [team({ slug: 'stock', name: 'Logistics', parent: 'shops' })] });
    const kinds = async (query: object) => new Set((await lines(query)).map(({ kind }) => kind));
    expect(await kinds({ kind: 'target' })).toEqual(new Set(['target']));
    const of = await lines({ thing: 'as promised' });
    expect(of.length).toBeGreaterThan(3);
    expect(of.every(({ thing }) => thing.includes('delivered'))).toBe(true);
    // The 29th begins at half past six of the evening before, in UTC.
    expect(await lines({ from: '2026-10-29' })).toHaveLength(1);
    expect(await lines({ to: '2026-10-27' })).toEqual([]);
    expect((await lines({ to: '2026-10-28' })).length).toBeGreaterThan(20);
    expect(await lines({ thing: '100%_' })).toEqual([]);

    const things = new Set<string>();
    const ids: number[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const page = await auditPage(world.context, { after });
      for (const { id, kind, thing } of page.lines) {
        ids.push(id);
        things.add(`${kind},${thing}`);
      }
      after = page.next;
    }
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(ids.toSorted((a, b) => b - a));
    const entries = (await whole('ndjson')).trimEnd().split('\n');
    expect(entries.length).toBeGreaterThan(ids.length);
    for (const kind of ['KPI,Clicks', 'team,Web; & more', 'target,Clicks', 'stage,Get it']) {
      expect(things).toContain(kind);
    }
  });

  it('is taken away as a table that runs no formula, and as rows', async () => {
    await apply({ teams: [team({ slug: 'stock', name: '=cmd|calc', parent: 'shops' })] });
    const csv = await whole('csv', { from: '2026-10-29' });
    expect(csv.split('\r\n')).toHaveLength(3);
    expect(csv).toMatch(/^\ufeffat,who,what,kind,thing,before,after\r\n/);
    expect(csv).toContain(`${NOON},zoë,changed,team,'=cmd|calc,`);
    expect(csv.slice(1)).not.toContain('\ufeff');
    const [row] = (await whole('ndjson', { from: '2026-10-29' })).split('\n');
    expect(JSON.parse(row ?? '')).toMatchObject({
      at: NOON,
      actor: 'zoë',
      action: 'update',
      entity: 'team',
      before: { name: 'Supply, chain' },
      after: { name: '=cmd|calc' },
    });
  });

  it('never has a secret or a hash in it', async () => {
    const { token } = await addKey(world.context, { scope: 'write', name: 'nightly' });
    const secret = token.slice(-20);
    expect(token.length).toBeGreaterThan(2 * secret.length);
    const text = `${await whole('csv')}${await whole('ndjson')}${JSON.stringify(await lines())}`;
    expect(text).toContain('nightly');
    expect(text).not.toContain(secret);
    expect(text).not.toMatch(/[0-9a-f]{64}|hash|secret/i);
  });

  it.each([
    [{ from: '29.10.2026' }, 'bad_from'],
    [{ to: '2026-02-30' }, 'bad_to'],
    [{ after: 'x' }, 'bad_after'],
    [{ after: "2026-10-29T06:30:00.000Z,log,1' or 1=1" }, 'bad_after'],
  ])('refuses %j', async (query, code) => {
    await expect(auditPage(world.context, query)).rejects.toMatchObject({ code });
  });
});
