/**
 * One process at a time on an embedded database: two would silently lose rows.
 * The lock is a file that names its holder by pid and start time, so that a dead process's lock,
 * or one whose pid went to somebody else, is taken over.
 */
import { execFileSync } from 'node:child_process';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { AppError } from '../lib/errors';

export interface Lock {
  release(): Promise<void>;
}

export interface LockHolder {
  readonly pid: number;
  /** When the process started, in whatever form the system tells it; null where it does not. */
  readonly started: string | null;
  /** What it is doing, in words: "the server", "throughline import". */
  readonly holder: string;
}

export function lockFile(dataDir: string): string {
  return join(dataDir, 'lock.json');
}

/** Takes the lock, or throws `AppError('database_in_use')` with a sentence that names who has it. */
export async function acquireLock(dataDir: string, holder: string): Promise<Lock> {
  const file = lockFile(dataDir);
  const mine: LockHolder = { pid: process.pid, started: startOf(process.pid), holder };
  // Written aside and linked: the lock file is never there half-written.
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, JSON.stringify(mine), { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < 20; attempt++) {
      try {
        await link(draft, file);
        return { release: () => rm(file, { force: true }) };
      } catch (error) {
        if (!isCode(error, 'EEXIST')) throw error;
      }
      const theirs = await readLock(dataDir);
      if (theirs !== null && isAlive(theirs)) {
        throw new AppError(
          'database_in_use',
          `The embedded database in ${dataDir} is in use by ${theirs.holder} (process ${theirs.pid}). ` +
            'Stop that process, or choose another directory with --data.',
        );
      }
      await takeAway(file, theirs);
    }
    throw new AppError('database_in_use', `The lock ${file} keeps changing hands; try again.`);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Who holds the lock; null when nobody does or the file cannot be read. */
export async function readLock(dataDir: string): Promise<LockHolder | null> {
  try {
    const read: unknown = JSON.parse(await readFile(lockFile(dataDir), 'utf8'));
    if (typeof read !== 'object' || read === null || !('pid' in read)) return null;
    const { pid } = read;
    if (typeof pid !== 'number') return null;
    const started = 'started' in read && typeof read.started === 'string' ? read.started : null;
    const holder = 'holder' in read && typeof read.holder === 'string' ? read.holder : 'a process';
    return { pid, started, holder };
  } catch {
    return null;
  }
}

export function isAlive({ pid, started }: LockHolder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!isCode(error, 'EPERM')) return false;
  }
  const now = startOf(pid);
  return started === null || now === null || now === started;
}

/** Removes a dead holder's lock, unless another process already replaced it. */
async function takeAway(file: string, seen: LockHolder | null): Promise<void> {
  const guard = `${file}.takeover`;
  try {
    await writeFile(guard, String(process.pid), { flag: 'wx' });
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
    const other = Number(await readFile(guard, 'utf8').catch(() => ''));
    if (!Number.isInteger(other) || other <= 0 || !isAlive({ pid: other, started: null, holder: '' })) {
      await rm(guard, { force: true });
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
    return;
  }
  try {
    const text = await readFile(file, 'utf8').catch(() => null);
    const unchanged = seen === null || (text !== null && text === JSON.stringify(seen));
    if (unchanged) await rm(file, { force: true });
  } finally {
    await rm(guard, { force: true });
  }
}

function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Field 22, counted after the command's closing parenthesis: the name may hold spaces.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    try {
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    } catch {
      return null;
    }
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
