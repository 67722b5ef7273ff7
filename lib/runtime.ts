/** The only place that reads the environment and the clock, and that keeps the open database. */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { type Database, openDatabase } from '../db/client';
import { readOrigin } from './domain/embed-origin';
import { type GroupRule, parseGroupRules } from './domain/group-roles';
import { AppError } from './errors';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
const LOG_LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

export interface Config {
  /** Address of the PostgreSQL server; null for the embedded database. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly port: number;
  readonly host: string;
  readonly logLevel: LogLevel;
  /** Origin under which people reach it, such as `https://kpi.example.org`; null on this machine alone. */
  readonly publicUrl: string | null;
  /** Sites that may frame embeds; none is any. */
  readonly embedOrigins: readonly string[];
  /** The newest first; null where it is kept in the data directory. */
  readonly authSecrets: readonly string[] | null;
  readonly oidc: ProviderConfig | null;
}

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

/** The present. Everything else takes it as an argument. */
export function now(): Date {
  return new Date();
}

/** Milliseconds on a clock that never runs backwards: for how long something took. */
export function elapsedMs(): number {
  return performance.now();
}

/**
 * The configuration from the environment and the command line's flags, which win.
 * Throws `AppError('bad_configuration')` with one sentence for each fault.
 */
export function readConfig(
  flags: { readonly port?: string; readonly host?: string; readonly data?: string } = {},
): Config {
  const env = process.env;
  const faults: string[] = [];
  const portText = flags.port ?? given(env['PORT']) ?? '3000';
  const port = Number(portText);
  if (!/^\d+$/.test(portText) || port > 65_535) {
    faults.push(`PORT is "${portText}"; it must be a number from 0 to 65535.`);
  }
  const databaseUrl = given(env['DATABASE_URL']) ?? null;
  if (databaseUrl !== null && !isPostgresUrl(databaseUrl)) {
    faults.push('DATABASE_URL must look like postgresql://user:password@host:5432/database.');
  }
  const host = flags.host ?? given(env['HOST']) ?? '127.0.0.1';
  const publicUrl = readPublicUrl(given(env['PUBLIC_URL']), faults);
  if (!isLoopback(host) && publicUrl === null) {
    faults.push(
      `HOST is "${host}", which others can reach; say by PUBLIC_URL at which address they do, such as ` +
        'https://kpi.example.org: links, sign-in and the check of who asks rest on it.',
    );
  }
  const authSecrets = readSecrets(env, faults);
  const oidc = readProvider(env, faults);
  const logLevel = given(env['LOG_LEVEL']) ?? 'info';
  if (!isLogLevel(logLevel)) {
    faults.push(`LOG_LEVEL is "${logLevel}"; it must be one of ${LOG_LEVELS.join(', ')}.`);
  }
  const embedOrigins = readOrigins(env['EMBED_ORIGINS'], faults);
  if (faults.length > 0 || !isLogLevel(logLevel)) {
    throw new AppError('bad_configuration', faults.join('\n'));
  }
  const dataDir = resolve(
    /* turbopackIgnore: true */ flags.data ?? given(env['DATA_DIR']) ?? '.data',
  );
  return {
    databaseUrl,
    dataDir,
    port,
    host,
    logLevel,
    publicUrl,
    embedOrigins,
    authSecrets,
    oidc,
  };
}

function readOrigins(text: string | undefined, faults: string[]): readonly string[] {
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
function readPublicUrl(text: string | undefined, faults: string[]): string | null {
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

function readSecrets(env: NodeJS.ProcessEnv, faults: string[]): readonly string[] | null {
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

function readProvider(env: NodeJS.ProcessEnv, faults: string[]): ProviderConfig | null {
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

function isLogLevel(text: string): text is LogLevel {
  return LOG_LEVELS.some((level) => level === text);
}

function given(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text.trim();
}

function isPostgresUrl(text: string): boolean {
  try {
    return ['postgres:', 'postgresql:'].includes(new URL(text).protocol);
  } catch {
    return false;
  }
}

/** Where the library that draws texts as pixels finds its typefaces. */
export function setFontConfiguration(file: string): void {
  process.env['FONTCONFIG_FILE'] = file;
}

/** Shared by the server and the pages bundled apart from it, which load their own copy of this module. */
const HELD = Symbol.for('throughline.database');
const holder = globalThis as { [HELD]?: Promise<Database> };

/** The database of this process, opened once. */
export function database(config: Config = readConfig()): Promise<Database> {
  holder[HELD] ??= openDatabase(
    config.databaseUrl === null
      ? { dataDir: config.dataDir, holder: 'the Throughline server' }
      : { url: config.databaseUrl },
  ).catch((error: unknown) => {
    delete holder[HELD];
    throw error;
  });
  return holder[HELD];
}

/** Uses a database that was opened elsewhere: by the command line, or by a test. */
export function holdDatabase(opened: Database): void {
  holder[HELD] = Promise.resolve(opened);
}

export async function releaseDatabase(): Promise<void> {
  const held = holder[HELD];
  delete holder[HELD];
  await (await held)?.close();
}

/** Where this process is reached; shared like the database. */
const REACHED = Symbol.for('throughline.reached');
const reached = globalThis as { [REACHED]?: string };

/** Says where the server is reached, once it knows its port: next-auth reads it from the environment. */
export function holdOrigin(origin: string): void {
  reached[REACHED] = origin;
  process.env['NEXTAUTH_URL'] = origin;
}

/** The origin of all addresses that leave the server: what was configured, never what a request says. */
export function ownOrigin(config: Config = readConfig()): string {
  const host = config.host.includes(':') ? `[${config.host.replace(/^\[|\]$/g, '')}]` : config.host;
  return config.publicUrl ?? reached[REACHED] ?? `http://${host}:${config.port}`;
}

/** Whether only this machine reaches the server, on its own database and without a provider. */
export function isLocal(config: Config = readConfig()): boolean {
  return (
    config.databaseUrl === null &&
    config.publicUrl === null &&
    config.oidc === null &&
    isLoopback(config.host)
  );
}

const SECRETS = Symbol.for('throughline.secrets');
const secrets = globalThis as { [SECRETS]?: Promise<readonly string[]> };

/** The secrets of sessions, the newest first: configured, or made once and kept in the data directory. */
export function authSecrets(config: Config = readConfig()): Promise<readonly string[]> {
  if (config.authSecrets !== null) return Promise.resolve(config.authSecrets);
  secrets[SECRETS] ??= keptSecret(config.dataDir).then((secret) => [secret]);
  return secrets[SECRETS];
}

async function keptSecret(dataDir: string): Promise<string> {
  const path = join(/* turbopackIgnore: true */ dataDir, 'auth-secret');
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const made = randomBytes(33).toString('base64url');
  // Of two servers that start at once, one makes it.
  await writeFile(path, `${made}\n`, { mode: 0o600, flag: 'wx' }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    },
  );
  const kept = (await readFile(path, 'utf8')).trim();
  if (kept.length >= SHORTEST_SECRET) return kept;
  throw new AppError(
    'bad_secret',
    `${path} is not what was written there. Delete it: everybody signs in anew.`,
  );
}
