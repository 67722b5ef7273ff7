/** Servers and the command line on a real PostgreSQL: reached, refused, and lost on the way. */
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { sql } from 'kysely';
import { afterEach, describe, expect, inject, it } from 'vitest';

import { type Database, openDatabase } from '../../db/client';
import { backends } from '../support/backends';
import { createDatabase } from '../support/postgres';
import { endAll, runThroughline, serve, startServer } from '../support/throughline';

const postgres = backends.find(({ name }) => name === 'postgres');
if (postgres === undefined) throw new Error('There is no PostgreSQL backend.');

afterEach(endAll);

const serverUrl = () => inject('templates').postgres.serverUrl;

function urlWith(change: (url: URL) => void): string {
  const url = new URL(serverUrl());
  change(url);
  return url.href;
}

const withoutPassword = () =>
  urlWith((url) => {
    url.password = '';
  });

describe('two servers that start at once on an empty database', () => {
  it('both come up, and the tables are made once', async () => {
    const { url, drop } = await createDatabase(serverUrl());
    const servers = await Promise.all([1, 2].map(() => serve({ DATABASE_URL: url }, ['--demo'])));
    const key = await runThroughline(['key', 'add'], { DATABASE_URL: url });
    const headers = { authorization: `Bearer ${key.stdout.trim()}` };
    for (const server of servers) {
      expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
      expect(await (await fetch(`${server.url}/kpis`, { headers })).text()).toContain(
        'href="/kpis/',
      );
    }
    const there = await openDatabase({ url });
    const { rows } = await sql<{ versions: number; demos: number }>`
      select (select count(*) from schema_migration) as versions,
        (select count(*) from import where demo) as demos`.execute(there.db);
    const files = readdirSync(join(import.meta.dirname, '..', '..', 'db', 'migrations'));
    expect(rows).toEqual([{ versions: files.length, demos: 1 }]);
    await there.close();
    await endAll();
    await drop();
  });
});

describe('a database that cannot be used', () => {
  it.each<[string, () => string, RegExp]>([
    [
      'nobody listens',
      () => 'postgresql://me:secret@127.0.0.1:1/kpi',
      /^PostgreSQL at 127\.0\.0\.1:1\/kpi cannot be used: connect ECONNREFUSED .*Check DATABASE_URL/,
    ],
    [
      'there is no such machine',
      () => 'postgresql://me:secret@no-such-machine.invalid/kpi',
      /^PostgreSQL at no-such-machine\.invalid:5432\/kpi cannot be used: getaddrinfo/,
    ],
    [
      'the password is wrong',
      () =>
        urlWith((url) => {
          url.password = 'secret';
        }),
      /cannot be used: password authentication failed for user/,
    ],
    ['the password is missing', withoutPassword, /cannot be used: .*password/],
    [
      'there is no such database',
      () =>
        urlWith((url) => {
          url.pathname = '/nowhere';
        }),
      /cannot be used: database "nowhere" does not exist/,
    ],
  ])('because %s is refused with the reason, without the password', async (_, url, sentence) => {
    const opening = openDatabase({ url: url() });
    await expect(opening).rejects.toMatchObject({
      name: 'AppError',
      message: expect.stringMatching(sentence),
    });
    await expect(opening).rejects.not.toThrow(/secret/);
  });

  it.each<[string, () => string, RegExp]>([
    [
      'nobody listens',
      () => 'postgresql://me:secret@127.0.0.1:1/kpi',
      /^PostgreSQL at 127\.0\.0\.1:1\/kpi cannot be used: [^\n]*\n$/,
    ],
    // The server would wait a minute for the rest of such a sign-in.
    ['the password is missing', withoutPassword, /^PostgreSQL at \S+ cannot be used: [^\n]*\n$/],
  ])('because %s ends the server and the command line at once', async (_, url, sentence) => {
    const env = { DATABASE_URL: url() };
    const started = performance.now();
    const server = startServer(env);
    const [{ code }, cli] = await Promise.all([server.ended, runThroughline(['doctor'], env)]);
    expect(performance.now() - started).toBeLessThan(45_000);
    for (const said of [server.said(), cli.stderr]) expect(said).toMatch(sentence);
    expect([code, cli.code]).toEqual([1, 1]);
  });

  it.each([
    [140_012, 'is version 14; Throughline needs 15 or newer.'],
    [90_624, 'is version 9; Throughline needs 15 or newer.'],
  ])('because its server says %i is refused', async (version, sentence) => {
    const { port, server } = await serverOfVersion(version);
    await expect(
      openDatabase({ url: `postgresql://me@127.0.0.1:${port}/kpi` }),
    ).rejects.toMatchObject({
      code: 'database_too_old',
      message: expect.stringContaining(sentence),
    });
    server.close();
  });

  it('because a newer Throughline wrote it is left alone', async () => {
    const { env, open, remove } = await postgres.place();
    const there = await open();
    await sql`insert into schema_migration (version, name) values (99, 'later')`.execute(there.db);
    const server = startServer(env);
    const [{ code }, cli] = await Promise.all([server.ended, runThroughline(['doctor'], env)]);
    for (const said of [server.said('stderr'), cli.stderr]) {
      expect(said).toMatch(
        /^The database has schema version 99; this Throughline knows up to [^\n]*\n$/,
      );
    }
    expect([code, cli.code]).toEqual([1, 1]);
    await there.close();
    await remove();
  });
});

