/**
 * Work that waits for its time or its turn: pg-boss in a schema of its own, on either database. What it
 * keeps are wake-up calls; what is to be done, and whether it still is, stands in tables of ours.
 */
import { CompiledQuery } from 'kysely';

import { AppError } from '../lib/errors';
import type { Database } from './client';

/** Not ours to migrate, back up apart or look into: pg-boss makes it when there is work for the first time. */
const SCHEMA = 'throughline_jobs';

export interface JobKind {
  /** Word characters and hyphens: it names a queue. */
  readonly name: string;
  /**
   * Does it. It has to bear being called for what was done already, or is not due yet: whoever was killed
   * on the way, or changed his mind, leaves the call behind.
   */
  readonly run: (key: string, signal: AbortSignal) => Promise<void>;
}

export interface Jobs {
  /** Has a job called at its time. One that waits already for this key and moment stays the only one. */
  send(kind: string, key: string, at: Date): Promise<void>;
  /** Looks for jobs now instead of at the next poll. */
  nudge(): void;
  /** Asks what runs to stop, and waits for it. */
  stop(): Promise<void>;
}

export interface JobsOptions {
  /** Between two looks for jobs that are due, while there are none. */
  readonly pollMs: number;
  /** A job that takes longer counts as lost. */
  readonly longestSeconds: number;
  readonly onError: (error: unknown) => void;
}

const MAINTENANCE_MINUTES = 10;

/**
 * Opens the queue and works on it, one job of a kind at a time in this process. Of several processes on
 * one PostgreSQL each job goes to one.
 */
export async function openJobs(
  opened: Pick<Database, 'db'>,
  kinds: readonly JobKind[],
  { pollMs, longestSeconds, onError }: JobsOptions,
): Promise<Jobs> {
  const { default: PgBoss } = await import('pg-boss');
  const boss = new PgBoss({
    db: { executeSql: (text, values) => execute(opened.db, text, values ?? []) },
    schema: SCHEMA,
    // Its clock looks once a minute for what is due in that minute, so that what fell into a restart is
    // lost; and it knows one schedule for each queue.
    schedule: false,
    maintenanceIntervalMinutes: MAINTENANCE_MINUTES,
    archiveCompletedAfterSeconds: 3_600,
    deleteAfterDays: 1,
  });
  boss.on('error', onError);
  await boss.start().catch((error: unknown) => {
    throw isDenied(error) ? denied() : error;
  });
  const options = { policy: 'short', retryLimit: 0, expireInSeconds: longestSeconds } as const;
  for (const { name } of kinds) await boss.createQueue(name, { name, ...options });
  const stopping = new AbortController();
  const naps = new Set<Nap>();
  const work = kinds.map(async ({ name, run }) => {
    while (!stopping.signal.aborted) {
      const nap = new Nap(pollMs);
      naps.add(nap);
      const found = await workOnce(boss, name, run, stopping.signal).catch((error: unknown) => {
        onError(error);
        return false;
      });
      if (!found && !stopping.signal.aborted) await nap.over;
      nap.end();
      naps.delete(nap);
    }
  });
  const nudge = () => {
    for (const nap of naps) nap.end();
  };
  return {
    send: async (kind, key, at) => {
      const moment = at.toISOString();
      await boss.send(kind, { key }, { startAfter: moment, singletonKey: `${key} ${moment}` });
    },
    nudge,
    stop: async () => {
      stopping.abort();
      nudge();
      await Promise.all(work);
      await boss.stop({ graceful: false });
    },
  };
}

/** insufficient_privilege */
function isDenied(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '42501';
}

function denied(): AppError {
  return new AppError(
    'jobs_denied',
    `Nothing is pulled by schedule: the user of DATABASE_URL may not create the schema ${SCHEMA}. Its owner can allow it: grant create on database … to …`,
  );
}

type Boss = InstanceType<typeof import('pg-boss')>;

/** False when there was nothing to do. */
async function workOnce(
  boss: Boss,
  name: string,
  run: JobKind['run'],
  signal: AbortSignal,
): Promise<boolean> {
  const [job] = await boss.fetch<{ readonly key: string }>(name);
  if (job === undefined) return false;
  try {
    await run(job.data.key, signal);
  } catch (error) {
    await boss.fail(name, job.id, { message: error instanceof Error ? error.name : 'failed' });
    throw error;
  }
  await boss.complete(name, job.id);
  return true;
}

/** A wait that can be ended early, and does not keep the process alive. */
class Nap {
  readonly over: Promise<void>;
  readonly #timer: NodeJS.Timeout;
  #wake: () => void = () => undefined;

  constructor(ms: number) {
    this.over = new Promise((resolve) => {
      this.#wake = resolve;
    });
    this.#timer = setTimeout(this.#wake, ms);
    this.#timer.unref();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#wake();
  }
}

/**
 * pg-boss sends some commands as one text that opens a transaction. Where such a text fails, its
 * transaction is left open: on the embedded database everybody would be inside it.
 */
async function execute(
  db: Database['db'],
  text: string,
  values: readonly unknown[],
): Promise<{ rows: unknown[] }> {
  return db.connection().execute(async (connection) => {
    try {
      return { rows: (await connection.executeQuery(CompiledQuery.raw(text, [...values]))).rows };
    } catch (error) {
      if (values.length === 0) {
        await connection.executeQuery(CompiledQuery.raw('rollback')).catch(() => undefined);
      }
      throw error;
    }
  });
}
