/**
 * One KPI through time: its readings judged period by period, and its process behaviour chart.
 * Pages, lists and the API all read this, so that they cannot disagree.
 */
import {
  type Calendar,
  type CalendarDate,
  isCoarser,
  type Period,
  periodContaining,
} from './calendar';
import type { Kpi, Organisation, TargetBounds } from './catalog';
import type { Measures, Reading } from './observation';
import type { PeriodLine } from './period-line';
import { processChart } from './process-chart';
import type { ChartMethod, ChartPoint, ProcessChart, Signal, Verdict } from './signals';
import { type Interval, isOver, isTooFew, type Judgement, judge, periodToJudge } from './status';
import { isInconclusive, meanInterval, npsInterval, wilsonInterval } from './survey';
import { liveSignal, verdict } from './verdict';

export interface TrackInput {
  readonly kpi: Kpi;
  readonly organisation: Pick<Organisation, 'smallestN' | 'limits'>;
  readonly calendar: Calendar;
  readonly today: CalendarDate;
  /** Periods of the grain that the KPI is read at, from its first figure or before, to the newest looked at. */
  readonly line: PeriodLine;
  /** Of that grain, sorted by period. */
  readonly readings: readonly Reading[];
  /** The target in effect for a period of that grain. */
  readonly boundsOf: (period: Period) => TargetBounds | null;
  /** First days of periods at which a marked change restarts the limits, or any date inside them. */
  readonly phaseStarts: readonly CalendarDate[];
  readonly scope: 'all' | 'part';
}

export interface Track {
  readonly kpi: Kpi;
  /** From the first reading on; empty without readings. */
  readonly points: readonly TrackPoint[];
  /** The judgement for the view of a period; null when a coarser KPI has no period to judge there. */
  readonly judgementIn: (looked: Period) => Judgement | null;
  /** The chart up to the newest period that is over and not after the one looked at. */
  readonly chartUpTo: (looked: Period) => TrackChart;
}

export interface TrackPoint {
  readonly period: Period;
  readonly reading: Reading | null;
}

export interface TrackChart {
  readonly chart: ProcessChart;
  /** The points that `chart` rests on, in its order. */
  readonly points: readonly ChartPoint[];
  readonly method: ChartMethod;
  /** Reaches the newest point, and counts in the view of the period looked at; else null. */
  readonly signal: Signal | null;
  readonly verdict: Verdict;
}

/**
 * Follows one KPI. Judgements and charts are made when asked for and kept.
 *
 * @example
 * const track = trackKpi({ kpi, readings, line, … });
 * track.judgementIn(week46)?.status; // 'off_target'
 * track.chartUpTo(week46).signal?.from; // '2026-W44'
 */
export function trackKpi(input: TrackInput): Track {
  const { kpi, line, calendar, today } = input;
  const readings = input.readings.filter(({ periodStart }) => line.indexOf(periodStart) >= 0);
  const oldest = readings[0]?.periodStart;
  const first = oldest === undefined ? line.periods.length : line.indexOf(oldest);
  const points = line.periods
    .slice(first)
    .map((period): { period: Period; reading: Reading | null } => ({ period, reading: null }));
  for (const reading of readings) {
    const point = points[line.indexOf(reading.periodStart) - first];
    if (point !== undefined) point.reading = reading;
  }
  const readingOf = (period: Period): Reading | null =>
    points[line.indexOf(period.start) - first]?.reading ?? null;
  const hasFigure = (period: Period) => readingOf(period)?.measures.value != null;
  const judgements = new Map<string, Judgement | null>();
  const charts = new Map<string, TrackChart>();

  const judgementIn = (looked: Period): Judgement | null => {
    const known = judgements.get(looked.key);
    if (known !== undefined) return known;
    const period = periodToJudge(kpi, looked, today, hasFigure, calendar);
    const judgement = period === null ? null : judged(input, looked, period, readingOf(period));
    judgements.set(looked.key, judgement);
    return judgement;
  };
  const chartUpTo = (looked: Period): TrackChart => {
    const known = charts.get(looked.key);
    if (known !== undefined) return known;
    const chart = chartOf(input, points, looked, judgementIn(looked));
    charts.set(looked.key, chart);
    return chart;
  };
  return { kpi, points, judgementIn, chartUpTo };
}

