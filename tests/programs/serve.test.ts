/** What the server says when it cannot start, and how it ends. */
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { type Database, openDatabase } from '../../db/client';
import { ROWS, type World, worldAt } from '../crash/world';
import { backends, type Place } from '../support/backends';
import { startProgram } from '../support/program';
import {
  endAll,
  isBuildFresh,
  NOTHING_SET,
  ROOT,
  runThroughline,
  serve,
  startServer,
  stop,
  throughline,
} from '../support/throughline';

const [pglite, postgres] = backends;
if (pglite?.name !== 'pglite' || postgres?.name !== 'postgres') {
  throw new Error('The embedded database comes first, then PostgreSQL.');
}

const lockOf = (dataDir: string) => join(dataDir, 'lock.json');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-serve-'));
});
afterAll(async () => {
  await endAll();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts a server that must not come up, and gives the lines that it says of it. */
async function refusal(env: Record<string, string>, flags: readonly string[] = []) {
  const run = startServer({ DATA_DIR: join(folder, 'refused'), ...env }, flags);
  const { code } = await run.ended;
  expect(run.said()).not.toMatch(/^ {4}at |is ready/m);
  return { code, said: run.said('stderr').trimEnd().split('\n') };
}

// Nothing is measured here, so they may share the machine.
describe.concurrent('a start that cannot succeed', () => {
  it('says every fault of the configuration at once, a sentence each', async () => {
    const { code, said } = await refusal(
      {
        HOST: '192.168.0.7',
        DATABASE_URL: 'mysql://root@localhost/kpi',
        LOG_LEVEL: 'loud',
      },
      ['--port', '99999'],
    );
    expect(code).toBe(1);
    expect(said).toEqual([
      'PORT is "99999"; it must be a number from 0 to 65535.',
      'DATABASE_URL must look like postgresql://user:password@host:5432/database.',
      expect.stringMatching(/^HOST is "192.168.0.7", which others can reach; say by PUBLIC_URL/),
      'LOG_LEVEL is "loud"; it must be one of debug, info, warn, error.',
    ]);
    expect(existsSync(join(folder, 'refused'))).toBe(false);
  });

  it.each([
    [['--prot', '80'], /^Unknown option '--prot'\. The flags are --port N, --host H/],
    [['--port'], /^Option '--port <value>' argument missing\. The flags are/],
    [['out'], /^Unexpected argument 'out'\. .*The flags are/],
  ])('of the flags %j is wrong usage', async (flags, sentence) => {
    const { code, said } = await refusal({}, flags);
    expect(said).toEqual([expect.stringMatching(sentence)]);
    expect(code).toBe(2);
  });

  it('names the port that is in use, and the address that this machine does not have', async ({
    expect,
  }) => {
    const { env, remove } = await pglite.place();
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    expect(await refusal(env, ['--port', String(port)])).toEqual({
      code: 1,
      said: [
        `Port ${port} on 127.0.0.1 is in use. Stop what uses it, or choose another: npm start -- --port ${port + 1}`,
      ],
    });
    expect(existsSync(lockOf(env.DATA_DIR))).toBe(false);
    other.close();
    expect(await refusal(env, ['--host', '127.999.0.1'])).toEqual({
      code: 1,
      said: [expect.stringMatching(/^Port 0 on 127\.999\.0\.1 cannot be listened to/)],
    });
    await remove();
  });

  it('names a data directory that is none', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const { code, said } = await refusal({ DATA_DIR: file });
    expect(said).toEqual([expect.stringContaining(`The data directory ${file} cannot be used: `)]);
    expect(code).toBe(1);
  });

  it('does not take a damaged database for a new one', async () => {
    const damaged = join(folder, 'damaged');
    mkdirSync(join(damaged, 'pg', 'base'), { recursive: true });
    for (const content of [null, '18\n']) {
      if (content !== null) writeFileSync(join(damaged, 'pg', 'PG_VERSION'), content);
      const { code, said } = await refusal({ DATA_DIR: damaged });
      expect(said).toEqual([
        expect.stringMatching(
          /cannot be opened .* Put a backup in its place with throughline restore/,
        ),
      ]);
      expect(code).toBe(1);
      expect(existsSync(lockOf(damaged))).toBe(false);
    }
  });
});

describe('stopping', () => {
  afterEach(endAll);

  it('by SIGTERM or Ctrl-C ends npm start and all that it started', async ({ skip }) => {
    skip(
      !isBuildFresh(),
      'the sources changed since the last build, so npm start would build first',
    );
    const { env, remove } = await pglite.place();
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const run = startProgram(join(ROOT, 'bin', 'start.mjs'), {
        cwd: ROOT,
        args: ['--port', '0'],
        env: { ...NOTHING_SET, ...env },
      });
      await run.untilSaid('Ctrl-C stops it.');
      const { code, seconds } = await stop({ run }, signal);
      expect(code).toBe(0);
      expect(seconds).toBeLessThan(10);
      expect(run.said('stderr')).toBe('');
      expect(existsSync(lockOf(env.DATA_DIR))).toBe(false);
      expect(existsSync(join(env.DATA_DIR, 'server.sock'))).toBe(false);
    }
    await remove();
  });

  it('comes when it is asked to, though nobody reads any more what it says', async () => {
    const dataDir = join(folder, 'unread');
    const server = await serve({ DATA_DIR: dataDir, LOG_LEVEL: 'debug' }, ['--empty']);
    server.run.child.stdout?.destroy();
    server.run.child.stderr?.destroy();
    for (const path of ['/', '/kpis', '/healthz']) {
      expect((await fetch(server.url + path)).status, path).toBe(200);
    }
    const ended = await stop(server);
    expect(ended).toMatchObject({ code: 0, signal: null });
    expect(ended.seconds).toBeLessThan(10);
  });

  it('during the start leaves nothing half: the next start brings the demo', async () => {
    const { env, open, remove } = await pglite.place();
    // What the start of a new database notes before it makes the tables.
    const note = join(env.DATA_DIR, 'demo-wanted');
    writeFileSync(note, '');
    const first = startServer(env);
    await first.untilSaid('Loading the demo');
    const { code, seconds } = await stop({ run: first });
    expect(code).toBe(0);
    expect(seconds).toBeLessThan(10);
    expect(existsSync(lockOf(env.DATA_DIR))).toBe(false);
    const kpisAfterStop = await countKpis(open);

    const second = await serve(env);
    expect(existsSync(note)).toBe(false);
    expect((await stop(second)).code).toBe(0);
    const kpis = await countKpis(open);
    expect(kpis).toBeGreaterThan(60);
    expect([0, kpis]).toContain(kpisAfterStop);
    await remove();
  });
});

