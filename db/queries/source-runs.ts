/** Pulls: begun by one at a time, ended in the transaction that writes what they brought, found when lost. */
import { sql } from 'kysely';

import type { CalendarDate } from '../../lib/domain/calendar';
import type { PullWindow } from '../../lib/domain/source-time';
import type { RunOutcome } from '../../lib/domain/source-view';
import type { Db } from '../client';

/** Of one source, so many are kept. */
const KEPT = 200;

export interface AskedRun {
  readonly by: string;
  readonly from: CalendarDate | null;
}

/** Who asked for the pull that is due, and from which day on; null where the schedule did. */
export async function findAsked(tx: Db, id: number): Promise<AskedRun | null> {
  const { asked_at, asked_by, asked_from } = await tx
    .selectFrom('source_state')
    .select(['asked_at', 'asked_by', 'asked_from'])
    .where('source_id', '=', id)
    .executeTakeFirstOrThrow();
  if (asked_at === null) return null;
  return { by: asked_by ?? '', from: asked_from as CalendarDate | null };
}

/** The number of the run that begins; null where one is going on. */
export async function beginRun(
  tx: Db,
  id: number,
  {
    actor,
    at,
    window,
  }: { readonly actor: string; readonly at: string; readonly window: PullWindow },
): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    insert into source_run (source_id, actor, started_at, seen_at, from_date, to_date)
    values (${id}, ${actor}, ${at}::timestamptz, ${at}::timestamptz, ${window.from}::date, ${window.to}::date)
    on conflict (source_id) where ended_at is null do nothing returning id`.execute(tx);
  return rows[0]?.id ?? null;
}

/** A sign of life. */
export async function seeRun(db: Db, run: number, at: string): Promise<void> {
  await db
    .updateTable('source_run')
    .set({ seen_at: at })
    .where('id', '=', run)
    .where('ended_at', 'is', null)
    .execute();
}

export interface RunEnd {
  readonly at: string;
  readonly outcome: RunOutcome;
  readonly rows: number;
  readonly importId: number | null;
  readonly problem: string | null;
}

/** False where somebody else has ended it: it was taken for lost. */
export async function endRun(tx: Db, run: number, end: RunEnd): Promise<boolean> {
  const ended = await tx
    .updateTable('source_run')
    .set({
      ended_at: end.at,
      outcome: end.outcome,
      rows: end.rows,
      import_id: end.importId,
      problem: end.problem,
    })
    .where('id', '=', run)
    .where('ended_at', 'is', null)
    .returning('source_id')
    .executeTakeFirst();
  if (ended === undefined) return false;
  await sql`delete from source_run where source_id = ${ended.source_id} and id <= (
    select id from source_run where source_id = ${ended.source_id}
    order by id desc offset ${KEPT} limit 1)`.execute(tx);
  return true;
}

/** After a pull: what comes next, and whether it fails. */
export async function noteOutcome(
  tx: Db,
  id: number,
  state: {
    readonly nextRunAt: string | null;
    readonly failures: number;
    readonly failingSince: string | null;
    /** What was asked for until then is done; null is nothing. */
    readonly answered: string | null;
  },
): Promise<void> {
  const { nextRunAt, failures, failingSince, answered } = state;
  await sql`update source_state set next_run_at = ${nextRunAt}::timestamptz, failures = ${failures},
    failing_since = ${failingSince}::timestamptz where source_id = ${id}`.execute(tx);
  await sql`update source_state set asked_at = null, asked_from = null, asked_by = null
    where source_id = ${id} and asked_at <= ${answered}::timestamptz`.execute(tx);
}

export interface LostRun {
  readonly run: number;
  readonly slug: string;
}

/** Runs that have no end and gave no sign since a moment. */
export async function listLost(db: Db, seenBefore: string): Promise<readonly LostRun[]> {
  const { rows } = await sql<LostRun>`
    select r.id as run, s.slug from source_run r join source s on s.id = r.source_id
    where r.ended_at is null and r.seen_at < ${seenBefore}::timestamptz
    order by r.id`.execute(db);
  return rows;
}

/** When each source is due; those that are due never are not among them. */
export async function listDue(
  db: Db,
): Promise<readonly { readonly id: number; readonly at: string }[]> {
  const { rows } = await sql<{ id: number; at: string }>`
    select s.id, coalesce(t.asked_at, t.next_run_at) as at
    from source s join source_state t on t.source_id = s.id
    where t.asked_at is not null or (t.next_run_at is not null and not s.paused)
    order by s.id`.execute(db);
  return rows;
}
