/**
 * What looks wrong in figures that are allowed: said after an import and before a dry run is undone,
 * and never in the way of either. Only what is new is looked at, so that a feed that comes again every
 * night does not warn again every night.
 */
import {
  type Calendar,
  type CalendarDate,
  coarserPeriod,
  daysBetween,
  type Grain,
  type PeriodKey,
  periodContaining,
} from './calendar';
import type { Direction } from './catalog';
import { FEWEST_POINTS, xmrLimits } from './process-limits';
import { statusOfValue } from './status';

export type WarningKind = 'zero_target' | 'far_off' | 'year_to_date';

export interface ImportWarning {
  readonly kind: WarningKind;
  /** Slug. */
  readonly kpi: string;
  /** The first period in question. */
  readonly period: PeriodKey;
  /** How many figures or targets of the KPI are. */
  readonly figures: number;
  /** What is odd, and what to do if it is wrong. */
  readonly message: string;
}

/** One KPI in one segment and place; slugs, null is everyone and everywhere. */
export interface WarnedSeries {
  readonly kpi: string;
  readonly direction: Direction;
  readonly grain: Grain;
  readonly segment: string | null;
  readonly place: string | null;
}

/** Targets of 0 that are new, each with the figure of its period; null where there is none. */
export interface ZeroTargets extends WarnedSeries {
  readonly points: readonly { readonly start: CalendarDate; readonly value: number | null }[];
}

/** Figures in force after the import, oldest first. */
export interface SeriesAfter extends WarnedSeries {
  readonly points: readonly {
    readonly start: CalendarDate;
    readonly value: number | null;
    /** The import brought it. */
    readonly fresh: boolean;
  }[];
}

/** Figures that replaced others: what was there, and what is there now; oldest first. */
export interface Replaced extends WarnedSeries {
  readonly points: readonly {
    readonly start: CalendarDate;
    readonly before: number;
    readonly after: number;
  }[];
}

/** Further than so many times the distance between its natural limits no process goes by itself. */
const MOST_WIDTHS = 8;
/** A year with fewer months looks like many things. */
const FEWEST_MONTHS = 6;

interface Found {
  readonly series: WarnedSeries;
  readonly period: PeriodKey;
  readonly figures: number;
  readonly tell: (figures: number) => string;
}

const shown = (value: number): string => String(Number(value.toPrecision(6)));

