/**
 * What belongs to one answer: its status, and parts of its document that are written once. Next answers 200
 * to whatever a page draws, and draws nothing without scripts where a page says "not found" its way; so a page
 * says its status aside, and the server applies it when the answer begins.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, ServerResponse } from 'node:http';

interface Answering {
  status: number | null;
  /** A browser without scripts has sent a form, and is answered with a page. */
  readonly isForm: boolean;
  /** Parts of the document by number; `components/ui/still-block` takes them from here. */
  readonly still: Map<string, string>;
}

/** Shared by the server and the pages bundled apart from it, which load their own copy of this module. */
const ANSWERING = Symbol.for('throughline.answering');
const holder = globalThis as { [ANSWERING]?: AsyncLocalStorage<Answering> };

function answering(): AsyncLocalStorage<Answering> {
  holder[ANSWERING] ??= new AsyncLocalStorage<Answering>();
  return holder[ANSWERING];
}

/** Says with which status the request that is being answered shall be; nothing outside a request. */
export function answerWith(status: number): void {
  const current = answering().getStore();
  if (current !== undefined) current.status = status;
}

/** Whether what is being answered is a form that was sent without scripts. */
export const isSentForm = (): boolean => answering().getStore()?.isForm ?? false;

/**
 * Lays a part of the document aside for the one place that writes it. False where no document is
 * answered: what a page's script asked for is drawn in the browser, which has to be sent it.
 */
export function layAside(id: string, html: string): boolean {
  const current = answering().getStore();
  current?.still.set(id, html);
  return current !== undefined;
}

/**
 * Does the work of answering, with the status that a page says instead of 200. A redirect or a failure
 * keeps its own; so does what a page's script asks for, which would load the page anew otherwise.
 */
export function withStatus(
  request: IncomingMessage,
  response: ServerResponse,
  work: () => void,
): void {
  const { rsc, 'next-action': action } = request.headers;
  if (rsc !== undefined || action !== undefined) {
    work();
    return;
  }
  const isForm = request.method === 'POST';
  const current: Answering = { status: null, isForm, still: new Map() };
  response.writeHead = new Proxy(response.writeHead, {
    apply: (writeHead, self, [code, ...rest]: [number, ...unknown[]]) =>
      Reflect.apply(writeHead, self, [code === 200 ? (current.status ?? code) : code, ...rest]),
  });
  answering().run(current, work);
}
