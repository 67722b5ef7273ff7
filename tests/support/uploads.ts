/** Files sent to a server as a browser without scripts sends them. */
import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { UploadProgress } from '../../lib/domain/upload-view';
import { signedFetch } from './session';

/** The address of the page of a file that was sent. */
export async function sendFile(
  url: string,
  file: Blob | string,
  { name, profile }: { readonly name?: string; readonly profile?: string } = {},
): Promise<string> {
  const form = new FormData();
  const blob = typeof file === 'string' ? await openAsBlob(file) : file;
  form.set('file', blob, name ?? (typeof file === 'string' ? basename(file) : 'figures.csv'));
  if (profile !== undefined) form.set('profile', new Blob([profile]), 'profile.yaml');
  const answer = await signedFetch(new URL('/data/uploads', url), {
    method: 'POST',
    body: form,
    redirect: 'manual',
  });
  const location = answer.headers.get('location');
  if (answer.status === 303 && location !== null) return location;
  throw new Error(`The file was answered with ${answer.status}: ${await answer.text()}`);
}

/** Presses a button of the page's main form, and says where that leads. */
export async function press(
  url: string,
  page: string,
  intent: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<string> {
  const html = await (await signedFetch(new URL(page, url))).text();
  const form = new FormData();
  const [, inner = ''] = /<form[^>]*id="reading"[^>]*>(.*?)<\/form>/s.exec(html) ?? [];
  for (const [, name = '', value = ''] of inner.matchAll(
    /<input type="hidden" name="(\$ACTION[^"]*)"(?: value="([^"]*)")?/g,
  )) {
    form.set(name, value.replaceAll('&quot;', '"').replaceAll('&amp;', '&'));
  }
  for (const [name, value] of Object.entries({ ...fields, intent })) form.set(name, value);
  const answer = await signedFetch(new URL(page, url), {
    method: 'POST',
    body: form,
    redirect: 'manual',
  });
  const location = answer.headers.get('location');
  if (answer.status === 303 && location !== null) return location;
  throw new Error(`${intent} was answered with ${answer.status}: ${await answer.text()}`);
}

/** How far the file of a page is. */
export async function progressOf(url: string, page: string): Promise<UploadProgress> {
  const answer = await signedFetch(new URL(`${page}/progress`, url));
  if (!answer.ok) throw new Error(`progress was answered with ${answer.status}`);
  return (await answer.json()) as UploadProgress;
}

/** Waits until nothing is done with the file any more. */
export async function untilDone(
  url: string,
  page: string,
  limitMs = 300_000,
): Promise<UploadProgress> {
  for (const last = performance.now() + limitMs; ; await sleep(100)) {
    const progress = await progressOf(url, page);
    if (progress.task === null) return progress;
    if (performance.now() > last) throw new Error(`Waited in vain: ${JSON.stringify(progress)}`);
  }
}
