/** Somebody who is signed in to servers that are programs of their own. */
import { encode } from 'next-auth/jwt';

import type { Database } from '../../db/client';
import { insertPerson } from '../../db/queries/people';
import { sessionKey } from '../../lib/crypto/kept-secret';
import { startSession } from '../../lib/usecases/sign-on';

/** For the servers, so that they know the session. */
export const AUTH_SECRET = 'a secret of the tests, which is long enough';

const now = () => new Date();

let sid = '';

/** From now on `signedFetch` is an administrator's of this database; nobody else may have it open. */
export async function startedSession({ db }: Pick<Database, 'db'>): Promise<void> {
  const id = await insertPerson(db, {
    ...{ email: 'zoe@shop.example', name: 'Zoë', role: 'administrator' },
    ...{ createdAt: now().toISOString(), createdBy: 'a test' },
  });
  if (id === null) throw new Error('zoe@shop.example is there already');
  const caller = { address: '127.0.0.1', agent: 'a test' };
  sid = await startSession({ db, now }, id, { method: 'password' }, caller);
}

/** Asks a server on this machine, with the session and from a page of its own. */
export async function signedFetch(
  address: URL | string,
  init: RequestInit = {},
): Promise<Response> {
  const { origin, port } = new URL(address);
  const sealed = await encode({ token: { sid }, secret: sessionKey(AUTH_SECRET) });
  return fetch(address, {
    ...init,
    headers: { ...init.headers, origin, cookie: `throughline-${port}.session=${sealed}` },
  });
}
