/** Pages are drawn before their scripts start: charts and words are in the document, and wait for nobody. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzip } from 'node:zlib';

import { acceptsZipped } from './embed/route';

/** A script of Next's that starts as soon as it is there, whatever the browser is doing. */
const SCRIPT =
  /<script src="(\/_next\/static\/chunks\/[^"<>]+\.js)"([^<>]*) ?\basync=""([^<>]*)><\/script>/g;
const NONCE = /\bnonce="([^"]*)"/;

/**
 * The document with those scripts started by one at its end, once it was painted. A page that is opened behind
 * another is not painted: there they start when everything is loaded.
 *
 * @example scriptsLast('<head><script src="/_next/static/chunks/a.js" async=""></script></head><body></body>')
 *   // '<head></head><body><script nonce="">… ["/_next/static/chunks/a.js"] …</script></body>'
 */
export function scriptsLast(html: string): string {
  const sources: string[] = [];
  let nonce = '';
  const rest = html.replace(SCRIPT, (_, source: string, before: string, after: string) => {
    sources.push(source);
    nonce = NONCE.exec(before + after)?.[1] ?? nonce;
    return '';
  });
  const end = rest.lastIndexOf('</body>');
  if (sources.length === 0 || end < 0) return html;
  return `${rest.slice(0, end)}<script nonce="${nonce}">${starter(sources, nonce)}</script>${rest.slice(end)}`;
}

/** Addresses of Next's own files, which hold nothing that would end a script. */
const starter = (sources: readonly string[], nonce: string): string =>
  `addEventListener("load",()=>{const start=()=>{for(const src of ${JSON.stringify(sources)})` +
  `document.head.append(Object.assign(document.createElement("script"),{src,nonce:${JSON.stringify(nonce)}}))};` +
  'document.hidden?start():requestAnimationFrame(()=>setTimeout(start))})';

/**
 * Has the document that answers a request come with its scripts last. It is sent when it is whole and compressed
 * here, since Next would hand it over compressed; whatever is no document goes by as it comes.
 */
export function drawFirst(request: IncomingMessage, response: ServerResponse): void {
  const { method, headers } = request;
  if (method !== 'GET' || !(headers.accept ?? '').includes('text/html')) return;
  const zips = acceptsZipped(headers['accept-encoding']);
  delete headers['accept-encoding'];
  const { writeHead, write, end, flushHeaders } = response;
  const isDocument = () => String(response.getHeader('content-type')).startsWith('text/html');
  let head: readonly unknown[] = [];
  let isWhole = false;
  const parts: Buffer[] = [];
  const keep = (part: unknown) => {
    if (typeof part === 'string' || part instanceof Uint8Array) parts.push(Buffer.from(part));
  };
  const send = (body: Buffer) => {
    response.setHeader('content-length', body.length);
    Reflect.apply(writeHead, response, head);
    Reflect.apply(end, response, [body]);
  };
  Object.assign(response, {
    writeHead(...args: unknown[]) {
      if (!isDocument()) return Reflect.apply(writeHead, response, args);
      head = args;
      return response;
    },
    flushHeaders() {
      if (!isDocument()) Reflect.apply(flushHeaders, response, []);
    },
    write(...args: unknown[]) {
      if (!isDocument()) return Reflect.apply(write, response, args);
      keep(args[0]);
      return true;
    },
    end(...args: unknown[]) {
      if (!isDocument()) return Reflect.apply(end, response, args);
      // While it is being compressed it looks as if it had not ended.
      if (isWhole) return response;
      isWhole = true;
      keep(args[0]);
      if (head.length === 0) head = [response.statusCode];
      const html = scriptsLast(Buffer.concat(parts).toString('utf8'));
      if (zips) {
        response.setHeader('content-encoding', 'gzip');
        gzip(html, (error, zipped) => {
          if (error === null) send(zipped);
          else response.destroy(error);
        });
      } else send(Buffer.from(html));
      return response;
    },
  });
}
