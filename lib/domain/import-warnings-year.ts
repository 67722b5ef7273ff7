/** Months that look like the year to date. */
import {
  type Calendar,
  type CalendarDate,
  coarserPeriod,
  daysBetween,
  type PeriodKey,
  periodContaining,
} from './calendar';
import {
  type Found,
  keyOf,
  LONGEST_STEP,
  type Replaced,
  type SeriesAfter,
  type WarnedSeries,
  whereOf,
} from './import-warning-facts';

/** A year with fewer months looks like many things. */
const FEWEST_MONTHS = 6;

/** Months of one year, from its first one on and without a gap. */
function yearsOf<T extends { readonly start: CalendarDate }>(
  points: readonly T[],
  calendar: Calendar,
): readonly (readonly T[])[] {
  const years = new Map<PeriodKey, T[]>();
  for (const point of points) {
    const month = periodContaining(point.start, 'month', calendar);
    const year = coarserPeriod(month, 'year', calendar);
    const found = years.get(year.key) ?? [];
    if (found.length === 0 && year.start !== point.start) continue;
    const last = found.at(-1);
    if (last !== undefined && daysBetween(last.start, point.start) > LONGEST_STEP.month) continue;
    found.push(point);
    years.set(year.key, found);
  }
  return [...years.values()];
}

/**
 * New figures that grow month by month as a running total does, and begin anew with the next year:
 * each is about as many times the year's mean month as months have passed, within a half.
 *
 * @example
 * // 100 210 290 405 500 610 700 790 905 1000 1100 1190, then 95
 * runningTotal(series, calendar)?.period // '2025-01'
 */
export function runningTotal(series: SeriesAfter, calendar: Calendar): Found | null {
  if (series.grain !== 'month') return null;
  const points = series.points.flatMap(({ value, ...rest }) =>
    value === null ? [] : [{ ...rest, value }],
  );
  const years = yearsOf(points, calendar);
  for (const [i, months] of years.entries()) {
    const last = months.at(-1);
    if (months.length < FEWEST_MONTHS || last === undefined || !months.some((each) => each.fresh)) {
      continue;
    }
    const mean = last.value / months.length;
    const grows = months.every(
      ({ value }, m) =>
        value >= (months[m - 1]?.value ?? 0) && Math.abs(value / ((m + 1) * mean) - 1) <= 0.5,
    );
    const anew = years[i + 1]?.[0];
    if (mean > 0 && grows && (anew === undefined || anew.value < last.value / 2)) {
      return yearToDate(series, months, calendar);
    }
  }
  return null;
}

const TOLERANCE = 1e-6;

const isClose = (a: number, b: number): boolean =>
  Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));

/**
 * Corrections that are the running total, or the running mean, of the months that they replace.
 *
 * @example
 * // 10 20 30 40 were there; 10 15 20 25 came: each is the mean of the year so far
 * replacedByYearToDate(series, calendar)?.figures // 3
 */
export function replacedByYearToDate(series: Replaced, calendar: Calendar): Found | null {
  if (series.grain !== 'month') return null;
  for (const months of yearsOf(series.points, calendar)) {
    let total = 0;
    const so = months.map(({ before }, m) => {
      total += before;
      return { total, mean: total / (m + 1) };
    });
    const changed = months.filter(({ before, after }) => !isClose(before, after));
    const repeats = (how: 'total' | 'mean') =>
      months.every(({ after }, m) => isClose(after, so[m]?.[how] ?? Number.NaN));
    if (changed.length >= 3 && (repeats('total') || repeats('mean'))) {
      return yearToDate(series, changed, calendar);
    }
  }
  return null;
}

function yearToDate(
  series: WarnedSeries,
  months: readonly { readonly start: CalendarDate }[],
  calendar: Calendar,
): Found | null {
  const [first] = months;
  if (first === undefined) return null;
  const period = keyOf(first.start, 'month', calendar);
  return {
    series,
    period,
    figures: months.length,
    tell: (figures) =>
      `${figures} months from ${period} on${whereOf(series)} look like the year to date, not like the month. If so, take the column of the month.`,
  };
}
