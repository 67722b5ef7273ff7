/** The directory of the embedded database: whose it is, and that its files are whole. */
import { chmod, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { AppError } from '../lib/errors';
import { acquireLock, type Lock } from './lock';

/** Stands beside the database's files until they are all there for the first time. */
const UNFINISHED = 'pg-unfinished';

export interface EmbeddedFiles {
  readonly folder: string;
  /** To be called when the database was opened: its files are all there. */
  finish(): Promise<void>;
}

/** The directory, made if need be and ours alone until release; an `AppError` when it cannot be had. */
export async function claimDirectory(dataDir: string, holder: string): Promise<Lock> {
  return orSentence(dataDir, async () => {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    return acquireLock(dataDir, holder);
  });
}

/**
 * Where the files of a claimed directory lie. What a process left that was killed while making them
 * is removed: nothing in it was ever acknowledged. A damaged database is never taken for a new one.
 */
export async function prepareFiles(dataDir: string): Promise<EmbeddedFiles> {
  return orSentence(dataDir, async () => {
    const folder = join(dataDir, 'pg');
    const mark = join(dataDir, UNFINISHED);
    if (await isThere(mark)) await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    // PGlite makes its files writable for everyone.
    await chmod(folder, 0o700);
    const names = await readdir(folder);
    if (names.length === 0) await writeFile(mark, '', { mode: 0o600 });
    else if (!names.includes('PG_VERSION')) throw damaged(folder, 'PG_VERSION is missing');
    return { folder, finish: () => rm(mark, { force: true }) };
  });
}

/** Puts the files of another directory in the place of the present ones; returns where those went. */
export async function replaceFiles(
  dataDir: string,
  replacement: string,
  keepAs: string,
): Promise<string | null> {
  const present = join(dataDir, 'pg');
  const aside = (await isThere(present)) ? join(dataDir, keepAs) : null;
  if (aside !== null) await rename(present, aside);
  await rename(join(replacement, 'pg'), present);
  await rm(join(dataDir, UNFINISHED), { force: true });
  return aside;
}

export function damaged(folder: string | null, why: string): AppError {
  return new AppError(
    'database_damaged',
    `The embedded database${folder === null ? '' : ` in ${folder}`} cannot be opened (${why}). ` +
      'Put a backup in its place with throughline restore FILE, or move it away to begin anew.',
  );
}

/** A directory that is closed to us, on a full disk, or no directory is the operator's to mend. */
async function orSentence<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    throw new AppError(
      'data_dir_unusable',
      `The data directory ${dataDir} cannot be used: ${error.message}. Choose another (DATA_DIR, or --data of the server).`,
    );
  }
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}
