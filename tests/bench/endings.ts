/** What has to be undone at the end, also when somebody stops the bench in the middle. */
import { setTimeout as sleep } from 'node:timers/promises';

export type End = () => Promise<void>;

const ends: End[] = [];
let isStopped = false;

/** How long what was under way when we were stopped may take to notice. */
const GRACE_MS = 10_000;

/** To be called as soon as there is something to undo. Throws when we were stopped meanwhile. */
export function atEnd(end: End): void {
  ends.push(end);
  if (isStopped) throw new Error('stopped');
}

/** Undoes the newest first; what fails does not keep the rest. */
async function endAll(onError: (error: unknown) => void): Promise<void> {
  for (let end = ends.pop(); end !== undefined; end = ends.pop()) await end().catch(onError);
}

const CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Does the work, which gives the exit code, and undoes what it leaves. Ctrl-C and its like stop it:
 * its databases are closed under it, and what it was just about to make is undone too.
 */
export async function withEndings(work: () => Promise<number>): Promise<void> {
  const say = (error: unknown) =>
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  const done = work().catch((error: unknown) => {
    // A connection that broke because we ended it is not worth telling.
    if (!isStopped) say(error);
    return 1;
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (isStopped) return;
      isStopped = true;
      process.stdout.write(`Stopped by ${signal}. The databases of the bench go.\n`);
      const leave = () => process.exit(CODES[signal]);
      endAll(say)
        .then(() => Promise.race([done, sleep(GRACE_MS)]))
        .then(() => endAll(() => undefined))
        .then(leave, leave);
    });
  }
  process.exitCode = await done;
  if (!isStopped) await endAll(say);
}
