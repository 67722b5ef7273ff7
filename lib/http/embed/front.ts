/**
 * In front of Next: embeds that are in memory are answered here, at a fraction of the cost. What has to
 * be drawn first goes on to the route, which leaves it in memory.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';

import { embedAnswer, hotAnswer } from './answer';
import { flushViews } from './register';
import { acceptsZipped } from './route';
import type { Answer, Asking } from './sent';
import { type EmbedStore, embedStore } from './store';

type Handle = (request: IncomingMessage, response: ServerResponse) => void;

/** Answers what is asked below `/embed/`; false where the request is to be answered by others. */
export function answerEmbed(
  request: IncomingMessage,
  response: ServerResponse,
  next: Handle,
): boolean {
  const { url = '', method } = request;
  if (!url.startsWith('/embed/')) return false;
  if (method !== 'GET' && method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD', 'cache-control': 'no-store' }).end();
    return true;
  }
  const store = embedStore();
  const asking = {
    url: url.replaceAll('%40', '@'),
    acceptsZipped: acceptsZipped(request.headers['accept-encoding']),
    known: request.headers['if-none-match'] ?? null,
  };
  const hot = hotAnswer(store, asking);
  if (hot !== null) send(response, hot, method);
  else {
    answerLater(store, asking, request, response, next).catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      response.destroy();
    });
  }
  return true;
}

async function answerLater(
  store: EmbedStore,
  asking: Asking,
  request: IncomingMessage,
  response: ServerResponse,
  next: Handle,
): Promise<void> {
  const answer = await embedAnswer(store, asking, null);
  if (answer === null) next(request, response);
  else send(response, answer, request.method);
}

function send(response: ServerResponse, { status, headers, body }: Answer, method = 'GET'): void {
  const length = body === null ? {} : { 'content-length': body.length };
  response.writeHead(status, { ...headers, ...length });
  response.end(method === 'HEAD' || body === null ? undefined : body);
}

/** Writes what was counted and not written yet; to be called before the database is closed. */
export function endEmbeds(): Promise<void> {
  return flushViews(embedStore());
}
