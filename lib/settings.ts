/** What the environment says, read and checked: each reader adds a sentence for each fault. */
import { readOrigin } from './domain/embed-origin';
import { type GroupRule, parseGroupRules } from './domain/group-roles';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
export const LOG_LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

export type Environment = Readonly<Record<string, string | undefined>>;

/** An OpenID Connect provider. */
export interface ProviderConfig {
  readonly issuer: string;
  readonly clientId: string;
  /** Null for a client that has none. */
  readonly clientSecret: string | null;
  /** Null: who was invited comes in, with the role that they have here. */
  readonly roles: readonly GroupRule[] | null;
  readonly groupsClaim: string;
}

/** A server that takes mail. */
export interface SmtpConfig {
  readonly host: string;
  readonly port: number;
  /** Encrypted from the first byte on; otherwise by STARTTLS where the server has it. */
  readonly secure: boolean;
  /** Null for a server that asks nobody. */
  readonly user: string | null;
  readonly password: string | null;
  readonly from: { readonly name: string; readonly address: string };
}

export function readOrigins(text: string | undefined, faults: string[]): readonly string[] {
  return (given(text)?.split(/[\s,]+/) ?? []).flatMap((word) => {
    const origin = readOrigin(word);
    if (origin !== null) return [origin];
    faults.push(`EMBED_ORIGINS has "${word}"; a site looks like https://wiki.example.com.`);
    return [];
  });
}

export function isLoopback(host: string): boolean {
  return (
    host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
  );
}

/** An origin alone: the product stands at the root of its own name. */
export function readPublicUrl(text: string | undefined, faults: string[]): string | null {
  if (text === undefined) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  const isOrigin = url !== null && url.href === `${url.origin}/` && url.protocol.startsWith('http');
  if (isOrigin && (url.protocol === 'https:' || isLoopback(url.hostname))) return url.origin;
  faults.push(
    `PUBLIC_URL is "${text}"; it must be https:// and a host, without a path, such as https://kpi.example.org. Only this machine may do without https.`,
  );
  return null;
}

const SHORTEST_SECRET = 32;

export function readSecrets(env: Environment, faults: string[]): readonly string[] | null {
  const secret = given(env['AUTH_SECRET']);
  const old = given(env['AUTH_SECRET_OLD']);
  for (const [name, text] of Object.entries({ AUTH_SECRET: secret, AUTH_SECRET_OLD: old })) {
    if (text !== undefined && text.length < SHORTEST_SECRET) {
      faults.push(
        `${name} has fewer than ${SHORTEST_SECRET} characters; make one with: openssl rand -base64 33`,
      );
    }
  }
  if (secret === undefined) return null;
  return old === undefined ? [secret] : [secret, old];
}

export function readProvider(env: Environment, faults: string[]): ProviderConfig | null {
  const issuer = given(env['OIDC_ISSUER']);
  const clientId = given(env['OIDC_CLIENT_ID']);
  if (issuer === undefined && clientId === undefined) return null;
  if (issuer === undefined || clientId === undefined) {
    faults.push('OIDC_ISSUER and OIDC_CLIENT_ID belong together; one of them is missing.');
    return null;
  }
  const url = URL.canParse(issuer) ? new URL(issuer) : null;
  if (url === null || !(url.protocol === 'https:' || isLoopback(url.hostname))) {
    faults.push(`OIDC_ISSUER is "${issuer}"; it must be the https address of the provider.`);
  }
  const text = given(env['OIDC_ROLES']);
  const read = text === undefined ? { rules: null } : parseGroupRules(text);
  if ('fault' in read) faults.push(`OIDC_ROLES: ${read.fault}`);
  return {
    issuer,
    clientId,
    clientSecret: given(env['OIDC_CLIENT_SECRET']) ?? null,
    roles: 'rules' in read ? read.rules : null,
    groupsClaim: given(env['OIDC_GROUPS_CLAIM']) ?? 'groups',
  };
}

export function isLogLevel(text: string): text is LogLevel {
  return LOG_LEVELS.some((level) => level === text);
}

export function given(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text.trim();
}

export function isPostgresUrl(text: string): boolean {
  try {
    return ['postgres:', 'postgresql:'].includes(new URL(text).protocol);
  } catch {
    return false;
  }
}
