/** What those who follow a review are told when it changes. */
import { findReviewNews, REVIEW_CHANNEL } from '../../db/queries/review-news';
import type { Context } from './context';

/** What says that a review has changed, on the database's side. */
export const channel: string = REVIEW_CHANNEL;

/** As one line of JSON; null where the review is gone. One query. */
export async function reviewNews({ db }: Context, review: number): Promise<string | null> {
  const news = await findReviewNews(db, review);
  return news === null ? null : JSON.stringify(news);
}
