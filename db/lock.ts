/**
 * One process at a time on an embedded database: two would silently lose rows.
 * The lock is a file that names its holder by pid and start time, so that a dead process's lock,
 * or one whose pid went to somebody else, is taken over.
 */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

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

function lockFile(dataDir: string): string {
  return join(dataDir, 'lock.json');
}

/** How long after a takeover to look whether the lock is still ours. */
const SETTLE_MS = 100;

/** Takes the lock, or throws `AppError('database_in_use')` with a sentence that names who has it. */
export async function acquireLock(dataDir: string, holder: string): Promise<Lock> {
  const file = lockFile(dataDir);
  const me: LockHolder = { pid: process.pid, started: startOf(process.pid), holder };
  const mine = JSON.stringify(me);
  const isOurs = async () => (await readFile(file, 'utf8').catch(() => null)) === mine;
  // Written aside and linked: the lock file is never there half-written. Named at random, because
  // what a killed process of our number left may be the very file that now is the lock.
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, mine, { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < 40; attempt++) {
      if (await tookName(draft, file)) {
        if (attempt > 0) await sleep(SETTLE_MS);
        if (attempt > 0 && !(await isOurs())) continue;
        return {
          release: async () => {
            if (await isOurs()) await rm(file, { force: true });
          },
        };
      }
      const theirs = await readLock(dataDir);
      if (theirs !== null && isAlive(theirs)) {
        throw new AppError(
          'database_in_use',
          `The embedded database in ${dataDir} is in use by ${theirs.holder} (process ${theirs.pid}). ` +
            'Stop that process, or choose another directory (DATA_DIR, or --data of the server).',
        );
      }
      await removeDead(draft, file);
    }
    throw new AppError('database_in_use', `The lock ${file} keeps changing hands; try again.`);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Who holds the lock; null when nobody does or the file cannot be read. */
export async function readLock(dataDir: string): Promise<LockHolder | null> {
  const text = await readFile(lockFile(dataDir), 'utf8').catch(() => null);
  return text === null ? null : parseHolder(text);
}

function parseHolder(text: string): LockHolder | null {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== 'object' || read === null || !('pid' in read)) return null;
    const { pid } = read;
    if (typeof pid !== 'number' || !Number.isInteger(pid) || pid <= 0) return null;
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
  return now !== ENDED && (started === null || now === null || now === started);
}

/** The draft under that name as well; false when the name is taken. */
async function tookName(draft: string, name: string): Promise<boolean> {
  try {
    await link(draft, name);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/**
 * Removes the lock of a dead holder. Two who find the same one must not both do so: the second
 * would remove the first one's new lock. So they take turns, and each looks again when it is its.
 */
async function removeDead(draft: string, file: string): Promise<void> {
  const guard = `${file}.takeover`;
  const isDead = (text: string | null) => {
    const holder = text === null ? null : parseHolder(text);
    return text !== null && (holder === null || !isAlive(holder));
  };
  const read = (name: string) => readFile(name, 'utf8').catch(() => null);
  if (!(await tookName(draft, guard))) {
    if (isDead(await read(guard))) await rm(guard, { force: true });
    await sleep(25);
    return;
  }
  try {
    if (isDead(await read(file))) await rm(file, { force: true });
  } finally {
    await rm(guard, { force: true });
  }
}

/** A process that has ended, and whose parent has not taken notice. */
const ENDED = 'ended';

function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Fields 3 and 22, counted after the command's closing parenthesis: the name may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? ENDED : (fields[19] ?? null);
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
