/**
 * Dry runs and imports of files that came through the browser: one after the other, in this process,
 * whether anybody looks or not. What is to be done stands in the database, so that it is taken up again
 * after a crash; how far it is stands here.
 */
import { setFlagsFromString } from 'node:v8';

import type { CheckedUpload, UploadProgress } from '../domain/upload-view';
import { isAppError } from '../errors';
import { readObservations } from '../import/observations';
import { withUpload } from '../import/upload-files';
import { database, now } from '../runtime';
import { type Context, contextOf, demandSomeSight, operator } from '../usecases/context';
import { ingest } from '../usecases/ingest';
import type { IngestOptions } from '../usecases/ingest/write';
import { tidyUploads } from '../usecases/uploads';
import type { UploadContext } from '../usecases/uploads/at';
import {
  clearTask,
  endTask,
  holdTask,
  postponeTask,
  resumeTasks,
  settleTask,
  type Task,
  takeTask,
  uploadState,
} from '../usecases/uploads/work';
import { logFailure } from './api';
import { RefusedRows } from './refused-rows';
import { uploadContext } from './uploads';
import { giveWay } from './way';

const PATIENCE_MS = 3_000;
const AGAIN_MS = 5_000;

/**
 * Rows of a large file live just long enough to be taken for lasting, and the heap grows to several
 * times what is in use before they are collected: a million rows took 420 MiB instead of 170. While
 * files are read it is collected when it has grown by a quarter; 0 leaves it to V8.
 */
const TIDY = '--heap-growing-percent=25';
const USUAL = '--heap-growing-percent=0';

interface Running extends Pick<Task, 'id' | 'task' | 'size'> {
  rows: number;
  bytes: number;
}

interface Runner {
  /** Something is to be done. */
  wake(): void;
  readonly running: Running | null;
  stop(): Promise<void>;
}

/** Shared by the server, which works, and the pages bundled apart, which ask for it. */
const RUNNER = Symbol.for('throughline.uploads');
const holder = globalThis as { [RUNNER]?: Runner };

/** Begins to work; what an earlier process had begun comes first. */
export async function startUploadRunner(): Promise<Runner> {
  const context = uploadContext(contextOf((await database()).db, operator('server'), now));
  await resumeTasks(context);
  await tidyUploads(context);
  const runner = runnerOf(context);
  holder[RUNNER] = runner;
  runner.wake();
  return runner;
}

/** Where no server runs, whoever runs next does it. */
export function wakeUploads(): void {
  holder[RUNNER]?.wake();
}

/** How far an upload is. While it is worked on the database is not asked, which may be busy with it. */
export async function uploadProgress(context: Context, id: number): Promise<UploadProgress | null> {
  demandSomeSight(context, 'figures.write');
  const running = holder[RUNNER]?.running ?? null;
  if (running?.id === id) {
    const { task, rows, bytes, size } = running;
    return { status: 'running', task, rows, share: size === 0 ? 1 : bytes / size, importId: null };
  }
  const found = await uploadState(context, id);
  return found === null ? null : { ...found, rows: 0, share: null };
}

function runnerOf(context: UploadContext): Runner {
  const stopping = new AbortController();
  let working: Promise<void> | null = null;
  let again = false;
  let running: Running | null = null;
  const work = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      again = false;
      const task = await takeTask(context);
      if (task === null) {
        if (again) continue;
        return;
      }
      running = { id: task.id, task: task.task, size: task.size, rows: 0, bytes: 0 };
      setFlagsFromString(TIDY);
      try {
        await perform(context, task, running, stopping.signal);
      } finally {
        running = null;
        setFlagsFromString(USUAL);
      }
    }
  };
  const wake = (): void => {
    again = true;
    if (working !== null || stopping.signal.aborted) return;
    working = work()
      .catch((error: unknown) => {
        logFailure(error);
        setTimeout(wake, AGAIN_MS).unref();
      })
      .finally(() => {
        working = null;
      });
  };
  return {
    wake,
    get running() {
      return running;
    },
    stop: async () => {
      stopping.abort();
      const late = new Promise<void>((resolve) => setTimeout(resolve, PATIENCE_MS).unref());
      await Promise.race([working, late]);
    },
  };
}

/** Does a task to its end, whatever that is. Only a database that does not answer makes it throw. */
async function perform(
  context: UploadContext,
  task: Task,
  running: Running,
  signal: AbortSignal,
): Promise<void> {
  try {
    await (task.task === 'check' ? check : importIt)(context, task, running, signal);
  } catch (error) {
    if (signal.aborted) {
      await postponeTask(context, task.id);
      return;
    }
    if (isAppError(error) && error.code === 'finished_elsewhere') return;
    const problem = isAppError(error)
      ? error.message
      : `Something went wrong on our side, and nothing was changed; the server’s log has it as ${logFailure(error)}.`;
    await endTask(context, task.id, { checked: null, problem });
  }
}

function ingested(
  context: UploadContext,
  task: Task,
  running: Running,
  options: Omit<IngestOptions, 'head'>,
  refused: RefusedRows | null,
) {
  const { name, encoding, separator, profile } = task;
  const onRead = (bytes: number): void => {
    running.bytes += bytes;
  };
  return withUpload(
    context.folder,
    task.file,
    { name, encoding, separator, onRead },
    async (table) => {
      const asked = contextOf(context.db, task.principal, context.now);
      const outcome = await ingest(asked, (lookup) => readObservations(table, profile, lookup), {
        ...options,
        head: { origin: 'file', name, table },
        giveWay,
        onProgress: (rows) => {
          running.rows = rows;
        },
      });
      await refused?.write(context.folder, task.file, table);
      return outcome;
    },
  );
}

async function check(
  context: UploadContext,
  task: Task,
  running: Running,
  signal: AbortSignal,
): Promise<void> {
  const refused = new RefusedRows();
  const { accepted, superseded, unchanged, ignored, rejected, warnings } = await ingested(
    context,
    task,
    running,
    { dryRun: true, atomic: false, signal, onRejected: (row) => refused.add(row) },
    refused,
  );
  const counts = { accepted, superseded, unchanged, ignored, rejected };
  const checked: CheckedUpload = { ...counts, warnings, refused: refused.first };
  await endTask(context, task.id, { checked, problem: null });
}

async function importIt(
  context: UploadContext,
  task: Task,
  running: Running,
  signal: AbortSignal,
): Promise<void> {
  const { id, atomic } = task;
  const { importId, rejected } = await ingested(
    context,
    task,
    running,
    {
      dryRun: false,
      atomic,
      signal,
      begin: (tx) => holdTask(tx, id),
      settle: (tx, outcome) => settleTask(tx, id, outcome.importId ?? 0),
    },
    null,
  );
  if (importId !== null) {
    await clearTask(context, task);
    return;
  }
  const rows = rejected === 1 ? '1 row was' : `${rejected.toLocaleString('en')} rows were`;
  const problem = `Nothing was taken, as ${rows} refused. Mend them, or take the others without them.`;
  await endTask(context, id, { checked: null, problem });
}
