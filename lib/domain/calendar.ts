/**
 * Periods and calendar dates (rules: domain §2). All arithmetic is on whole days counted from
 * 1970-01-01 in the proleptic Gregorian calendar; no clock and no time zone takes part.
 */
import { civilOfDay, dayOfCivil } from './civil-day';

declare const calendarDate: unique symbol;
declare const periodKey: unique symbol;

/** A day as `YYYY-MM-DD`, valid in the proleptic Gregorian calendar. */
export type CalendarDate = string & { readonly [calendarDate]: true };
/** `2026-11-22`, `2026-W47`, `2026-11`, `2026-Q4`, `2026`, or with a fiscal year `FY2027-Q1`, `FY2027`. */
export type PeriodKey = string & { readonly [periodKey]: true };

export const GRAINS = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type Grain = (typeof GRAINS)[number];

/** A range of calendar dates, both ends included, named by its first day. */
export interface Period {
  readonly grain: Grain;
  readonly key: PeriodKey;
  readonly start: CalendarDate;
  readonly end: CalendarDate;
}

/** What periods depend on besides the Gregorian calendar; an `Organisation` is one. */
export interface Calendar {
  /** Month in which quarters and years start: 1 (January) to 12. */
  readonly fiscalYearStart: number;
}

/** More periods than this in one range are a mistake, not a page: a century of days is 36,525. */
export const MOST_PERIODS = 40_000;

/** 0001-01-01 and 9999-12-31: what four digits can say, and what databases can store. */
const FIRST_DAY = -719_162;
const LAST_DAY = 2_932_896;

/** A text names periods of these years only, so that a page may look far back and ahead of any. */
const FIRST_NAMED = '1000';
const LAST_NAMED = '9000';

/** Length in months of the grains that are made of months. */
const MONTHS = { month: 1, quarter: 3, year: 12 } as const;
type MonthGrain = keyof typeof MONTHS;

const exists = (epoch: number): boolean => epoch >= FIRST_DAY && epoch <= LAST_DAY;
const modulo = (n: number, by: number): number => ((n % by) + by) % by;
const two = (n: number): string => (n < 10 ? `0${n}` : `${n}`);
const four = (n: number): string => (n < 1000 ? `${n}`.padStart(4, '0') : `${n}`);
const digit = (text: string, at: number): number => text.charCodeAt(at) - 48;
const fourDigits = (text: string, at: number): number =>
  digit(text, at) * 1000 + digit(text, at + 1) * 100 + twoDigits(text, at + 2);
const twoDigits = (text: string, at: number): number => digit(text, at) * 10 + digit(text, at + 1);

/**
 * Days from 1970-01-01 to a date; negative before it.
 *
 * @example epochDay(parseCalendarDate('2026-11-22')) // 20779
 */
export function epochDay(date: CalendarDate): number {
  return dayOfCivil(fourDigits(date, 0), twoDigits(date, 5), twoDigits(date, 8));
}

/**
 * The date that many days after 1970-01-01; `RangeError` outside the years 1 to 9999.
 *
 * @example dateOfEpochDay(20779) // '2026-11-22'
 */
export function dateOfEpochDay(epoch: number): CalendarDate {
  if (!exists(epoch)) {
    throw new RangeError(`Day ${epoch} is outside the years 1 to 9999.`);
  }
  const { year, month, day } = civilOfDay(epoch);
  return `${four(year)}-${two(month)}-${two(day)}` as CalendarDate;
}

/**
 * A date written exactly as `YYYY-MM-DD`; null for anything else, and for days that do not exist.
 *
 * @example parseCalendarDate('2028-02-29') // '2028-02-29'; '2026-02-29' and '2026-2-1' give null
 */
export function parseCalendarDate(text: string): CalendarDate | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const epoch = epochDay(text as CalendarDate);
  return exists(epoch) && dateOfEpochDay(epoch) === text ? (text as CalendarDate) : null;
}

/**
 * The date `n` days later, earlier where `n` is negative.
 *
 * @example addDays('2024-02-28', 2) // '2024-03-01'
 */
export function addDays(date: CalendarDate, n: number): CalendarDate {
  return dateOfEpochDay(epochDay(date) + n);
}

/**
 * Days from `a` to `b`; negative when `b` is earlier.
 *
 * @example daysBetween('2026-11-16', '2026-11-22') // 6
 */
export function daysBetween(a: CalendarDate, b: CalendarDate): number {
  return epochDay(b) - epochDay(a);
}

/**
 * Order of two dates for sorting: negative, 0 or positive. Dates also compare with `<` as text.
 *
 * @example compareDates('2026-11-22', '2026-12-01') // -1
 */
