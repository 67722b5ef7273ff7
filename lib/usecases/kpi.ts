/** One KPI: its page, and its series for the API. */
import type { KpiList, KpiSeries, KpiShown, KpiView } from '../domain/kpi-view';
import { AppError } from '../errors';
import type { Context } from './context';
import { followKpis } from './figures';
import { tellApart } from './kpi/apart';
import { follow, newestOwn, type PlacedQuery, subjectOf } from './kpi/followed';
import { provenanceOf } from './kpi/provenance';
import { bound, newestPeriod, readableGrain, seriesOf, trackOf } from './kpi/series';
import { kpiShown, kpiView } from './kpi/view';
import { remembered } from './remembered';
import { assertBrokenDown, findKpi, findPlace, resolveScope, type ScopeQuery } from './scope';

export interface SeriesQuery extends Omit<ScopeQuery, 'journey' | 'period' | 'grain'> {
  readonly grain?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly place?: string | undefined;
}

/** The series of a KPI at a grain, its own by default, from its first figure to its newest. */
export async function kpiSeries(
  context: Context,
  slug: string,
  query: SeriesQuery,
): Promise<{ readonly series: KpiSeries; readonly asOf: string }> {
  const scope = await resolveScope(context, { segment: query.segment, asOf: query.asOf });
  const kpi = findKpi(scope, slug);
  const grain = readableGrain(kpi, query.grain);
  assertBrokenDown(kpi, scope);
  const place = findPlace(scope.catalog, query.place);
  const figures = await followKpis(context, scope, [kpi], grain, null, place);
  const track = trackOf(figures, kpi);
  const whole = seriesOf(track, scope, grain, newestPeriod(track, scope, grain));
  const from = bound(query.from, 'from', grain, scope);
  const to = bound(query.to, 'to', grain, scope);
  const points = whole.points.filter(
    (point) =>
      (from === null || point.start >= from.start) && (to === null || point.start <= to.start),
  );
  return { series: { ...whole, points }, asOf: scope.asOf ?? scope.now.toISOString() };
}

export interface KpiPageQuery extends PlacedQuery {
  /** Key of a period whose figure is opened. */
  readonly figure?: string | undefined;
  /** A list of the page that is wanted whole. */
  readonly open?: string | undefined;
}

/** Everything that a KPI's page shows. Throws `AppError` 404 for a KPI that is not there. */
export const kpiPage = remembered(loadKpiPage);

async function loadKpiPage(context: Context, slug: string, query: KpiPageQuery): Promise<KpiView> {
  const open = listOf(query.open);
  const subject = await subjectOf(context, slug, query);
  const { scope, kpi, grain, place } = subject;
  const followed = await follow(context, subject);
  const { track, looked, figures } = followed;
  const judgement = track.judgementIn(looked);
  const whole = judgement?.reading?.measures.value ?? null;
  const [apart, provenance] = await Promise.all([
    tellApart(context, scope, kpi, judgement?.period ?? looked, place, whole),
    provenanceOf(context, scope, {
      kpi,
      grain,
      place,
      looked,
      newestAt: figures.newestFigureAt,
      figure: query.figure,
    }),
  ]);
  // Figures may have stopped before what the page looks back over.
  const newestFigure = apart.newestFigure ?? (await newestOwn(context, subject))(figures);
  return kpiView({ ...subject, ...followed, newestFigure, apart, provenance, open });
}

/**
 * What is drawn of a KPI away from its page, as in embeds: of the same figures as its page, without
 * reading what is shown there alone. Throws `AppError` 404 for a KPI that is not there.
 */
export const kpiDrawing = remembered(loadKpiDrawing);

async function loadKpiDrawing(
  context: Context,
  slug: string,
  query: PlacedQuery,
): Promise<KpiShown> {
  const subject = await subjectOf(context, slug, query);
  const [followed, newestOf] = await Promise.all([
    follow(context, subject),
    newestOwn(context, subject),
  ]);
  return kpiShown({ ...subject, ...followed, newestFigure: newestOf(followed.figures) });
}

function listOf(text: string | undefined): KpiList | null {
  if (text === undefined || text === '') return null;
  if (text === 'figures' || text === 'places') return text;
  throw new AppError('bad_list', `open is "${text}"; it must be figures or places.`);
}

/** The new slug of a KPI that was renamed; null when the slug was never one. */
export async function renamedKpi(context: Context, slug: string): Promise<string | null> {
  const scope = await resolveScope(context, {});
  return scope.redirects.get(`kpi ${slug}`) ?? null;
}
