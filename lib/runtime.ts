/** The only place that reads the environment and the clock, and that keeps the open database. */
import { join, resolve } from 'node:path';

import { type Database, openDatabase } from '../db/client';
import { keptSecret, sessionKey } from './crypto/kept-secret';
import type { PostWorld } from './domain/post';
import { type AllowedHost, readSourceHosts } from './domain/source-hosts';
import { AppError } from './errors';
import {
  given,
  isLogLevel,
  isLoopback,
  isPostgresUrl,
  LOG_LEVELS,
  type LogLevel,
  type ProviderConfig,
  readOrigins,
  readProvider,
  readPublicUrl,
  readSecrets,
} from './settings';
import { type PostConfig, readPost } from './settings-post';

export interface Config {
  /** Address of the PostgreSQL server; null for the embedded database. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly port: number;
  readonly host: string;
  readonly logLevel: LogLevel;
  /** Servers that sources may reach though their addresses are private. */
  readonly sourceHosts: readonly AllowedHost[];
  /** Origin under which people reach it, such as `https://kpi.example.org`; null on this machine alone. */
  readonly publicUrl: string | null;
  /** Sites that may frame embeds; none is any. */
  readonly embedOrigins: readonly string[];
  /** The newest first; null where it is kept in the data directory. */
  readonly authSecrets: readonly string[] | null;
  readonly oidc: ProviderConfig | null;
  /** What is sent, and by what. */
  readonly post: PostConfig;
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
  const post = readPost(env, publicUrl, faults);
  const logLevel = given(env['LOG_LEVEL']) ?? 'info';
  if (!isLogLevel(logLevel)) {
    faults.push(`LOG_LEVEL is "${logLevel}"; it must be one of ${LOG_LEVELS.join(', ')}.`);
  }
  const sourceHosts = readSourceHosts(env['SOURCE_HOSTS'] ?? '');
  for (const entry of sourceHosts.bad) {
    faults.push(
      `SOURCE_HOSTS has "${entry}"; it must be a list of hosts, such as warehouse.lan, 10.0.0.5:5432.`,
    );
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
    sourceHosts: sourceHosts.hosts,
    publicUrl,
    embedOrigins,
    authSecrets,
    oidc,
    post,
  };
}

/** Where files that come through the browser lie until they are imported; on PostgreSQL too. */
export function uploadsFolder(): string {
  return join(/* turbopackIgnore: true */ readConfig().dataDir, 'uploads');
}

const TYPEFACES = Symbol.for('throughline.typefaces');
const faces = globalThis as { [TYPEFACES]?: string };

/** Says where the typefaces lie that come with the product. */
export function holdTypefaces(folder: string): void {
  faces[TYPEFACES] = folder;
}

/** Where they lie: in the folder of the program, where nothing else was said. */
export function typefaces(): string {
  return (
    faces[TYPEFACES] ??
    join(/* turbopackIgnore: true */ process.cwd(), 'node_modules', 'dejavu-fonts-ttf', 'ttf')
  );
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
  const { authSecrets, databaseUrl, dataDir, sourceHosts } = config;
  return {
    secret: () => authSecrets?.[0] ?? (databaseUrl === null ? keptSecret(dataDir) : null),
    allowed: sourceHosts,
  };
}

/** What is sent, and where its links lead. Without `PUBLIC_URL` nothing is. */
export function postWorld(config: Config = readConfig()): PostWorld {
  const { publicUrl, post } = config;
  return {
    origin: publicUrl ?? '',
    mail: publicUrl !== null && post.smtp !== null,
    webhook: publicUrl === null ? null : (post.webhook?.format ?? null),
    reminderHours: post.reminderHours,
    secret: sourceWorld(config).secret,
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

/** The secrets of sessions, the newest first: from what was configured, or is kept in the data directory. */
export function sessionSecrets(config: Config = readConfig()): readonly string[] {
  return (config.authSecrets ?? [keptSecret(config.dataDir)]).map(sessionKey);
}
