/** Which period a text names: a key, a date inside it, or a timestamp (rules: domain §2). */
import {
  type Calendar,
  type CalendarDate,
  coarserPeriod,
  type Grain,
  isCoarser,
  type Period,
  parseCalendarDate,
  parsePeriod,
  parsePeriodKey,
} from '../domain/calendar';
import { dateInZone } from '../domain/calendar-zone';
import { dateReader } from './date-format';
import type { ImportLookup } from './lookup';
import type { RowFault } from './table';
import { quoted } from './wording';

const TIMESTAMP = /^(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/i;

/** Figures before or after are slips of the keyboard: 0026, 20226. */
const FIRST_YEAR = '1900';
const LAST_YEAR = '2199';

/** Texts are few and rows are many. */
const REMEMBERED = 20_000;

const fault = (code: string, message: string): RowFault => ({ field: 'period', code, message });

/** The date of a timestamp: as it stands without an offset, in the organisation's zone with one. */
function dateOf(text: string, timeZone: string): CalendarDate | null {
  const date = parseCalendarDate(text);
  if (date !== null) return date;
  const local = TIMESTAMP.exec(text)?.[1];
  if (local !== undefined) return parseCalendarDate(local);
  if (!INSTANT.test(text)) return null;
  try {
    return dateInZone(rfc3339(text), timeZone);
  } catch {
    return null;
  }
}

/** Databases write a space, leave out seconds, or the colon of the offset. */
function rfc3339(text: string): string {
  return text
    .toUpperCase()
    .replace(' ', 'T')
    .replace(/T(\d{2}:\d{2})(?=Z|[+-])/, 'T$1:00')
    .replace(/([+-]\d{2})(\d{2})$/, '$1:$2');
}

/** Why a text that looks like a key or a date is none. */
function whyNot(text: string, calendar: Calendar): string {
  const week = /^(\d{4})-?W(\d{1,2})$/i.exec(text);
  if (week?.[1] !== undefined) {
    const weeks = parsePeriodKey(`${week[1]}-W53`, calendar) === null ? 52 : 53;
    return Number(week[2]) >= 1 && Number(week[2]) <= weeks
      ? `Write weeks as ${week[1]}-W${week[2]?.padStart(2, '0')}.`
      : `${week[1]} has ${weeks} weeks: ${week[1]}-W01 to ${week[1]}-W${weeks}.`;
  }
  const year = /^(FY)?\d{4}(-Q[1-4])?$/i.exec(text);
  if (year !== null) {
    const example = calendar.fiscalYearStart === 1 ? '2026-Q4 and 2026' : 'FY2027-Q1 and FY2027';
    const start =
      calendar.fiscalYearStart === 1 ? 'starts in January' : 'does not start in January';
    return `The fiscal year ${start}: write quarters and years as ${example}.`;
  }
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return 'There is no such day.';
  if (/^\d{4}-\d{2}$/.test(text)) return 'There is no such month.';
  if (/^\d{1,2}[./-]\d{1,2}[./-]\d{4}|[A-Za-z]{3}.*\d{4}$/.test(text)) {
    return 'Write 2026-11-22, or set dateFormat in the profile, such as DD/MM/YYYY.';
  }
  if (/^\d{5}(\.\d+)?$/.test(text)) {
    return 'It looks like the number of a date in a spreadsheet: format the column as a date.';
  }
  return 'Write a period as 2026-11-22, 2026-W47, 2026-11, 2026-Q4 or 2026, or give a date inside it.';
}

/** The period of the grain that holds a date or is named by the text. */
function find(text: string, grain: Grain, lookup: ImportLookup, date: CalendarDate | null) {
  const { calendar } = lookup;
  if (date !== null) return parsePeriod(date, grain, calendar);
  return parsePeriodKey(text.toUpperCase(), calendar);
}

export type PeriodReader = (text: string, grain: Grain) => Period | RowFault;

/**
 * A reader of periods. A date (or timestamp) means the KPI's own period around it; a key means the
 * period it names, which may be coarser than the KPI's grain but not finer.
 */
export function periodReader(lookup: ImportLookup, dateFormat: string | null): PeriodReader {
  const formatted = dateFormat === null ? null : dateReader(dateFormat);
  const read: PeriodReader = (text, grain) => {
    const date = formatted?.(text) ?? dateOf(text, lookup.timeZone);
    const period = find(text, grain, lookup, date);
    const year = /^(?:FY)?(\d{4})(?!\d)/i.exec(period?.start ?? date ?? text)?.[1];
    if (year !== undefined && (year < FIRST_YEAR || year > LAST_YEAR)) {
      return fault('bad_period', `${quoted(text)} is too far away. Check the year.`);
    }
    if (period === null) {
      return fault('bad_period', `${quoted(text)} is no period. ${whyNot(text, lookup.calendar)}`);
    }
    return isCoarser(grain, period.grain) ? tooFine(text, period, grain, lookup.calendar) : period;
  };
  const known = new Map<Grain, Map<string, Period | RowFault>>();
  return (text, grain) => {
    const periods = known.get(grain) ?? new Map<string, Period | RowFault>();
    if (periods.size === 0) known.set(grain, periods);
    else if (periods.size > REMEMBERED) periods.clear();
    const before = periods.get(text);
    if (before !== undefined) return before;
    const found = read(text, grain);
    // A long piece of a string keeps the whole string in memory, so what is remembered is a copy.
    periods.set(text.length < 13 ? text : Buffer.from(text).toString(), found);
    return found;
  };
}

function tooFine(text: string, period: Period, grain: Grain, calendar: Calendar): RowFault {
  const whole = coarserPeriod(period, grain, calendar).key;
  return fault(
    'grain_too_fine',
    `${quoted(text)} is a ${period.grain}, and the KPI is reported by ${grain}. Report the whole ${grain} as ${whole}, or define the KPI by ${period.grain}.`,
  );
}
