/** The reviews of all series, and a new series. */
import { setActor } from '../../db/queries/definitions';
import { listThanks } from '../../db/queries/recognition';
import { listReviewSeries } from '../../db/queries/reviews';
import { insertSeries } from '../../db/queries/series-writes';
import { rhythm } from '../domain/review';
import type { ReviewsView } from '../domain/review-view';
import { readSeries, type TypedSeries } from '../domain/series-request';
import { AppError } from '../errors';
import { type Context, demand, demandSight } from './context';
import { resolveScope } from './scope';

const THANKS_DAYS = 366;

/** Every series with what was held, what is due, and what was missed. Three queries. */
export async function reviewList(context: Context): Promise<ReviewsView> {
  const scope = await resolveScope(context, {});
  const { catalog, calendar, today, now } = scope;
  const since = new Date(now.getTime() - THANKS_DAYS * 86_400_000).toISOString();
  const [all, thanks] = await Promise.all([
    listReviewSeries(context.db),
    listThanks(context.db, since),
  ]);
  const nameOf = (slug: string) =>
    catalog.journeys.find((journey) => journey.slug === slug)?.name ?? slug;
  return {
    organisation: catalog.organisation,
    demo: scope.demo,
    journeys: catalog.journeys
      .filter(({ retired }) => !retired)
      .map(({ slug, name }) => ({ slug, name })),
    now: now.toISOString(),
    series: all
      .filter(({ series }) => !series.retired)
      .map(({ series, heads }) => ({
        series,
        journey: { slug: series.journey, name: nameOf(series.journey) },
        entries: rhythm(series, heads, now, today, calendar),
      })),
    thanks,
  };
}

/** What is around the form of a new series. */
export async function seriesPage(context: Context): Promise<ReviewsView> {
  demandSight(context, 'review.record');
  return reviewList(context);
}

/** Starts a series. Throws `AppError('bad_series')` with its faults field by field. */
export async function startSeries(context: Context, typed: TypedSeries): Promise<string> {
  demand(context, 'review.record');
  const { db, actor } = context;
  return db.transaction().execute(async (tx) => {
    const { catalog, today } = await resolveScope({ ...context, db: tx }, {});
    const taken = (await listReviewSeries(tx)).map(({ series }) => series.slug);
    const read = readSeries(typed, { catalog, today, taken });
    if ('faults' in read) {
      throw new AppError('bad_series', Object.values(read.faults).join(' '), {
        status: 422,
        details: read.faults,
      });
    }
    await setActor(tx, actor, context.now());
    await insertSeries(tx, read.series);
    return read.series.slug;
  });
}
