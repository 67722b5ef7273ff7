/** One KPI: its page, and its series for the API. */
import { signalsByPoint, teamRef } from '../domain/board';
import {
  GRAINS,
  type Grain,
  isCoarser,
  type Period,
  parsePeriodKey,
  periodContaining,
} from '../domain/calendar';
import type { Catalog, Kpi } from '../domain/catalog';
import { contrastIndex } from '../domain/contrast-index';
import { displayLimits } from '../domain/display-limits';
import type { KpiSeries, KpiView, SeriesPoint } from '../domain/kpi-view';
import { NO_MEASURES } from '../domain/observation';
import { chartName, type KpiFinding, kpiSentence } from '../domain/sentence-kpi';
import type { Limits } from '../domain/signals';
import { isOver, type Judgement } from '../domain/status';
import { accountableOn } from '../domain/target';
import type { Track } from '../domain/track';
import { AppError } from '../errors';
import { words } from '../words';
import type { Context } from './context';
import { type Figures, followKpis } from './figures';
import { type Frame, frameOf, isCritical, openOn, sameTime } from './frame';
import { resolveScope, type Scope, type ScopeQuery } from './scope';

export interface SeriesQuery extends Omit<ScopeQuery, 'journey' | 'period'> {
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

/** Everything that a KPI's page shows. Throws `AppError` 404 for a KPI that is not there. */
export async function kpiPage(context: Context, slug: string, query: ScopeQuery): Promise<KpiView> {
  const scope = await resolveScope(context, query);
  const kpi = findKpi(scope, slug);
  assertBrokenDown(kpi, scope);
  const grain =
    scope.period !== null && isCoarser(scope.period.grain, kpi.grain)
      ? scope.period.grain
      : kpi.grain;
  const figures = await followKpis(context, scope, [kpi], grain, scope.period);
  const track = trackOf(figures, kpi);
  const { period: looked, filling } = openOn(scope, figures, grain);
  return view({ scope, kpi, grain, figures, track, looked, filling });
}

/** The new slug of a KPI that was renamed; null when the slug was never one. */
export async function renamedKpi(context: Context, slug: string): Promise<string | null> {
  const scope = await resolveScope(context, {});
  return scope.redirects.get(`kpi ${slug}`) ?? null;
}

interface Parts extends Frame {
  readonly kpi: Kpi;
  readonly grain: Grain;
  readonly track: Track;
}

function view(parts: Parts): KpiView {
  const { scope, kpi, grain, track, looked } = parts;
  const { catalog } = scope;
  const judgement = track.judgementIn(looked);
  const series = seriesOf(track, scope, grain, looked);
  const critical = isCritical(contrastIndex(catalog));
  const at = series.points.findIndex((point) => point.period === judgement?.period.key);
  return {
    organisation: catalog.organisation,
    demo: scope.demo,
    kpi,
    frame: { ...frameOf(parts), grains: grainsOf(parts) },
    segment: scope.segment?.slug ?? 'all',
    segments: segmentsOf(catalog, kpi),
    segmentDimension: catalog.dimensions.find((each) => each.slug === kpi.dimension)?.name ?? null,
    judged: judgement?.period ?? null,
    status: judgement?.status ?? 'no_data',
    value: judgement?.reading?.measures.value ?? null,
    previousValue: at > 0 ? (series.points[at - 1]?.measures.value ?? null) : null,
    target: judgement?.target ?? null,
    interval: judgement?.interval ?? null,
    inconclusive: judgement?.inconclusive ?? false,
    ...wording(parts, judgement),
    series,
    answers: teamRef(catalog, accountableOn(kpi, (judgement?.period ?? looked).start)),
    owners: kpi.accountable.map(({ team, from }) => ({ team: teamRef(catalog, team), from })),
    shares: kpi.contributing.map((team) => teamRef(catalog, team)),
    stages: kpi.stages.flatMap(({ stage, reliability }) => {
      const found = catalog.stages.find((each) => each.slug === stage);
      const journey = catalog.journeys.find((each) => each.slug === found?.journey);
      if (found === undefined || journey === undefined || found.retired) return [];
      return [
        {
          slug: stage,
          name: found.name,
          journey,
          critical: critical(kpi.slug, stage),
          reliability,
        },
      ];
    }),
    moment: catalog.moments.find((moment) => moment.slug === kpi.moment) ?? null,
    targets: catalog.targets.filter((target) => target.kpi === kpi.slug).toReversed(),
    upstream: kpi.upstream.map(({ kpi: from, evidence, note }) => ({
      slug: from,
      name: nameOf(catalog, from),
      evidence,
      note,
    })),
    downstream: catalog.kpis
      .filter((each) => !each.retired && each.upstream.some((link) => link.kpi === kpi.slug))
      .map(({ slug, name }) => ({ slug, name })),
    annotations: catalog.annotations.filter((annotation) => annotation.kpi === kpi.slug),
  };
}

function wording(
  { scope, kpi, grain, track, looked }: Parts,
  judgement: Judgement | null,
): Pick<KpiView, 'sentence' | 'chartName'> {
  const wordings = words(scope.catalog.organisation, scope.calendar, looked);
  const { chart, points } = track.chartUpTo(looked);
  if (judgement === null) {
    return {
      sentence: [{ text: 'No period to judge here' }],
      chartName: `${kpi.name}: no figures yet.`,
    };
  }
  const finding: KpiFinding = { direction: kpi.direction, grain, judgement, points, chart };
  const { lower, upper } = displayLimits(kpi, chart.limits.at(-1));
  const range = lower === null || upper === null ? null : { lower, upper };
  return {
    sentence: kpiSentence(finding, wordings),
    chartName: chartName(kpi.name, finding, range, {
      ...wordings,
      value: (value) => wordings.valueOf(kpi, value),
    }),
  };
}

function seriesOf(track: Track, scope: Scope, grain: Grain, looked: Period): KpiSeries {
  const { kpi } = track;
  const { chart, points, method, verdict } = track.chartUpTo(looked);
  const marks = signalsByPoint(
    points.map((point) => point.period),
    chart,
  );
  const charted = new Map(points.map((point, index) => [point.period, chart.limits[index]]));
  const shown = track.points.filter(({ period }) => period.start <= looked.start);
  return {
    kpi: kpi.slug,
    unit: kpi.unit,
    grain,
    method,
    points: shown.map(({ period }): SeriesPoint => {
      const judgement = track.judgementIn(period);
      const reading = judgement?.reading ?? null;
      return {
        period: period.key,
        start: period.start,
        measures: reading?.measures ?? NO_MEASURES,
        interval: judgement?.interval ?? null,
        inconclusive: judgement?.inconclusive ?? false,
        target: judgement?.target ?? null,
        status: judgement?.status ?? 'no_data',
        limits: charted.get(period.key) ?? afterChart(chart.limits.at(-1), method),
        reported: reading?.reported ?? null,
        recordedAt: reading?.recordedAt ?? null,
        revision: reading?.revision ?? null,
        inProgress: !isOver(period, scope.today),
        mark: marks.get(period.key) ?? null,
      };
    }),
    phases: chart.phases,
    signals: chart.signals,
    verdict,
  };
}

/** A period in progress is on no chart yet; the limits that await it are known for XmR, for p′ the centre alone. */
function afterChart(last: Limits | undefined, method: KpiSeries['method']): Limits {
  if (last === undefined)
    return { center: null, lower: null, upper: null, state: 'too_little_history' };
  return method === 'p_prime' ? { ...last, lower: null, upper: null } : last;
}

/** Its own grain and the coarser ones that it can be rolled up to. */
function grainsOf({ scope, kpi, looked }: Parts): KpiView['frame']['grains'] {
  if (isCoarser(kpi.grain, looked.grain)) return [];
  return GRAINS.filter(
    (grain) => grain === kpi.grain || (isCoarser(grain, kpi.grain) && kpi.aggregation !== 'none'),
  ).map((grain) => ({ grain, period: sameTime(looked, grain, scope).key }));
}

/** The newest period with a figure, over or in progress; the present one without figures. */
function newestPeriod(track: Track, scope: Scope, grain: Grain): Period {
  return (
    track.points.findLast(({ reading }) => reading !== null)?.period ??
    periodContaining(scope.today, grain, scope.calendar)
  );
}

function findKpi(scope: Scope, slug: string): Kpi {
  const kpi = scope.catalog.kpis.find((each) => each.slug === slug);
  if (kpi !== undefined) return kpi;
  throw new AppError('unknown_kpi', `There is no KPI "${slug}".`, { status: 404 });
}

function findPlace(catalog: Catalog, slug: string | undefined) {
  if (slug === undefined || slug === '') return null;
  const place = catalog.places.find((each) => each.slug === slug);
  if (place !== undefined) return { id: place.id, slug: place.slug };
  throw new AppError('unknown_place', `There is no place "${slug}".`, { status: 404 });
}

function assertBrokenDown(kpi: Kpi, { segment }: Scope): void {
  if (segment === null || kpi.dimension === segment.dimension) return;
  throw new AppError(
    'not_broken_down',
    `${kpi.name} is not broken down by ${segment.dimension}; look at it for all, or at a KPI that is.`,
    { status: 404 },
  );
}

function readableGrain(kpi: Kpi, asked: string | undefined): Grain {
  if (asked === undefined || asked === '') return kpi.grain;
  const grain = GRAINS.find((each) => each === asked);
  if (grain === undefined) {
    throw new AppError('bad_grain', `grain is "${asked}"; it must be one of ${GRAINS.join(', ')}.`);
  }
  if (isCoarser(kpi.grain, grain)) {
    throw new AppError(
      'bad_grain',
      `${kpi.name} is reported by ${kpi.grain}; it has no figures by ${grain}.`,
    );
  }
  return grain;
}

function bound(text: string | undefined, name: string, grain: Grain, scope: Scope): Period | null {
  if (text === undefined || text === '') return null;
  const period = parsePeriodKey(text, scope.calendar);
  if (period === null) {
    throw new AppError('bad_period', `${name} is "${text}", which names no period.`);
  }
  return periodContaining(name === 'to' ? period.end : period.start, grain, scope.calendar);
}

function segmentsOf(catalog: Catalog, kpi: Kpi) {
  const dimension = catalog.dimensions.find((each) => each.slug === kpi.dimension);
  return (dimension?.segments ?? [])
    .filter((each) => !each.retired)
    .map(({ slug, name }) => ({ slug, name }));
}

function nameOf(catalog: Catalog, slug: string): string {
  return catalog.kpis.find((each) => each.slug === slug)?.name ?? slug;
}

function trackOf(figures: Figures, kpi: Kpi): Track {
  const track = figures.tracks.get(kpi.slug);
  if (track === undefined) throw new Error(`${kpi.slug} was not followed`);
  return track;
}
