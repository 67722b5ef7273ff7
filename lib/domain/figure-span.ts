/**
 * A KPI's figures over any stretch of days, whether a period of the calendar or not: what running
 * totals ("month to date") and weeks that end on a given day are made of. Rules: domain §3.
 */
import { isIn, measuresOver } from './aggregate';
import {
  addDays,
  type Calendar,
  type CalendarDate,
  type Period,
  periodContaining,
  shiftPeriod,
} from './calendar';
import type { Grain, Kpi } from './catalog';
import { type Measures, NO_MEASURES, type Reading } from './observation';

export interface FigureLine {
  readonly kpi: Pick<Kpi, 'aggregation' | 'scale' | 'grain'>;
  readonly calendar: Calendar;
  /** Of the KPI's own grain, by first day. */
  readonly own: ReadonlyMap<CalendarDate, Measures>;
  /** Coarser figures that were reported as such, by `spanKey`: they win over what is added up. */
  readonly reported: ReadonlyMap<string, Measures>;
}

/** A KPI's figure from one day to another, both included. */
export interface SpanFigure {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  /** Over what is in, though parts be missing: `statedValue` says what may be shown. */
  readonly measures: Measures;
  /** How many of the KPI's own periods in the stretch have a figure. */
  readonly reported: { readonly in: number; readonly of: number };
}

const spanKey = (grain: Grain, start: CalendarDate): string => `${grain} ${start}`;

/**
 * The figures of one KPI, made ready to be taken together. Coarser readings count only where they
 * were reported as they are: the others follow from the KPI's own.
 *
 * @example figureLine(kpi, { fiscalYearStart: 1 }, daily, new Map([['month', monthly]]))
 */
export function figureLine(
  kpi: FigureLine['kpi'],
  calendar: Calendar,
  own: readonly Pick<Reading, 'periodStart' | 'measures'>[],
  coarser: ReadonlyMap<Grain, readonly Pick<Reading, 'periodStart' | 'measures' | 'basis'>[]>,
): FigureLine {
  const reported = [...coarser].flatMap(([grain, readings]) =>
    readings
      .filter(({ basis }) => basis === 'reported')
      .map(({ periodStart, measures }) => [spanKey(grain, periodStart), measures] as const),
  );
  return {
    kpi,
    calendar,
    own: new Map(own.map(({ periodStart, measures }) => [periodStart, measures])),
    reported: new Map(reported),
  };
}

/**
 * The figure of a stretch of days: the KPI's own periods in it taken together, weeks by their
 * Thursday, months and coarser ones where they lie in it whole. An aggregation that does not add up
 * has a figure only where the stretch is one of its periods. Nothing reported: all measures null.
 *
 * @example
 * // Daily sum, 1 to 25 September, 25 days reported:
 * figureOver(line, '2021-09-01', '2021-09-25') // { measures: { value: 1632139558, … }, reported: { in: 25, of: 25 } }
 */
export function figureOver(line: FigureLine, from: CalendarDate, to: CalendarDate): SpanFigure {
  const { aggregation, scale } = line.kpi;
  const starts = ownStarts(line, from, to);
  const parts = starts.flatMap((start) => line.own.get(start) ?? []);
  const [first] = parts;
  const alone = starts.length === 1 && first !== undefined;
  return {
    from,
    to,
    measures: alone
      ? first
      : parts.length === 0
        ? NO_MEASURES
        : measuresOver(aggregation, scale, parts),
    reported: { in: parts.filter((part) => isIn(aggregation, part)).length, of: starts.length },
  };
}

/**
 * The figure of a period of the calendar: as reported there, else over the KPI's own periods.
 *
 * @example figureOf(line, month '2021-08').measures.value // 2207577942
 */
export function figureOf(line: FigureLine, period: Period): SpanFigure {
  const reported = line.reported.get(spanKey(period.grain, period.start));
  if (reported === undefined || period.grain === line.kpi.grain) {
    return figureOver(line, period.start, period.end);
  }
  return { from: period.start, to: period.end, measures: reported, reported: { in: 1, of: 1 } };
}

/**
 * The value that may be shown: null where nothing is in, and for a sum with parts missing, since the
 * sum of some is no smaller total but a wrong one.
 *
 * @example statedValue({ aggregation: 'sum' }, { measures: { value: 27, … }, reported: { in: 27, of: 31 } }) // null
 */
export function statedValue(
  { aggregation }: Pick<Kpi, 'aggregation'>,
  { measures, reported }: Pick<SpanFigure, 'measures' | 'reported'>,
): number | null {
  if (reported.in === 0 || (aggregation === 'sum' && reported.in < reported.of)) return null;
  return measures.value;
}

function ownStarts(
  { kpi: { grain }, calendar }: FigureLine,
  from: CalendarDate,
  to: CalendarDate,
): readonly CalendarDate[] {
  const starts: CalendarDate[] = [];
  for (
    let period = periodContaining(from, grain, calendar);
    period.start <= to;
    period = shiftPeriod(period, 1, calendar)
  ) {
    const counts =
      grain === 'week'
        ? addDays(period.start, 3) >= from && addDays(period.start, 3) <= to
        : period.start >= from && period.end <= to;
    if (counts) starts.push(period.start);
  }
  return starts;
}
