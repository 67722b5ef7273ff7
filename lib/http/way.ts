/** Who waits for an answer, so that long work in the same process lets them go first. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

import { elapsedMs } from '../runtime';

/** Looked for again after so long, and so often: whoever asks for ever does not keep the work from its end. */
const LOOK_MS = 2;
const MOST_LOOKS = 25;
/** What has not been answered by then waits for something else. */
const PATIENCE_MS = 1_000;

/** Shared by the server, which hears requests, and what is bundled apart from it. */
const WAITING = Symbol.for('throughline.waiting');
const holder = globalThis as { [WAITING]?: Map<ServerResponse, number> };

/** Notes who looks at something. Whoever sends something may be what the long work is done for. */
export function awaitAnswer({ method }: IncomingMessage, response: ServerResponse): void {
  if (method !== 'GET' && method !== 'HEAD') return;
  holder[WAITING] ??= new Map();
  const waiting = holder[WAITING];
  waiting.set(response, elapsedMs());
  response.on('close', () => waiting.delete(response));
}

/** An answer that has begun waits no more: streams of events never end. */
const isAwaited = ([{ headersSent }, since]: readonly [ServerResponse, number]): boolean =>
  !headersSent && elapsedMs() - since < PATIENCE_MS;

/** To be called between pieces of long work: waits, for at most 50 ms, until nobody waits for an answer. */
export async function giveWay(): Promise<void> {
  const waiting = holder[WAITING];
  if (waiting === undefined) return;
  for (let looks = 0; looks < MOST_LOOKS && [...waiting].some(isAwaited); looks++) {
    await sleep(LOOK_MS);
  }
}
