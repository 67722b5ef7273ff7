// Where this clone lies, and the corner of it that is kept out of git and survives `next build`
// and `npm ci`.
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @param {string[]} parts */
export const inClone = (...parts) => join(root, ...parts);

/** Next's clean-up before a build spares `.next/cache` and nothing else that we could use. */
export function corner() {
  const folder = inClone('.next', 'cache', 'throughline');
  mkdirSync(folder, { recursive: true });
  return folder;
}
