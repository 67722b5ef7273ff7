/** How next-auth is set up: sealed cookies that name a session of the database, and two ways to come in. */
import type { AuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';

import { groupsIn } from '../domain/group-roles';
import { type Caller, SESSION_MS, type SignInMethod } from '../domain/person';
import { safePath } from '../domain/safe-path';
import { isAppError } from '../errors';
import { database, now, ownOrigin, readConfig, sessionSecrets } from '../runtime';
import type { ProviderConfig } from '../settings';
import { personOfProvider } from '../usecases/provider';
import { signOut, startSession } from '../usecases/sign-on';
import { authCookies, unsealed } from './cookie';

export const HERE = 'here';
export const PROVIDER = 'oidc';

/** What happened inside, which next-auth tells by a word in an address alone. */
export interface Course {
  failure: unknown;
  /** With which the provider is told of a sign-out. */
  idToken: string | null;
}

interface Way {
  readonly method: SignInMethod;
  /** Proves who comes in, or throws; the person. */
  readonly prove: () => Promise<number>;
}

const TEN_SECONDS_MS = 10_000;

/** Options for one request. */
export async function authOptions(
  caller: Caller,
  course: Course,
  way: Way | null,
): Promise<AuthOptions> {
  const { db } = await database();
  const world = { db, now };
  const { oidc } = readConfig();
  const secrets = sessionSecrets();
  const [secret = ''] = secrets;
  let method: SignInMethod = 'provider';
  let person: number | null = null;
  return {
    secret,
    cookies: authCookies(),
    pages: { signIn: '/sign-in', error: '/sign-in' },
    logger: { error: () => undefined, warn: () => undefined, debug: () => undefined },
    session: { strategy: 'jwt', maxAge: SESSION_MS / 1000 },
    jwt: {
      decode: async ({ token }) => {
        for (const each of secrets) {
          const opened = await unsealed(token, each);
          if (opened !== null) return opened;
        }
        return null;
      },
    },
    providers: [
      ...(way === null
        ? []
        : [
            CredentialsProvider({
              id: HERE,
              credentials: {},
              authorize: async () => {
                try {
                  person = await way.prove();
                  method = way.method;
                  return { id: String(person) };
                } catch (error) {
                  course.failure = error;
                  return null;
                }
              },
            }),
          ]),
      ...(oidc === null ? [] : [provider(oidc)]),
    ],
    callbacks: {
      redirect: ({ url }) => ownOrigin() + safePath(within(url)),
      signIn: async ({ account, profile }) => {
        if (account?.provider !== PROVIDER) return true;
        try {
          if (oidc === null || profile === undefined) return false;
          const claims = claimsOf(profile, oidc);
          person = (await personOfProvider(world, claims, oidc.roles, caller)).id;
          return true;
        } catch (error) {
          course.failure = error;
          if (!isAppError(error)) throw error;
          return false;
        }
      },
      jwt: async ({ account }) => {
        if (person === null) return {};
        const idToken = account?.id_token ?? null;
        return { sid: await startSession(world, person, { method, idToken }, caller) };
      },
    },
    events: {
      signOut: async ({ token }) => {
        const sid = token['sid'];
        if (typeof sid === 'string') course.idToken = (await signOut(world, sid)).idToken;
      },
    },
  };
}

/** The path of an address of ours; of any other nothing. */
function within(url: string): string {
  const origin = ownOrigin();
  return url.startsWith(`${origin}/`) ? url.slice(origin.length) : url;
}

/** Any provider that can be discovered. Groups may stand in the token or behind the endpoint for them. */
function provider(oidc: ProviderConfig): AuthOptions['providers'][number] {
  return {
    id: PROVIDER,
    name: 'OpenID Connect',
    type: 'oauth',
    wellKnown: `${oidc.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
    clientId: oidc.clientId,
    ...(oidc.clientSecret === null
      ? { client: { token_endpoint_auth_method: 'none' } }
      : { clientSecret: oidc.clientSecret }),
    authorization: { params: { scope: 'openid email profile' } },
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    httpOptions: { timeout: TEN_SECONDS_MS },
    userinfo: {
      request: async ({ client, tokens }) => {
        const { id_token: _, ...set } = tokens;
        const claims = claimsIn(tokens.id_token ?? '');
        if (
          client.issuer.metadata.userinfo_endpoint === undefined ||
          set.access_token === undefined
        )
          return claims;
        const more = await client.userinfo(set.access_token);
        if (more.sub !== claims['sub']) throw new Error('the provider speaks of somebody else');
        return { ...more, ...claims };
      },
    },
    profile: (profile) => ({ id: String(profile['sub']) }),
  };
}

/** The claims of a token that was checked already. */
function claimsIn(token: string): { readonly sub: string } & Record<string, unknown> {
  const [, body = ''] = token.split('.');
  const claims: unknown = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
  if (typeof claims === 'object' && claims !== null && 'sub' in claims) {
    return { ...claims, sub: String(claims.sub) };
  }
  throw new Error('the token of the provider names nobody');
}

function claimsOf(profile: object, { issuer, groupsClaim }: ProviderConfig) {
  const claims: Readonly<Record<string, unknown>> = { ...profile };
  const text = (name: string) => (typeof claims[name] === 'string' ? claims[name] : null);
  const said = text('iss');
  if (said === null || bare(said) !== bare(issuer)) {
    throw new Error(`the provider calls itself ${said}, and not ${issuer}`);
  }
  return {
    issuer: bare(issuer),
    subject: text('sub') ?? '',
    email: text('email'),
    emailVerified: claims['email_verified'] === true,
    name: text('name') ?? text('preferred_username'),
    groups: groupsIn(claims, groupsClaim),
  };
}

const bare = (address: string) => address.replace(/\/$/, '');
