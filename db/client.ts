/** Opens the database: PostgreSQL by address, or the embedded one in a directory. */
import { Socket } from 'node:net';

import { Kysely, type LogEvent, PostgresDialect, sql } from 'kysely';

import { AppError } from '../lib/errors';
import { parsers } from './codecs';
import { CopyingPool } from './copying-pool';
import { claimDirectory, damaged, type EmbeddedFiles, prepareFiles } from './embedded-files';
import { listenOn } from './listen';
import { PglitePool } from './pglite-pool';
import { noteQuery } from './query-times';
import type { Schema } from './schema';

export type Db = Kysely<Schema>;

/** How busy the connections are at this moment. */
export interface Connections {
  readonly open: number;
  readonly idle: number;
  /** Requests that wait for one. */
  readonly waiting: number;
}

export interface Database {
  readonly db: Db;
  readonly connections: () => Connections;
  readonly kind: 'pglite' | 'postgres';
  /** A whole copy as a gzipped tar; embedded only. */
  readonly dump: (() => Promise<Blob>) | null;
  /** Hears what is notified on a channel, from whatever process, until it is told to stop. */
  listen(channel: string, hear: (payload: string) => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

export type DatabaseAddress =
  | { readonly url: string }
  | { readonly dataDir: string; readonly holder: string; readonly restoreFrom?: Blob }
  /** Tests: in memory, from a dump when given. */
  | { readonly memory: true; readonly restoreFrom?: Blob };

/** Oldest server whose SQL we use (`unique nulls not distinct`). */
const OLDEST_SERVER = 15;

/**
 * Opens and checks the connection. Throws an `AppError` with a sentence for the operator when the
 * server cannot be reached, is too old, or another process holds the directory.
 */
export async function openDatabase(address: DatabaseAddress): Promise<Database> {
  return 'url' in address ? openPostgres(address.url) : openPglite(address);
}

/** What every query took, for those who ask (`withQueryTimes`). */
const noted = (event: LogEvent) => noteQuery(event.queryDurationMillis);

/** A pool of connections, and what ends those that it has lost sight of. */
async function poolAt(url: string) {
  const { default: pg } = await import('pg');
  const sockets = new Set<Socket>();
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 10_000,
    application_name: 'throughline',
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        parsers[oid] ?? pg.types.getTypeParser(oid, format === 'binary' ? 'binary' : 'text'),
    },
    // The driver forgets a connection that fails to sign in and leaves it open: until the server gives
    // it up after a minute it would keep our process alive, and others from dropping their databases.
    stream: () => {
      const socket = new Socket();
      sockets.add(socket);
      return socket.once('close', () => sockets.delete(socket));
    },
  });
  // A connection that breaks while idle is replaced by the next one; without a listener it would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    // The same for one that breaks between two queries of a transaction, whose next query then fails.
    client.on('error', () => undefined);
    client.query("set time zone 'UTC'").catch(() => undefined);
  });
  const abandon = () => {
    for (const socket of sockets) socket.destroy();
  };
  return { pool, abandon };
}

async function openPostgres(url: string): Promise<Database> {
  const where = describeUrl(url);
  const { pool, abandon } = await poolAt(url);
  const db = new Kysely<Schema>({
    dialect: new PostgresDialect({ pool: new CopyingPool(pool) }),
    log: noted,
  });
  try {
    const { rows } = await sql<{
      version: string;
    }>`select current_setting('server_version_num') as version`.execute(db);
    const major = Math.floor(Number(rows[0]?.version) / 10_000);
    if (!(major >= OLDEST_SERVER)) {
      throw new AppError(
        'database_too_old',
        `The PostgreSQL server at ${where} is version ${major}; Throughline needs ${OLDEST_SERVER} or newer.`,
      );
    }
  } catch (error) {
    await db.destroy();
    abandon();
    if (error instanceof AppError) throw error;
    throw new AppError(
      'database_unreachable',
      `PostgreSQL at ${where} cannot be used: ${messageOf(error)}. Check DATABASE_URL and that the server runs.`,
    );
  }
  return {
    db,
    kind: 'postgres',
    dump: null,
    connections: () => ({
      open: pool.totalCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
    listen: (channel, hear) => listenOn(url, channel, hear),
    close: () => db.destroy(),
  };
}

async function openPglite(
  address: Exclude<DatabaseAddress, { readonly url: string }>,
): Promise<Database> {
  const { restoreFrom } = address;
  if (!('dataDir' in address)) return startPglite(null, restoreFrom, async () => undefined);
  const { dataDir, holder } = address;
  const lock = await claimDirectory(dataDir, holder);
  try {
    const files = await prepareFiles(dataDir);
    return await startPglite(files, restoreFrom, () => lock.release());
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function startPglite(
  files: EmbeddedFiles | null,
  restoreFrom: Blob | undefined,
  release: () => Promise<void>,
): Promise<Database> {
  const { PGlite } = await import('@electric-sql/pglite');
  const pglite = await PGlite.create({
    ...(files === null ? {} : { dataDir: files.folder }),
    ...(restoreFrom === undefined ? {} : { loadDataDir: restoreFrom }),
  }).catch((error: unknown) => {
    throw damaged(files?.folder ?? null, messageOf(error));
  });
  await pglite.exec("set time zone 'UTC'");
  await files?.finish();
  const pool = new PglitePool(pglite);
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }), log: noted });
  return {
    db,
    kind: 'pglite',
    dump: () => pglite.dumpDataDir('gzip'),
    connections: () => ({ open: 1, idle: pool.isIdle ? 1 : 0, waiting: pool.waiting }),
    listen: (channel, hear) => pool.listen(channel, hear),
    close: async () => {
      try {
        await db.destroy();
        // Kysely leaves a pool alone that was never asked for anything.
        if (!pglite.closed) await pglite.close();
      } finally {
        await release();
      }
    },
  };
}

/** Host, port and database without the password, for messages. */
function describeUrl(url: string): string {
  try {
    const { hostname, port, pathname } = new URL(url);
    return `${hostname}:${port === '' ? '5432' : port}${pathname}`;
  } catch {
    return 'the address in DATABASE_URL (it is not a valid URL)';
  }
}

/** A refused connection to several addresses comes as an AggregateError without a message. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
