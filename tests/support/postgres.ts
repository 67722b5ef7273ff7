/**
 * A real PostgreSQL server for tests: the one at `TEST_DATABASE_URL`, else one of our own on a
 * port of its own, with a directory of its own, that never outlives us.
 */
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

import pg from 'pg';

import { findPrograms, reachablePrograms, serverUser } from './postgres-programs';

export interface PostgresServer {
  /** Of a user who may create databases. */
  readonly url: string;
  stop(): Promise<void>;
}

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

const READY_WITHIN_MS = 60_000;
const SUPERUSER = 'throughline';

/**
 * What a test wants of a server: haste rather than safety, and a time zone that nobody expects,
 * so that a date that depends on it shows.
 */
const SETTINGS = {
  fsync: 'off',
  full_page_writes: 'off',
  listen_addresses: '127.0.0.1',
  log_min_messages: 'warning',
  max_connections: '80',
  // Parallel workers need shared memory that containers are short of.
  max_parallel_workers_per_gather: '0',
  shared_buffers: '64MB',
  synchronous_commit: 'off',
  timezone: 'Pacific/Chatham',
  unix_socket_directories: '',
};

/**
 * Ends the server and removes its directory as soon as the pipe to us closes: also when we are
 * killed and have no time to do it.
 */
const KEEPER = `
trap '' INT TERM HUP
log="$1"; dir="$2"; shift 2
"$@" >"$log" 2>&1 </dev/null &
pid=$!
cat >/dev/null
kill -QUIT "$pid" 2>/dev/null
wait "$pid"
rm -rf "$dir"
`;

export async function startPostgres(): Promise<PostgresServer> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given !== undefined && given !== '') return { url: given, stop: async () => {} };
  const programs = findPrograms();
  if (programs === null) {
    throw new Error(
      'There is no PostgreSQL server for the tests: set TEST_DATABASE_URL, or install PostgreSQL 15 or newer.',
    );
  }
  const user = serverUser();
  const folder = mkdtempSync(join(tmpdir(), 'throughline-postgres-'));
  if (user !== null) chownSync(folder, user.uid, user.gid);
  try {
    const { bin } = reachablePrograms(programs, user, folder);
    const password = randomBytes(12).toString('hex');
    const data = join(folder, 'data');
    const secret = join(folder, 'password');
    writeFileSync(secret, password);
    await promisify(execFile)(
      join(bin, 'initdb'),
      [
        `--pgdata=${data}`,
        `--username=${SUPERUSER}`,
        `--pwfile=${secret}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        // Text sorts differently here than in the embedded database: who relies on it, shows.
        '--locale-provider=icu',
        '--icu-locale=en-US',
        '--no-sync',
      ],
      { cwd: folder, ...user },
    );
    const port = await freePort();
    const log = join(folder, 'log');
    const settings = Object.entries(SETTINGS).flatMap(([name, value]) => [
      '-c',
      `${name}=${value}`,
    ]);
    const server = [join(bin, 'postgres'), '-D', data, '-p', String(port), ...settings];
    const keeper = spawn('sh', ['-c', KEEPER, 'sh', log, folder, ...server], {
      cwd: folder,
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
      ...user,
    });
    keeper.unref();
    const stop = async () => {
      if (keeper.exitCode !== null) return;
      const ended = once(keeper, 'exit');
      keeper.ref();
      keeper.stdin.end();
      await ended;
    };
    const url = `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`;
    try {
      await untilReady(url);
    } catch (error) {
      const said = readFileSync(log, 'utf8');
      await stop();
      throw new Error(`PostgreSQL did not start.\n${said}`, { cause: error });
    }
    return { url, stop };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** A database of its own, made from a template when one is named. */
export async function createDatabase(serverUrl: string, template?: string): Promise<TestDatabase> {
  const name = `throughline_test_${randomBytes(6).toString('hex')}`;
  const from = template === undefined ? '' : ` template ${pg.escapeIdentifier(template)}`;
  await runOn(serverUrl, `create database ${pg.escapeIdentifier(name)}${from}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () =>
      runOn(serverUrl, `drop database if exists ${pg.escapeIdentifier(name)} with (force)`),
  };
}

async function runOn(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

async function untilReady(url: string): Promise<void> {
  const last = Date.now() + READY_WITHIN_MS;
  for (;;) {
    try {
      await runOn(url, 'select 1');
      return;
    } catch (error) {
      if (Date.now() > last) throw error;
      await sleep(50);
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('there is no free port');
  return address.port;
}
