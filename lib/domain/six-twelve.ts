/**
 * "Six weeks and twelve months", each beside the same stretch of the year before: how weekly business
 * reviews show a figure. Source: github.com/working-backwards/wbr-app, checked against its published
 * example in tests/oracles/wbr.test.ts.
 */
import {
  addDays,
  type CalendarDate,
  isCoarser,
  type Period,
  periodContaining,
  shiftPeriod,
} from './calendar';
import { type FigureLine, figureOf, figureOver, type SpanFigure } from './figure-span';

const WEEKS = 6;
const MONTHS = 12;
/** 52 weeks: the same weekday of the year before. */
const WEEKS_A_YEAR_DAYS = 364;

/** A stretch and the one a year before it. */
export interface YearPair {
  readonly now: SpanFigure;
  readonly before: SpanFigure;
}

export interface SixTwelve {
  /** Oldest first; empty for a KPI that is reported by month or more coarsely. */
  readonly weeks: readonly YearPair[];
  /** The months that are over on the last day, oldest first; empty for quarters and years. */
  readonly months: readonly YearPair[];
}

/**
 * The last day of the newest whole week on or before a day. Weeks end on Sunday, as everywhere else;
 * looking at a single day they end on that day, for a running seven days.
 *
 * @example weekEnding({ grain: 'month', end: '2026-10-31' }) // '2026-10-25', a Sunday
 */
export function weekEnding({ grain, end }: Pick<Period, 'grain' | 'end'>): CalendarDate {
  if (grain === 'day') return end;
  const week = periodContaining(end, 'week', { fiscalYearStart: 1 });
  return week.end === end ? end : addDays(week.start, -1);
}

/**
 * Six weeks of seven days up to `lastWeekEnds`, each beside the seven days 364 days before, and the
 * twelve newest months that are over on `lastDay`, each beside the same month of the year before. The
 * running month is left out. A KPI reported by week has its own weeks, so `lastWeekEnds` is a Sunday.
 *
 * @example
 * // Daily page views, week ending Saturday 25 September 2021:
 * sixTwelve(line, { lastWeekEnds: '2021-09-25', lastDay: '2021-09-25' }).weeks.at(-1)
 * // now 470759324, before 383306638
 */
export function sixTwelve(
  line: FigureLine,
  {
    lastWeekEnds,
    lastDay,
  }: { readonly lastWeekEnds: CalendarDate; readonly lastDay: CalendarDate },
): SixTwelve {
  const { grain } = line.kpi;
  return {
    weeks: isCoarser(grain, 'week')
      ? []
      : back(WEEKS).map((weeks) => weekPair(line, addDays(lastWeekEnds, -7 * weeks))),
    months: isCoarser(grain, 'month') ? [] : monthsBefore(line, lastDay),
  };
}

/** The seven days up to a day, beside those 364 days before. */
function weekPair(line: FigureLine, ends: CalendarDate): YearPair {
  const year = addDays(ends, -WEEKS_A_YEAR_DAYS);
  return { now: week(line, ends), before: week(line, year) };
}

/** A week of the calendar may have been reported as such. */
function week(line: FigureLine, ends: CalendarDate): SpanFigure {
  const period = periodContaining(ends, 'week', line.calendar);
  return period.end === ends ? figureOf(line, period) : figureOver(line, addDays(ends, -6), ends);
}

function monthsBefore(line: FigureLine, lastDay: CalendarDate): readonly YearPair[] {
  const { calendar } = line;
  const holding = periodContaining(lastDay, 'month', calendar);
  const newest = holding.end === lastDay ? holding : shiftPeriod(holding, -1, calendar);
  return back(MONTHS).map((months) => {
    const month = shiftPeriod(newest, -months, calendar);
    return {
      now: figureOf(line, month),
      before: figureOf(line, shiftPeriod(month, -12, calendar)),
    };
  });
}

/** 5, 4, … 0 */
const back = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => count - 1 - index);
