import { existsSync } from 'node:fs';
import { sql } from 'kysely';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Database } from '../../db/client';
import { pendingUpgrade } from '../../db/migrate';
import { backends } from './backends';

describe.each(backends)('the test database on $name', ({ name, open, place }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  it('is of that kind, migrated, and empty', async () => {
    expect(database.kind).toBe(name);
    const { from, to } = await pendingUpgrade(database.db);
    expect(from).toBe(to);
    const { rows } = await sql<{ n: number }>`select count(*) as n from kpi`.execute(database.db);
    expect(rows).toEqual([{ n: 0 }]);
  });

  it('is its own: what another suite writes is not seen', async () => {
    const other = await open();
    await sql`create table mine (x integer)`.execute(other.db);
    const there = await sql<{ there: boolean }>`
      select to_regclass('mine') is not null as there`.execute(database.db);
    expect(there.rows).toEqual([{ there: false }]);
    await other.close();
  });

  it('has a place that a program finds by its environment, and that goes away', async () => {
    const { env, open: openThere, remove } = await place();
    expect(env.DATABASE_URL === '').toBe(name === 'pglite');
    const there = await openThere();
    const { from, to } = await pendingUpgrade(there.db);
    expect(from).toBe(to);
    await there.close();
    await remove();
    expect(existsSync(env.DATA_DIR)).toBe(false);
  });
});
