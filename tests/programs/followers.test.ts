/** Two servers on one database: whoever follows a review on either hears of every change, whoever made it. */
import { afterEach, describe, expect, inject, it } from 'vitest';

import { openDatabase } from '../../db/client';
import { openReviewId, reviewPage } from '../../lib/usecases/review';
import { saveNote } from '../../lib/usecases/review/meet';
import { openReview } from '../../lib/usecases/review/open';
import { reviewList } from '../../lib/usecases/reviews';
import { follow } from '../support/follower';
import { createDatabase } from '../support/postgres';
import { endAll, runThroughline, serve } from '../support/throughline';
import { worldOf } from '../usecases/world';

afterEach(endAll);

/** On each of the servers. */
const MANY = 100;
/** Far more than it takes on an idle machine, where the bench measures it. */
const LONGEST_MS = 10_000;

describe('a review that is followed on two servers', () => {
  it('tells all of a change that a third process made', async () => {
    const { url, drop } = await createDatabase(inject('templates').postgres.serverUrl);
    const env = { DATABASE_URL: url };
    const servers = [await serve(env, ['--demo']), await serve(env)];
    const key = (await runThroughline(['key', 'add'], env)).stdout.trim();
    const database = await openDatabase({ url });
    const { context } = worldOf(database, new Date().toISOString());
    const [series] = (await reviewList(context)).series;
    const due = series?.entries.find(({ state }) => state === 'due')?.period.key ?? '';
    await openReview(context, due, undefined);
    const review = await openReviewId(context, due, undefined);
    const shown = await reviewPage(context, due, {});
    if (shown.state !== 'held') throw new Error(`the review is ${shown.state}`);

    const followers = await Promise.all(
      servers.flatMap(({ url: server }) =>
        Array.from({ length: MANY }, () => follow(`${server}/reviews/${due}/events`, key)),
      ),
    );
    const before = Math.max(...followers.map(({ newest }) => newest()));
    const start = performance.now();
    await saveNote(context, review, shown.view.shown.line.id, { base: '', text: 'Seen by all.' });
    const heard = await Promise.all(followers.map((each) => each.heard(before + 1)));
    expect(heard).toHaveLength(2 * MANY);
    expect(Math.max(...heard) - start).toBeLessThan(LONGEST_MS);

    for (const { leave } of followers) leave();
    await database.close();
    await endAll();
    await drop();
  });
});
