/** What is sent: headers and bytes of one form. */
import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';

import type { EmbedForm } from '../../paths-embed';
import { isNamed } from '../api';
import type { Ready, TextForm } from './store';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Null where the headers say all. */
  readonly body: Buffer | null;
}

/** What of a request decides the answer, besides its address. */
export interface Asking {
  readonly url: string;
  readonly acceptsZipped: boolean;
  readonly known: string | null;
}

const TYPES: Readonly<Record<EmbedForm, string>> = {
  html: 'text/html; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
  png: 'image/png',
  txt: 'text/plain; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

/** Pages come again after about five minutes, not all at once. */
const REFRESH_SECONDS = 300;

export type Sent = Ready | { readonly body: Buffer; readonly etag: string };

/** One form of an embed, or of the words in its place, as it is sent. */
export function answerOf(
  form: EmbedForm,
  asking: Asking,
  sent: Sent,
  status: number,
  ancestors: string,
): Answer {
  const zipped = 'zipped' in sent;
  const headers: Record<string, string> = {
    'content-type': TYPES[form],
    'cache-control': 'private, no-cache',
    etag: sent.etag,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'content-security-policy': policyOf(form, ancestors, zipped ? sent.styleHash : ''),
    'cross-origin-resource-policy': 'cross-origin',
  };
  if (form === 'html') headers['refresh'] = String(refreshSeconds());
  if (form === 'json' || form === 'txt') headers['access-control-allow-origin'] = '*';
  if (zipped) headers['vary'] = 'accept-encoding';
  if (status === 200 && asking.known !== null && isNamed(asking.known, sent.etag)) {
    return { status: 304, headers, body: null };
  }
  if (!zipped) return { status, headers, body: sent.body };
  if (!asking.acceptsZipped) return { status, headers, body: gunzipSync(sent.zipped) };
  headers['content-encoding'] = 'gzip';
  return { status, headers, body: sent.zipped };
}

/** Nothing is loaded from anywhere, nothing runs, and only who may frame it does. */
function policyOf(form: EmbedForm, ancestors: string, styleHash: string): string {
  if (form === 'html') {
    return `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors ${ancestors}`;
  }
  if (form === 'svg') {
    return `default-src 'none'; style-src 'unsafe-inline'; frame-ancestors ${ancestors}`;
  }
  return `default-src 'none'; frame-ancestors ${ancestors}`;
}

/** About five minutes, another time for each. */
export const refreshSeconds = () => Math.round(REFRESH_SECONDS * (0.8 + 0.4 * Math.random()));

/** A text as it is kept. */
export function readyForm(form: TextForm, text: string): Ready {
  const body = Buffer.from(text);
  return {
    // In memory of just that size: what zlib gives is the beginning of 16 kB.
    zipped: Buffer.from(new Uint8Array(gzipSync(body))),
    etag: etagOf(body),
    styleHash: form === 'html' ? styleHashOf(text) : '',
  };
}

export function etagOf(body: Buffer): string {
  return `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
}

/** By which the policy of a page lets its own style sheet in, and no other. */
function styleHashOf(html: string): string {
  const style = /<style>([^<]*)<\/style>/.exec(html)?.[1] ?? '';
  return createHash('sha256').update(style).digest('base64');
}
