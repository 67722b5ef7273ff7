/** Keys of programs: shown once, kept by their hash, and good for as long and as much as was said. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Database } from '../../db/client';
import { applyDefinition } from '../../lib/usecases/definitions';
import { addKey, checkKey, listKeys, revokeKey } from '../../lib/usecases/keys';
import { newest } from '../../lib/usecases/newest';
import { backends } from '../support/backends';
import { reset } from './reset';
import { SHOP } from './shop';
import { throughline, type World, worldOf } from './world';

describe.each(backends)('keys on $name', ({ open }) => {
  let database: Database;
  let world: World;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await reset(database.db);
    world = worldOf(database, '2026-11-01T08:00:00.000Z');
    await applyDefinition(world.context, SHOP, { dryRun: false, prune: false });
  });

  /** All that the database says, as text. */
  const everything = async () => {
    const { rows } = await sql<{ text: string }>`
      select string_agg(x::text, ' ') as text from (
        select to_jsonb(k) as x from api_key k union all select to_jsonb(s) from api_key_secret s
        union all select to_jsonb(a) from audit_log a) t`.execute(database.db);
    return rows[0]?.text ?? '';
  };

  it('are kept by their hash alone, and out of the audit log', async () => {
    const { token, key } = await addKey(world.context, { scope: 'write', name: 'nightly' });
    expect(token).toMatch(/^tl_[0-9a-f]{8}_[A-Za-z0-9_-]{43}$/);
    const text = await everything();
    expect(text).toContain(key.prefix);
    expect(text).not.toContain(token.slice(12));
    const { rows } = await sql<{ entity: string; actor: string; after: object }>`
      select entity, actor, after from audit_log where entity like 'api_key%'`.execute(database.db);
    expect(rows).toMatchObject([{ entity: 'api_key', actor: 'zoë', after: { name: 'nightly' } }]);
    expect(JSON.stringify(rows)).not.toContain('hash');
  });

  it('are good until they expire, and not a millisecond longer', async () => {
    // The last day ends in Kolkata.
    const { token } = await addKey(world.context, { expires: '2026-11-03' });
    world.at('2026-11-03T18:29:59.999Z');
    expect(await checkKey(world.context, token)).toMatchObject({ scope: 'read', teams: null });
    world.at('2026-11-03T18:30:00.000Z');
    expect(await checkKey(world.context, token)).toBeNull();
    expect(await listKeys(world.context)).toMatchObject([{ state: 'expired' }]);
  });

  it('are none from the moment on that they are taken back', async () => {
    const { token, key } = await addKey(world.context, {});
    expect(await checkKey(world.context, token)).not.toBeNull();
    await revokeKey(world.context, `tl_${key.prefix}…`);
    expect(await checkKey(world.context, token)).toBeNull();
    expect(await listKeys(world.context)).toMatchObject([{ state: 'revoked' }]);
    await expect(revokeKey(world.context, 'tl_00000000')).rejects.toMatchObject({ status: 404 });
  });

  it('are told apart by every letter', async () => {
    const { token } = await addKey(world.context, {});
    const other = token.endsWith('A') ? 'B' : 'A';
    for (const wrong of [
      '',
      'tl_',
      token.slice(0, -1),
      `${token.slice(0, -1)}${other}`,
      `${token}A`,
    ]) {
      expect(await checkKey(world.context, wrong), wrong).toBeNull();
    }
  });

  it('say when they were last used, once a minute at most', async () => {
    const { token } = await addKey(world.context, {});
    const used = async () => (await listKeys(world.context))[0]?.usedAt;
    expect(await used()).toBeNull();
    const uses = [
      ['2026-11-01T08:00:10.000Z', '2026-11-01T08:00:10.000Z'],
      ['2026-11-01T08:01:09.999Z', '2026-11-01T08:00:10.000Z'],
      ['2026-11-01T08:01:10.000Z', '2026-11-01T08:01:10.000Z'],
    ] as const;
    for (const [at, noted] of uses) {
      world.at(at);
      await checkKey(world.context, token);
      expect(await used()).toBe(noted);
    }
  });

  it('are no news: no figure and no definition changed', async () => {
    const before = (await newest(world.context)).body;
    world.at('2026-11-02T08:00:00.000Z');
    await addKey(world.context, { teams: ['stock'] });
    expect((await newest(world.context)).body).toEqual(before);
  });

  it.each([
    [{ scope: 'admin' }, 'scope is "admin"; it must be read or write.'],
    [{ teams: ['nowhere'] }, 'There is no team "nowhere".'],
    [{ expires: 'soon' }, 'expires is "soon"; give a date'],
    [{ expires: '2026-10-31' }, 'which is over'],
    [{ name: 'two\nlines' }, 'on one line'],
  ])('cannot be made with %j', async (asked, said) => {
    await expect(addKey(world.context, asked)).rejects.toThrow(said);
    expect(await listKeys(world.context)).toEqual([]);
  });

  it('limited to a team that is gone write nothing', async () => {
    await addKey(world.context, { scope: 'write', teams: ['site', 'stock', 'site'] });
    expect(await listKeys(world.context)).toMatchObject([{ teams: ['site', 'stock'] }]);
    await sql`delete from api_key_team`.execute(database.db);
    expect(await listKeys(world.context)).toMatchObject([{ teams: [] }]);
  });

  it('are made, listed and taken back on the command line', async () => {
    const made = await throughline(database, [
      ...['key', 'add', '--scope', 'write', '--team', 'stock', '--team', 'site'],
      ...['--name', 'feed', '--expires', '2099-01-01'],
    ]);
    expect(made.exit).toBe(0);
    const token = made.out.trim();
    expect(await checkKey(world.context, token)).toMatchObject({ teams: ['site', 'stock'] });
    expect(made.err).toContain('only time that it is shown');
    const listed = await throughline(database, ['key', 'list']);
    expect(listed.out).toMatch(/^tl_[0-9a-f]{8}…\tgood\twrite for site, stock, until 2099/);
    expect(listed.out).not.toContain(token);
    const revoked = await throughline(database, ['key', 'revoke', token.slice(0, 11)]);
    expect(revoked).toMatchObject({ exit: 0, err: '' });
    expect((await throughline(database, ['key', 'list'])).out).toContain('revoked');
    expect(await throughline(database, ['key', 'add', '--scope', 'all'])).toMatchObject({
      exit: 1,
      out: '',
    });
  });
});
