/** A backup as a file: a gzipped tar of the embedded database's directory. */
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

import { AppError } from '../lib/errors';

const BLOCK = 512;

/**
 * The backup unpacked to a tar. Throws an `AppError` when the file is no backup or is not all there:
 * PGlite given such a file ends the process.
 */
export async function readBackup(path: string): Promise<Blob> {
  const packed = await readFile(path).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new AppError('unreadable_file', `${path} cannot be read: ${why}.`);
  });
  // gzip ends with a checksum, so a file that was cut off or changed does not unpack.
  const tar = await promisify(gunzip)(packed).catch(() => null);
  const names = tar === null ? null : namesIn(tar);
  if (tar === null || !names?.has('PG_VERSION') || !names.has('global/pg_control')) {
    throw new AppError(
      'bad_backup',
      `${path} is not a backup that throughline backup wrote, or not all of one. Nothing was changed.`,
    );
  }
  return new Blob([tar], { type: 'application/x-tar' });
}

/** Names of the files in a tar; null when it is none or is cut off. */
function namesIn(tar: Buffer): ReadonlySet<string> | null {
  const names = new Set<string>();
  let at = 0;
  while (at + BLOCK <= tar.length) {
    const header = tar.subarray(at, at + BLOCK);
    if (header.every((byte) => byte === 0)) return names;
    if (header.toString('latin1', 257, 262) !== 'ustar') return null;
    names.add(text(header, 0, 100).replace(/^\.?\//, ''));
    const isFile = ['', '0'].includes(text(header, 156, 157));
    const size = isFile ? Number.parseInt(text(header, 124, 136), 8) : 0;
    if (!Number.isSafeInteger(size)) return null;
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return null;
}

function text(header: Buffer, from: number, to: number): string {
  return header.toString('latin1', from, to).replace(/\0.*$/s, '');
}