const terminateOthers = (db: Database['db']) =>
  sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`.execute(db);

describe('connections that PostgreSQL closes', () => {
  it('while nothing is asked: the server opens new ones', async () => {
    const { env, open, remove } = await postgres.place();
    const server = await serve(env);
    const key = await runThroughline(['key', 'add'], env);
    const headers = { authorization: `Bearer ${key.stdout.trim()}` };
    const there = await open();
    for (const _ of [1, 2, 3]) {
      await untilAnswered(`${server.url}/kpis`, headers);
      await terminateOthers(there.db);
    }
    await untilAnswered(`${server.url}/kpis`, headers);
    expect(server.run.child.exitCode).toBeNull();
    await there.close();
    await endAll();
    await remove();
  });

  it('between two queries of a transaction: it fails, and the process lives', async () => {
    const { open, remove } = await postgres.place();
    const [ours, other] = await Promise.all([open(), open()]);
    const work = ours.db.transaction().execute(async (tx) => {
      await sql`select 1`.execute(tx);
      await terminateOthers(other.db);
      await sleep(200);
      await sql`select 1`.execute(tx);
    });
    await expect(work).rejects.toThrow();
    expect((await sql`select 1`.execute(ours.db)).rows).toHaveLength(1);
    await Promise.all([ours.close(), other.close()]);
    await remove();
  });
});

/** The page comes; a request that was quicker than the news of the end of its connection may fail. */
async function untilAnswered(url: string, headers: Record<string, string>): Promise<void> {
  const last = Date.now() + 60_000;
  while ((await fetch(url, { headers })).status !== 200) {
    if (Date.now() > last) throw new Error(`${url} does not recover`);
    await sleep(50);
  }
}

/** A server that lets everyone in and says of itself that it is of this version, and nothing else. */
async function serverOfVersion(version: number): Promise<{ port: number; server: Server }> {
  const message = (type: string, ...parts: (number | Buffer | string)[]) => {
    const body = Buffer.concat(
      parts.map((part) => {
        if (typeof part === 'string') return Buffer.from(`${part}\0`);
        if (typeof part !== 'number') return part;
        const bytes = Buffer.alloc(4);
        bytes.writeInt32BE(part);
        return bytes;
      }),
    );
    const head = Buffer.from(`${type}0000`);
    head.writeInt32BE(body.length + 4, 1);
    return Buffer.concat([head, body]);
  };
  const ready = message('Z', Buffer.from('I'));
  const text = Buffer.from(String(version));
  // One column named "version", of type text.
  const column = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 25, 255, 255, 255, 255, 255, 255, 0, 0]);
  const answer = Buffer.concat([
    message('T', Buffer.from([0, 1]), 'version', column),
    message('D', Buffer.from([0, 1]), text.length, text),
    message('C', 'SELECT 1'),
    ready,
  ]);
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write(Buffer.concat([message('R', 0), ready]));
      socket.on('data', (asked) => {
        if (asked.toString('latin1', 0, 1) === 'Q') socket.write(answer);
      });
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it has no port');
  return { port: address.port, server };
}
