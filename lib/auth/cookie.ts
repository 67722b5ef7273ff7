/** The cookies of sign-on, and who is known by one. */
import { decode } from 'next-auth/jwt';

import { ownOrigin, sessionSecrets } from '../runtime';

const isSecure = () => ownOrigin().startsWith('https://');

/**
 * With https a name that browsers keep to this host, this path and https. Without, on this machine, one
 * with the port, as all ports of a host share their cookies.
 */
export function cookieName(part: string): string {
  const { port } = new URL(ownOrigin());
  return isSecure() ? `__Host-throughline.${part}` : `throughline-${port}.${part}`;
}

export function cookieOptions() {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure() } as const;
}

const PARTS = {
  sessionToken: 'session',
  callbackUrl: 'to',
  csrfToken: 'csrf',
  pkceCodeVerifier: 'pkce',
  state: 'state',
  nonce: 'nonce',
} as const;

/** All that next-auth sets. What is for the way to the provider is over after a quarter of an hour. */
export function authCookies() {
  const of = (part: keyof typeof PARTS, maxAge?: number) => ({
    name: cookieName(PARTS[part]),
    options: maxAge === undefined ? cookieOptions() : { ...cookieOptions(), maxAge },
  });
  return {
    sessionToken: of('sessionToken'),
    callbackUrl: of('callbackUrl', 900),
    csrfToken: of('csrfToken', 900),
    pkceCodeVerifier: of('pkceCodeVerifier', 900),
    state: of('state', 900),
    nonce: of('nonce', 900),
  };
}

/** No cookie of ours is longer. */
const LONGEST = 4_096;

/** The session's token that a request brings, sealed by one of our secrets; null for anything else. */
export async function sessionToken(cookies: string | null): Promise<string | null> {
  const name = `${cookieName(PARTS.sessionToken)}=`;
  const given = cookies
    ?.split(';')
    .map((each) => each.trim())
    .find((each) => each.startsWith(name))
    ?.slice(name.length);
  if (given === undefined || given.length > LONGEST) return null;
  return tokenIn(given);
}

async function tokenIn(sealed: string): Promise<string | null> {
  for (const secret of sessionSecrets()) {
    const opened = await unsealed(sealed, secret);
    if (typeof opened?.['sid'] === 'string') return opened['sid'];
  }
  return null;
}

/** What a secret sealed; null where it was another, or something else altogether. */
export async function unsealed(sealed: string | undefined, secret: string | Buffer) {
  try {
    return await decode({ ...(sealed === undefined ? {} : { token: sealed }), secret });
  } catch {
    return null;
  }
}
