/** The reviews of all series, and the series: started, changed, ended. */
import { setActor } from '../../db/queries/definitions';
import { listThanks } from '../../db/queries/recognition';
import { listReviewSeries } from '../../db/queries/reviews';
import {
  insertSeries,
  lockSeries,
  setSeriesRetired,
  updateSeries,
} from '../../db/queries/series-writes';
import { stampOf } from '../domain/entry';
import { overtakenBy } from '../domain/overtaken';
import { type ReviewSeries, rhythm } from '../domain/review';
import type { ReviewsView } from '../domain/review-view';
import {
  type ReadSeries,
  readSeries,
  SERIES_LABELS,
  seriesWords,
  type TypedSeries,
} from '../domain/series-request';
import { AppError } from '../errors';
import { type Context, demand, demandSight } from './context';
import { refuseOvertaken } from './overtaken';
import { resolveScope } from './scope';

const THANKS_DAYS = 366;

/** Every series with what was held, what is due, and what was missed. Three queries. */
export async function reviewList(context: Context): Promise<ReviewsView> {
  const scope = await resolveScope(context, {});
  const { catalog, calendar, today, now } = scope;
  const since = new Date(now.getTime() - THANKS_DAYS * 86_400_000).toISOString();
  const [all, thanks] = await Promise.all([
    listReviewSeries(context.db),
    listThanks(context.db, catalog, since),
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
    series: all.flatMap(({ series, heads }) => {
      const entries = rhythm(series, heads, now, today, calendar).filter(
        ({ review }) => review !== null || !series.retired,
      );
      const journey = { slug: series.journey, name: nameOf(series.journey) };
      return series.retired && entries.length === 0 ? [] : [{ series, journey, entries }];
    }),
    thanks,
  };
}

export interface SeriesFormView {
  readonly organisation: ReviewsView['organisation'];
  readonly demo: boolean;
  readonly journeys: ReviewsView['journeys'];
  /** Null for a new one. */
  readonly series: ReviewSeries | null;
  readonly typed: TypedSeries;
  /** Which state of the series the form speaks of; null for a new one. */
  readonly stamp: string | null;
}

/** The form of a new series, or of one that is there. Throws `AppError` 404 where it is not. */
export async function seriesPage(
  context: Context,
  slug: string | undefined,
): Promise<SeriesFormView> {
  demandSight(context, 'review.record');
  const { catalog, demo } = await resolveScope(context, {});
  const { organisation } = catalog;
  const asked = slug?.trim() ?? '';
  const series = asked === '' ? null : (await findSeries(context.db, asked)).series;
  const typed = series === null ? newSeries(organisation.timeZone) : typedOf(series);
  return {
    organisation,
    demo,
    journeys: catalog.journeys
      .filter(({ retired, slug: own }) => !retired || own === series?.journey)
      .map(({ slug: own, name }) => ({ slug: own, name })),
    series,
    typed,
    stamp: series === null ? null : stampOf(typed),
  };
}

const newSeries = (timeZone: string): TypedSeries => ({
  name: 'Weekly review',
  journey: '',
  cadence: 'week',
  weekday: '1',
  startsAt: '09:00',
  timeZone,
  chair: '',
  members: '',
});

const typedOf = (series: ReviewSeries): TypedSeries => ({
  name: series.name,
  journey: series.journey,
  cadence: series.cadence,
  weekday: String(series.weekday),
  startsAt: series.startsAt,
  timeZone: series.timeZone,
  chair: series.chair ?? '',
  members: series.members.join('\n'),
});

/** Starts a series. Throws `AppError('bad_series')` with its faults field by field. */
export async function startSeries(context: Context, typed: TypedSeries): Promise<string> {
  demand(context, 'review.record');
  const { db, actor } = context;
  return db.transaction().execute(async (tx) => {
    const series = await readTyped({ ...context, db: tx }, typed, null);
    await setActor(tx, actor, context.now());
    await insertSeries(tx, series);
    return series.slug;
  });
}

/**
 * Changes when and where a series meets and who takes part. Reviews that were opened stay as they are:
 * what their minutes say of chair and members is what it was. Throws 409 `overtaken` where the series
 * is not the one that the form was opened with, by the stamp that `seen` is of.
 */
export async function changeSeries(
  context: Context,
  slug: string,
  typed: TypedSeries,
  seen?: string,
): Promise<void> {
  demand(context, 'review.record');
  const { db, actor } = context;
  await db.transaction().execute(async (tx) => {
    await lockSeries(tx, slug);
    const { series } = await findSeries(tx, slug);
    if (seen !== undefined) {
      refuseOvertaken(overtakenBy(seen, typedOf(series), typed, SERIES_LABELS, seriesWords));
    }
    const read = await readTyped({ ...context, db: tx }, typed, series);
    await setActor(tx, actor, context.now());
    await updateSeries(tx, read);
  });
}

/** Ends a series, or takes it up again. Its reviews and their minutes stay. */
export async function retireSeries(
  context: Context,
  slug: string,
  retired: boolean,
): Promise<void> {
  demand(context, 'review.record');
  const { db, actor } = context;
  await db.transaction().execute(async (tx) => {
    const { heads } = await findSeries(tx, slug);
    if (retired && heads.some(({ closedAt }) => closedAt === null)) {
      throw new AppError(
        'review_open',
        'One of its reviews is open. Close it first: its minutes are part of the series.',
        { status: 409 },
      );
    }
    await setActor(tx, actor, context.now());
    await setSeriesRetired(tx, slug, retired);
  });
}

async function readTyped(
  context: Context,
  typed: TypedSeries,
  before: ReviewSeries | null,
): Promise<ReadSeries> {
  const { catalog, today } = await resolveScope(context, {});
  const taken = (await listReviewSeries(context.db)).map(({ series }) => series.slug);
  const read = readSeries(typed, { catalog, today, taken, before });
  if ('series' in read) return read.series;
  throw new AppError('bad_series', Object.values(read.faults).join(' '), {
    status: 422,
    details: read.faults,
  });
}

async function findSeries(db: Context['db'], slug: string) {
  const found = (await listReviewSeries(db)).find(({ series }) => series.slug === slug);
  if (found !== undefined) return found;
  throw new AppError('unknown_series', `There is no series "${slug}".`, { status: 404 });
}