function judged(
  input: TrackInput,
  looked: Period,
  period: Period,
  reading: Reading | null,
): Judgement {
  const { kpi, organisation, today, scope } = input;
  const bounds = input.boundsOf(period);
  const interval = reading === null ? null : surveyInterval(kpi, reading.measures);
  return judge({
    kpi,
    looked,
    period,
    reading,
    bounds,
    today,
    interval,
    inconclusive: isInconclusive(interval, bounds, kpi.direction),
    smallestN: organisation.smallestN,
    scope,
  });
}

function chartOf(
  input: TrackInput,
  points: readonly TrackPoint[],
  looked: Period,
  judgement: Judgement | null,
): TrackChart {
  const { kpi, organisation, today, line, calendar } = input;
  const newest = points.findLastIndex(
    ({ period }) => period.end <= looked.end && isOver(period, today),
  );
  const shown = points.slice(0, newest + 1);
  const method = chartMethod(kpi, organisation);
  const chartPoints = shown.map(({ period, reading }): ChartPoint => {
    const measures = reading?.measures;
    const hidden = measures === undefined || isTooFew(kpi, measures, organisation.smallestN);
    return {
      period: period.key,
      value: hidden ? null : measures.value,
      numerator: hidden ? null : measures.numerator,
      denominator: hidden ? null : measures.denominator,
    };
  });
  const first = shown[0] === undefined ? 0 : line.indexOf(shown[0].period.start);
  const phaseStarts = input.phaseStarts.map(
    (date) => line.indexOf(periodContaining(date, line.grain, calendar).start) - first,
  );
  const chart = processChart(chartPoints, {
    phaseStarts,
    method,
    direction: kpi.direction,
    scale: kpi.scale,
  });
  const last = shown.at(-1);
  // A coarser KPI's signals are news in the one view in which its period closes.
  const closesHere =
    last !== undefined && (!isCoarser(line.grain, looked.grain) || last.period.end >= looked.start);
  return {
    chart,
    points: chartPoints,
    method,
    signal: closesHere ? liveSignal(chart) : null,
    verdict: verdict(chart, {
      value: chartPoints.at(-1)?.value ?? null,
      direction: kpi.direction,
      target: judgement?.target ?? null,
    }),
  };
}

/**
 * The chart that a KPI gets: Laney's p′ for counts out of counts, else XmR by means or medians.
 *
 * @example chartMethod({ aggregation: 'ratio', counts: true }, { limits: 'mean' }) // 'p_prime'
 */
export function chartMethod(
  kpi: Pick<Kpi, 'aggregation' | 'counts'>,
  organisation: Pick<Organisation, 'limits'>,
): ChartMethod {
  if (kpi.aggregation === 'ratio' && kpi.counts) return 'p_prime';
  return organisation.limits === 'median' ? 'xmr_median' : 'xmr';
}

/**
 * The 95 % interval of a survey's figure in the KPI's unit; null for what is no survey, or where
 * the number of answers is not known.
 *
 * @example
 * surveyInterval({ kind: 'perception', aggregation: 'ratio', scale: 100 }, { …, numerator: 255, denominator: 412 })
 * // { low: 57.1, high: 66.5 }
 */
export function surveyInterval(
  kpi: Pick<Kpi, 'kind' | 'aggregation' | 'scale'>,
  measures: Measures,
): Interval | null {
  if (kpi.kind !== 'perception') return null;
  const { value, numerator, denominator, n, sd, promoters, passives, detractors } = measures;
  switch (kpi.aggregation) {
    case 'ratio': {
      if (numerator === null || denominator === null) return null;
      const share = wilsonInterval(numerator, denominator);
      return share && { low: share.low * kpi.scale, high: share.high * kpi.scale };
    }
    case 'nps':
      return promoters === null || passives === null || detractors === null
        ? null
        : npsInterval(promoters, passives, detractors);
    case 'mean':
      return value === null ? null : meanInterval(value, sd, n);
    case 'sum':
    case 'last':
    case 'min':
    case 'max':
    case 'none':
      return null;
  }
}
