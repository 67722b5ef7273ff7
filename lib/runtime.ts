/** The only place that reads the environment and the clock, and that keeps the open database. */
import { join, resolve } from 'node:path';

import { type Database, openDatabase } from '../db/client';
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
  if (faults.length > 0 || !isLogLevel(logLevel)) {
    throw new AppError('bad_configuration', faults.join('\n'));
  }
  const dataDir = resolve(
    /* turbopackIgnore: true */ flags.data ?? given(env['DATA_DIR']) ?? '.data',
  );
  return { databaseUrl, dataDir, port, host, logLevel };
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

/** Where files that come through the browser lie until they are imported; on PostgreSQL too. */
export function uploadsFolder(): string {
  return join(/* turbopackIgnore: true */ readConfig().dataDir, 'uploads');
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
