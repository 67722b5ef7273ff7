/** People who may come in, and how they do. */
import type { Role } from './principal';

/** With what somebody proves who they are. */
export type SignInMethod = 'password' | 'link' | 'provider' | 'demo';

export interface Person {
  readonly id: number;
  /** Lower case; it names the person everywhere. */
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** Slugs of the teams that a team lead leads. */
  readonly teams: readonly string[];
  /** A person who is not comes in no more; what they did stays theirs. */
  readonly active: boolean;
  /** Has a password. */
  readonly password: boolean;
  /** Comes by way of the provider. */
  readonly provider: boolean;
  readonly demo: boolean;
  /** RFC 3339; null before they came in first. */
  readonly seenAt: string | null;
}

/** A place where somebody is signed in. */
export interface PersonSession {
  readonly id: number;
  readonly person: number;
  readonly method: SignInMethod;
  readonly startedAt: string;
  /** To some minutes. */
  readonly seenAt: string;
  readonly expiresAt: string;
  readonly address: string | null;
  /** What the browser calls itself. */
  readonly agent: string | null;
}

/** A line of the trail. */
export interface SignInAttempt {
  readonly id: number;
  readonly at: string;
  readonly method: SignInMethod;
  /** As it was given. */
  readonly account: string;
  readonly address: string;
  /** Null: they came in. */
  readonly refused: string | null;
}

/** Of which nothing is known but where it comes from. */
export interface Caller {
  readonly address: string;
  /** What the browser calls itself. */
  readonly agent: string | null;
}

const DAY_MS = 86_400_000;
/** A session lasts so long at most. */
export const SESSION_MS = 30 * DAY_MS;
const IDLE_MS = 7 * DAY_MS;

/**
 * A session that was last used before this is over: seven days back. RFC 3339.
 *
 * @example idleSince(new Date('2026-11-22T08:00:00Z')) // '2026-11-15T08:00:00.000Z'
 */
export function idleSince(now: Date): string {
  return new Date(now.getTime() - IDLE_MS).toISOString();
}

export const SHORTEST_PASSWORD = 12;
const LONGEST_PASSWORD = 200;
const LONGEST_NAME = 80;
const LONGEST_EMAIL = 254;

/**
 * An e-mail address as it is kept; null where it is none.
 *
 * @example readEmail(' Zoe@Shop.example ') // 'zoe@shop.example'
 */
export function readEmail(text: string): string | null {
  const email = text.normalize('NFKC').trim().toLowerCase();
  return email.length <= LONGEST_EMAIL &&
    /^[^\s@"<>,;:\\]+@[^\s@"<>,;:\\]+\.[^\s@"<>,;:\\.]+$/.test(email)
    ? email
    : null;
}

/**
 * A person's name as it is kept; null where it is empty, too long or not on one line.
 *
 * @example readPersonName(' Zoë  Müller ') // 'Zoë Müller'
 */
export function readPersonName(text: string): string | null {
  if (/\p{Cc}/u.test(text)) return null;
  const name = text.normalize('NFC').trim().replaceAll(/\s+/g, ' ');
  return name !== '' && name.length <= LONGEST_NAME ? name : null;
}

/**
 * What is wrong with a new password; null when nothing is. Length counts, and that it is not what
 * anybody would try first; mixtures of signs are not asked for (NIST SP 800-63B, 5.1.1.2).
 *
 * @example passwordFault('correct horse battery', 'zoe@shop.example') // null
 */
export function passwordFault(password: string, email: string): string | null {
  if (password.length < SHORTEST_PASSWORD) {
    return `A password has at least ${SHORTEST_PASSWORD} characters. Some words that do not belong together are good.`;
  }
  if (password.length > LONGEST_PASSWORD) {
    return `A password has at most ${LONGEST_PASSWORD} characters.`;
  }
  const plain = password.toLowerCase();
  const [account = ''] = email.toLowerCase().split('@', 1);
  if (new Set(plain).size < 5 || plain.includes(email.toLowerCase())) return EASY;
  if (account.length > 3 && plain.replaceAll(/[^a-z]/g, '') === account.replaceAll(/[^a-z]/g, '')) {
    return EASY;
  }
  return COMMON.some((word) => plain.replaceAll(/[^a-z]/g, '') === word) ? EASY : null;
}

const EASY = 'This password is one of the first that others would try. Choose another.';
const COMMON = ['password', 'passwort', 'throughline', 'qwertyuiop', 'letmein', 'administrator'];
