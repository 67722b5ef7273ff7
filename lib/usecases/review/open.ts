/** Opening a review: its moment is pinned, and its agenda made, in one transaction. */
import { listActions } from '../../../db/queries/actions';
import { takeWriteTurn } from '../../../db/queries/observations';
import { insertReview } from '../../../db/queries/review-writes';
import { actionLines } from '../../domain/action';
import { AppError } from '../../errors';
import { type Context, demand } from '../context';
import { readFile } from '../review';
import { agendaOf, promisedOf, reviewFacts } from './facts';

/**
 * Opens the review of a period. What is recorded later is not in it: an import that is being written
 * is waited for. Throws `AppError` 409 where it is open already, or the period is not over.
 */
export async function openReview(
  context: Context,
  key: string,
  series: string | undefined,
): Promise<void> {
  demand(context, 'review.record');
  const { db, actor, now } = context;
  await db.transaction().execute(async (tx) => {
    const at = await takeWriteTurn(tx, now);
    const inside = { ...context, db: tx, now: () => at };
    const file = await readFile(inside, key, series);
    if (file.review !== null) {
      throw new AppError('review_open', 'This review was opened already.', { status: 409 });
    }
    if (file.series.retired) {
      throw new AppError(
        'series_retired',
        'This series was ended: no more reviews are opened in it.',
        {
          status: 409,
        },
      );
    }
    const asked = { journey: file.series.journey, period: key };
    const first = await reviewFacts(inside, asked);
    const { catalog, calendar, period, today } = first;
    if (period.end >= today) {
      throw new AppError(
        'period_not_over',
        'That period is not over: its figures are not in yet.',
        {
          status: 409,
        },
      );
    }
    const last = file.heads.findLast((head) => head.start < period.start);
    const actions = await listActions(tx, {
      catalog,
      calendar,
      asOf: null,
      closed: last === undefined ? null : { since: last.asOf },
    });
    const facts = await reviewFacts(inside, asked, actions);
    const ids = new Map(catalog.kpis.map(({ slug, id }) => [slug, id]));
    const agenda = agendaOf(facts, promisedOf(actions, actionLines(actions, catalog, today)));
    const { chair, members } = file.series;
    await insertReview(
      tx,
      {
        seriesId: file.series.id,
        start: period.start,
        at: at.toISOString(),
        actor,
        present: [...new Set(chair === null ? members : [chair, ...members])],
      },
      agenda.map(({ kpis, ...item }) => ({
        ...item,
        kpiIds: kpis.flatMap((slug) => ids.get(slug) ?? []),
      })),
    );
  });
}
