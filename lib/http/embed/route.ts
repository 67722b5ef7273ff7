/** The part of the embeds' route that knows no drawing: requests in, responses out. */
import type { Answer, Asking } from './sent';

export function askingOf(request: Request): Asking {
  const { pathname, search } = new URL(request.url);
  return {
    url: readable(pathname) + search,
    // Next compresses by itself, and what is compressed already once more.
    acceptsZipped: false,
    known: request.headers.get('if-none-match'),
  };
}

function readable(pathname: string): string {
  return pathname.replaceAll('%40', '@');
}

/** Whether whoever asks takes gzip. */
export function acceptsZipped(header: string | null | undefined): boolean {
  return header != null && /\bgzip\b(?!;\s*q=0(\.0*)?(,|\s|$))/.test(header);
}

export function responseOf({ status, headers, body }: Answer): Response {
  return new Response(body === null ? null : new Uint8Array(body), { status, headers });
}
