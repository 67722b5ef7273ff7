/** Which embeds can be opened: known in memory, and asked again of the database before a second is over. */
import { timingSafeEqual } from 'node:crypto';

import { hashOfToken, prefixOfToken } from '../../crypto/embed-token';
import { claimsOf, embedNamed, verifyingKey } from '../../crypto/host-token';
import { chosenBy, type Embed } from '../../domain/embed';
import { frameAncestors } from '../../domain/embed-origin';
import { choiceOf } from '../../domain/embed-signed';
import type { Principal } from '../../domain/principal';
import { database, elapsedMs, now, readConfig } from '../../runtime';
import { type Context, contextOf, operator } from '../../usecases/context';
import { embedRegister, noteUses } from '../../usecases/embed-register';
import { logFailure } from '../api';
import { type EmbedStore, embedStore, type Opened } from './store';

/**
 * An answer rests on what was asked of the database no longer ago than this. What is taken back is so
 * on every server within a second, though none tells the others.
 */
const FRESH_MS = 900;
/** An answer is not waited for longer: what was known last is shown instead. */
const PATIENCE_MS = 1_500;
/** A question that brings no answer at all is given up after this, and asked anew. */
const GIVEN_UP_MS = 10_000;
/** What was known last is shown for so long after the last time that the embed was known to stand. */
export const LAST_KNOWN_MS = 600_000;
const FLUSH_MS = 15_000;

/** Whether answers may be given from memory alone. */
export function isFresh(store: EmbedStore): boolean {
  return !store.down && elapsedMs() - store.checkedAt < FRESH_MS;
}

/** Asks whether anything has changed, once for all who wait for it; never fails, and never takes long. */
export async function renew(store: EmbedStore): Promise<void> {
  const waited = elapsedMs() - store.askedAt;
  // While the database is away it is asked once a second, and nobody waits for it.
  if (store.down && waited < FRESH_MS) return;
  if (store.renewing === null || waited > GIVEN_UP_MS) {
    store.askedAt = elapsedMs();
    const asked = ask(store).finally(() => {
      if (store.renewing === asked) store.renewing = null;
    });
    store.renewing = asked;
  } else if (store.down) {
    return;
  }
  await inTime(store.renewing, store);
}

async function inTime(work: Promise<void>, store: EmbedStore): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      store.down = true;
      resolve();
    }, PATIENCE_MS);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}

async function ask(store: EmbedStore): Promise<void> {
  const began = elapsedMs();
  try {
    const context = await embedContext();
    const { version, openable } = await embedRegister(context, store.version?.stamp ?? null);
    if (openable !== null) {
      const config = readConfig();
      store.register = new Map(
        openable.map(({ embed, secret, maker }) => [
          embed.prefix,
          {
            embed,
            maker,
            expiresMs:
              embed.expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(embed.expiresAt),
            hash: secret.hash === null ? null : Buffer.from(secret.hash, 'hex'),
            key:
              secret.key === null || embed.signing === null
                ? null
                : verifyingKey(embed.signing, secret.key),
            ancestors: frameAncestors(embed.origins, config.embedOrigins),
            look: `${lookOf(embed)} ${JSON.stringify(maker)} ${secret.hash ?? ''}`,
          },
        ]),
      );
      store.version = version;
      dropGone(store);
    }
    store.checkedAt = began;
    store.down = false;
  } catch {
    store.down = true;
  }
}

function lookOf({ theme, accent, title, size, span }: Embed): string {
  return JSON.stringify([theme, accent, title, size, span]);
}

function dropGone(store: EmbedStore): void {
  for (const [key, drawn] of store.drawn) {
    if (store.register?.has(key.slice(0, 12)) === true) continue;
    store.drawn.delete(key);
    store.bytes -= drawn.bytes;
  }
}

/** The server's own work. */
async function embedContext(): Promise<Context> {
  const { db } = await database();
  return contextOf(db, operator('embeds'), now);
}

/**
 * Draws for whoever holds the address, within what the maker may see; an embed without one was made by who
 * sees everything. The version is the one that its embed was found in, less than a second ago: it is not
 * asked for once more.
 */
export async function drawingContext(maker: Principal | null): Promise<Context> {
  const { db } = await database();
  const { version } = embedStore();
  const context = contextOf(db, maker ?? operator('embeds'), now);
  return version === null ? context : { ...context, version };
}

/**
 * The embed that an address opens; null for one that is forged, cut short, replaced, revoked or expired,
 * which nobody is told apart. Compared in a time that does not tell how much of it was right.
 */
export function openByAddress(store: EmbedStore, token: string): Opened | null {
  const prefix = prefixOfToken(token);
  const standing = prefix === null ? undefined : store.register?.get(prefix);
  if (prefix === null || standing === undefined || standing.hash === null) return null;
  if (!timingSafeEqual(hashOfToken(token), standing.hash)) return null;
  if (standing.expiresMs < now().getTime()) return null;
  return { standing, embed: standing.embed, key: prefix, token };
}

/** The embed that a host has signed for; null for whatever is wrong with the token. */
export async function openBySignature(store: EmbedStore, token: string): Promise<Opened | null> {
  const prefix = embedNamed(token);
  const standing = prefix === null ? undefined : store.register?.get(prefix);
  if (prefix === null || standing === undefined || standing.key === null) return null;
  const { embed, key } = standing;
  const present = now();
  if (embed.signing === null || standing.expiresMs < present.getTime()) return null;
  const claims = await claimsOf(token, embed.signing, key, present);
  if (claims === null) return null;
  const chosen = choiceOf(claims, embed, present.getTime() / 1000);
  if (chosen === null) return null;
  return {
    standing,
    embed: chosenBy(embed, chosen),
    key: `${prefix} ${JSON.stringify(chosen)}`,
    token: null,
  };
}

/** Counts a view; written with others' before long. */
export function countView(store: EmbedStore, { id }: Embed): void {
  const use = store.uses.get(id);
  if (use === undefined) store.uses.set(id, { views: 1, seenAt: now().getTime() });
  else {
    use.views += 1;
    use.seenAt = now().getTime();
  }
  if (store.flushing !== null) return;
  store.flushing = setTimeout(() => {
    flushViews(store).catch(logFailure);
  }, FLUSH_MS);
  store.flushing.unref();
}

/** Writes the views that were counted; where they cannot be written, they are kept for the next time. */
export async function flushViews(store: EmbedStore): Promise<void> {
  if (store.flushing !== null) clearTimeout(store.flushing);
  store.flushing = null;
  const counted = store.uses;
  if (counted.size === 0) return;
  store.uses = new Map();
  try {
    await noteUses(
      await embedContext(),
      [...counted].map(([id, { views, seenAt }]) => ({
        id,
        views,
        seenAt: new Date(seenAt).toISOString(),
      })),
    );
  } catch {
    for (const [id, { views, seenAt }] of counted) {
      const use = store.uses.get(id) ?? { views: 0, seenAt };
      store.uses.set(id, { views: use.views + views, seenAt: Math.max(use.seenAt, seenAt) });
    }
  }
}
