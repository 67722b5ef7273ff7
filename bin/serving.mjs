// Which servers run from this clone: the build and the packages under a running server stay as
// they are.
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { corner } from './clone.mjs';
import { isAlive, me, writerOf } from './living.mjs';

const PREFIX = 'server-';

/** Says that this process serves from the clone, until it ends. */
export function weServe() {
  const file = join(corner(), `${PREFIX}${process.pid}`);
  writeFileSync(file, JSON.stringify(me()));
  process.on('exit', () => rmSync(file, { force: true }));
}

/**
 * The process numbers of others that serve from this clone.
 *
 * @returns {number[]}
 */
export function othersHere() {
  const folder = corner();
  const found = [];
  for (const name of readdirSync(folder).filter((entry) => entry.startsWith(PREFIX))) {
    const file = join(folder, name);
    const server = writerOf(file);
    if (server === null || !isAlive(server)) rmSync(file, { force: true });
    else if (server.pid !== process.pid) found.push(server.pid);
  }
  return found;
}
