/** What people write beside figures: one note a revision, kept apart from the figures themselves. */
import { sql } from 'kysely';

import type { Db } from '../client';

/** Where notes wait for the figures that they belong to, gone with the transaction. */
export async function openNotes(tx: Db): Promise<void> {
  await sql`create temp table incoming_note (row_no int primary key, note text not null)
    on commit drop`.execute(tx);
}

/** Notes by the row of the figure; an empty one says that there is none any more. */
export async function stageNotes(tx: Db, notes: ReadonlyMap<number, string>): Promise<void> {
  if (notes.size === 0) return;
  await sql`insert into incoming_note select * from unnest(
    ${[...notes.keys()]}::int[], ${[...notes.values()]}::text[])`.execute(tx);
}

/** Of an incoming figure `i` that says what revision `o` says: whether it says the same beside it. */
export const SAME_NOTE = sql`(not exists (select 1 from incoming_note) or not exists (
  select 1 from incoming_note w left join figure_note k on k.kpi_id = o.kpi_id and k.grain = o.grain
    and k.period_start = o.period_start and k.segment_id = o.segment_id and k.place_id = o.place_id
    and k.revision = o.revision
  where w.row_no = i.row_no and w.note <> coalesce(k.note, '')))`;

/** Once the figures that are new or differ are in; those with a note are in `noticed`. */
export async function appendNotes(tx: Db): Promise<void> {
  await sql`insert into figure_note (kpi_id, grain, period_start, segment_id, place_id, revision, note)
    select c.kpi_id, c.grain, c.period_start, c.segment_id, c.place_id,
      coalesce(c.figure_revision, 0) + 1, w.note
    from noticed c join incoming_note w on w.row_no = c.row_no
    where c.noted and w.note <> ''`.execute(tx);
}

/** The notes of what an import is taken back to come back with it; `undone_figure` says to which revisions. */
export async function restoreNotes(tx: Db): Promise<void> {
  await sql`insert into figure_note (kpi_id, grain, period_start, segment_id, place_id, revision, note)
    select kpi_id, grain, period_start, segment_id, place_id, u.newest + 1, k.note
    from undone_figure u join figure_note k using (kpi_id, grain, period_start, segment_id, place_id)
    where u.in_force and k.revision = u.before`.execute(tx);
}
