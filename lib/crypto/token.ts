/** Texts that nobody can guess: of sessions and of links. Kept by their hashes (`hashOf`). */
import { randomBytes } from 'node:crypto';

/** 43 letters that may stand in an address. */
export function makeToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Whether a text looks like one, so that nothing else is looked for. */
export function isToken(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text);
}
