/** Files that came through the browser, in a folder of their own, readable by their owner only. */
import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { AppError } from '../errors';
import { isArchive } from './archive-file';
import type { Encoding } from './encoding';
import { openTable } from './open-table';
import type { Table } from './table';

const NAME = /^[0-9a-f]{32}(\.refused)?$/;
/** A file without an upload may be one that is being received. */
const STRAY_AFTER_MS = 86_400_000;

/** A new file under a name that nobody can guess. */
export async function newUploadFile(
  folder: string,
): Promise<{ readonly file: string; readonly handle: FileHandle }> {
  const file = randomBytes(16).toString('hex');
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return { file, handle: await open(join(folder, file), 'wx', 0o600) };
  } catch (error) {
    throw new AppError(
      'no_room',
      `The folder ${folder} cannot be written to (${messageOf(error)}). DATA_DIR says where it is.`,
      { status: 507 },
    );
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown');

/** The rows that a dry run refused, as they came, beside the file that they are of. */
const refusedOf = (file: string): string => `${file}.refused`;

export async function removeUploadFile(folder: string, file: string): Promise<void> {
  await rm(join(folder, file), { force: true });
  await rm(join(folder, refusedOf(file)), { force: true });
}

export async function openRefusedFile(folder: string, file: string): Promise<FileHandle> {
  return open(join(folder, refusedOf(file)), 'w', 0o600);
}

/** Null where the last dry run refused nothing, or there was none. */
export async function readRefusedFile(folder: string, file: string): Promise<string | null> {
  return readFile(join(folder, refusedOf(file)), 'utf8').catch(() => null);
}

/** Removes what belongs to no upload any more. */
export async function tidyFolder(
  folder: string,
  wanted: ReadonlySet<string>,
  now: Date,
): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    if (!NAME.test(name) || wanted.has(name.slice(0, 32))) continue;
    const path = join(folder, name);
    const changed = (await stat(path).catch(() => null))?.mtimeMs ?? now.getTime();
    if (now.getTime() - changed > STRAY_AFTER_MS) await rm(path, { force: true });
  }
}

export interface OpenOptions {
  readonly name: string;
  readonly encoding?: Encoding | undefined;
  readonly separator?: string | undefined;
  /** Called with the size of each piece that was read. */
  readonly onRead?: (bytes: number) => void;
}

function fileGone(): AppError {
  return new AppError('file_gone', 'The file is not on this server any more. Upload it again.', {
    status: 410,
  });
}

/** Opens the file as a table for as long as the work takes. */
export async function withUpload<T>(
  folder: string,
  file: string,
  { name, encoding, separator, onRead }: OpenOptions,
  work: (table: Table) => Promise<T>,
): Promise<T> {
  const path = join(folder, file);
  if (!NAME.test(file) || (await stat(path).catch(() => null)) === null) throw fileGone();
  if (await beginsAsArchive(path)) throw isWhole();
  const source = createReadStream(path);
  try {
    return await work(
      await openTable(counted(source, onRead), { fileName: name, encoding, separator }),
    );
  } finally {
    source.destroy();
  }
}

async function* counted(
  source: AsyncIterable<Uint8Array>,
  onRead: (bytes: number) => void = () => undefined,
): AsyncGenerator<Uint8Array> {
  for await (const piece of source) {
    onRead(piece.length);
    yield piece;
  }
}

async function beginsAsArchive(path: string): Promise<boolean> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0);
    return isArchive(buffer.toString('utf8', 0, bytesRead));
  } finally {
    await handle.close();
  }
}

function isWhole(): AppError {
  return new AppError(
    'not_a_table',
    'The file is an archive of a whole installation. It goes into an empty one, by: npx throughline import FILE',
    { status: 415 },
  );
}
