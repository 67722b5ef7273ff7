/** Requests of somebody who is signed in, for tests that call routes as functions. */
import { encode } from 'next-auth/jwt';

import type { Database } from '../../db/client';
import { insertPerson, setPersonTeams } from '../../db/queries/people';
import { cookieName } from '../../lib/auth/cookie';
import type { Role } from '../../lib/domain/principal';
import { now, sessionSecrets } from '../../lib/runtime';
import { startSession } from '../../lib/usecases/sign-on';

process.env['AUTH_SECRET'] ??= 'a secret that is long enough for a test';

const CALLER = { address: '127.0.0.1', agent: 'a test' };

let people = 0;

/** The cookie of a new person with that role. */
async function cookieOf(
  { db }: Pick<Database, 'db'>,
  role: Role = 'administrator',
  teams: readonly string[] = [],
): Promise<string> {
  people += 1;
  const at = now().toISOString();
  const email = `${role}-${people}@shop.example`;
  const id = await insertPerson(db, {
    ...{ email, name: `Zoë ${role}`, role },
    ...{ createdAt: at, createdBy: 'a test' },
  });
  if (id === null) throw new Error(`${email} is there already`);
  await setPersonTeams(db, id, teams);
  const sid = await startSession({ db, now }, id, { method: 'password' }, CALLER);
  const [secret = ''] = sessionSecrets();
  return `${cookieName('session')}=${await encode({ token: { sid }, secret })}`;
}

let cookie = '';

/** From now on `signedRequest` is an administrator's of this database. */
export async function signIn(database: Pick<Database, 'db'>): Promise<void> {
  cookie = await cookieOf(database);
}

/** A request with the session, unless it brings a key. */
export function signedRequest(url: string, init: RequestInit = {}): Request {
  const headers = new Headers(init.headers);
  if (!headers.has('authorization')) headers.set('cookie', cookie);
  return new Request(url, { ...init, headers });
}
