/** The only place that reads the environment and the clock, and that keeps the open database. */
import { resolve } from 'node:path';

import { type Database, openDatabase } from '../db/client';
import { keptSecret } from './crypto/kept-secret';
import { readOrigin } from './domain/embed-origin';
import { type AllowedHost, readSourceHosts } from './domain/source-hosts';
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
  /** What keys of ours are made from; null where none is given. */
  readonly authSecret: string | null;
  /** Servers that sources may reach though their addresses are private. */
  readonly sourceHosts: readonly AllowedHost[];
  /** Where readers reach it; null where it is only what it listens on. Without a slash at the end. */
  readonly publicUrl: string | null;
  /** Sites that may frame embeds; none is any. */
  readonly embedOrigins: readonly string[];
}

/** So many characters at least, of a secret that is made by chance. */
const SHORTEST_SECRET = 32;

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
  if (!isLoopback(host)) {
    faults.push(
      `HOST is "${host}"; until sign-on is set up Throughline answers on this machine only ` +
        '(127.0.0.1, ::1 or localhost), because anyone who reaches it may change everything.',
    );
  }
  const logLevel = given(env['LOG_LEVEL']) ?? 'info';
  if (!isLogLevel(logLevel)) {
    faults.push(`LOG_LEVEL is "${logLevel}"; it must be one of ${LOG_LEVELS.join(', ')}.`);
  }
  const authSecret = given(env['AUTH_SECRET']) ?? null;
  if (authSecret !== null && authSecret.length < SHORTEST_SECRET) {
    faults.push(
      `AUTH_SECRET has ${authSecret.length} characters; it must have at least ${SHORTEST_SECRET} random ones, such as openssl rand -base64 32 gives.`,
    );
  }
  const sourceHosts = readSourceHosts(env['SOURCE_HOSTS'] ?? '');
  for (const entry of sourceHosts.bad) {
    faults.push(
      `SOURCE_HOSTS has "${entry}"; it must be a list of hosts, such as warehouse.lan, 10.0.0.5:5432.`,
    );
  }
  const publicUrl = given(env['PUBLIC_URL'])?.replace(/\/+$/, '') ?? null;
  if (publicUrl !== null && readOrigin(publicUrl) === null) {
    faults.push('PUBLIC_URL must look like https://throughline.example.com, without a path.');
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
    authSecret,
    sourceHosts: sourceHosts.hosts,
    publicUrl,
    embedOrigins,
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

/** The address that links from elsewhere begin with. */
export function publicAddress({ publicUrl, host, port }: Config): string {
  if (publicUrl !== null) return publicUrl;
  const bare = host.replace(/^\[|\]$/g, '');
  return `http://${bare.includes(':') ? `[${bare}]` : bare}:${port}`;
}

export function isLoopback(host: string): boolean {
  return (
    host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
  );
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

/**
 * What reaching sources takes: the secret of the installation, which the embedded database keeps beside
 * itself where the configuration names none, and the hosts that are allowed by name.
 */
export function sourceWorld(config: Config = readConfig()) {
  const { authSecret, databaseUrl, dataDir, sourceHosts } = config;
  return {
    secret: () => authSecret ?? (databaseUrl === null ? keptSecret(dataDir) : null),
    allowed: sourceHosts,
  };
}

/** Shared like the database: what looks for work that is due lives in the server program. */
const WAKE = Symbol.for('throughline.wake');
const waker = globalThis as { [WAKE]?: (() => void) | undefined };

/** Says that something may be due now. Without a server in this process nobody listens. */
export function wakeJobs(): void {
  waker[WAKE]?.();
}

/** Has somebody listen; nobody with null. */
export function onWake(listener: (() => void) | null): void {
  waker[WAKE] = listener ?? undefined;
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
