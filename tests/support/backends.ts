/**
 * The databases that every suite below the pages runs on:
 *
 *     describe.each(backends)('$name', ({ open }) => {
 *       let database: Database;
 *       beforeAll(async () => { database = await open(); });
 *       afterAll(() => database.close());
 *     });
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { inject } from 'vitest';

import { type Database, openDatabase } from '../../db/client';
import { createDatabase } from './postgres';

/** Where a program finds a database, as its environment. */
export interface Place {
  readonly env: { readonly DATABASE_URL: string; readonly DATA_DIR: string };
  /** Opens it from the test; the program must have ended when it is the embedded one. */
  open(): Promise<Database>;
  remove(): Promise<void>;
}

export interface Backend {
  readonly name: 'pglite' | 'postgres';
  /** A migrated database with nothing in it, gone after `close`. */
  open(): Promise<Database>;
  /** The same, for programs that are started on it. */
  place(): Promise<Place>;
}

/** A copy of the prepared directory: opened in a third of the time that unpacking a dump takes. */
function pglitePlace(): Place {
  const dataDir = mkdtempSync(join(tmpdir(), 'throughline-data-'));
  cpSync(inject('templates').pglite.folder, dataDir, { recursive: true });
  return {
    env: { DATABASE_URL: '', DATA_DIR: dataDir },
    open: () => openDatabase({ dataDir, holder: 'a test' }),
    remove: async () => rmSync(dataDir, { recursive: true, force: true }),
  };
}

const pglite: Backend = {
  name: 'pglite',
  open: async () => {
    const { open, remove } = pglitePlace();
    const opened = await open();
    return {
      ...opened,
      close: async () => {
        await opened.close();
        await remove();
      },
    };
  },
  place: async () => pglitePlace(),
};

const postgres: Backend = {
  name: 'postgres',
  open: async () => {
    const { url, drop } = await copy();
    const opened = await openDatabase({ url });
    return {
      ...opened,
      close: async () => {
        await opened.close();
        await drop();
      },
    };
  },
  place: async () => {
    const { url, drop } = await copy();
    const dataDir = mkdtempSync(join(tmpdir(), 'throughline-data-'));
    return {
      env: { DATABASE_URL: url, DATA_DIR: dataDir },
      open: () => openDatabase({ url }),
      remove: async () => {
        await drop();
        rmSync(dataDir, { recursive: true, force: true });
      },
    };
  },
};

export const backends: readonly Backend[] = [pglite, postgres];

function copy() {
  const { serverUrl, template: name } = inject('templates').postgres;
  return createDatabase(serverUrl, name);
}