export function compareDates(a: CalendarDate, b: CalendarDate): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function orRefuse(found: Period | null): Period {
  if (found === null) throw new RangeError('The period reaches beyond the years 1 to 9999.');
  return found;
}

/** 1970-01-01 was a Thursday. */
const mondayOf = (epoch: number): number => epoch - modulo(epoch + 3, 7);

/** ISO 8601: a week belongs to the year of its Thursday. Null beyond the years 1 to 9999. */
function weekOf(monday: number): Period | null {
  if (!exists(monday) || !exists(monday + 6)) return null;
  const { year } = civilOfDay(monday + 3);
  const number = Math.floor((monday + 3 - dayOfCivil(year, 1, 1)) / 7) + 1;
  const key = `${four(year)}-W${two(number)}` as PeriodKey;
  return { grain: 'week', key, start: dateOfEpochDay(monday), end: dateOfEpochDay(monday + 6) };
}

/** Months are counted from year 0. */
const monthText = (index: number): string =>
  `${four(Math.floor(index / 12))}-${two(modulo(index, 12) + 1)}`;
const firstOfMonth = (index: number): number =>
  dayOfCivil(Math.floor(index / 12), modulo(index, 12) + 1, 1);
const monthIndex = (date: CalendarDate): number =>
  fourDigits(date, 0) * 12 + twoDigits(date, 5) - 1;

/** Months between the start of the fiscal year, or of the quarter, and a month. */
const intoFiscal = (index: number, length: number, calendar: Calendar): number =>
  modulo(index - calendar.fiscalYearStart + 1, length);

/** A month, quarter or year from its first month. Null beyond the years 1 to 9999. */
function monthsOf(grain: MonthGrain, index: number, calendar: Calendar): Period | null {
  const last = index + MONTHS[grain] - 1;
  if (index < 12 || last >= 120_000) return null;
  const key = monthsKey(grain, index, calendar) as PeriodKey;
  const start = `${monthText(index)}-01` as CalendarDate;
  const days = firstOfMonth(last + 1) - firstOfMonth(last);
  return { grain, key, start, end: `${monthText(last)}-${days}` as CalendarDate };
}

function monthsKey(grain: MonthGrain, index: number, calendar: Calendar): string {
  if (grain === 'month') return monthText(index);
  const into = intoFiscal(index, 12, calendar);
  const ends = Math.floor((index - into + 11) / 12);
  const year = calendar.fiscalYearStart === 1 ? four(ends) : `FY${four(ends)}`;
  return grain === 'year' ? year : `${year}-Q${into / 3 + 1}`;
}

/**
 * The period of a grain that holds a date. Quarters and years follow the fiscal year; weeks are
 * ISO 8601. `RangeError` where the period would reach beyond the years 1 to 9999.
 *
 * @example periodContaining('2027-01-03', 'week', { fiscalYearStart: 1 }).key // '2026-W53'
 */
export function periodContaining(date: CalendarDate, grain: Grain, calendar: Calendar): Period {
  if (grain === 'day') return { grain, key: `${date}` as PeriodKey, start: date, end: date };
  if (grain === 'week') return orRefuse(weekOf(mondayOf(epochDay(date))));
  const index = monthIndex(date);
  const first = index - intoFiscal(index, MONTHS[grain], calendar);
  return orRefuse(monthsOf(grain, first, calendar));
}

/**
 * The period that a key names; null when the text is no key, names a period that does not exist
 * (`2025-W53`, `2026-02-30`), or names quarters and years the other way (`2026-Q4` where the
 * fiscal year starts in April, `FY2026` where it starts in January), or one before the year 1000
 * or after 8999.
 *
 * @example parsePeriodKey('FY2027-Q1', { fiscalYearStart: 4 }) // 2026-04-01 to 2026-06-30
 */
export function parsePeriodKey(text: string, calendar: Calendar): Period | null {
  const date = parseCalendarDate(text);
  if (date !== null) return isNamed(date) ? periodContaining(date, 'day', calendar) : null;
  const found = periodWritten(text, calendar);
  // Written back, a week 53 or a month 13 that does not exist has another name.
  return found?.key === text && isNamed(found.start) ? found : null;
}

const isNamed = (date: CalendarDate): boolean => date >= FIRST_NAMED && date < LAST_NAMED;

