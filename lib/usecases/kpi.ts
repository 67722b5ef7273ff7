/** One KPI: its page, and its series for the API. */
import { listActions } from '../../db/queries/actions';
import { isCoarser } from '../domain/calendar';
import type { KpiList, KpiSeries, KpiView } from '../domain/kpi-view';
import { AppError } from '../errors';
import type { Context } from './context';
import { followKpis } from './figures';
import { openOn } from './frame';
import { tellApart } from './kpi/apart';
import { provenanceOf } from './kpi/provenance';
import { bound, newestPeriod, readableGrain, seriesOf, trackOf } from './kpi/series';
import { kpiView } from './kpi/view';
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

export interface KpiPageQuery extends ScopeQuery {
  readonly place?: string | undefined;
  /** Key of a period whose figure is opened. */
  readonly figure?: string | undefined;
  /** A list of the page that is wanted whole. */
  readonly open?: string | undefined;
}

/** Everything that a KPI's page shows. Throws `AppError` 404 for a KPI that is not there. */
export const kpiPage = remembered(loadKpiPage);

async function loadKpiPage(context: Context, slug: string, query: KpiPageQuery): Promise<KpiView> {
  const open = listOf(query.open);
  const scope = await resolveScope(context, query);
  const kpi = findKpi(scope, slug);
  assertBrokenDown(kpi, scope);
  const place = findPlace(scope.catalog, query.place);
  const wanted = scope.period?.grain ?? scope.grain ?? kpi.grain;
  const grain = isCoarser(wanted, kpi.grain) ? wanted : kpi.grain;
  const figures = await followKpis(context, scope, [kpi], grain, scope.period, place);
  const track = trackOf(figures, kpi);
  const { period: looked, filling } = openOn(scope, figures, grain);
  const judgement = track.judgementIn(looked);
  const whole = judgement?.reading?.measures.value ?? null;
  const { catalog, calendar, asOf } = scope;
  const [apart, provenance, actions] = await Promise.all([
    tellApart(context, scope, kpi, judgement?.period ?? looked, place, whole),
    provenanceOf(context, scope, {
      kpi,
      grain,
      place,
      looked,
      newestAt: figures.newestFigureAt,
      figure: query.figure,
    }),
    // A look back says what the figures were; what is done about them is today's.
    asOf === null
      ? listActions(context.db, { catalog, calendar, asOf, closed: { kpiId: kpi.id } })
      : [],
  ]);
  return kpiView({
    scope,
    kpi,
    grain,
    figures,
    track,
    looked,
    filling,
    place,
    apart,
    provenance,
    open,
    actions,
  });
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
