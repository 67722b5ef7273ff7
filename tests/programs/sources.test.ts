/** Servers that pull: one of two does it, a stop interrupts it, and it is taken up again. */
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';

import type { Database } from '../../db/client';
import { EMPTY_SOURCE } from '../../lib/domain/source';
import { now } from '../../lib/runtime';
import { contextOf, operator } from '../../lib/usecases/context';
import { askPull, findSourceView, saveSource } from '../../lib/usecases/sources';
import { worldAt } from '../crash/world';
import { backends, type Place } from '../support/backends';
import { createDatabase, type TestDatabase } from '../support/postgres';
import { AUTH_SECRET, signedFetch, startedSession } from '../support/session';
import { endAll, runThroughline, serve, stop } from '../support/throughline';

const [pglite, postgres] = backends;
if (pglite?.name !== 'pglite' || postgres?.name !== 'postgres') {
  throw new Error('The embedded database comes first, then PostgreSQL.');
}

const SLOW = `select 'kpi-1' as kpi, :from::date + d as period, 1.5 as value
from generate_series(0, 9) d where pg_sleep(0.3) is not null`;

let warehouse: TestDatabase;
let hosts: string;
beforeAll(async () => {
  warehouse = await createDatabase(inject('templates').postgres.serverUrl);
  hosts = new URL(warehouse.url).host;
});
afterAll(() => warehouse.drop());
afterEach(endAll);

async function within<T>(place: Place, work: (opened: Database) => Promise<T>): Promise<T> {
  const opened = await place.open();
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}

const here = ({ db }: Database) => contextOf(db, operator('a test'), now);

async function addSource(place: Place, query: string, schedule: string): Promise<void> {
  const { hostname, port, pathname, username, password } = new URL(warehouse.url);
  await within(place, (opened) =>
    saveSource(here(opened), { allowed: [], secret: () => AUTH_SECRET }, null, {
      ...EMPTY_SOURCE,
      name: 'Warehouse',
      host: hostname,
      port,
      database: pathname.slice(1),
      username,
      password: decodeURIComponent(password),
      tls: 'disable',
      query,
      schedule,
    }),
  );
}

const runsOf = (opened: Database) =>
  findSourceView(here(opened), 'warehouse').then(({ runs }) => runs);

describe('two servers on one PostgreSQL', () => {
  it('pull a source once, whoever is asked, and stop cleanly', async () => {
    const place = await postgres.place();
    const world = await worldAt(place);
    const env = { ...world.env, AUTH_SECRET, SOURCE_HOSTS: hosts };
    await addSource(place, SLOW, '');
    const servers = [await serve(env), await serve(env)];
    await within(place, async (opened) => {
      for (const round of [1, 2]) {
        await askPull(here(opened), 'warehouse', '');
        // Nobody tells the servers: they look once a minute.
        await expect
          .poll(async () => (await runsOf(opened)).map(({ outcome }) => outcome), {
            timeout: 100_000,
            interval: 250,
          })
          .toEqual(Array.from({ length: round }, () => 'done'));
      }
      const runs = await runsOf(opened);
      expect(runs.map(({ rows }) => rows)).toEqual([10, 10]);
    });
    for (const server of servers) {
      const { code, seconds } = await stop(server);
      expect(code, server.run.said()).toBe(0);
      expect(seconds).toBeLessThan(9);
      expect(server.run.said('stderr')).toBe('');
    }
    await world.remove();
  });
});

describe.each(backends)('a server that is stopped while it pulls, on $name', ({ place }) => {
  it('stops in time, takes nothing, and pulls again when it is back', async () => {
    const at = await place();
    const world = await worldAt(at);
    const env = { ...world.env, AUTH_SECRET, SOURCE_HOSTS: hosts };
    await addSource(at, SLOW.replace('0.3', '1'), '0 3 * * *');
    await within(at, startedSession);
    await within(at, (opened) => askPull(here(opened), 'warehouse', '2020-01-01'));
    const first = await serve(env);
    const page = async (url: string) => (await signedFetch(`${url}/data/sources/warehouse`)).text();
    await expect
      .poll(() => page(first.url), { timeout: 30_000, interval: 100 })
      .toContain('being pulled now');
    const { code, seconds } = await stop(first);
    expect(code).toBe(0);
    expect(seconds).toBeLessThan(9);
    expect(first.run.said('stderr')).toBe('');
    const [stopped] = await within(at, runsOf);
    expect(stopped).toMatchObject({ outcome: 'stopped', importId: null, from: '2020-01-01' });
    const second = await serve(env);
    await expect
      .poll(() => page(second.url), { timeout: 60_000, interval: 250 })
      .toContain('10 rows: 10 new');
    await stop(second);
    expect((await within(at, runsOf))[0]).toMatchObject({ outcome: 'done', from: '2020-01-01' });
    await world.remove();
  });
});

describe('the configuration', () => {
  it('is refused with a sentence for each fault of it', async () => {
    const place = await pglite.place();
    const env = { ...place.env, AUTH_SECRET: 'short', SOURCE_HOSTS: 'good.lan, http://bad, b@d' };
    const { code, stderr } = await runThroughline(['source', 'list'], env);
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringContaining('AUTH_SECRET has fewer than 32 characters'),
      expect.stringContaining('SOURCE_HOSTS has "http://bad"'),
      expect.stringContaining('SOURCE_HOSTS has "b@d"'),
    ]);
    await place.remove();
  });

  it('may leave the secret to the embedded database, which keeps it for its owner alone', async () => {
    const place = await pglite.place();
    const world = await worldAt(place);
    const { hostname, port, username, pathname, password } = new URL(warehouse.url);
    const file = (name: string, text: string) => {
      const path = join(place.env.DATA_DIR, name);
      writeFileSync(path, text);
      return path;
    };
    const env = { ...world.env, SOURCE_HOSTS: hosts };
    const run = (...argv: string[]) => runThroughline(['source', ...argv], env);
    const made = await run(
      ...['add', 'Warehouse', '--tls', 'disable'],
      ...['--server', `postgresql://${username}@${hostname}:${port}${pathname}`],
      ...['--password-file', file('password', decodeURIComponent(password))],
      ...['--query', file('query.sql', SLOW.replace('0.3', '0'))],
    );
    expect(made).toMatchObject({ code: 0, stdout: 'warehouse\n' });
    expect(statSync(join(place.env.DATA_DIR, 'secret')).mode & 0o777).toBe(0o600);
    expect(await run('run', 'warehouse')).toMatchObject({ code: 0, stderr: '' });
    await world.remove();
  });
});
