/** Addresses of embeds: random, kept by their hashes alone. They carry nothing, so they grant nothing. */
import { randomBytes, hash as sha } from 'node:crypto';

const SECRET_BYTES = 32;
const PREFIX_BYTES = 6;

/** Twelve digits that may be seen, by which the embed is found; then what cannot be guessed. */
const TOKEN = /^([0-9a-f]{12})_[A-Za-z0-9_-]{43}$/;

export interface MadeToken {
  /** The last part of the address: shown once, kept nowhere. */
  readonly token: string;
  readonly prefix: string;
  readonly hash: string;
}

export function makePrefix(): string {
  return randomBytes(PREFIX_BYTES).toString('hex');
}

/** A token for an embed; another one for the same embed when its prefix is given. */
export function makeToken(prefix: string = makePrefix()): MadeToken {
  const token = `${prefix}_${randomBytes(SECRET_BYTES).toString('base64url')}`;
  return { token, prefix, hash: hashOfToken(token).toString('hex') };
}

export function hashOfToken(token: string): Buffer {
  return sha('sha256', token, 'buffer');
}

/** The prefix of what looks like an embed's token; null of anything else. */
export function prefixOfToken(token: string): string | null {
  return TOKEN.exec(token)?.[1] ?? null;
}

/** A key for a host that signs with HS256: as long as the hash that it goes into. */
export function makeSigningKey(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}
