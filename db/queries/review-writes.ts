/** What is written of a review while it is held. */
import { sql } from 'kysely';

import type { AgendaItem } from '../../lib/domain/agenda';
import type { Db } from '../client';

export async function insertReview(
  tx: Db,
  review: {
    readonly seriesId: number;
    readonly start: string;
    readonly at: string;
    readonly actor: string;
    readonly present: readonly string[];
  },
  items: readonly (Omit<AgendaItem, 'kpis'> & { readonly kpiIds: readonly number[] })[],
): Promise<void> {
  const { id } = await tx
    .insertInto('review')
    .values({
      series_id: review.seriesId,
      period_start: review.start,
      as_of: review.at,
      opened_at: review.at,
      opened_by: review.actor,
      present: [...review.present],
      current_item: null,
      item_since: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('review_item')
    .values(
      items.map(({ key, kind, title, kpiIds, minutes }, position) => ({
        review_id: id,
        key,
        kind,
        title,
        kpi_ids: [...kpiIds],
        minutes,
        position: 10 * (position + 1),
      })),
    )
    .execute();
  await sql`update review set item_since = ${review.at}::timestamptz, current_item =
    (select id from review_item where review_id = ${id} order by position, id limit 1)
    where id = ${id}`.execute(tx);
}

/** The review of an item that may still be written; null where it is closed or not there. */
export async function lockOpenReview(
  tx: Db,
  reviewId: number,
): Promise<{ readonly seriesId: number; readonly present: readonly string[] } | null> {
  const found = await tx
    .selectFrom('review')
    .select(['series_id', 'present', 'closed_at'])
    .where('id', '=', reviewId)
    .forUpdate()
    .executeTakeFirst();
  return found === undefined || found.closed_at !== null
    ? null
    : { seriesId: found.series_id, present: found.present };
}

/** Shows another item, and counts the time of the one before. */
export async function moveToItem(
  tx: Db,
  reviewId: number,
  itemId: number,
  at: string,
): Promise<void> {
  await sql`update review_item i set spent_seconds = i.spent_seconds
      + least(3600, greatest(0, extract(epoch from ${at}::timestamptz - r.item_since)))::integer
    from review r where r.id = ${reviewId} and i.id = r.current_item and r.item_since is not null`.execute(
    tx,
  );
  await sql`update review set current_item = i.id, item_since = ${at}::timestamptz
    from review_item i where review.id = ${reviewId} and i.id = ${itemId} and i.review_id = review.id`.execute(
    tx,
  );
}

export async function readNote(
  tx: Db,
  reviewId: number,
  itemId: number,
): Promise<{
  readonly note: string;
  readonly version: number;
  /** Numbers of the KPIs that the item is about. */
  readonly kpiIds: readonly number[];
} | null> {
  const row = await tx
    .selectFrom('review_item')
    .select(['note', 'note_version', 'kpi_ids'])
    .where('id', '=', itemId)
    .where('review_id', '=', reviewId)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined
    ? null
    : { note: row.note, version: row.note_version, kpiIds: row.kpi_ids };
}

export async function writeNote(
  tx: Db,
  itemId: number,
  note: string,
  actor: string,
): Promise<void> {
  await tx
    .updateTable('review_item')
    .set((eb) => ({ note, note_by: actor, note_version: eb('note_version', '+', 1) }))
    .where('id', '=', itemId)
    .execute();
}

export async function setItemState(
  tx: Db,
  reviewId: number,
  itemId: number,
  state: string,
): Promise<void> {
  await tx
    .updateTable('review_item')
    .set({ state })
    .where('id', '=', itemId)
    .where('review_id', '=', reviewId)
    .execute();
}

/** Moves an item one place up or down: it changes places with its neighbour. */
export async function shiftItem(
  tx: Db,
  reviewId: number,
  itemId: number,
  by: 'up' | 'down',
): Promise<void> {
  const beyond = by === 'up' ? sql`<` : sql`>`;
  const order = by === 'up' ? sql`desc` : sql`asc`;
  await sql`with mine as (select id, position from review_item where id = ${itemId} and review_id = ${reviewId}),
      other as (select i.id, i.position from review_item i, mine
        where i.review_id = ${reviewId} and (i.position, i.id) ${beyond} (mine.position, mine.id)
        order by i.position ${order}, i.id ${order} limit 1)
    update review_item i set position = case when i.id = mine.id then other.position else mine.position end
    from mine, other where i.id in (mine.id, other.id)`.execute(tx);
}

/** Before the decisions, which end the meeting. */
export async function insertItem(
  tx: Db,
  reviewId: number,
  title: string,
  minutes: number,
  actor: string,
): Promise<void> {
  await sql`insert into review_item (review_id, key, kind, title, minutes, position, added_by)
    select ${reviewId}, 'added:' || (count(*) + 1), 'added', ${title}, ${minutes}::smallint,
      coalesce(min(position) filter (where kind = 'decisions'), max(position) + 10) - 1, ${actor}
    from review_item where review_id = ${reviewId}`.execute(tx);
}

export async function setAsked(
  tx: Db,
  itemId: number,
  asked: string | null,
  by: string | null,
): Promise<void> {
  await tx
    .updateTable('review_item')
    .set({ asked, asked_by: by })
    .where('id', '=', itemId)
    .execute();
}

export async function setPresent(
  tx: Db,
  reviewId: number,
  present: readonly string[],
): Promise<void> {
  await tx
    .updateTable('review')
    .set({ present: [...present] })
    .where('id', '=', reviewId)
    .execute();
}

export async function insertDecision(
  tx: Db,
  decision: {
    readonly reviewId: number;
    readonly itemId: number | null;
    readonly text: string;
    readonly proposedBy: string | null;
    readonly present: readonly string[];
    readonly at: string;
    readonly actor: string;
  },
): Promise<void> {
  await tx
    .insertInto('decision')
    .values({
      review_id: decision.reviewId,
      item_id: decision.itemId,
      text: decision.text,
      proposed_by: decision.proposedBy,
      present: [...decision.present],
      at: decision.at,
      actor: decision.actor,
    })
    .execute();
}

/** The last link of a chain; null before the first. */
export async function lastLink(
  tx: Db,
  seriesId: number,
): Promise<{ readonly number: number; readonly hash: string } | null> {
  const row = await tx
    .selectFrom('minutes_link')
    .select(['number', 'hash'])
    .where('series_id', '=', seriesId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

export async function insertLink(
  tx: Db,
  link: {
    readonly seriesId: number;
    readonly number: number;
    readonly reviewId: number;
    readonly kind: 'minutes' | 'correction';
    readonly content: string;
    readonly hashBefore: string | null;
    readonly hash: string;
    readonly at: string;
    readonly actor: string;
  },
): Promise<void> {
  await tx
    .insertInto('minutes_link')
    .values({
      series_id: link.seriesId,
      number: link.number,
      review_id: link.reviewId,
      kind: link.kind,
      content: link.content,
      hash_before: link.hashBefore,
      hash: link.hash,
      at: link.at,
      actor: link.actor,
    })
    .execute();
}

export async function markClosed(
  tx: Db,
  reviewId: number,
  at: string,
  actor: string,
): Promise<void> {
  await tx
    .updateTable('review')
    .set({ closed_at: at, closed_by: actor })
    .where('id', '=', reviewId)
    .execute();
}
