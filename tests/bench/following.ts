/** A review that many follow: how long until all have heard of a change, and what they take of memory. */
import type { Database } from '../../db/client';
import { openReviewId, reviewPage } from '../../lib/usecases/review';
import { saveNote } from '../../lib/usecases/review/meet';
import { openReview } from '../../lib/usecases/review/open';
import { type Follower, follow } from '../support/follower';
import { runThroughline } from '../support/throughline';
import { worldOf } from '../usecases/world';
import { median } from './measure';
import { memoryMib } from './served';

export interface FollowedSite {
  readonly database: Database;
  readonly databaseUrl: string;
  readonly server: string;
  readonly pid: number;
  /** Of the review, which is opened. */
  readonly week: string;
}

export interface Following {
  readonly followers: number;
  readonly changes: number;
  /** Milliseconds from the change, over all followers and changes. */
  readonly median: number;
  readonly longest: number;
  /** MiB that the server has more than before they came; null where that is not known. */
  readonly memory: number | null;
}

const inAYear = () => new Date(Date.now() + 366 * 86_400_000).toISOString();

/** What one key may ask for at once is less than so many. */
const FOR_EACH_KEY = 50;

export async function measureFollowing(
  { database, databaseUrl, server, pid, week }: FollowedSite,
  { followers: many, changes }: { readonly followers: number; readonly changes: number },
): Promise<Following> {
  // Time goes on: what was imported before was recorded in weeks to come.
  const { context } = worldOf(database, inAYear(), 'cli:bench');
  await openReview(context, week, undefined);
  const review = await openReviewId(context, week, undefined);
  const shown = await reviewPage(context, week, {});
  if (shown.state !== 'held') throw new Error(`The review is ${shown.state}.`);
  const item = shown.view.shown.line.id;
  const before = memoryMib(pid, 'VmRSS');

  const followers: Follower[] = [];
  for (let there = 0; there < many; there += FOR_EACH_KEY) {
    const made = await runThroughline(['key', 'add', '--name', `follower ${there}`], {
      DATABASE_URL: databaseUrl,
    });
    const key = made.stdout.trim();
    const address = `${server}/reviews/${week}/events`;
    const come = Array.from({ length: Math.min(FOR_EACH_KEY, many - there) }, () =>
      follow(address, key),
    );
    followers.push(...(await Promise.all(come)));
  }
  const taken: number[] = [];
  for (let change = 1; change <= changes; change += 1) {
    const version = Math.max(...followers.map(({ newest }) => newest()));
    const start = performance.now();
    await saveNote(context, review, item, { base: '', text: `Change ${change}.` });
    const heard = await Promise.all(followers.map((each) => each.heard(version + 1)));
    taken.push(...heard.map((at) => at - start));
  }
  const after = memoryMib(pid, 'VmRSS');
  for (const { leave } of followers) leave();
  return {
    followers: many,
    changes,
    median: median(taken),
    longest: Math.max(...taken),
    memory: before === null || after === null ? null : after - before,
  };
}
