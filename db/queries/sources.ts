/** Sources, what is to be done with them, and what was. The trigger on the table writes changes to the audit log. */
import { sql } from 'kysely';

import type { CalendarDate, Grain } from '../../lib/domain/calendar';
import type { SourceSettings, TlsMode } from '../../lib/domain/source';
import type { CountedRun, RunOutcome, SourceRecord, SourceRun } from '../../lib/domain/source-view';
import type { Db } from '../client';

interface RunRow {
  readonly id: number;
  readonly actor: string;
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly outcome: string | null;
  readonly from_date: string;
  readonly to_date: string;
  readonly rows: number;
  readonly import_id: number | null;
  readonly problem: string | null;
}

interface CountedRow extends RunRow {
  readonly accepted: number | null;
  readonly superseded: number | null;
  readonly unchanged: number | null;
  readonly ignored: number | null;
  readonly rejected: number | null;
}

interface SourceRow {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly username: string;
  readonly tls: string;
  readonly certificate: string | null;
  readonly query: string;
  readonly look_back: number;
  readonly look_back_unit: string;
  readonly schedule: string | null;
  readonly profile: string | null;
  readonly timeout_seconds: number;
  readonly most_rows: number;
  readonly paused: boolean;
  readonly has_password: boolean;
  readonly next_run_at: string | null;
  readonly asked_at: string | null;
  readonly failures: number;
  readonly failing_since: string | null;
  readonly done_at: string | null;
  readonly run_id: number | null;
}

function runOf(row: RunRow): SourceRun {
  return {
    id: row.id,
    actor: row.actor,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    outcome: row.outcome as RunOutcome | null,
    from: row.from_date,
    to: row.to_date,
    rows: row.rows,
    importId: row.import_id,
    problem: row.problem,
  };
}

function countedRun(row: CountedRow): CountedRun {
  const { accepted, superseded, unchanged, ignored, rejected } = row;
  const counts =
    accepted === null
      ? null
      : {
          accepted,
          superseded: superseded ?? 0,
          unchanged: unchanged ?? 0,
          ignored: ignored ?? 0,
          rejected: rejected ?? 0,
        };
  return { ...runOf(row), counts };
}

function settingsOf(row: SourceRow): SourceSettings {
  return {
    name: row.name,
    host: row.host,
    port: row.port,
    database: row.database,
    username: row.username,
    tls: row.tls as TlsMode,
    certificate: row.certificate,
    query: row.query,
    lookBack: { count: row.look_back, unit: row.look_back_unit as Grain },
    schedule: row.schedule,
    profile: row.profile,
    timeoutSeconds: row.timeout_seconds,
    mostRows: row.most_rows,
  };
}

/** All, by name, or the one with that slug; two queries however many there are. */
async function read(db: Db, slug: string | null): Promise<readonly SourceRecord[]> {
  const { rows } = await sql<SourceRow>`
    select s.*, c.source_id is not null as has_password, t.next_run_at, t.asked_at, t.failures,
      t.failing_since, r.id as run_id,
      (select max(d.ended_at) from source_run d where d.source_id = s.id and d.outcome = 'done') as done_at
    from source s join source_state t on t.source_id = s.id
    left join source_secret c on c.source_id = s.id
    left join lateral (select id from source_run where source_id = s.id order by id desc limit 1) r on true
    where ${slug}::text is null or s.slug = ${slug}::text
    order by s.name, s.id`.execute(db);
  const runs = await counted(
    db,
    rows.flatMap(({ run_id: id }) => (id === null ? [] : [id])),
  );
  return rows.map((row) => ({
    id: row.id,
    slug: row.slug,
    settings: settingsOf(row),
    paused: row.paused,
    hasPassword: row.has_password,
    nextRunAt: row.next_run_at,
    askedAt: row.asked_at,
    failures: row.failures,
    failingSince: row.failing_since,
    lastRun: runs.find(({ id }) => id === row.run_id) ?? null,
    lastDoneAt: row.done_at,
  }));
}

const RUNS = sql`select r.*, i.accepted, i.superseded, i.unchanged, i.ignored, i.rejected
  from source_run r left join import i on i.id = r.import_id`;

