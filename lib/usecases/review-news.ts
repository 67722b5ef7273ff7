/** What those who follow a review are told when it changes. */
import { findReviewNews, REVIEW_CHANNEL } from '../../db/queries/review-news';
import { type Context, demandSight } from './context';

/** What says that a review has changed, on the database's side. */
export const channel: string = REVIEW_CHANNEL;

/** As one line of JSON; null where the review is gone. One query. */
export async function reviewNews(context: Context, review: number): Promise<string | null> {
  demandSight(context, 'read');
  const news = await findReviewNews(context.db, review);
  return news === null ? null : JSON.stringify(news);
}
