/** Coming in and leaving, by next-auth: for server actions and the route to which the provider leads back. */
import { createHash, randomBytes } from 'node:crypto';
import { cookies, headers } from 'next/headers';
import { NextRequest, NextResponse } from 'next/server';
import NextAuth from 'next-auth';

import type { SignInMethod } from '../domain/person';
import type { Role } from '../domain/principal';
import { isAppError } from '../errors';
import { signInPath } from '../paths-people';
import { database, isLocal, now, ownOrigin, readConfig, sessionSecrets } from '../runtime';
import { type TypedWelcome, takeLink } from '../usecases/links';
import { demoPerson, noteRefused } from '../usecases/provider';
import { checkPassword } from '../usecases/sign-on';
import { callerOf } from './caller';
import { cookieName, cookieOptions } from './cookie';
import { authOptions, type Course, HERE, PROVIDER } from './options';

const world = async () => ({ db: (await database()).db, now });

/** Signs in whom an e-mail and a password belong to. Throws the `AppError` of `checkPassword`. */
export async function signInByPassword(typed: {
  readonly email: string;
  readonly password: string;
}): Promise<void> {
  const caller = callerOf(await headers());
  await enter('password', async () => (await checkPassword(await world(), typed, caller)).id);
}

/** Signs in who holds a link, with the password that they give themselves. */
export async function signInByLink(token: string, typed: TypedWelcome): Promise<void> {
  const caller = callerOf(await headers());
  await enter('link', async () => takeLink(await world(), token, typed, caller));
}

/** Signs in as an invented person, while the demo is open to whoever sits here. */
export async function signInToDemo(role: Role): Promise<void> {
  const caller = callerOf(await headers());
  await enter('demo', async () => demoPerson(await world(), role, isLocal(), caller));
}

async function enter(method: SignInMethod, prove: () => Promise<number>): Promise<void> {
  const course: Course = { failure: null, idToken: null };
  const options = await authOptions(callerOf(await headers()), course, { method, prove });
  const answer = await ask(['callback', HERE], '/', options);
  if (course.failure !== null) throw course.failure;
  await keep(answer);
}

/** The address of the provider that asks who comes, and leads back to `to`; null where it does not answer. */
export async function beginAtProvider(to: string): Promise<string | null> {
  const course: Course = { failure: null, idToken: null };
  const caller = callerOf(await headers());
  const answer = await ask(['signin', PROVIDER], to, await authOptions(caller, course, null));
  const location = answer.headers.get('location');
  if (location === null || location.startsWith(ownOrigin())) {
    await noteRefused(await world(), 'provider', 'no answer', caller);
    return null;
  }
  await keep(answer);
  return location;
}

/** What the provider answers: leads on with a session, or back to signing in, with a word why not. */
export async function answerFromProvider(request: Request): Promise<Response> {
  const course: Course = { failure: null, idToken: null };
  const caller = callerOf(request.headers);
  const options = await authOptions(caller, course, null);
  const answer: Response = await NextAuth(
    new NextRequest(ownAddress(request)),
    { params: Promise.resolve({ nextauth: ['callback', PROVIDER] }) },
    options,
  );
  const location = answer.headers.get('location') ?? '';
  const error = new URL(location === '' ? '/sign-in?error=none' : location, ownOrigin());
  const isRefused = error.pathname === '/sign-in' || error.pathname.startsWith('/api/auth/');
  if (!isRefused) return answer;
  const word = isAppError(course.failure) ? 'unknown' : 'provider';
  if (word === 'provider') {
    const why = error.searchParams.get('error') ?? 'no answer';
    await noteRefused(await world(), 'provider', why, caller);
  }
  const refusal = new Response(null, {
    status: 303,
    headers: { location: signInPath({ problem: word }) },
  });
  for (const cookie of answer.headers.getSetCookie()) refusal.headers.append('set-cookie', cookie);
  return refusal;
}

/** Whatever address the request was sent to, it is read as one to us. */
function ownAddress(request: Request): string {
  const { pathname, search } = new URL(request.url);
  return ownOrigin() + pathname + search;
}

/** Ends the session; where to go on, which is the provider's where it wants to hear of it. */
export async function leave(): Promise<string> {
  const course: Course = { failure: null, idToken: null };
  const options = await authOptions(callerOf(await headers()), course, null);
  await keep(await ask(['signout'], '/', options));
  const here = signInPath({ problem: 'left' });
  if (course.idToken === null) return here;
  const address = await endSessionAddress().catch(() => null);
  if (address === null) return here;
  address.searchParams.set('id_token_hint', course.idToken);
  // The one that is registered with the provider.
  address.searchParams.set('post_logout_redirect_uri', ownOrigin() + signInPath());
  return address.href;
}

const PATIENCE_MS = 3_000;

/** Where the provider is told that somebody signed out; null where it does not want to know. */
async function endSessionAddress(): Promise<URL | null> {
  const { oidc } = readConfig();
  if (oidc === null) return null;
  const known = await fetch(`${oidc.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const said: unknown = await known.json();
  if (typeof said !== 'object' || said === null || !('end_session_endpoint' in said)) return null;
  const address = String(said.end_session_endpoint);
  return URL.canParse(address) && new URL(address).protocol.startsWith('http')
    ? new URL(address)
    : null;
}

/**
 * Asks next-auth, as a form of its own would. That the form was ours is known already: Next and the
 * server program compare origins before an action runs; next-auth wants its own sign of it besides.
 */
async function ask(
  path: readonly string[],
  to: string,
  options: Awaited<ReturnType<typeof authOptions>>,
): Promise<Response> {
  const [secret = ''] = sessionSecrets();
  const csrfToken = randomBytes(32).toString('hex');
  const hash = createHash('sha256').update(`${csrfToken}${secret}`).digest('hex');
  const jar = await cookies();
  jar.set(cookieName('csrf'), `${csrfToken}|${hash}`, cookieOptions());
  const answer: Response = await NextAuth(
    new NextRequest(`${ownOrigin()}/api/auth/${path.join('/')}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ csrfToken, callbackUrl: to }).toString(),
    }),
    { params: Promise.resolve({ nextauth: [...path] }) },
    options,
  );
  jar.delete({ name: cookieName('csrf'), ...cookieOptions() });
  return answer;
}

/** Passes on the cookies that next-auth sets. */
async function keep(answer: Response): Promise<void> {
  const jar = await cookies();
  const given = new NextResponse(null);
  for (const cookie of answer.headers.getSetCookie()) given.headers.append('set-cookie', cookie);
  for (const cookie of new NextResponse(null, { headers: given.headers }).cookies.getAll()) {
    // Next forgets that a cookie is to be kept for no time at all.
    if (cookie.value === '') jar.delete({ name: cookie.name, ...cookieOptions() });
    else jar.set(cookie);
  }
}
