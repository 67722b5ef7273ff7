/** Keys of programs: made, listed, taken back, and asked for by every request that brings one. */
import { loadCatalog } from '../../db/queries/catalog';
import { setActor } from '../../db/queries/definitions';
import {
  findKey,
  insertKey,
  markUsed,
  listKeys as readKeys,
  revokeKey as revoke,
} from '../../db/queries/keys';
import { isSame, makeKey, prefixOf } from '../crypto/api-key';
import { type ApiKey, type KeyScope, keyState } from '../domain/access';
import { parseAsOf } from '../domain/calendar-zone';
import type { Catalog } from '../domain/catalog';
import { AppError } from '../errors';
import { type Context, demand, demandSight } from './context';

export interface KeyRequest {
  /** What it is for; its prefix where nothing is said. */
  readonly name?: string | undefined;
  /** `read` where nothing is said. */
  readonly scope?: string | undefined;
  /** Slugs of teams; none is all. */
  readonly teams?: readonly string[] | undefined;
  /** A date, which means its end in the organisation's zone, or an instant. */
  readonly expires?: string | undefined;
}

const LONGEST_NAME = 80;
const MINUTE_MS = 60_000;

/** Makes a key. The token is given here and never again. */
export async function addKey(
  context: Context,
  asked: KeyRequest,
): Promise<{ readonly token: string; readonly key: ApiKey }> {
  demand(context, 'key.manage');
  const { db, actor, now } = context;
  return db.transaction().execute(async (tx) => {
    const at = now();
    const { catalog } = await loadCatalog(tx, null);
    const { token, prefix, hash } = makeKey();
    const teams = [...new Set(asked.teams)];
    await setActor(tx, actor, at);
    await insertKey(tx, {
      prefix,
      hash,
      name: readName(asked.name, prefix),
      scope: readScope(asked.scope),
      teamIds: teams.length === 0 ? null : teams.map((slug) => teamId(catalog, slug)),
      createdAt: at.toISOString(),
      createdBy: actor,
      expiresAt: readExpiry(asked.expires, catalog, at),
    });
    const made = await findKey(tx, prefix);
    if (made === null) throw new Error('the key that was just made is not there');
    return { token, key: made.key };
  });
}

/** All keys, the newest first, with their state at present. */
export async function listKeys(
  context: Context,
): Promise<readonly (ApiKey & { readonly state: ReturnType<typeof keyState> })[]> {
  demandSight(context, 'key.manage');
  const { db, now } = context;
  const present = now().toISOString();
  return (await readKeys(db)).map((key) => ({ ...key, state: keyState(key, present) }));
}

/** Takes a key back, by the part of it that is shown: from the next request on it is no key. */
export async function revokeKey(context: Context, shown: string): Promise<ApiKey> {
  demand(context, 'key.manage');
  const { db, actor, now } = context;
  return db.transaction().execute(async (tx) => {
    // Without waiting for its turn among the writers of figures, of whom one may be this key.
    const at = now();
    const found = await findKey(tx, shown.replace(/^tl_/, '').slice(0, 8));
    if (found === null) {
      throw new AppError('unknown_key', `There is no key "${shown.slice(0, 11)}".`, {
        status: 404,
      });
    }
    if (found.key.revokedAt !== null) return found.key;
    await setActor(tx, actor, at);
    await revoke(tx, found.key.id, at.toISOString());
    return { ...found.key, revokedAt: at.toISOString() };
  });
}

/**
 * The key that a request brings; null where it is none, wrong, expired or revoked, which nobody is told
 * apart. Its use is noted once a minute at most, so that reading does not become writing.
 */
export async function checkKey(
  { db, now }: Pick<Context, 'db' | 'now'>,
  token: string,
): Promise<ApiKey | null> {
  const prefix = prefixOf(token);
  const found = prefix === null ? null : await findKey(db, prefix);
  if (found === null || !isSame(token, found.hash)) return null;
  const { key } = found;
  const present = now();
  if (keyState(key, present.toISOString()) !== 'good') return null;
  if (key.usedAt === null || present.getTime() - Date.parse(key.usedAt) >= MINUTE_MS) {
    await markUsed(db, key.id, present.toISOString());
  }
  return key;
}

function readName(name: string | undefined, prefix: string): string {
  const text = name?.trim() ?? '';
  if (text === '') return prefix;
  if (text.length <= LONGEST_NAME && !/\p{Cc}/u.test(text)) return text;
  throw new AppError(
    'bad_name',
    `A key's name has at most ${LONGEST_NAME} letters, on one line. Shorten it.`,
  );
}

function readScope(scope: string | undefined): KeyScope {
  const text = scope ?? 'read';
  if (text === 'read' || text === 'write') return text;
  throw new AppError('bad_scope', `scope is "${text}"; it must be read or write.`);
}

function teamId({ teams }: Catalog, slug: string): number {
  const team = teams.find((each) => each.slug === slug);
  if (team !== undefined) return team.id;
  throw new AppError('unknown_team', `There is no team "${slug}".`, { status: 404 });
}

function readExpiry(expires: string | undefined, catalog: Catalog, at: Date): string | null {
  if (expires === undefined || expires.trim() === '') return null;
  const moment = parseAsOf(expires.trim(), catalog.organisation.timeZone);
  if (moment === null) {
    throw new AppError('bad_expires', `expires is "${expires}"; give a date such as 2027-06-30.`);
  }
  if (moment.getTime() > at.getTime()) return moment.toISOString();
  throw new AppError('bad_expires', `expires is "${expires}", which is over. Give a day to come.`);
}
