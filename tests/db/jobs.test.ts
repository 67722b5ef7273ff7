/** Jobs are called once, at their time, by one of many processes, and stop when asked to. */
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import type { Database } from '../../db/client';
import { type JobKind, type Jobs, openJobs } from '../../db/jobs';
import { migrate, pendingUpgrade } from '../../db/migrate';
import { now } from '../../lib/runtime';
import { contextOf, operator } from '../../lib/usecases/context';
import { examine } from '../../lib/usecases/doctor';
import { backends } from '../support/backends';

const SOON = 60_000;
const longestSeconds = 60;

async function until(isSo: () => boolean): Promise<void> {
  await expect.poll(isSo, { timeout: 20_000, interval: 20 }).toBe(true);
}

describe.each(backends)('jobs on $name', ({ open }) => {
  let database: Database;
  const opened: Jobs[] = [];
  const errors: unknown[] = [];

  beforeAll(async () => {
    database = await open();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((jobs) => jobs.stop()));
    expect(errors.splice(0)).toEqual([]);
  });
  afterAll(() => database.close());

  const start = async (run: JobKind['run'], pollMs = SOON): Promise<Jobs> => {
    const jobs = await openJobs(database, [{ name: 'test', run }], {
      pollMs,
      longestSeconds,
      onError: (error) => errors.push(error),
    });
    opened.push(jobs);
    return jobs;
  };

  it('calls a job once, though it was sent twice, and not before its time', async () => {
    const called: string[] = [];
    const jobs = await start(async (key) => {
      called.push(key);
    });
    const due = new Date(now().getTime() - 1_000);
    const later = new Date(now().getTime() + 3_600_000);
    for (const _ of [1, 2]) {
      await jobs.send('test', 'late', later);
      await jobs.send('test', 'due', due);
    }
    jobs.nudge();
    await until(() => called.length > 0);
    jobs.nudge();
    await sql`select pg_sleep(0.2)`.execute(database.db);
    expect(called).toEqual(['due']);
  });

  it('gives each job to one of several that work', async () => {
    const called: string[] = [];
    const keys = Array.from({ length: 12 }, (_, index) => `key-${index}`);
    const run = async (key: string) => {
      called.push(key);
      await new Promise((resolve) => setTimeout(resolve, 5));
    };
    const several = await Promise.all([start(run), start(run), start(run)]);
    const [first] = several;
    for (const key of keys) await first?.send('test', key, new Date(now().getTime() - 1_000));
    for (const jobs of several) jobs.nudge();
    await until(() => called.length >= keys.length);
    for (const jobs of several) await jobs.stop();
    expect(called.toSorted()).toEqual(keys.toSorted());
  });

  it('stops what runs, and waits for it', async () => {
    let ended = false;
    let running = false;
    const jobs = await start(async (_key, signal) => {
      running = true;
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      await database.db.selectFrom('organisation').select('name').execute();
      ended = true;
    });
    await jobs.send('test', 'long', new Date(now().getTime() - 1_000));
    jobs.nudge();
    await until(() => running);
    await jobs.stop();
    expect(ended).toBe(true);
  });

  it('goes on after a job that fails, and tells', async () => {
    const called: string[] = [];
    const jobs = await start(async (key) => {
      called.push(key);
      if (key === 'bad') throw new Error('it was bad');
    }, 50);
    await jobs.send('test', 'bad', new Date(now().getTime() - 2_000));
    await until(() => called.includes('bad'));
    await jobs.send('test', 'good', new Date(now().getTime() - 1_000));
    await until(() => called.includes('good'));
    expect(called).toEqual(['bad', 'good']);
    expect(errors.splice(0)).toEqual([new Error('it was bad')]);
  });

  it('waits outside of transactions, and keeps out of the way of what is ours', async () => {
    const called: string[] = [];
    const jobs = await start(async (key) => {
      called.push(key);
    }, 10);
    await database.db.transaction().execute(async (tx) => {
      await sql`select pg_sleep(0.1)`.execute(tx);
      await tx.selectFrom('organisation').select('name').execute();
    });
    await jobs.send('test', 'after', new Date(now().getTime() - 1_000));
    await until(() => called.includes('after'));
    expect(await migrate(database.db)).toEqual([]);
    const { from, to } = await pendingUpgrade(database.db);
    expect(from).toBe(to);
    const findings = await examine(contextOf(database.db, operator('a test'), now));
    expect(findings.flatMap(({ faults }) => faults)).toEqual([]);
    const { rows } = await sql<{ there: boolean }>`
      select to_regclass('public.job') is null and to_regclass('throughline_jobs.job') is not null as there`.execute(
      database.db,
    );
    expect(rows).toEqual([{ there: true }]);
  });
});
