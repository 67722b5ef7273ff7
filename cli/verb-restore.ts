/** `restore`: puts a backup in the place of the embedded database. */
import { readFile, rename, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { openDatabase } from '../db/client';
import { migrate } from '../db/migrate';
import { AppError } from '../lib/errors';
import { now } from '../lib/runtime';
import type { OfflineVerb } from './verb';

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
    const backup = await readFile(path).catch(() => {
      throw new AppError('unreadable_file', `${path} cannot be read.`);
    });
    const holder = 'throughline restore';
    const kept = await setAside(dataDir);
    try {
      const opened = await openDatabase({ dataDir, holder, restoreFrom: new Blob([backup]) });
      await migrate(opened.db).finally(() => opened.close());
    } catch (error) {
      if (kept !== null) await putBack(dataDir, kept);
      throw new AppError(
        'bad_backup',
        `${path} is no backup that can be restored: ${error instanceof Error ? error.message : String(error)}. Nothing was changed.`,
      );
    }
    out(`Restored from ${path}.${kept === null ? '' : ` What was there before is in ${kept}.`}\n`);
    return 0;
  },
};

/** Moves the present database out of the way, if there is one; refused while somebody has it open. */
async function setAside(dataDir: string): Promise<string | null> {
  const present = join(dataDir, 'pg');
  if ((await stat(present).catch(() => null)) === null) return null;
  // Opening takes the lock, which refuses while the server or another verb holds it.
  const opened = await openDatabase({ dataDir, holder: 'throughline restore' });
  await opened.close();
  const aside = join(dataDir, `pg-before-restore-${now().toISOString().replace(/[:.]/g, '-')}`);
  await rename(present, aside);
  return aside;
}

async function putBack(dataDir: string, kept: string): Promise<void> {
  const present = join(dataDir, 'pg');
  await rename(present, `${present}-failed-${now().getTime()}`).catch(() => undefined);
  await rename(kept, present);
}
