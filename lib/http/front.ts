/**
 * What stands before every page and route, in the server program: whose name is asked for, from where a
 * change comes, which headers are believed, and what a browser may do with the answer.
 */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

import { OWN_HEADERS } from '../auth/caller';
import type { Config } from '../runtime';
import { isLoopback } from '../settings';

/** What proxies say, or whoever pretends to be one. Addresses and https come from PUBLIC_URL alone. */
const FORWARDED =
  /^(forwarded$|x-forwarded-|x-real-ip$|x-throughline-|x-middleware-|x-invoke-|x-matched-path$)/;

const READING = ['GET', 'HEAD', 'OPTIONS'];

/** Whether an address can be told: half an escape sequence names nothing. */
export function isReadable(url = '/'): boolean {
  try {
    decodeURIComponent(url.split('?', 1)[0] ?? '');
    return true;
  } catch {
    return false;
  }
}

/** Whether it answers to that name. Those who watch over it from outside ask for how it is by any name. */
export function isOwnHost({ headers, url = '/' }: IncomingMessage, config: Config): boolean {
  const { host } = headers;
  if (host === undefined) return false;
  if (config.publicUrl !== null && host.toLowerCase() === new URL(config.publicUrl).host)
    return true;
  if (isLoopback(host.replace(/:\d+$/, '').toLowerCase())) return true;
  return !isLoopback(config.host) && /^\/(healthz|readyz)$/.test(url);
}

/**
 * Whether a change comes from a page of ours, or from a program: a page elsewhere can make a browser
 * send a form with our cookies, and cannot hide from where. A key in the header is no cookie.
 */
export function isOwnChange(
  { method = 'GET', headers }: Pick<IncomingMessage, 'method' | 'headers'>,
  config: Config,
): boolean {
  if (READING.includes(method) || headers.authorization !== undefined) return true;
  const { origin, host = '' } = headers;
  if (origin !== undefined) {
    const own = config.publicUrl ?? `http://${host}`;
    return origin.toLowerCase() === own.toLowerCase();
  }
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  return headers.cookie === undefined;
}

/** Makes of what came in what the pages may believe. */
export function cleanHeaders(request: IncomingMessage, { publicUrl }: Config): void {
  for (const name of Object.keys(request.headers)) {
    if (FORWARDED.test(name)) delete request.headers[name];
  }
  delete request.headers['content-security-policy-report-only'];
  if (publicUrl !== null) request.headers.host = new URL(publicUrl).host;
  request.headers[OWN_HEADERS.address] = request.socket.remoteAddress ?? 'unknown';
  request.headers[OWN_HEADERS.path] = request.url ?? '/';
}

/** Embeds, and what one would look like, in a frame of ours. */
const FRAMED = /^\/(embed\/|settings\/embeds\/preview\?)/;
const YEAR_SECONDS = 31_536_000;
const SECURE = `max-age=${YEAR_SECONDS}; includeSubDomains`;

/** The header by which browsers come by https alone, for answers that are written at once. */
export const ALWAYS_SECURE: readonly string[] = ['strict-transport-security', SECURE];

/**
 * Says what a browser may do with the answer, and gives the scripts of this one answer their number.
 * Embeds say for themselves who may frame them.
 */
export function guardAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  config: Config,
  dev = false,
): void {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'same-origin');
  if (config.publicUrl?.startsWith('https://') === true) {
    response.setHeader('Strict-Transport-Security', SECURE);
  }
  delete request.headers['content-security-policy'];
  if (FRAMED.test(request.url ?? '')) return;
  const policy = contentPolicy(randomBytes(16).toString('base64'), config, dev);
  // From here Next learns the number, and writes it on its scripts.
  request.headers['content-security-policy'] = policy;
  response.setHeader('Content-Security-Policy', policy);
  response.setHeader('X-Frame-Options', 'DENY');
  response.setHeader('Permissions-Policy', 'camera=(), geolocation=(), microphone=()');
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
}

/** Styles may stand at an element, where a chart says how long a bar is; scripts need the number. */
function contentPolicy(nonce: string, { oidc }: Config, dev: boolean): string {
  const provider = oidc === null ? '' : ` ${new URL(oidc.issuer).origin}`;
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    `connect-src 'self'${dev ? ' ws:' : ''}`,
    "object-src 'none'",
    "base-uri 'none'",
    // A form without scripts is led on to the provider.
    `form-action 'self'${provider}`,
    "frame-ancestors 'none'",
  ].join('; ');
}
