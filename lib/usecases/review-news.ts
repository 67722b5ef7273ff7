/** What those who follow a review are told when it changes. */
import { findReviewNews, REVIEW_CHANNEL } from '../../db/queries/review-news';
import { type Context, demandSight } from './context';
import { areKpisSeen } from './review/seen';
import { inCommon } from './scope';

/** What says that a review has changed, on the database's side. */
export const channel: string = REVIEW_CHANNEL;

/**
 * As one line of JSON; null where the review is gone. All who follow hear the same, so that the note of an
 * item about what not all may see is not in it. Two queries, and one more where a team keeps its own.
 */
export async function reviewNews(context: Context, review: number): Promise<string | null> {
  demandSight(context, 'read');
  const news = await findReviewNews(context.db, review);
  if (news === null) return null;
  const { kpiIds, ...told } = news;
  const isSeen = await areKpisSeen(inCommon(context), kpiIds);
  return JSON.stringify(isSeen ? told : { ...told, note: '' });
}
