/** Brings the schema to this version: static list, forward only, one server at a time. */
import { type Kysely, sql } from 'kysely';

import { AppError } from '../lib/errors';
import type { Db } from './client';
import { sql as foundation } from './migrations/0001-foundation';
import { sql as annotationReason } from './migrations/0002-annotation-reason';
import { sql as dataVersion } from './migrations/0003-data-version';
import { sql as accessAndImports } from './migrations/0004-access-and-imports';
import { sql as uploads } from './migrations/0005-uploads';
import { sql as sources } from './migrations/0006-sources';
import { sql as trust } from './migrations/0007-trust';
import { sql as people } from './migrations/0008-people';
import { sql as embeds } from './migrations/0009-embeds';
import { sql as reviews } from './migrations/0010-reviews';
import { sql as setWiseReferences } from './migrations/0011-set-wise-references';
import { sql as makers } from './migrations/0012-makers';
import { sql as mail } from './migrations/0013-mail';
import { sql as digests } from './migrations/0014-digests';
import { sql as siloWithheld } from './migrations/0015-silo-withheld';
import { sql as catalogVersion } from './migrations/0016-catalog-version';
import type { Schema } from './schema';

interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

const MIGRATIONS: readonly Migration[] = [
  { version: 1, name: 'foundation', sql: foundation },
  { version: 2, name: 'annotation reason', sql: annotationReason },
  { version: 3, name: 'data version', sql: dataVersion },
  { version: 4, name: 'access and imports', sql: accessAndImports },
  { version: 5, name: 'uploads', sql: uploads },
  { version: 6, name: 'sources', sql: sources },
  { version: 7, name: 'trust', sql: trust },
  { version: 8, name: 'people', sql: people },
  { version: 9, name: 'embeds', sql: embeds },
  { version: 10, name: 'reviews', sql: reviews },
  { version: 11, name: 'set-wise references', sql: setWiseReferences },
  { version: 12, name: 'makers', sql: makers },
  { version: 13, name: 'mail', sql: mail },
  { version: 14, name: 'digests', sql: digests },
  { version: 15, name: 'silo withheld', sql: siloWithheld },
  { version: 16, name: 'catalogue version', sql: catalogVersion },
];

/** Any constant will do, as long as no other program uses it in the same database. */
const ADVISORY_LOCK = 7_203_211_447;

const SCHEMA_VERSION = Math.max(...MIGRATIONS.map(({ version }) => version));

/** Versions that the database has; none when it is empty. */
async function appliedVersions(db: Db): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{ there: boolean }>`
    select to_regclass('schema_migration') is not null as there`.execute(db);
  if (rows[0]?.there !== true) return new Set();
  const applied = await sql<{ version: number }>`select version from schema_migration`.execute(db);
  return new Set(applied.rows.map(({ version }) => version));
}

/**
 * Applies what is missing and returns the versions applied. Safe when two servers start at once:
 * the second waits for the first. Throws `AppError('database_newer')` when the database was
 * written by a newer Throughline.
 */
export async function migrate(db: Db): Promise<readonly number[]> {
  return db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${ADVISORY_LOCK}::bigint)`.execute(connection);
    try {
      return await applyMissing(connection);
    } finally {
      // A broken connection has released it, and what broke it is the error to tell.
      await sql`select pg_advisory_unlock(${ADVISORY_LOCK}::bigint)`
        .execute(connection)
        .catch(() => undefined);
    }
  });
}

async function applyMissing(connection: Kysely<Schema>): Promise<readonly number[]> {
  const applied = await appliedVersions(connection);
  assertNotNewer(Math.max(0, ...applied));
  const missing = MIGRATIONS.filter((migration) => !applied.has(migration.version));
  for (const { version, name, sql: statements } of missing) {
    await connection.transaction().execute(async (tx) => {
      await sql`create table if not exists schema_migration (
        version integer primary key, name text not null, applied_at timestamptz not null default now()
      )`.execute(tx);
      await sql.raw(statements).execute(tx);
      await sql`insert into schema_migration (version, name) values (${version}, ${name})`.execute(
        tx,
      );
    });
  }
  return missing.map((migration) => migration.version);
}

/** Schema version of the database and of this program; refuses a newer database. */
export async function pendingUpgrade(
  db: Db,
): Promise<{ readonly from: number; readonly to: number }> {
  const from = Math.max(0, ...(await appliedVersions(db)));
  assertNotNewer(from);
  return { from, to: SCHEMA_VERSION };
}

function assertNotNewer(version: number): void {
  if (version > SCHEMA_VERSION) {
    throw new AppError(
      'database_newer',
      `The database has schema version ${version}; this Throughline knows up to ${SCHEMA_VERSION}. ` +
        'Run the newer Throughline, or restore a backup made before the upgrade.',
    );
  }
}
