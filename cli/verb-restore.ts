/** `restore`: puts a backup in the place of the embedded database. */
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { openDatabase } from '../db/client';
import { claimDirectory, replaceFiles } from '../db/embedded-files';
import { migrate, pendingUpgrade } from '../db/migrate';
import { AppError, isAppError } from '../lib/errors';
import { now } from '../lib/runtime';
import { readBackup } from './backup-file';
import type { OfflineVerb } from './verb';

const HOLDER = 'throughline restore';

export const restoreVerb: OfflineVerb = {
  usage: 'FILE',
  summary: 'Puts a backup in the place of the embedded database; the server must not run.',
  options: {},
  positionals: [1, 1],
  async runOffline({ databaseUrl, dataDir }, { positionals: [file = ''] }, { cwd, out }) {
    if (databaseUrl !== null) {
      throw new AppError(
        'not_embedded',
        'This installation runs on PostgreSQL: restore it with pg_restore.',
      );
    }
    const path = resolve(cwd, file);
    const backup = await readBackup(path);
    const lock = await claimDirectory(dataDir, HOLDER);
    const beside = join(dataDir, 'restoring');
    try {
      await rm(beside, { recursive: true, force: true });
      await unpack(backup, path, beside);
      const time = now().toISOString().replace(/[:.]/g, '-');
      const kept = await replaceFiles(dataDir, beside, `pg-before-restore-${time}`);
      out(
        `Restored from ${path}.${kept === null ? '' : ` What was there before is in ${kept}.`}\n`,
      );
      return 0;
    } finally {
      await rm(beside, { recursive: true, force: true });
      await lock.release();
    }
  },
};

/** Makes a database of the backup beside the present one, which stays until this is known to work. */
async function unpack(backup: Blob, path: string, dataDir: string): Promise<void> {
  try {
    const opened = await openDatabase({ dataDir, holder: HOLDER, restoreFrom: backup });
    try {
      const { from } = await pendingUpgrade(opened.db);
      if (from === 0) throw new Error('it holds no data of Throughline');
      await migrate(opened.db);
    } finally {
      await opened.close();
    }
  } catch (error) {
    const isDamaged = isAppError(error) && error.code === 'database_damaged';
    const message = error instanceof Error ? error.message : String(error);
    const why = isDamaged ? 'this version cannot open the database in it' : message;
    throw new AppError(
      'bad_backup',
      `${path} cannot be restored: ${why.replace(/\.$/, '')}. Nothing was changed.`,
    );
  }
}
