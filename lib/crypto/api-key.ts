/** Keys of programs: made here, told apart here, and kept by their hashes alone. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 32 random bytes cannot be guessed, so a plain hash of them needs neither salt nor slowness. */
const SECRET_BYTES = 32;
const TOKEN = /^tl_([0-9a-f]{8})_[A-Za-z0-9_-]{43}$/;

export interface MadeKey {
  /** The whole key: shown once, kept nowhere. */
  readonly token: string;
  /** The part that may be seen, by which a key is found. */
  readonly prefix: string;
  readonly hash: string;
}

export function makeKey(): MadeKey {
  const prefix = randomBytes(4).toString('hex');
  const token = `tl_${prefix}_${randomBytes(SECRET_BYTES).toString('base64url')}`;
  return { token, prefix, hash: hashOf(token) };
}

export function hashOf(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The prefix of what looks like a key; null of anything else. */
export function prefixOf(token: string): string | null {
  return TOKEN.exec(token)?.[1] ?? null;
}

/** Whether the key has that hash, in a time that does not tell how much of it was right. */
export function isSame(token: string, hash: string): boolean {
  const asked = Buffer.from(hashOf(token), 'hex');
  const kept = Buffer.from(hash, 'hex');
  return asked.length === kept.length && timingSafeEqual(asked, kept);
}
