/** A view is made once, and anew as soon as anything that it rests on has changed. */
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Database } from '../../db/client';
import { CATALOG_TABLES } from '../../db/queries/catalog';
import { findVersion } from '../../db/queries/newest';
import { presentCatalog } from '../../db/queries/present-catalog';
import { rebuild } from '../../lib/usecases/doctor';
import { remembered } from '../../lib/usecases/remembered';
import { backends } from '../support/backends';
import { apply, importText, type World, worldOf } from './world';

const SHOP = (name: string) => `
organisation: { name: ${name} }
teams: [{ slug: shops, name: Shops, lead: Kim }]
kpis:
  - { slug: fill-rate, name: Fill rate, definition: Filled, unit: "%", grain: week, aggregation: mean,
      direction: higher, lens: silo, kind: operation, accountable: shops }
`;

describe.each(backends)('remembered on $name', ({ open }) => {
  let database: Database;
  let world: World;
  beforeAll(async () => {
    database = await open();
    world = worldOf(database, '2026-11-19T08:00:00.000Z');
    await apply(world.context, SHOP('Shop'));
  });
  afterAll(() => database.close());

  /** Answers with how often it was made. */
  function counting(fail: () => boolean = () => false) {
    let made = 0;
    return remembered(async (_context, asked: { readonly q: string }) => {
      made += 1;
      await sleep(5);
      if (fail()) throw new Error('it failed');
      return { q: asked.q, made };
    });
  }

  it('is the same object until something changes', async () => {
    const view = counting();
    const first = await view(world.context, { q: 'a' });
    expect(await view(world.context, { q: 'a' })).toBe(first);
    expect(await view(world.context, { q: 'b' })).toEqual({ q: 'b', made: 2 });
    expect(await view(world.context, { q: 'a' })).toBe(first);
  });

  it.each<readonly [string, () => Promise<unknown>]>([
    ['a definition', () => apply(world.context, SHOP('Other shop'))],
    ['figures', () => importText(world.context, 'kpi,period,value\nfill-rate,2026-W45,90\n')],
    ['a correction', () => importText(world.context, 'kpi,period,value\nfill-rate,2026-W45,91\n')],
    ['a roll-up made anew', () => rebuild(world.context)],
  ])('is made anew after %s', async (_, change) => {
    const view = counting();
    await view(world.context, { q: 'a' });
    await change();
    expect((await view(world.context, { q: 'a' })).made).toBe(2);
    expect((await view(world.context, { q: 'a' })).made).toBe(2);
  });

  it('is kept when a change was undone before it was committed', async () => {
    const view = counting();
    await view(world.context, { q: 'a' });
    await apply(world.context, SHOP('Third shop'), { dryRun: true });
    expect((await view(world.context, { q: 'a' })).made).toBe(1);
  });

  it('is made anew when the date may be another', async () => {
    const view = counting();
    await view(world.context, { q: 'a' });
    world.at('2026-11-19T08:14:59.000Z');
    expect((await view(world.context, { q: 'a' })).made).toBe(1);
    world.at('2026-11-19T08:15:00.000Z');
    expect((await view(world.context, { q: 'a' })).made).toBe(2);
  });

  it('is made once for all who ask at the same time', async () => {
    const view = counting();
    const asked = Array.from({ length: 20 }, () => view(world.context, { q: 'a' }));
    expect((await Promise.all(asked)).map(({ made }) => made)).toEqual(asked.map(() => 1));
  });

  it('rests on one catalogue, whichever view is made of a version', async () => {
    const { db } = world.context;
    const known = await presentCatalog(db, 'one');
    expect(await presentCatalog(db, 'one')).toBe(known);
    await apply(world.context, SHOP('Fourth shop'));
    const { catalog } = await presentCatalog(db, 'two');
    expect(catalog.organisation.name).toBe('Fourth shop');
    expect(await presentCatalog(db, undefined)).not.toBe(await presentCatalog(db, undefined));
  });

  it('rests on the catalogue as it was while figures alone come in', async () => {
    const { db } = world.context;
    const { catalog, stamp } = await findVersion(db);
    await importText(world.context, 'kpi,period,value\nfill-rate,2026-W44,77\n');
    await rebuild(world.context);
    const after = await findVersion(db);
    expect(after.catalog).toBe(catalog);
    expect(after.stamp).not.toBe(stamp);
    await apply(world.context, SHOP('Fifth shop'));
    expect((await findVersion(db)).catalog).not.toBe(catalog);
  });

  it('rests on another catalogue after a change of any of its tables', async () => {
    const { rows } = await sql<{ on: string }>`select pg_get_triggerdef(oid) as on
      from pg_trigger where tgname = 'renew_catalog'`.execute(world.context.db);
    const named = [...(rows[0]?.on ?? '').matchAll(/'(\w+)'::text/g)].map(([, name]) => name);
    expect(named.toSorted()).toEqual(Object.keys(CATALOG_TABLES).toSorted());
    const audited = await sql<{ name: string }>`select c.relname as name
      from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where t.tgname = 'audit'`.execute(world.context.db);
    expect(audited.rows.map(({ name }) => name)).toEqual(expect.arrayContaining(named));
  });

  it('tries again after a failure', async () => {
    let failing = true;
    const view = counting(() => failing);
    await expect(view(world.context, { q: 'a' })).rejects.toThrow('it failed');
    failing = false;
    expect((await view(world.context, { q: 'a' })).made).toBe(2);
  });

  it('keeps no more than a few', async () => {
    const view = counting();
    for (let i = 0; i < 40; i += 1) await view(world.context, { q: String(i) });
    expect((await view(world.context, { q: '39' })).made).toBe(40);
    expect((await view(world.context, { q: '0' })).made).toBe(41);
  });
});
