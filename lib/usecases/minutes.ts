/** The minutes of a review: as they were written, and what is known by now that was not then. */
import { countMinutes } from '../../db/queries/outbox';
import { listReadings } from '../../db/queries/readings';
import { findReviewFile } from '../../db/queries/reviews';
import { type Period, parsePeriodKey, periodContaining } from '../domain/calendar';
import { type Minutes, readMinutes } from '../domain/minutes';
import type { MinutesView, Restated } from '../domain/review-view';
import { AppError } from '../errors';
import { minutesMarkdown } from '../format-minutes';
import type { Context } from './context';
import { fileSeen } from './review/seen';
import { resolveScope, type Scope } from './scope';

/** Minutes with what was corrected, and the figures that are others by now. Five queries. */
export async function minutesPage(
  context: Context,
  key: string,
  series: string | undefined,
): Promise<MinutesView> {
  const scope = await resolveScope(context, { period: key });
  const { calendar, catalog } = scope;
  const slug = series === undefined || series.trim() === '' ? null : series.trim();
  const { period } = scope;
  const found = period === null ? null : await findReviewFile(context.db, slug, [period.start]);
  const file = found === null ? null : await fileSeen(context, found);
  const minutes = file?.links.find(({ kind }) => kind === 'minutes');
  if (file === null || period === null || minutes === undefined) {
    throw new AppError('no_minutes', 'There are no minutes of that review: it was not closed.', {
      status: 404,
    });
  }
  const keyOf = (start: Period['start'] | undefined) =>
    start === undefined ? null : periodContaining(start, file.series.cadence, calendar).key;
  return {
    organisation: catalog.organisation,
    demo: scope.demo,
    series: file.series,
    period,
    before: keyOf(file.heads.findLast(({ start }) => start < period.start)?.start),
    after: keyOf(file.heads.find(({ start }) => start > period.start)?.start),
    links: file.links,
    restated: await restatedOf(context, scope, readMinutes(minutes.content)),
    mailed: await countMinutes(context.db, minutes.review),
  };
}

/** The minutes as Markdown. */
export async function minutesText(
  context: Context,
  key: string,
  series: string | undefined,
): Promise<string> {
  const { links, organisation } = await minutesPage(context, key, series);
  return minutesMarkdown(links, organisation);
}

/** Every figure of the minutes against what is known of its period now. One query. */
async function restatedOf(
  context: Context,
  { catalog, calendar }: Scope,
  { items }: Minutes,
): Promise<readonly Restated[]> {
  const figures = new Map(
    items.flatMap((item) => item.figures).map((figure) => [figure.kpi, figure]),
  );
  const shown = [...figures.values()].flatMap((figure) => {
    const kpi = catalog.kpis.find(({ slug }) => slug === figure.kpi);
    const period = kpi === undefined ? null : parsePeriodKey(figure.period, calendar);
    return kpi === undefined || period === null ? [] : [{ figure, kpi, period }];
  });
  const [first] = shown.map(({ period }) => period.start).toSorted();
  if (first === undefined) return [];
  const readings = await listReadings(
    context.db,
    shown.map(({ kpi, period }) => ({ kpiId: kpi.id, grain: period.grain })),
    { segmentId: 0, placeId: 0, asOf: null, catalog, from: first },
  );
  return shown.flatMap(({ figure, kpi, period }): Restated[] => {
    const now = readings.get(kpi.id)?.find(({ periodStart }) => periodStart === period.start);
    const known = now?.measures.value ?? null;
    if (known === figure.value) return [];
    const { value, unit, decimals, name } = figure;
    return [
      { kpi: { slug: kpi.slug, name }, period: period.key, shown: value, known, unit, decimals },
    ];
  });
}
