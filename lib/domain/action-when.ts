/** Days as people type them into a line: "Fri", "W50", "end of the month", "2026-12-04". */
import {
  addDays,
  type Calendar,
  type CalendarDate,
  epochDay,
  type Grain,
  type Period,
  parseCalendarDate,
  parsePeriodKey,
  periodContaining,
  shiftPeriod,
} from './calendar';

/** Reads a date that is written out ("4 Dec", "in 2 weeks"); null where the text is no date, whole. */
export type FindDate = (text: string, today: CalendarDate) => CalendarDate | null;

export interface WhenFacts {
  readonly today: CalendarDate;
  readonly calendar: Calendar;
  readonly findDate: FindDate;
}

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const WEEKDAY = /^(mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|rs|rsday|urday)?$/;
const ENDS: Readonly<Record<string, Grain>> = {
  week: 'week',
  month: 'month',
  quarter: 'quarter',
  year: 'year',
  eow: 'week',
  eom: 'month',
  eoq: 'quarter',
  eoy: 'year',
};

/**
 * The day that a text names, null when it names none. A weekday is the next one, today included; a
 * period is its last day, and a week or quarter that is named without a year is the next that is not
 * over. All in the organisation's calendar: "end of the quarter" follows its fiscal year.
 *
 * @example
 * readWhen('Fri', facts)  // '2026-11-27', today being Sunday, 22 November 2026
 * readWhen('W50', facts)  // '2026-12-13'
 */
export function readWhen(text: string, facts: WhenFacts): CalendarDate | null {
  const { today, calendar } = facts;
  const said = text
    .trim()
    .toLowerCase()
    .replace(/[.!]$/, '')
    .replace(/^(?:by|until|till|before|due|on|at)\s+/, '')
    .replace(/^the\s+/, '');
  if (said === '') return null;
  if (said === 'today' || said === 'tonight') return today;
  if (said === 'tomorrow') return addDays(today, 1);
  const key = said.toUpperCase();
  return (
    parseCalendarDate(said) ??
    weekday(said, today) ??
    shortPeriod(key, today, calendar)?.end ??
    longPeriod(key, calendar)?.end ??
    endOf(said, today, calendar) ??
    facts.findDate(said, today)
  );
}

function weekday(said: string, today: CalendarDate): CalendarDate | null {
  const found = WEEKDAY.exec(said)?.[1];
  if (found === undefined) return null;
  const wanted = WEEKDAYS.findIndex((day) => found.startsWith(day));
  // 1970-01-01 was a Thursday.
  const present = (((epochDay(today) + 3) % 7) + 7) % 7;
  return addDays(today, (wanted - present + 7) % 7);
}

/** `W50`, `week 50`, `Q1`: of this year, or of the next where that is over. */
function shortPeriod(key: string, today: CalendarDate, calendar: Calendar): Period | null {
  const week = /^(?:W|WEEK\s*|WK\s*)(\d{1,2})$/.exec(key)?.[1];
  if (week !== undefined) {
    const year = Number(periodContaining(today, 'week', calendar).key.slice(0, 4));
    return nextOf([year, year + 1], (each) => `${each}-W${week.padStart(2, '0')}`, today, calendar);
  }
  const quarter = /^Q([1-4])$/.exec(key)?.[1];
  if (quarter === undefined) return null;
  const present = periodContaining(today, 'year', calendar).key;
  const next = shiftPeriod(periodContaining(today, 'year', calendar), 1, calendar).key;
  return nextOf([present, next], (each) => `${each}-Q${quarter}`, today, calendar);
}

/** A bare year is as likely a number of something. */
const longPeriod = (key: string, calendar: Calendar): Period | null =>
  /^\d{4}$/.test(key) ? null : parsePeriodKey(key, calendar);

function nextOf<Year>(
  years: readonly Year[],
  keyOf: (year: Year) => string,
  today: CalendarDate,
  calendar: Calendar,
): Period | null {
  for (const year of years) {
    const period = parsePeriodKey(keyOf(year), calendar);
    if (period !== null && period.end >= today) return period;
  }
  return null;
}

function endOf(said: string, today: CalendarDate, calendar: Calendar): CalendarDate | null {
  const phrase =
    /^(?:end of\s+(?:the\s+|this\s+)?)?(next\s+)?(week|month|quarter|year)(?:['’]s)?(?:\s+end)?$/.exec(
      said,
    );
  const grain = ENDS[phrase?.[2] ?? said];
  if (grain === undefined) return null;
  const present = periodContaining(today, grain, calendar);
  return phrase?.[1] === undefined ? present.end : shiftPeriod(present, 1, calendar).end;
}