function whereOf({ segment, place }: WarnedSeries): string {
  const parts = [segment, place].filter((part) => part !== null);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

const keyOf = (start: CalendarDate, grain: Grain, calendar: Calendar): PeriodKey =>
  periodContaining(start, grain, calendar).key;

/**
 * A target of 0 that every figure meets: most likely a feed's way of saying that there is none. A zero
 * that figures of exactly 0 meet (no accidents) is a target; so is one that is missed.
 *
 * @example
 * // direction higher, 2010-01: target 0, value 94.1
 * zeroTarget(series, calendar)?.figures // 1
 */
function zeroTarget(series: ZeroTargets, calendar: Calendar): Found | null {
  const judged = series.points.filter(({ value }) => value !== null);
  const [first] = judged;
  if (first === undefined || judged.every(({ value }) => value === 0)) return null;
  const bounds = { target: 0, atRisk: null, low: null, high: null, margin: null };
  const isMet = judged.every(
    ({ value }) => statusOfValue(value ?? 0, bounds, series.direction) === 'on_target',
  );
  if (!isMet) return null;
  const period = keyOf(first.start, series.grain, calendar);
  return {
    series,
    period,
    figures: judged.length,
    tell: (figures) =>
      `the target is 0 in ${figures === 1 ? period : `${figures} periods from ${period} on`}, and every figure meets it. If 0 means that there is none, say so in the profile: target: { column: …, missing: [0] }.`,
  };
}

/**
 * New figures that lie more than 8 widths of the natural limits from the centre: a lost decimal point,
 * another unit, a closed depot. Centre and limits are those by medians, over the whole series, which
 * the odd figure itself hardly moves. Null with fewer than 6 figures, or where they do not vary.
 *
 * @example
 * // 94 95 94 95 94 95 0.95: centre 94, limits 90.9 to 97.1; 0.95 lies 15 widths away
 * farOff(series, calendar)?.figures // 1
 */
function farOff(series: SeriesAfter, calendar: Calendar): Found | null {
  if (series.points.filter(({ value }) => value !== null).length < FEWEST_POINTS) return null;
  const limits = xmrLimits(spaced(series), 'median');
  if (limits === null || !(limits.upper > limits.lower)) return null;
  const reach = MOST_WIDTHS * (limits.upper - limits.lower);
  const odd = series.points.filter(
    ({ value, fresh }) => fresh && value !== null && Math.abs(value - limits.center) > reach,
  );
  const [first] = odd;
  if (first === undefined) return null;
  const period = keyOf(first.start, series.grain, calendar);
  return {
    series,
    period,
    figures: odd.length,
    tell: (figures) =>
      `${shown(first.value ?? 0)} in ${period}${whereOf(series)} is far from what is usual, ${shown(limits.center)}: more than ${MOST_WIDTHS} widths of the natural limits${figures === 1 ? '' : `, as ${figures} figures are`}. Check the unit and the decimal point.`,
  };
}

const LONGEST_STEP: Readonly<Record<Grain, number>> = {
  day: 1,
  week: 7,
  month: 31,
  quarter: 92,
  year: 366,
};

/** The values with a null where a period is missing between two. */
function spaced({ points, grain }: SeriesAfter): (number | null)[] {
  return points.flatMap(({ start, value }, i) => {
    const earlier = points[i - 1];
    const isNext =
      earlier === undefined || daysBetween(earlier.start, start) <= LONGEST_STEP[grain];
    return isNext ? [value] : [null, value];
  });
}

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
function runningTotal(series: SeriesAfter, calendar: Calendar): Found | null {
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
function replacedByYearToDate(series: Replaced, calendar: Calendar): Found | null {
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

/** Said at most; the rest is more of the same. */
const MOST_WARNINGS = 50;

interface Group {
  readonly kind: WarningKind;
  readonly first: Found;
  figures: number;
}

/**
 * The warnings of one import, from series that come some at a time: one for each KPI and kind, with the
 * first place where it was found and how many figures there are of it.
 *
 * @example
 * const warnings = new ImportWarnings(calendar);
 * warnings.after(series);
 * warnings.all().map(({ kind }) => kind) // ['far_off']
 */
export class ImportWarnings {
  readonly #calendar: Calendar;
  readonly #groups = new Map<string, Group>();

  constructor(calendar: Calendar) {
    this.#calendar = calendar;
  }

  zeros(list: readonly ZeroTargets[]): void {
    for (const each of list) this.#add('zero_target', zeroTarget(each, this.#calendar));
  }

  after(list: readonly SeriesAfter[]): void {
    for (const each of list) {
      this.#add('far_off', farOff(each, this.#calendar));
      this.#add('year_to_date', runningTotal(each, this.#calendar));
    }
  }

  replaced(list: readonly Replaced[]): void {
    for (const each of list) this.#add('year_to_date', replacedByYearToDate(each, this.#calendar));
  }

  all(): readonly ImportWarning[] {
    return [...this.#groups.values()].slice(0, MOST_WARNINGS).map(({ kind, first, figures }) => ({
      kind,
      kpi: first.series.kpi,
      period: first.period,
      figures,
      message: `${first.series.kpi}: ${first.tell(figures)}`,
    }));
  }

  #add(kind: WarningKind, found: Found | null): void {
    if (found === null) return;
    const name = `${kind} ${found.series.kpi}`;
    const before = this.#groups.get(name);
    if (before === undefined)
      this.#groups.set(name, { kind, first: found, figures: found.figures });
    else before.figures += found.figures;
  }
}
