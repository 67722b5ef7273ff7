/** Server-sent events: what happens, as it happens, to those who may still hear of it. */

/** Often enough for what stands between us and the reader not to think that nobody is there. */
const HEARTBEAT_MS = 15_000;

const encoder = new TextEncoder();

interface Events {
  /** Aborted when the reader goes. */
  readonly signal: AbortSignal;
  /** Tells until the function that it gives is called. */
  readonly follow: (tell: (news: string) => void) => Promise<() => void>;
  /** Rejects for whoever has signed out or may no longer: asked at every heartbeat, it ends the stream. */
  readonly check: () => Promise<unknown>;
  readonly everyMs?: number;
}

export function eventStream({ signal, follow, check, everyMs = HEARTBEAT_MS }: Events): Response {
  let leave = () => {};
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (text: string) => {
        try {
          controller.enqueue(encoder.encode(text));
        } catch {
          leave();
        }
      };
      send('retry: 1000\n\n');
      const stop = await follow((news) => send(`data: ${news}\n\n`));
      const end = () => {
        leave();
        try {
          controller.close();
        } catch {
          // Its reader has gone already.
        }
      };
      const heartbeat = setInterval(() => {
        check().then(() => send(': here\n\n'), end);
      }, everyMs);
      leave = () => {
        clearInterval(heartbeat);
        stop();
      };
      if (signal.aborted) leave();
      else signal.addEventListener('abort', () => leave());
    },
    cancel() {
      leave();
    },
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    },
  });
}
