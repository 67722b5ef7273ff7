/** One KPI as a stage's page draws it: its line, its chart, and how often it missed. */
import { type BoardInput, boardItem, signalsByPoint } from './board';
import type { CalendarDate, Period } from './calendar';
import type { Annotation, Kpi } from './catalog';
import { displayLimits } from './display-limits';
import { chartName } from './sentence-kpi';
import type { ChartPhase, Limits } from './signals';
import { changeBefore } from './stage-change';
import type { ChartedPoint, StageKpi } from './stage-view';
import { answersOf, isOver, type Judgement } from './status';
import type { Track, TrackChart } from './track';
import { type Standing, standingOf, TREND_PERIODS } from './trend';

export interface StageKpiInput extends Omit<BoardInput, 'tracks'> {
  readonly words: BoardInput['words'] & {
    readonly valueOf: (kpi: Pick<Kpi, 'unit' | 'decimals'>, value: number) => string;
  };
  readonly stage: string;
  readonly today: CalendarDate;
}

/**
 * A KPI with the chart of its last 26 periods, as far as one stage shows it. Without figures its
 * chart has no points. It is *steady* when it asks for nothing: on target, or shown for context
 * only, and without a signal that is new or standing.
 *
 * @example stageKpi(track, input).standing // { since: '2026-W40', offTarget: 5, judged: 26, … }
 */
export function stageKpi(track: Track, input: StageKpiInput): StageKpi {
  const { kpi } = track;
  const item = boardItem(track, input);
  const judgement = track.judgementIn(input.looked);
  const whole = track.chartUpTo(input.looked);
  const shown = track.points
    .map(({ period }) => period)
    .filter(({ start }) => start <= input.looked.start)
    .slice(-TREND_PERIODS);
  const points = chartedPoints(track, whole, shown, input.today);
  const mapping = kpi.stages.find(({ stage }) => stage === input.stage);
  return {
    ...item,
    grain: judgement?.period.grain ?? input.looked.grain,
    lens: kpi.lens,
    kind: kpi.kind,
    critical: input.isCritical(kpi.slug, input.stage),
    reliability: mapping?.reliability ?? false,
    interval: judgement?.interval ?? null,
    answers: answersShown(track.kpi, judgement),
    steady:
      item.signal === null &&
      (item.status === 'on_target' || (item.status === 'no_target' && kpi.direction === 'none')),
    standing: kpiStanding(track, judgement?.period ?? input.looked),
    change: changeBefore(
      kpi.slug,
      item.signal?.good === false ? item.signal : null,
      input.catalog.annotations,
      input.catalog.organisation,
    ),
    chart: {
      name: spokenName(track, whole, judgement, input),
      points,
      phases: phasesWithin(whole.chart.phases, points),
      annotations: notesOn(shown, input.catalog.annotations, kpi.slug),
    },
  };
}

/** How many answered, of a survey; null for all else, or where it was not said. */
function answersShown(kpi: Kpi, judgement: Judgement | null): number | null {
  if (kpi.kind !== 'perception' || judgement?.reading == null) return null;
  return answersOf(kpi.aggregation, judgement.reading.measures);
}

/**
 * How a KPI has stood over its last 26 periods up to the one judged, of its own grain where that is
 * the coarser one.
 *
 * @example kpiStanding(track, week46) // { since: '2026-W43', offTarget: 4, atRisk: 0, judged: 26, … }
 */
function kpiStanding(track: Track, judged: Period): Standing {
  const shown = track.points.filter(({ period }) => period.start <= judged.start);
  return standingOf(
    shown.slice(-TREND_PERIODS).map(({ period }) => ({
      period: period.key,
      status: track.judgementIn(period)?.status ?? null,
    })),
  );
}

function chartedPoints(
  track: Track,
  { chart, points, method }: TrackChart,
  shown: readonly Period[],
  today: CalendarDate,
): readonly ChartedPoint[] {
  const { kpi } = track;
  const marks = signalsByPoint(
    points.map(({ period }) => period),
    chart,
  );
  const limitsAt = new Map(points.map(({ period }, index) => [period, chart.limits[index]]));
  return shown.map((period): ChartedPoint => {
    const judgement = track.judgementIn(period);
    const reading = judgement?.reading ?? null;
    const target = judgement?.target ?? null;
    const limits = limitsAt.get(period.key) ?? awaiting(chart.limits.at(-1), method === 'p_prime');
    return {
      period: period.key,
      value: judgement?.status === 'too_few' ? null : (reading?.measures.value ?? null),
      ...displayLimits(kpi, limits),
      center: limits?.center ?? null,
      target: target?.target ?? null,
      range:
        kpi.direction === 'range' && target !== null
          ? { low: target.low, high: target.high }
          : null,
      signal: marks.get(period.key) ?? null,
      inProgress: !isOver(period, today),
      reported: reading?.reported ?? null,
    };
  });
}

/** What awaits a period in progress: the limits for XmR, for p′ the centre alone. */
function awaiting(last: Limits | undefined, isPPrime: boolean): Limits | undefined {
  return last === undefined || !isPPrime ? last : { ...last, lower: null, upper: null };
}

/** Phases as far as they are drawn: one that began earlier begins with the first point. */
function phasesWithin(
  phases: readonly ChartPhase[],
  points: readonly ChartedPoint[],
): StageKpi['chart']['phases'] {
  const at = new Map(points.map(({ period }, index) => [period, index]));
  return phases.flatMap(({ from, to, state }) => {
    if (!at.has(to)) return [];
    return [{ from: points[at.get(from) ?? 0]?.period ?? from, to, state }];
  });
}

/** Notes at the periods that hold their dates; those from before or after the chart are left out. */
function notesOn(
  shown: readonly Period[],
  annotations: readonly Annotation[],
  kpi: string,
): StageKpi['chart']['annotations'] {
  return annotations.flatMap(({ kpi: of, date, text }) => {
    if (of !== kpi) return [];
    const periodIndex = shown.findIndex(({ start, end }) => start <= date && date <= end);
    return periodIndex < 0 ? [] : [{ periodIndex, text }];
  });
}

function spokenName(
  { kpi }: Track,
  { chart, points }: TrackChart,
  judgement: Judgement | null,
  { words }: StageKpiInput,
): string {
  if (judgement === null || points.length === 0) return `${kpi.name}: no figures yet.`;
  const { lower, upper } = displayLimits(kpi, chart.limits.at(-1));
  return chartName(
    kpi.name,
    { direction: kpi.direction, grain: judgement.period.grain, judgement, points, chart },
    lower === null || upper === null ? null : { lower, upper },
    { ...words, value: (value) => words.valueOf(kpi, value) },
  );
}
