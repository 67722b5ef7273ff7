// One process at a time installs or builds in a clone.
import { linkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { corner } from './clone.mjs';
import { isAlive, me, writerOf } from './living.mjs';

/** How long a file may stand that is only ever held for the length of three system calls. */
const TAKEOVER_MS = 5_000;

/**
 * Runs `work` while holding the clone's lock; waits for whoever has it, unless that process is dead.
 *
 * @template T
 * @param {(text: string) => void} say
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function alone(say, work) {
  const file = join(corner(), 'lock');
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(me()));
  const release = () => rmSync(file, { force: true });
  try {
    let told = false;
    while (!tookLock(draft, file)) {
      const holder = writerOf(file);
      if (holder !== null && isAlive(holder)) {
        if (!told) say(`Process ${holder.pid} is installing or building in this folder; waiting.`);
        told = true;
        await sleep(300);
      } else {
        removeDead(file);
        await sleep(20);
      }
    }
  } finally {
    rmSync(draft, { force: true });
  }
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.removeListener('exit', release);
    release();
  }
}

/**
 * Written aside and linked, so that the lock is never there half-written.
 *
 * @param {string} draft
 * @param {string} file
 */
function tookLock(draft, file) {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Two who find the same dead lock must not both remove it: the second would remove the first one's
 * new lock.
 *
 * @param {string} file
 */
function removeDead(file) {
  const guard = `${file}.takeover`;
  try {
    writeFileSync(guard, String(process.pid), { flag: 'wx' });
  } catch {
    try {
      if (Date.now() - statSync(guard).mtimeMs > TAKEOVER_MS) rmSync(guard, { force: true });
    } catch {
      // Somebody else was quicker.
    }
    return;
  }
  try {
    const holder = writerOf(file);
    if (holder === null || !isAlive(holder)) rmSync(file, { force: true });
  } finally {
    rmSync(guard, { force: true });
  }
}
