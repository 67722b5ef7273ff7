/**
 * What looks wrong in figures that are allowed: said after an import and before a dry run is undone,
 * and never in the way of either. Only what is new is looked at, so that a feed that comes again every
 * night does not warn again every night.
 */
import { type Calendar, daysBetween } from './calendar';
import {
  type Found,
  type ImportWarning,
  keyOf,
  LONGEST_STEP,
  type Replaced,
  type SeriesAfter,
  type WarningKind,
  whereOf,
  type ZeroTargets,
} from './import-warning-facts';
import { replacedByYearToDate, runningTotal } from './import-warnings-year';
import { FEWEST_POINTS, xmrLimits } from './process-limits';
import { statusOfValue } from './status';

/** Further than so many times the distance between its natural limits no process goes by itself. */
const MOST_WIDTHS = 8;

const shown = (value: number): string => String(Number(value.toPrecision(6)));

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
 * another unit, a closed depot. Centre and limits are those by medians, over the new figures and some
 * hundred periods before them, which the odd figure itself hardly moves. Null with fewer than 6 figures, or where they do not vary.
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

/** The values with a null where a period is missing between two. */
function spaced({ points, grain }: SeriesAfter): (number | null)[] {
  return points.flatMap(({ start, value }, i) => {
    const earlier = points[i - 1];
    const isNext =
      earlier === undefined || daysBetween(earlier.start, start) <= LONGEST_STEP[grain];
    return isNext ? [value] : [null, value];
  });
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
