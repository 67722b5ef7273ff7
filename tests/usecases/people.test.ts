/** People: invited, in by link and password and provider, known by sessions, and let go. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { Database } from '../../db/client';
import { parseGroupRules } from '../../lib/domain/group-roles';
import { isAppError } from '../../lib/errors';
import { applyDefinition } from '../../lib/usecases/definitions';
import { loadDemo, removeDemo } from '../../lib/usecases/demo';
import { firstLink, linkOwner, takeLink } from '../../lib/usecases/links';
import {
  endPersonSession,
  invite,
  listPeople,
  peoplePage,
  renewLink,
  setActive,
  setRole,
} from '../../lib/usecases/people';
import { demoPerson, personOfProvider } from '../../lib/usecases/provider';
import { checkPassword, signOut, startSession, whoIs, whoReads } from '../../lib/usecases/sign-on';
import { backends } from '../support/backends';
import { reset } from './reset';
import { SHOP } from './shop';
import { throughline, type World, worldOf } from './world';

const CALLER = { address: '10.0.0.7', agent: 'Firefox' };
const PASSWORD = 'correct horse battery';
const ZOE = { email: 'Zoe@Shop.example', name: 'Zoë', role: 'steward', teams: [] };

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (isAppError(error) ? error.code : error),
  );

describe.each(backends)('people on $name', ({ open }) => {
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

  const take = (
    token: string,
    typed: Readonly<Record<string, unknown>> & { password?: string } = {},
  ) =>
    takeLink(
      world.context,
      token,
      { email: 'ana@shop.example', name: 'Ana', password: PASSWORD, ...typed },
      CALLER,
    );
  const zoe = async () => take((await invite(world.context, ZOE)).token, { name: 'Zoë' });
  const administrator = async () => take((await firstLink(world.context)) ?? '');
  const tryPassword = (email: string, password: string, address = CALLER.address) =>
    checkPassword(world.context, { email, password }, { ...CALLER, address });
  const session = (person: number) =>
    startSession(world.context, person, { method: 'password' }, CALLER);
  const who = async (token: string | null, local = false) =>
    (await whoIs(world.context, token, local)).principal;

  it('the first administrator comes by a link that works once, and while there is nobody', async () => {
    const token = (await firstLink(world.context)) ?? '';
    expect(await linkOwner(world.context, token)).toBeNull();
    expect(await codeOf(take(token, { password: 'short' }))).toBe('bad_welcome');
    const [one, other] = await Promise.all([codeOf(take(token)), codeOf(take(token))]);
    expect([one, other].sort()).toEqual(['done', 'unknown_link']);
    expect(await listPeople(world.context)).toMatchObject([
      { email: 'ana@shop.example', role: 'administrator', password: true },
    ]);
    expect(await firstLink(world.context)).toBeNull();
    expect(await codeOf(linkOwner(world.context, token))).toBe('unknown_link');
  });

  it('a link is over after its time, and when another is made', async () => {
    const { token } = await invite(world.context, ZOE);
    const { token: again } = await renewLink(world.context, { email: 'zoe@shop.example' });
    expect(await codeOf(linkOwner(world.context, token))).toBe('unknown_link');
    world.at('2026-11-08T07:59:59.000Z');
    expect(await linkOwner(world.context, again)).toEqual({
      email: 'zoe@shop.example',
      name: 'Zoë',
    });
    world.at('2026-11-08T08:00:00.000Z');
    expect(await codeOf(linkOwner(world.context, again))).toBe('unknown_link');
  });

  it('nobody makes themselves more than they were invited as', async () => {
    const { token } = await invite(world.context, { ...ZOE, role: 'viewer' });
    const typed = { email: 'root@shop.example', role: 'administrator', teams: ['site'] };
    await take(token, typed);
    expect(await listPeople(world.context)).toMatchObject([
      { email: 'zoe@shop.example', role: 'viewer', teams: [] },
    ]);
  });

  it('a password lets in, and no refusal tells what was wrong', async () => {
    await zoe();
    expect(await tryPassword(' ZOE@shop.example ', PASSWORD)).toMatchObject({ role: 'steward' });
    const said = async (email: string, password: string) => {
      try {
        await tryPassword(email, password);
        return 'in';
      } catch (error) {
        return isAppError(error) ? `${error.status} ${error.message}` : error;
      }
    };
    const wrong = await said('zoe@shop.example', 'correct horse batterY');
    expect(wrong).toContain('401 That e-mail and password');
    expect(await said('nobody@shop.example', PASSWORD)).toBe(wrong);
    expect(await said("' or 1=1 --", PASSWORD)).toBe(wrong);
    await setActive(world.context, { email: 'zoe@shop.example' }, false);
    expect(await said('zoe@shop.example', PASSWORD)).toBe(wrong);
    const { trail } = await peoplePage(world.context);
    expect(trail.map(({ refused }) => refused)).toEqual([
      'inactive',
      'unknown',
      'unknown',
      'wrong',
      null,
      null,
    ]);
  });

  it('is as slow with somebody unknown as with a wrong password', async () => {
    await zoe();
    const time = async (email: string, address: string) => {
      const began = performance.now();
      await codeOf(tryPassword(email, 'a wrong password', address));
      return performance.now() - began;
    };
    const times = { known: [] as number[], unknown: [] as number[] };
    for (const round of [1, 2, 3, 4]) {
      times.known.push(await time('zoe@shop.example', `10.0.1.${round}`));
      times.unknown.push(await time(`nobody${round}@shop.example`, `10.0.2.${round}`));
    }
    // Without the work for nobody it would be a fiftieth.
    expect(Math.min(...times.unknown)).toBeGreaterThan(Math.min(...times.known) / 3);
  });

  it('tries are counted: of an account from one place, and from all', async () => {
    await zoe();
    for (let tries = 0; tries < 5; tries++) {
      expect(await codeOf(tryPassword('zoe@shop.example', 'wrong'))).toBe('refused');
    }
    // The right one is not looked at any more.
    expect(await codeOf(tryPassword('zoe@shop.example', PASSWORD))).toBe('too_many');
    expect(await codeOf(tryPassword('zoe@shop.example', PASSWORD, '10.9.9.9'))).toBe('done');
    // Whether there is such an account does not matter.
    for (let tries = 0; tries < 5; tries++) await codeOf(tryPassword('x@shop.example', 'wrong'));
    expect(await codeOf(tryPassword('x@shop.example', 'wrong'))).toBe('too_many');
    world.at('2026-11-01T08:15:01.000Z');
    expect(await codeOf(tryPassword('zoe@shop.example', PASSWORD))).toBe('done');
  });

  it('many tries at once are no more than many one after the other', async () => {
    await zoe();
    const tries = Array.from({ length: 12 }, () => codeOf(tryPassword('zoe@shop.example', 'no')));
    const codes = await Promise.all(tries);
    expect(codes.filter((code) => code === 'refused').length).toBeLessThanOrEqual(5);
    expect(codes.filter((code) => code === 'too_many').length).toBeGreaterThanOrEqual(7);
  });

  it('a calendar reads for a person as long as they come in', async () => {
    const id = await zoe();
    expect(await whoReads(world.context, id)).toMatchObject({ kind: 'person', role: 'steward' });
    await setActive(world.context, { id }, false);
    expect(await whoReads(world.context, id)).toBeNull();
    expect(await whoReads(world.context, 999)).toBeNull();
  });

  it('a session is known until it ends, is ended, or is not used', async () => {
    const id = await zoe();
    const token = await session(id);
    expect(await who(token)).toMatchObject({ kind: 'person', role: 'steward', teams: [] });
    for (const other of [null, '', 'x', `${token}x`, token.toUpperCase()]) {
      expect(await who(other)).toEqual({ kind: 'nobody' });
    }
    world.at('2026-11-08T07:00:00.000Z');
    expect(await who(token)).toMatchObject({ kind: 'person' });
    // Seen then, so it goes on; not seen for a week, it is over.
    world.at('2026-11-15T06:59:00.000Z');
    expect(await who(token)).toMatchObject({ kind: 'person' });
    world.at('2026-11-22T07:00:00.000Z');
    expect(await who(token)).toEqual({ kind: 'nobody' });
    const next = await session(id);
    await signOut(world.context, next);
    expect(await who(next)).toEqual({ kind: 'nobody' });
  });

  it('a role holds from the next request on, and who is let go is out at once', async () => {
    const id = await zoe();
    const tokens = [await session(id), await session(id)];
    await setRole(world.context, { id }, { role: 'lead', teams: ['site'] });
    expect(await who(tokens[0] ?? '')).toMatchObject({ role: 'lead', teams: ['site'] });
    const { sessions } = await peoplePage(world.context);
    await endPersonSession(world.context, id, sessions.at(-1)?.id ?? 0);
    const known = await Promise.all(tokens.map((token) => who(token)));
    expect(known.map(({ kind }) => kind).sort()).toEqual(['nobody', 'person']);
    await setActive(world.context, { id }, false);
    expect(await Promise.all(tokens.map((token) => who(token)))).toEqual([
      { kind: 'nobody' },
      { kind: 'nobody' },
    ]);
  });

  it('a new password ends what was open', async () => {
    const token = await session(await zoe());
    await take((await renewLink(world.context, { email: 'zoe@shop.example' })).token, {
      password: 'another good password',
    });
    expect(await who(token)).toEqual({ kind: 'nobody' });
    expect(await codeOf(tryPassword('zoe@shop.example', PASSWORD))).toBe('refused');
  });

  it('somebody is left who can let others in', async () => {
    const id = await administrator();
    for (const work of [
      setActive(world.context, { id }, false),
      setRole(world.context, { id }, { role: 'viewer', teams: [] }),
    ]) {
      expect(await codeOf(work)).toBe('last_administrator');
    }
  });

  it('secrets are in no log, and every change of a person is', async () => {
    const { token } = await invite(world.context, ZOE);
    await take(token, { name: 'Zoë' });
    await setRole(world.context, { email: 'zoe@shop.example' }, { role: 'lead', teams: ['site'] });
    const { rows } = await sql<{ actor: string; action: string; entity: string }>`
      select actor, action, entity from audit_log where entity like 'person%' order by id`.execute(
      database.db,
    );
    expect(rows).toEqual([
      { actor: 'zoë', action: 'insert', entity: 'person' },
      { actor: 'zoë', action: 'update', entity: 'person' },
      { actor: 'zoë', action: 'insert', entity: 'person_team' },
    ]);
    const { rows: all } = await sql<{ text: string }>`
      select string_agg(to_jsonb(a)::text, ' ') as text from audit_log a`.execute(database.db);
    expect(all[0]?.text).not.toMatch(/scrypt|hash|password/);
    const { rows: kept } = await sql<{ text: string }>`
      select to_jsonb(s)::text || (select to_jsonb(l)::text from one_time_link l) as text
      from person_secret s`.execute(database.db);
    expect(kept[0]?.text).not.toContain(token);
    expect(kept[0]?.text).not.toContain(PASSWORD);
  });

  describe('a provider', () => {
    const read = parseGroupRules('steward=data; lead:site=web; administrator=admins');
    const rules = 'rules' in read ? read.rules : [];
    const claims = {
      issuer: 'https://id.shop.example',
      subject: 'u-1',
      email: 'zoe@shop.example',
      emailVerified: true,
      name: 'Zoë',
      groups: [] as string[],
    };
    const bring = (more: Partial<typeof claims>, with_: typeof rules | null = null) =>
      codeOf(personOfProvider(world.context, { ...claims, ...more }, with_, CALLER));

    it('brings who was invited, by an e-mail that it has checked, once and for all', async () => {
      expect(await bring({})).toBe('provider_refused');
      await invite(world.context, ZOE);
      expect(await bring({ emailVerified: false })).toBe('provider_refused');
      expect(await bring({})).toBe('done');
      // Known by its subject from now on, whatever the e-mail; and the e-mail is nobody else's.
      expect(await bring({ email: 'new@shop.example', emailVerified: false })).toBe('done');
      expect(await bring({ subject: 'u-2' })).toBe('provider_refused');
      expect(await bring({ issuer: 'https://other.example' })).toBe('provider_refused');
      await setActive(world.context, { email: 'zoe@shop.example' }, false);
      expect(await bring({})).toBe('provider_refused');
    });

    it('gives roles and teams by groups, anew each time', async () => {
      expect(await bring({ groups: ['nobody'] }, rules)).toBe('provider_refused');
      expect(await bring({ groups: ['web'] }, rules)).toBe('done');
      expect(await listPeople(world.context)).toMatchObject([{ role: 'lead', teams: ['site'] }]);
      expect(await bring({ groups: ['data', 'web'] }, rules)).toBe('done');
      expect(await listPeople(world.context)).toMatchObject([{ role: 'steward', teams: [] }]);
      expect(await bring({ groups: [] }, rules)).toBe('provider_refused');
    });
  });

  describe('the demo', () => {
    it('is open to whoever sits here, until somebody has taken up an account', async () => {
      await reset(database.db);
      expect(await who(null, true)).toEqual({ kind: 'nobody' });
      await loadDemo(world.context);
      expect(await who(null, true)).toEqual({ kind: 'visitor' });
      expect(await who(null, false)).toEqual({ kind: 'nobody' });
      const token = await session(await demoPerson(world.context, 'lead', true, CALLER));
      expect(await who(token, true)).toMatchObject({ role: 'lead', teams: ['stores'], demo: true });
      expect(await codeOf(demoPerson(world.context, 'lead', false, CALLER))).toBe('no_demo_people');
      expect(await listPeople(world.context)).toEqual([]);
      const first = (await firstLink(world.context)) ?? '';
      await throughline(database, ['user', 'add', 'ana@shop.example', '--role', 'administrator']);
      // Who was invited and is not in yet has locked nobody out.
      expect(await who(token, true)).toMatchObject({ demo: true });
      expect(await codeOf(demoPerson(world.context, 'lead', true, CALLER))).toBe('done');
      const typed = { email: 'ana@shop.example', name: 'Ana', password: 'correct horse battery' };
      expect(await codeOf(takeLink(world.context, first, typed, CALLER))).toBe('bad_welcome');
      await takeLink(world.context, first, { ...typed, email: 'zoe@shop.example' }, CALLER);
      expect(await who(token, true)).toEqual({ kind: 'nobody' });
      expect(await firstLink(world.context)).toBeNull();
      expect(await codeOf(demoPerson(world.context, 'lead', true, CALLER))).toBe('no_demo_people');
    });

    it('takes its people with it', async () => {
      await reset(database.db);
      await loadDemo(world.context);
      await demoPerson(world.context, 'viewer', true, CALLER);
      await removeDemo(world.context);
      const { rows } = await sql`select 1 from person`.execute(database.db);
      expect(rows).toEqual([]);
      const { rows: logged } = await sql`
        select 1 from audit_log where entity = 'person'`.execute(database.db);
      expect(logged).toEqual([]);
    });
  });

  it('are added, listed and given roles by the command line', async () => {
    const added = await throughline(database, ['user', 'add', 'ana@shop.example']);
    expect(added.exit).toBe(0);
    expect(added.out).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/welcome\/[\w-]{43}\n$/);
    const role = await throughline(database, [
      ...['user', 'role', 'ana@shop.example', 'lead', '--team', 'site'],
    ]);
    expect(role).toMatchObject({ exit: 0, out: 'ana@shop.example is lead site now.\n' });
    const list = await throughline(database, ['user', 'list']);
    expect(list.out).toBe('ana@shop.example\tlead site\tnever seen\tana\n');
    const wrong = await throughline(database, ['user', 'role', 'ana@shop.example', 'root']);
    expect(wrong.exit).toBe(1);
    expect(wrong.err).toContain('There is no role "root".');
    const link = await throughline(database, ['user', 'link', 'nobody@shop.example']);
    expect(link).toMatchObject({ exit: 1, err: 'There is no such person here.\n' });
  });
});
