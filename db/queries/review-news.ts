/** Tells all processes that a review has changed; they hear it when the transaction commits. */
import { sql } from 'kysely';

import type { Db } from '../client';

/** The channel that followers listen on. */
export const REVIEW_CHANNEL = 'throughline_review';

/** Counts one change of a review, and says so. */
export async function notifyReview(tx: Db, reviewId: number): Promise<void> {
  await sql`with changed as (
      update review set version = version + 1 where id = ${reviewId} returning id, version)
    select pg_notify(${REVIEW_CHANNEL}, id || ' ' || version) from changed`.execute(tx);
}

export interface ReviewNews {
  readonly version: number;
  /** Id of the item that the chair shows. */
  readonly current: number | null;
  readonly closed: boolean;
  /** The note of that item. */
  readonly note: string;
  readonly noteVersion: number;
  /** Numbers of the KPIs that the item is about. */
  readonly kpiIds: readonly number[];
}

export async function findReviewNews(db: Db, reviewId: number): Promise<ReviewNews | null> {
  const row = await db
    .selectFrom('review as r')
    .leftJoin('review_item as i', 'i.id', 'r.current_item')
    .select(['r.version', 'r.current_item', 'r.closed_at', 'i.note', 'i.note_version', 'i.kpi_ids'])
    .where('r.id', '=', reviewId)
    .executeTakeFirst();
  return row === undefined
    ? null
    : {
        version: row.version,
        current: row.current_item,
        closed: row.closed_at !== null,
        note: row.note ?? '',
        noteVersion: row.note_version ?? 0,
        kpiIds: row.kpi_ids ?? [],
      };
}
