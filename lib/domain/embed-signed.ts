/** What a host may say in a token that it signs for one of its readers. */
import { type Embed, SIGNABLE, type Signable } from './embed';

/** A token is for one reader's visit. A page that stays open longer asks its host for another one. */
const LONGEST_SIGNED_SECONDS = 3600;

const LONGEST_ID = 64;
/** What a token may say besides what is chosen. */
const KNOWN = new Set(['exp', 'iat', 'nbf', 'jti', ...SIGNABLE]);

export type Chosen = Readonly<Partial<Record<Signable, string>>>;

/**
 * What the host has chosen for its reader, or null where the token is refused: it lasts longer than an
 * hour, has no `jti`, says something that is unknown, chooses what the embed does not leave open, or
 * leaves open what the host has to choose. The signature and `exp` itself were checked before.
 *
 * The same token may come again until it expires: a page is reloaded, and a picture is asked for in two
 * sizes. `jti` names the visit in the host's own log.
 *
 * @example choiceOf({ exp: 1800, jti: 'a1', segment: 'north' }, { signable: ['segment'] }, 0) // { segment: 'north' }
 */
export function choiceOf(
  claims: Readonly<Record<string, unknown>>,
  { signable }: Pick<Embed, 'signable'>,
  nowSeconds: number,
): Chosen | null {
  const { exp, jti } = claims;
  if (typeof exp !== 'number' || exp - nowSeconds > LONGEST_SIGNED_SECONDS) return null;
  if (typeof jti !== 'string' || jti === '' || jti.length > LONGEST_ID) return null;
  if (Object.keys(claims).some((name) => !KNOWN.has(name))) return null;
  const chosen: Partial<Record<Signable, string>> = {};
  for (const name of SIGNABLE) {
    const value = claims[name];
    if (signable.includes(name) !== (value !== undefined)) return null;
    if (value === undefined) continue;
    if (typeof value !== 'string' || value === '' || value.length > LONGEST_ID) return null;
    chosen[name] = value;
  }
  return chosen;
}
