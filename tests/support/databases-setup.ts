/**
 * Before the suites that need databases: starts PostgreSQL once and prepares on both kinds what
 * each suite copies, a migrated database with nothing in it.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { TestProject } from 'vitest/node';

import { openDatabase } from '../../db/client';
import { migrate } from '../../db/migrate';
import { createDatabase, startPostgres } from './postgres';

const ROOT = join(import.meta.dirname, '..', '..');

export interface Templates {
  readonly postgres: { readonly serverUrl: string; readonly template: string };
  /** A file with the dump of an embedded database, and a data directory with the same one. */
  readonly pglite: { readonly dump: string; readonly folder: string };
}

declare module 'vitest' {
  interface ProvidedContext {
    templates: Templates;
  }
}

interface Shared {
  readonly templates: Templates;
  stop(): Promise<void>;
}

/** Two projects of suites use one server; each loads its own copy of this module. */
const SHARED = Symbol.for('throughline.tests.databases');
const shared = globalThis as { [SHARED]?: { started: Promise<Shared>; users: number } };

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared[SHARED] ??= { started: start(), users: 0 };
  const ours = shared[SHARED];
  ours.users += 1;
  const { templates, stop } = await ours.started;
  project.provide('templates', templates);
  return async () => {
    ours.users -= 1;
    if (ours.users === 0) await stop();
  };
}

async function start(): Promise<Shared> {
  const server = await startPostgres();
  try {
    const [template, pglite] = await Promise.all([createDatabase(server.url), preparePglite()]);
    await migrateAt(template.url);
    return {
      templates: {
        postgres: { serverUrl: server.url, template: new URL(template.url).pathname.slice(1) },
        pglite,
      },
      stop: async () => {
        // A server that is not ours keeps running.
        await template.drop();
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function migrateAt(url: string): Promise<void> {
  const opened = await openDatabase({ url });
  try {
    await migrate(opened.db);
  } finally {
    await opened.close();
  }
}

/**
 * Making a cluster takes four times as long as opening a dump, and a directory is copied in no time,
 * so both are kept between runs.
 */
async function preparePglite(): Promise<Templates['pglite']> {
  const cache = join(ROOT, 'node_modules', '.cache', 'throughline');
  const folder = join(cache, `pglite-${fingerprint()}`);
  const dump = `${folder}.tar.gz`;
  if (existsSync(dump) && existsSync(folder)) return { dump, folder };
  const draft = `${folder}.${process.pid}`;
  const opened = await openDatabase({ dataDir: draft, holder: 'the tests' });
  try {
    await migrate(opened.db);
    if (opened.dump === null) throw new Error('the embedded database gives no dump');
    const bytes = await (await opened.dump()).arrayBuffer();
    writeFileSync(`${draft}.tar.gz`, Buffer.from(bytes));
  } finally {
    await opened.close();
  }
  renameSync(`${draft}.tar.gz`, dump);
  rmSync(folder, { recursive: true, force: true });
  renameSync(draft, folder);
  return { dump, folder };
}

/** Changes with the schema and with the version of the embedded database. */
function fingerprint(): string {
  const hash = createHash('sha256');
  const migrations = join(ROOT, 'db', 'migrations');
  const files = readdirSync(migrations, { recursive: true, encoding: 'utf8' }).sort();
  for (const path of [
    join(ROOT, 'node_modules', '@electric-sql', 'pglite', 'package.json'),
    join(ROOT, 'db', 'migrate.ts'),
    ...files.filter((name) => name.endsWith('.ts')).map((name) => join(migrations, name)),
  ]) {
    hash.update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}
