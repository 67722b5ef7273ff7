/** What the server does by itself: pulls sources that are due, tidies up after pulls that were lost, and sends. */
import { setTimeout as sleep } from 'node:timers/promises';

import type { Database } from '../db/client';
import { type Jobs, openJobs } from '../db/jobs';
import { LONGEST_TIMEOUT } from '../lib/domain/source';
import { isAppError } from '../lib/errors';
import { giveWay } from '../lib/http/way';
import { type Config, now, onWake, sourceWorld } from '../lib/runtime';
import { type Context, contextOf, operator } from '../lib/usecases/context';
import { endLost } from '../lib/usecases/sources/ending';
import { listDuePulls, pullDue } from '../lib/usecases/sources/pull';
import type { SourceWorld } from '../lib/usecases/sources/world';
import { startPost } from './post';

/** The first page comes first. */
const FIRST_LOOK_MS = 1_500;
/** Another process may have changed what is due. */
const LOOK_MS = 60_000;
/** A look for jobs costs the embedded database's one connection a moment. */
const POLL_MS = { pglite: 20_000, postgres: 10_000 } as const;
/** A pull gives a sign of life every 15 s, but not while it has the embedded database to itself. */
const LOST_AFTER_MS = { pglite: 600_000, postgres: 90_000 } as const;
/** After a call that came too early: our clock and the database's may differ by some seconds. */
const AGAIN_MS = 5_000;
const STOP_MS = 4_000;
const PULL = 'pull';

export interface Background {
  stop(): Promise<void>;
}

export function startBackground(opened: Database, config: Config): Background {
  const work = new Work(opened, config);
  const post = startPost(opened, config);
  onWake(() => {
    work.wake();
    post.wake();
  });
  return {
    stop: async () => {
      onWake(null);
      const stopped = Promise.all([work.stop(), post.stop()]);
      await Promise.race([stopped, sleep(STOP_MS, undefined, { ref: false })]);
    },
  };
}

class Work {
  readonly #opened: Database;
  readonly #world: SourceWorld;
  readonly #context: Context;
  /** The moments for which calls were sent, by source. */
  readonly #sent = new Map<number, string>();
  #jobs: Jobs | null = null;
  #timer: NodeJS.Timeout | null = null;
  #looking: Promise<void> | null = null;
  #again = false;
  #stopped = false;
  #lostBefore: Date | null;

  constructor(opened: Database, config: Config) {
    this.#opened = opened;
    this.#world = { ...sourceWorld(config), giveWay };
    this.#context = contextOf(opened.db, operator('server'), now);
    // Nobody else has the embedded database: what runs there since before us is lost.
    this.#lostBefore = opened.kind === 'pglite' ? now() : null;
    this.#lookIn(FIRST_LOOK_MS);
  }

  wake(): void {
    if (!this.#stopped) this.#lookIn(0);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#looking;
    await this.#jobs?.stop();
  }

  #lookIn(ms: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), ms);
    this.#timer.unref();
  }

  /** One look at a time; one that is asked for meanwhile follows. */
  #look(): void {
    if (this.#looking !== null) {
      this.#again = true;
      return;
    }
    this.#looking = this.#send()
      .catch(complain)
      .finally(() => {
        this.#looking = null;
        if (this.#stopped) return;
        this.#lookIn(this.#again ? 0 : LOOK_MS);
        this.#again = false;
      });
  }

  /** Has every source called at its time. */
  async #send(): Promise<void> {
    const present = now().getTime();
    const lostAfter = LOST_AFTER_MS[this.#opened.kind];
    await endLost(this.#context, this.#lostBefore ?? new Date(present - lostAfter));
    this.#lostBefore = null;
    const due = await listDuePulls(this.#context);
    if (due.length === 0 || this.#stopped) return;
    this.#jobs ??= await openJobs(this.#opened, [{ name: PULL, run: this.#run }], {
      pollMs: POLL_MS[this.#opened.kind],
      longestSeconds: 2 * LONGEST_TIMEOUT,
      onError: complain,
    });
    for (const { id, at } of due) {
      if (this.#sent.get(id) === at) continue;
      await this.#jobs.send(PULL, String(id), new Date(at));
      this.#sent.set(id, at);
    }
    if (due.some(({ at }) => Date.parse(at) <= present)) this.#jobs.nudge();
  }

  readonly #run = async (key: string, signal: AbortSignal): Promise<void> => {
    const id = Number(key);
    const wasPulled = await pullDue(this.#context, this.#world, id, signal).catch(
      (error: unknown) => {
        // What is expected is noted with the source.
        if (isAppError(error)) return error.code !== 'pulling';
        if (!signal.aborted) complain(error);
        return true;
      },
    );
    if (!wasPulled) return this.#callAgain(id);
    this.#sent.delete(id);
    this.wake();
  };

  /** Nearly due: the call was early by the difference of two clocks. Or somebody else is at it. */
  async #callAgain(id: number): Promise<void> {
    const due = (await listDuePulls(this.#context)).find((each) => each.id === id);
    const present = now().getTime();
    if (due === undefined || Date.parse(due.at) > present + LOOK_MS) return;
    const at = Math.max(Date.parse(due.at), present + AGAIN_MS);
    await this.#jobs?.send(PULL, String(id), new Date(at));
  }
}

/** Goes on: the next look comes. */
function complain(error: unknown): void {
  const unexpected = error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${isAppError(error) ? error.message : unexpected}\n`);
}