function periodWritten(text: string, calendar: Calendar): Period | null {
  const week = /^(\d{4})-W(\d{2})$/.exec(text);
  if (week) return weekOf(mondayOf(dayOfCivil(Number(week[1]), 1, 4)) + 7 * (Number(week[2]) - 1));
  const month = /^(\d{4})-(\d{2})$/.exec(text);
  if (month) return monthsOf('month', Number(month[1]) * 12 + Number(month[2]) - 1, calendar);
  const year = /^(?:FY)?(\d{4})(?:-Q([1-4]))?$/.exec(text);
  if (!year) return null;
  const { fiscalYearStart } = calendar;
  const first = (Number(year[1]) - (fiscalYearStart === 1 ? 0 : 1)) * 12 + fiscalYearStart - 1;
  return year[2] === undefined
    ? monthsOf('year', first, calendar)
    : monthsOf('quarter', first + 3 * (Number(year[2]) - 1), calendar);
}

/**
 * The period of a grain that a text names by its key or by a date inside it; null when it does
 * neither. A key of another grain names nothing here.
 *
 * @example parsePeriod('2026-11-18', 'week', { fiscalYearStart: 1 }) // 2026-W47; '2026-11' gives null
 */
export function parsePeriod(text: string, grain: Grain, calendar: Calendar): Period | null {
  const date = parseCalendarDate(text);
  if (date !== null) return isNamed(date) ? periodContaining(date, grain, calendar) : null;
  const named = parsePeriodKey(text, calendar);
  return named?.grain === grain ? named : null;
}

/**
 * The period of the same grain `n` periods later, earlier where `n` is negative.
 *
 * @example shiftPeriod(week '2026-W53', 1, { fiscalYearStart: 1 }).key // '2027-W01'
 */
export function shiftPeriod(period: Period, n: number, calendar: Calendar): Period {
  const { grain, start } = period;
  if (grain === 'day') return periodContaining(addDays(start, n), grain, calendar);
  if (grain === 'week') return orRefuse(weekOf(epochDay(start) + 7 * n));
  return orRefuse(monthsOf(grain, monthIndex(start) + n * MONTHS[grain], calendar));
}

/**
 * The periods of one grain from the first to the last, both included; empty when `to` is earlier.
 * `RangeError` when their grains differ or they are more than `MOST_PERIODS`.
 *
 * @example periodsBetween(month '2026-11', month '2027-01', calendar) // 2026-11, 2026-12, 2027-01
 */
export function periodsBetween(from: Period, to: Period, calendar: Calendar): Period[] {
  if (from.grain !== to.grain) throw new RangeError(`${from.key} and ${to.key} differ in grain.`);
  const periods: Period[] = [];
  for (let next = from; next.start <= to.start; next = shiftPeriod(next, 1, calendar)) {
    if (periods.length === MOST_PERIODS) {
      throw new RangeError(`More than ${MOST_PERIODS} periods from ${from.key} to ${to.key}.`);
    }
    periods.push(next);
  }
  return periods;
}

/**
 * Whether a grain is coarser than another; no grain is coarser than itself.
 *
 * @example isCoarser('month', 'week') // true
 */
export function isCoarser(a: Grain, b: Grain): boolean {
  return GRAINS.indexOf(a) > GRAINS.indexOf(b);
}

/**
 * Whether periods of one grain make up those of another: days all others, weeks (by their
 * Thursday) months, quarters and years, months quarters and years, quarters years.
 *
 * @example composes('week', 'quarter') // true; composes('month', 'week') is false
 */
export function composes(finer: Grain, coarser: Grain): boolean {
  return isCoarser(coarser, finer);
}

/**
 * The coarser period that a period counts in: the one that holds it, for a week the one that holds
 * its Thursday. `RangeError` when the grain is not coarser.
 *
 * @example coarserPeriod(week '2026-W53', 'year', { fiscalYearStart: 1 }).key // '2026'
 */
export function coarserPeriod(period: Period, grain: Grain, calendar: Calendar): Period {
  if (!composes(period.grain, grain)) {
    throw new RangeError(`A ${period.grain} is not part of a ${grain}.`);
  }
  const inside = period.grain === 'week' ? addDays(period.start, 3) : period.start;
  return periodContaining(inside, grain, calendar);
}

/**
 * The finer periods that count in a period, in order: those whose `coarserPeriod` it is.
 * `RangeError` when the grain is not finer.
 *
 * @example finerPeriods(month '2026-11', 'week', calendar) // 2026-W45 (Thursday 5th) to W48
 */
export function finerPeriods(period: Period, grain: Grain, calendar: Calendar): Period[] {
  if (!composes(grain, period.grain)) {
    throw new RangeError(`A ${period.grain} is not made of ${grain}s.`);
  }
  // A week counts where its Thursday is, so the last Thursday is at most three days from its ends.
  const shift = grain === 'week' ? 3 : 0;
  const first = periodContaining(addDays(period.start, shift), grain, calendar);
  const last = periodContaining(addDays(period.end, -shift), grain, calendar);
  return periodsBetween(first, last, calendar);
}