async function counted(db: Db, ids: readonly number[]): Promise<readonly CountedRun[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<CountedRow>`${RUNS} where r.id = any(${[...ids]}::bigint[])`.execute(
    db,
  );
  return rows.map(countedRun);
}

export async function listSources(db: Db): Promise<readonly SourceRecord[]> {
  return read(db, null);
}

export async function findSource(db: Db, slug: string): Promise<SourceRecord | null> {
  return (await read(db, slug))[0] ?? null;
}

export async function slugOfSource(db: Db, id: number): Promise<string | null> {
  const found = await db
    .selectFrom('source')
    .select('slug')
    .where('id', '=', id)
    .executeTakeFirst();
  return found?.slug ?? null;
}

/** Of one source, the newest first; those before `before` where it is given. */
export async function listRuns(
  db: Db,
  sourceId: number,
  { before, limit }: { readonly before: number | null; readonly limit: number },
): Promise<readonly CountedRun[]> {
  const { rows } = await sql<CountedRow>`${RUNS}
    where r.source_id = ${sourceId} and (${before}::bigint is null or r.id < ${before}::bigint)
    order by r.id desc limit ${limit}`.execute(db);
  return rows.map(countedRun);
}

const columnsOf = (settings: SourceSettings) => ({
  name: settings.name,
  host: settings.host,
  port: settings.port,
  database: settings.database,
  username: settings.username,
  tls: settings.tls,
  certificate: settings.certificate,
  query: settings.query,
  look_back: settings.lookBack.count,
  look_back_unit: settings.lookBack.unit,
  schedule: settings.schedule,
  profile: settings.profile,
  timeout_seconds: settings.timeoutSeconds,
  most_rows: settings.mostRows,
});

/** Null where the slug is taken. */
export async function insertSource(
  tx: Db,
  slug: string,
  settings: SourceSettings,
  nextRunAt: string | null,
): Promise<number | null> {
  const made = await tx
    .insertInto('source')
    .values({ slug, ...columnsOf(settings) })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made === undefined) return null;
  await tx
    .insertInto('source_state')
    .values({ source_id: made.id, next_run_at: nextRunAt })
    .execute();
  return made.id;
}

/** Holds it until the transaction ends: of two who change it at once, the second sees what the first did. */
export async function lockSource(tx: Db, slug: string): Promise<void> {
  await tx.selectFrom('source').select('id').where('slug', '=', slug).forUpdate().execute();
}

export async function updateSource(tx: Db, id: number, settings: SourceSettings): Promise<void> {
  await tx.updateTable('source').set(columnsOf(settings)).where('id', '=', id).execute();
}

export async function deleteSource(tx: Db, id: number): Promise<void> {
  await tx.deleteFrom('source').where('id', '=', id).execute();
}

export async function pauseSource(tx: Db, id: number, paused: boolean): Promise<void> {
  await tx.updateTable('source').set({ paused }).where('id', '=', id).execute();
}

export async function findSealed(db: Db, id: number): Promise<string | null> {
  const found = await db
    .selectFrom('source_secret')
    .select('sealed')
    .where('source_id', '=', id)
    .executeTakeFirst();
  return found?.sealed ?? null;
}

/** Null keeps none. */
export async function keepSealed(tx: Db, id: number, sealed: string | null): Promise<void> {
  await tx.deleteFrom('source_secret').where('source_id', '=', id).execute();
  if (sealed !== null)
    await tx.insertInto('source_secret').values({ source_id: id, sealed }).execute();
}

export async function planRun(tx: Db, id: number, nextRunAt: string | null): Promise<void> {
  await tx
    .updateTable('source_state')
    .set({ next_run_at: nextRunAt })
    .where('source_id', '=', id)
    .execute();
}

/** Somebody wants it at once, from a day on or as far back as ever. */
export async function askRun(
  tx: Db,
  id: number,
  asked: { readonly at: string; readonly from: CalendarDate | null; readonly by: string },
): Promise<void> {
  await tx
    .updateTable('source_state')
    .set({ asked_at: asked.at, asked_from: asked.from, asked_by: asked.by })
    .where('source_id', '=', id)
    .execute();
}
