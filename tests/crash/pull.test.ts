/** A pull is in completely or not at all, whoever is killed, and is done again by itself. */
import { setTimeout as sleep } from 'node:timers/promises';

import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';

import type { Database } from '../../db/client';
import { EMPTY_SOURCE } from '../../lib/domain/source';
import { now } from '../../lib/runtime';
import { contextOf, operator } from '../../lib/usecases/context';
import { examine } from '../../lib/usecases/doctor';
import { askPull, findSourceView, saveSource } from '../../lib/usecases/sources';
import { backends, type Place } from '../support/backends';
import { createDatabase, type TestDatabase } from '../support/postgres';
import { AUTH_SECRET, signedFetch, startedSession } from '../support/session';
import { endAll, kill, serve, stop } from '../support/throughline';
import { moments, ROUNDS } from './moments';
import { type World, worldAt } from './world';

const ROWS = 8_000;
const timeout = 300_000 + ROUNDS * 120_000;

/** Some of it takes its time on the way, so that a kill may hit that too. */
const QUERY = `
select 'kpi-' || k as kpi, (:from::date + d)::text as period, d % 101 + 0.25 as value
from generate_series(0, 19) k, generate_series(0, 399) d
where k < 19 or pg_sleep(0.002) is not null`;

let warehouse: TestDatabase;
beforeAll(async () => {
  warehouse = await createDatabase(inject('templates').postgres.serverUrl);
});
afterAll(() => warehouse.drop());
afterEach(endAll);

describe.each(backends)('kill -9 of a server that pulls, on $name', ({ name, place }) => {
  let at: Place;
  let world: World;
  let env: Place['env'] & { readonly AUTH_SECRET: string; readonly SOURCE_HOSTS: string };
  const server = () => new URL(warehouse.url);

  beforeAll(async () => {
    at = await place();
    env = { ...at.env, AUTH_SECRET, SOURCE_HOSTS: `${server().hostname}:${server().port}` };
    world = await worldAt(at);
    await within(startedSession);
    await within(async ({ db }) => {
      const { hostname, port, pathname, username, password } = server();
      const context = contextOf(db, operator('a test'), now);
      const keeping = { allowed: [], secret: () => AUTH_SECRET };
      await saveSource(context, keeping, null, {
        ...EMPTY_SOURCE,
        name: 'Warehouse',
        host: hostname,
        port,
        database: pathname.slice(1),
        username,
        password: decodeURIComponent(password),
        tls: 'disable',
        query: QUERY,
        schedule: '',
      });
    });
  });
  afterAll(() => world.remove());

  async function within<T>(work: (opened: Database) => Promise<T>): Promise<T> {
    const opened = await at.open();
    try {
      return await work(opened);
    } finally {
      await opened.close();
    }
  }

  /** Wants it pulled from a day on, so that every round brings figures of its own. */
  const ask = (round: number) =>
    within(({ db }) => askPull(contextOf(db, operator('a test'), now), 'warehouse', dayOf(round)));

  const look = () =>
    within(async ({ db }) => {
      const context = contextOf(db, operator('a test'), now);
      const { source, runs } = await findSourceView(context, 'warehouse');
      const { rows } = await sql<{ figures: number; imports: number }>`
        select (select count(*) from observation) as figures,
          (select count(*) from import where origin = 'source') as imports`.execute(db);
      const findings = await examine(context);
      return {
        ...{ source, runs, figures: rows[0]?.figures, imports: rows[0]?.imports },
        faults: findings.flatMap(({ faults }) => faults),
      };
    });

  /** Until the warehouse is asked, or no longer. */
  async function pulling(is: boolean): Promise<void> {
    const client = new pg.Client({ connectionString: warehouse.url });
    await client.connect();
    try {
      const asked = async () => {
        const { rows } = await client.query<{ busy: number }>(
          "select count(*)::int as busy from pg_stat_activity where datname = current_database() and application_name = 'throughline'",
        );
        return (rows[0]?.busy ?? 0) > 0;
      };
      await expect.poll(asked, { timeout: 150_000, interval: 20 }).toBe(is);
    } finally {
      await client.end();
    }
  }

  /** Until so many pulls are in, as the page of the source says it. */
  async function pulled(url: string, times: number): Promise<void> {
    const said = async () => {
      const page = await (await signedFetch(`${url}/data/sources/warehouse`)).text();
      return page.split('>8,000 rows: ').length - 1;
    };
    await expect.poll(said, { timeout: 150_000, interval: 100 }).toBe(times);
  }

  it('leaves nothing half, and pulls again', { timeout }, async () => {
    await ask(0);
    let serving = await serve(env);
    await pulling(true);
    const started = performance.now();
    await pulled(serving.url, 1);
    const took = performance.now() - started;
    await stop(serving);
    expect(await look()).toMatchObject({ figures: ROWS, imports: 1, faults: [] });

    let before = 1;
    const outcomes: boolean[] = [];
    for (const [index, share] of moments(`Pull on ${name}`, ROUNDS).entries()) {
      const round = index + 1;
      await ask(round);
      serving = await serve(env);
      await pulling(true);
      await sleep(share * took);
      await kill(serving);
      await pulling(false);
      const left = await look();
      expect(left.faults).toEqual([]);
      expect([before * ROWS, (before + 1) * ROWS]).toContain(left.figures);
      expect(left.imports).toBe((left.figures ?? 0) / ROWS);
      const isIn = left.figures === (before + 1) * ROWS;
      outcomes.push(isIn);
      expect(left.runs[0]?.outcome).toBe(isIn ? 'done' : null);
      before += 1;
      if (isIn) continue;
      // On a shared server a run counts as lost only when it gave no sign of life for a while.
      if (name === 'postgres') {
        await within(({ db }) =>
          db
            .updateTable('source_run')
            .set({ seen_at: '2000-01-01T00:00:00Z' })
            .where('ended_at', 'is', null)
            .execute(),
        );
      }
      serving = await serve(env);
      await pulled(serving.url, before);
      await stop(serving);
      const again = await look();
      expect(again).toMatchObject({ figures: before * ROWS, imports: before, faults: [] });
      expect(again.runs.slice(0, 2).map(({ outcome }) => outcome)).toEqual(['done', 'lost']);
      expect(again.runs[1]?.problem).toContain('Nothing of it was taken; it is pulled again.');
      expect(again.source).toMatchObject({ failures: 0, askedAt: null });
    }
    console.log(
      `Pull on ${name}: in ${outcomes.filter(Boolean).length} of ${outcomes.length} it was in`,
    );
  });
});

function dayOf(round: number): string {
  return new Date(Date.UTC(2000, 0, 1) + round * 400 * 86_400_000).toISOString().slice(0, 10);
}
