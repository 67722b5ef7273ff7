/**
 * Who asks over HTTP, and what they may do. A key comes as `Authorization: Bearer KEY` and is read here
 * and nowhere else. Without one the session of a browser reads, and writes nothing.
 */

import { bearer, requestContext } from '../auth/request';
import type { ApiKey, KeyScope } from '../domain/access';
import { AppError } from '../errors';
import { database, elapsedMs, now } from '../runtime';
import { type Context, contextOf } from '../usecases/context';
import { checkKey } from '../usecases/keys';

export interface Access {
  readonly context: Context;
  /** Null where no key was brought. */
  readonly key: ApiKey | null;
}

/**
 * The context of a request with the key that it brings. Throws `AppError`: 401 for a key that is none
 * or is missing where one is needed, 403 for one that may not, 429 for one that asks too often.
 */
export async function requestAccess(request: Request, wanted: 'read'): Promise<Access>;
export async function requestAccess(
  request: Request,
  wanted: 'write',
): Promise<Access & { readonly key: ApiKey }>;
export async function requestAccess(request: Request, wanted: KeyScope): Promise<Access> {
  const header = request.headers.get('authorization');
  if (header === null) {
    if (wanted === 'write') throw noKey();
    const context = await requestContext(request.headers);
    if (context.principal.kind === 'nobody') throw noKey();
    return { context, key: null };
  }
  const { db } = await database();
  const key = await checkKey({ db, now }, bearer(header));
  if (key === null) throw noKey();
  takeToken(key.prefix);
  if (wanted === 'write' && key.scope !== 'write') {
    throw new AppError(
      'read_only_key',
      'This key reads and does not write. Make one with: throughline key add --scope write',
      { status: 403 },
    );
  }
  return { context: contextOf(db, { kind: 'key', key }, now), key };
}

/** The same whatever is wrong with it: who tries keys learns nothing. */
function noKey(): AppError {
  return new AppError(
    'no_key',
    'This needs a key that is good: Authorization: Bearer KEY. None was brought, or it is wrong, expired or revoked.',
    { status: 401 },
  );
}

/** Requests that a key may make at once, and how many more each second. */
const BURST = 120;
const PER_SECOND = 2;

interface Bucket {
  tokens: number;
  at: number;
}

/** In memory: after a restart everybody begins with a full bucket. Routes bundled apart share it. */
const BUCKETS = Symbol.for('throughline.buckets');
const holder = globalThis as { [BUCKETS]?: Map<string, Bucket> };

/** Takes one request from the key's allowance; throws 429 with the seconds to wait where none is left. */
function takeToken(prefix: string): void {
  holder[BUCKETS] ??= new Map();
  const at = elapsedMs();
  const before = holder[BUCKETS].get(prefix) ?? { tokens: BURST, at };
  const tokens = Math.min(BURST, before.tokens + ((at - before.at) / 1000) * PER_SECOND);
  holder[BUCKETS].set(prefix, { tokens: tokens < 1 ? tokens : tokens - 1, at });
  if (tokens >= 1) return;
  const seconds = Math.ceil((1 - tokens) / PER_SECOND);
  throw new AppError(
    'too_many_requests',
    `This key asks too often: ${BURST} requests at once and ${PER_SECOND} a second are its share. Wait ${seconds} s, and send more figures with each request.`,
    { status: 429, details: { retryAfter: seconds } },
  );
}
