/** Files that came through the browser: where each is on its way to being an import. */
import { sql } from 'kysely';

import type { Db } from '../client';

/** `open` is being looked over; `waiting` and `running` have a task. */
export type UploadStatus = 'open' | 'waiting' | 'running' | 'imported';
export type UploadTask = 'check' | 'import';

/** Who asked for what is to be done. */
export type Asker = { readonly person: number } | { readonly operator: string };

export interface UploadRecord {
  readonly id: number;
  /** Its name in the folder of uploads. */
  readonly file: string;
  readonly name: string;
  readonly size: number;
  readonly actor: string;
  /** RFC 3339, UTC. */
  readonly receivedAt: string;
  readonly status: UploadStatus;
  readonly task: UploadTask | null;
  /** How often the task was begun. */
  readonly attempts: number;
  /** As written; null while the guess holds. */
  readonly profile: string | null;
  /** Of the kept profile that it is. */
  readonly profileName: string | null;
  readonly atomic: boolean;
  /** What the last dry run by this profile found. */
  readonly checked: unknown;
  /** Why the last task came to nothing. */
  readonly problem: string | null;
  readonly importId: number | null;
  readonly asker: Asker | null;
}

interface Row {
  readonly id: number;
  readonly file: string;
  readonly name: string;
  readonly size: number;
  readonly actor: string;
  readonly received_at: string;
  readonly status: UploadStatus;
  readonly task: UploadTask | null;
  readonly attempts: number;
  readonly profile: string | null;
  readonly profile_name: string | null;
  readonly atomic: boolean;
  readonly checked: unknown;
  readonly problem: string | null;
  readonly import_id: number | null;
  readonly asker: Asker | null;
}

const recordOf = (row: Row): UploadRecord => ({
  id: row.id,
  file: row.file,
  name: row.name,
  size: row.size,
  actor: row.actor,
  receivedAt: row.received_at,
  status: row.status,
  task: row.task,
  attempts: row.attempts,
  profile: row.profile,
  profileName: row.profile_name,
  atomic: row.atomic,
  checked: row.checked,
  problem: row.problem,
  importId: row.import_id,
  asker: row.asker,
});

export async function insertUpload(
  db: Db,
  upload: Pick<UploadRecord, 'file' | 'name' | 'size' | 'actor' | 'profile'>,
  at: Date,
): Promise<number> {
  const { id } = await db
    .insertInto('upload')
    .values({ ...upload, received_at: at.toISOString() })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function findUpload(db: Db, id: number): Promise<UploadRecord | null> {
  const { rows } = await sql<Row>`select * from upload where id = ${id}::int`.execute(db);
  const [row] = rows;
  return row === undefined ? null : recordOf(row);
}

/** Those that are not imported yet, the newest first. */
export async function listUploads(db: Db, limit: number): Promise<readonly UploadRecord[]> {
  const { rows } = await sql<Row>`select * from upload where status <> 'imported'
    order by id desc limit ${limit}`.execute(db);
  return rows.map(recordOf);
}

/** Says how the file is read from now on; what a dry run by another profile found is forgotten. False unless it is open. */
export async function setProfile(
  db: Db,
  id: number,
  { text, name }: { readonly text: string | null; readonly name: string | null },
): Promise<boolean> {
  const { numAffectedRows } = await sql`update upload
    set profile = ${text}, profile_name = ${name}, problem = null,
      checked = case when profile is not distinct from ${text} then checked end
    where id = ${id}::int and status = 'open'`.execute(db);
  return numAffectedRows === 1n;
}

/** Puts it into the queue. False unless it is open. */
export async function askFor(
  db: Db,
  id: number,
  {
    task,
    profile,
    profileName,
    atomic,
    asker,
  }: Pick<UploadRecord, 'profileName' | 'atomic' | 'asker'> & {
    readonly task: UploadTask;
    readonly profile: string;
  },
  at: Date,
): Promise<boolean> {
  const { numAffectedRows } = await sql`update upload
    set status = 'waiting', task = ${task}, profile = ${profile}, profile_name = ${profileName},
      atomic = ${atomic}, asker = ${JSON.stringify(asker)}::jsonb, attempts = 0, problem = null, asked_at = ${at.toISOString()}::timestamptz
    where id = ${id}::int and status = 'open'`.execute(db);
  return numAffectedRows === 1n;
}

/** Takes the one that has waited longest; null when none waits. */
export async function takeNext(db: Db): Promise<UploadRecord | null> {
  const { rows } = await sql<Row>`update upload set status = 'running', attempts = attempts + 1
    where id = (select id from upload where status = 'waiting' order by asked_at, id limit 1
      for update skip locked)
    returning *`.execute(db);
  const [row] = rows;
  return row === undefined ? null : recordOf(row);
}

/**
 * Back into the queue, all that were running: whoever worked on them is gone. What another server imports
 * at this moment is held by it, and left to it.
 */
export async function waitAgain(db: Db): Promise<void> {
  await sql`update upload set status = 'waiting' where id in (
    select id from upload where status = 'running' for update skip locked)`.execute(db);
}

/** Back into the queue, as if it had not been begun. */
export async function putBack(db: Db, id: number): Promise<void> {
  await sql`update upload set status = 'waiting', attempts = attempts - 1
    where id = ${id}::int and status = 'running'`.execute(db);
}

/** Holds it until the transaction ends; false when somebody has finished it meanwhile. */
export async function holdRunning(tx: Db, id: number): Promise<boolean> {
  const { rows } = await sql`select 1 from upload where id = ${id}::int and status = 'running'
    for update`.execute(tx);
  return rows.length === 1;
}

export async function setImported(tx: Db, id: number, importId: number): Promise<void> {
  await sql`update upload set status = 'imported', task = null, import_id = ${importId}::bigint,
    checked = null where id = ${id}::int`.execute(tx);
}

/** To be looked over again, with what a dry run found or why there was nothing. */
export async function reopen(
  db: Db,
  id: number,
  { checked, problem }: { readonly checked: object | null; readonly problem: string | null },
): Promise<void> {
  await sql`update upload set status = 'open', task = null, problem = ${problem},
      checked = coalesce(${checked === null ? null : JSON.stringify(checked)}::jsonb, checked)
    where id = ${id}::int and status in ('waiting', 'running')`.execute(db);
}

/** Forgets an upload that is not being worked on; the name of its file, or null where there is none. */
export async function deleteUpload(db: Db, id: number): Promise<string | null> {
  const { rows } = await sql<{ file: string }>`delete from upload
    where id = ${id}::int and status in ('open', 'waiting') returning file`.execute(db);
  return rows[0]?.file ?? null;
}

/** Forgets those that nobody has touched since. */
export async function deleteOld(db: Db, before: Date): Promise<void> {
  await sql`delete from upload where status in ('open', 'imported')
    and greatest(received_at, asked_at) < ${before.toISOString()}::timestamptz`.execute(db);
}

/** Names of the files that are still wanted. */
export async function wantedFiles(db: Db): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ file: string }>`select file from upload
    where status <> 'imported'`.execute(db);
  return new Set(rows.map(({ file }) => file));
}
