/** Who ends digests by a link in one is not signed in: the link says for whom, and of what it is the end. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { StopAddress } from '../domain/post';
import { AppError } from '../errors';
import { stopNowPath, stopPath } from '../paths-people';
import { database, now, sessionSecrets } from '../runtime';
import { type Context, contextOf } from '../usecases/context';
import type { Stopped } from '../usecases/follows';
import { whoReads } from '../usecases/sign-on';

const seal = (what: string, secret: string) =>
  createHmac('sha256', secret).update(`digests of ${what}`).digest('base64url');

/** The whole addresses that end something for a person. They open nothing, and end nothing by being looked at. */
export function stopAddress(origin: string, person: number, what: Stopped): StopAddress {
  const [secret] = sessionSecrets();
  if (secret === undefined) throw new Error('a server has a secret');
  const named = `${person}.${what === 'all' ? 'all' : what.follow}`;
  const key = `${named}.${seal(named, secret)}`;
  return { page: origin + stopPath(key), now: origin + stopNowPath(key) };
}

/** What a key ends; null where it is not one of ours. */
function readKey(key: string): { readonly person: number; readonly what: Stopped } | null {
  const [, named, person, what, given] =
    /^((\d{1,9})\.(all|\d{1,9}))\.([\w-]{43})$/.exec(key) ?? [];
  if (named === undefined || given === undefined) return null;
  const isOurs = sessionSecrets().some((secret) =>
    timingSafeEqual(Buffer.from(given), Buffer.from(seal(named, secret))),
  );
  if (!isOurs) return null;
  return { person: Number(person), what: what === 'all' ? 'all' : { follow: Number(what) } };
}

/** What a key would end. Throws `AppError` 404 for one that is not ours; the database is not asked. */
export function stoppedBy(key: string): Stopped {
  const read = readKey(key);
  if (read !== null) return read.what;
  throw new AppError(
    'unknown_link',
    'This link is not whole. Open it from the mail again, or choose on your own page which digests you get.',
    { status: 404 },
  );
}

/**
 * The context of the person in whose name a key was made: of nobody, where it is not ours, or they come in
 * no more and get nothing anyway.
 */
export async function stopContext(key: string): Promise<Context> {
  const { db } = await database();
  const read = readKey(key);
  const principal = read === null ? null : await whoReads({ db }, read.person);
  return contextOf(db, principal ?? { kind: 'nobody' }, now);
}
