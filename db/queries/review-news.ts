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
