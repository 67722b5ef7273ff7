/** Who asks, by the session that a request's headers bring. */
import type { Principal } from '../domain/principal';
import { welcomePath } from '../paths-people';
import { database, isLocal, now, ownOrigin, readConfig } from '../runtime';
import { type Context, contextOf } from '../usecases/context';
import { checkKey } from '../usecases/keys';
import { whoIs } from '../usecases/sign-on';
import { sessionToken } from './cookie';

/** By the session alone: for what is sent from a page of ours. */
export async function known(headers: Headers) {
  const { db } = await database();
  const token = await sessionToken(headers.get('cookie'));
  return { db, ...(await whoIs({ db, now }, token, isLocal())) };
}

/** By a key as well, where it brings one: a program may read pages as people do. */
export async function knownByAny(headers: Headers) {
  const authorization = headers.get('authorization');
  const found = await known(headers);
  if (authorization === null) return found;
  const key = await checkKey({ db: found.db, now }, bearer(authorization));
  const principal: Principal = key === null ? { kind: 'nobody' } : { kind: 'key', key };
  return { ...found, principal };
}

/** The key in an `Authorization` header; empty where it is another kind. */
export function bearer(header: string): string {
  return /^Bearer +(\S+)$/i.exec(header.trim())?.[1] ?? '';
}

/** The context of a request to a route; what it brings as a key is another matter (`lib/http/access`). */
export async function requestContext(headers: Headers): Promise<Context> {
  const { db, principal } = await known(headers);
  return contextOf(db, principal, now);
}

/** Whether one can come in by way of a provider. */
export function hasProvider(): boolean {
  return readConfig().oidc !== null;
}

/** The whole address of a link that lets somebody in. */
export function welcomeAddress(token: string): string {
  return ownOrigin() + welcomePath(token);
}

/** What is needed of the world where it does not matter who asks: a link shows that itself. */
export async function openWorld(): Promise<Pick<Context, 'db' | 'now'>> {
  return { db: (await database()).db, now };
}
