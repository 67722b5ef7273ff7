/** What the server sends by itself: mail, reminders and digests, when they are due. */
import type { Database } from '../db/client';
import { stopAddress } from '../lib/auth/digest-key';
import type { Carriers } from '../lib/domain/post';
import { isAppError } from '../lib/errors';
import { mailCarrier } from '../lib/post/smtp';
import { webhookCarrier } from '../lib/post/webhook';
import { type Config, now, postWorld } from '../lib/runtime';
import { type Context, contextOf, operator } from '../lib/usecases/context';
import { queueWeek } from '../lib/usecases/digests';
import type { Stopped } from '../lib/usecases/follows';
import { freePost, nextPost, sendDue } from '../lib/usecases/post';
import { remind } from '../lib/usecases/review/remind';

/** The first page comes first. */
const FIRST_LOOK_MS = 2_000;
/** Another process may have written something. */
const LOOK_MS = 60_000;
/** No sooner than this after one look, so that what cannot be sent is not a busy loop. */
const SHORTEST_MS = 1_000;
/** Figures come in, and check-ins: so often it is asked whether a reminder or a week's digest is due. */
const REMIND_MS = 600_000;

export interface PostOffice {
  /** Something was written that is to be sent. */
  wake(): void;
  stop(): Promise<void>;
}

const CLOSED: PostOffice = { wake: () => undefined, stop: async () => undefined };

/** Begins to send; nothing at all where the configuration has nothing to send with. */
export function startPost(opened: Database, config: Config): PostOffice {
  const { smtp, webhook } = config.post;
  const { publicUrl: origin } = config;
  if (origin === null || (smtp === null && webhook === null)) return CLOSED;
  const digests = {
    ...{ db: opened.db, now, origin },
    stopOf: (person: number, what: Stopped) => stopAddress(origin, person, what),
  };
  return new Sending(opened, config, {
    mail: smtp === null ? null : mailCarrier(smtp),
    webhook: webhook === null ? null : webhookCarrier(webhook.url, config.sourceHosts),
    // What draws is loaded when there is something to draw.
    compose: async (person, asked) =>
      (await import('../lib/post/digest')).composeDigest(digests, person, asked),
    draw: async (chart) => (await import('../lib/post/pictures')).drawChart(chart),
  });
}

class Sending implements PostOffice {
  readonly #context: Context;
  readonly #world: ReturnType<typeof postWorld>;
  readonly #carriers: Carriers;
  readonly #stopping = new AbortController();
  #timer: NodeJS.Timeout | null = null;
  #looking: Promise<void> | null = null;
  #again = false;
  /** Who held leases here before us is gone: nobody else has the embedded database. */
  #isAlone: boolean;
  #remindedAt = Number.NEGATIVE_INFINITY;

  constructor(opened: Database, config: Config, carriers: Carriers) {
    this.#context = contextOf(opened.db, operator('server'), now);
    this.#world = postWorld(config);
    this.#carriers = carriers;
    this.#isAlone = opened.kind === 'pglite';
    this.#lookIn(FIRST_LOOK_MS);
  }

  wake(): void {
    this.#again = true;
    this.#lookIn(0);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#looking;
  }

  #lookIn(ms: number): void {
    if (this.#stopping.signal.aborted) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), ms);
    this.#timer.unref();
  }

  /** One look at a time; one that is asked for meanwhile follows. */
  #look(): void {
    if (this.#looking !== null) return;
    this.#again = false;
    this.#looking = this.#work()
      .catch((error: unknown) => {
        complain(error);
        return LOOK_MS;
      })
      .then((ms) => {
        this.#looking = null;
        this.#lookIn(this.#again ? 0 : ms);
      });
  }

  /** In how many milliseconds to look again. */
  async #work(): Promise<number> {
    if (this.#isAlone) await freePost(this.#context);
    this.#isAlone = false;
    const present = now().getTime();
    if (present - this.#remindedAt >= REMIND_MS) {
      this.#remindedAt = present;
      await remind(this.#context, this.#world).catch(complain);
      await queueWeek(this.#context, this.#world).catch(complain);
    }
    await sendDue(this.#context, this.#world, this.#carriers, this.#stopping.signal);
    const due = await nextPost(this.#context, this.#carriers);
    if (due === null) return LOOK_MS;
    return Math.min(LOOK_MS, Math.max(SHORTEST_MS, Date.parse(due) - now().getTime()));
  }
}

/** Goes on: the next look comes. */
function complain(error: unknown): void {
  const unexpected = error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${isAppError(error) ? error.message : unexpected}\n`);
}
