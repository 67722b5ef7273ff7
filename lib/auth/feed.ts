/** Calendar programs bring no cookie and no header: the address that they follow says for whom they read. */
import { createHmac, timingSafeEqual } from 'node:crypto';

import type { Principal } from '../domain/principal';
import { database, now, sessionSecrets } from '../runtime';
import { type Context, contextOf } from '../usecases/context';
import { whoReads } from '../usecases/sign-on';

const seal = (person: string, secret: string) =>
  createHmac('sha256', secret).update(`calendar of ${person}`).digest('base64url');

/** The key of a person's calendars; null for whoever has no account. It reads, while they may. */
export function feedKey(principal: Principal): string | null {
  const [secret] = sessionSecrets();
  if (principal.kind !== 'person' || principal.demo || secret === undefined) return null;
  const person = String(principal.id);
  return `${person}.${seal(person, secret)}`;
}

/** For whom a key reads: nobody, where it is not one of ours. */
export async function feedContext(key: string): Promise<Context> {
  const { db } = await database();
  const [, person, given] = /^(\d{1,9})\.([\w-]{43})$/.exec(key) ?? [];
  const isOurs =
    person !== undefined &&
    given !== undefined &&
    sessionSecrets().some((secret) =>
      timingSafeEqual(Buffer.from(given), Buffer.from(seal(person, secret))),
    );
  const principal = isOurs ? await whoReads({ db }, Number(person)) : null;
  return contextOf(db, principal ?? { kind: 'nobody' }, now);
}
