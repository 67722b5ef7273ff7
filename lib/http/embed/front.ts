/**
 * In front of Next: embeds that are in memory are answered here, at a fraction of the cost. What has to
 * be drawn first goes on to the route, which leaves it in memory.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';

import { elapsedMs } from '../../runtime';
import { observeHot } from '../metrics';
import { embedAnswer, type HotBody, hotAnswer, hotBody } from './answer';
import { flushViews } from './register';
import { acceptsZipped } from './route';
import { type Answer, type Asking, answerOf, refreshSeconds } from './sent';
import { type EmbedStore, embedStore } from './store';

/** Headers as they are written, names and values in turn, by what is sent; who may frame it may change. */
const written = new WeakMap<
  object,
  { readonly ancestors: string; readonly headers: readonly string[] }
>();

/**
 * Answers what is in memory, before anything else is done about the request: each header that is set one
 * by one, and each pattern that is looked for, would cost as much as all of this.
 */
export function answerHotEmbed(
  request: IncomingMessage,
  response: ServerResponse,
  always: readonly string[],
): boolean {
  const { url = '', method } = request;
  if (method !== 'GET' || !url.startsWith('/embed/')) return false;
  const began = elapsedMs();
  const known = request.headers['if-none-match'];
  const zips = acceptsZipped(request.headers['accept-encoding']);
  if (known !== undefined || !zips) return false;
  const found = hotBody(embedStore(), url);
  if (found === null) return false;
  const headers = headersOf(found);
  const refresh = found.form === 'html' ? ['refresh', String(refreshSeconds())] : [];
  response.writeHead(200, [...headers, ...always, ...refresh]);
  response.end('zipped' in found.sent ? found.sent.zipped : found.sent.body);
  observeHot((elapsedMs() - began) / 1000);
  return true;
}

function headersOf({ form, sent, ancestors }: HotBody): readonly string[] {
  const known = written.get(sent);
  if (known?.ancestors === ancestors) return known.headers;
  const asking = { url: '', acceptsZipped: true, known: null };
  const { headers, body } = answerOf(form, asking, sent, 200, ancestors);
  const made = Object.entries({ ...headers, 'content-length': String(body?.length ?? 0) })
    .filter(([name]) => name !== 'refresh')
    .flat();
  written.set(sent, { ancestors, headers: made });
  return made;
}

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
  const answer = await embedAnswer(store, asking);
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