async function countKpis(open: Place['open']): Promise<number> {
  const { db, close } = await open();
  const { rows } = await sql<{ n: number }>`select count(*) as n from kpi`.execute(db);
  await close();
  return rows[0]?.n ?? Number.NaN;
}

describe('stopping while figures come in', () => {
  let world: World;
  beforeAll(async () => {
    world = await worldAt(await pglite.place());
  });
  afterAll(async () => {
    await endAll();
    await world.remove();
  });
  /** An import that has begun, and takes longer than anybody needs to stop it. */
  const importing = async () => {
    const run = throughline(['import', world.longFile()], world.env);
    await run.untilSaid('separated by comma');
    return run;
  };

  it('in the server for the command line undoes them, whoever is stopped', async () => {
    const server = await serve(world.env);
    const killed = await importing();
    await stop({ run: killed }, 'SIGKILL');
    const next = await runThroughline(['import', world.file(0)], world.env);
    expect(next.stdout).toContain(`${ROWS.toLocaleString('en')} accepted`);

    const told = await importing();
    const { code, seconds } = await stop(server);
    expect(code).toBe(0);
    expect(seconds).toBeLessThan(10);
    expect((await told.ended).code).toBe(1);
    expect(told.said('stderr')).toMatch(
      /^.*(Stopped; nothing of it was written|The server ended before)[^\n]*\n$/,
    );
    expect(await world.figures()).toEqual(new Map([[0, ROWS]]));
  });

  it('through the command line alone undoes them, and gives the directory back', async () => {
    const run = await importing();
    const { code, seconds } = await stop({ run }, 'SIGINT');
    // The second where a batch takes a slow machine longer than the command line waits.
    expect(run.said('stderr')).toMatch(
      /(Stopped; nothing of it was written|Stopped without waiting; what was not finished is undone)\.\n$/,
    );
    expect(code).toBe(1);
    expect(seconds).toBeLessThan(10);
    expect(await world.figures()).toEqual(new Map([[0, ROWS]]));
  });
});

describe('stopping with requests in flight', () => {
  it('finishes the one, and closes the connection of the one that has no end', async () => {
    const place = await postgres.place();
    const server = await serve(place.env);
    const key = (await runThroughline(['key', 'add'], place.env)).stdout.trim();
    const holder = await openDatabase({ url: place.env.DATABASE_URL });
    const hold = async (table: string) => {
      const tx = await holder.db.startTransaction().execute();
      await sql`lock table ${sql.table(table)} in access exclusive mode`.execute(tx);
      return tx;
    };
    const [one, other] = [await hold('organisation'), await hold('schema_migration')];
    const page = ask(
      server.url,
      `GET / HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${key}\r\n\r\n`,
    );
    const endless = ask(server.url, 'GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await untilWaiting(holder, 2);
    const stopped = stop(server);
    await sleep(1_000);
    await one.rollback().execute();
    const { code, seconds } = await stopped;
    await other.rollback().execute();
    await holder.close();
    expect(await page).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(await endless).toBe('');
    expect(code).toBe(0);
    expect(seconds).toBeLessThan(10);
    await place.remove();
  });
});

/** Until so many other connections wait for a lock that these have. */
async function untilWaiting({ db }: Database, connections: number): Promise<void> {
  const last = Date.now() + 120_000;
  for (;;) {
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
    if ((rows[0]?.n ?? 0) >= connections) return;
    if (Date.now() > last) throw new Error(`Only ${rows[0]?.n} wait for a lock`);
    await sleep(20);
  }
}

/** All that comes back until the connection is closed. */
async function ask(url: string, request: string): Promise<string> {
  const { port, hostname } = new URL(url);
  const socket = connect(Number(port), hostname).setEncoding('utf8');
  let received = '';
  socket.on('data', (text: string) => {
    received += text;
  });
  socket.on('error', () => undefined);
  socket.write(request);
  await once(socket, 'close');
  return received;
}
