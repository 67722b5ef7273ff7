/** How periods, dates and instants are written in the reader's locale. */
import { type CalendarDate, epochDay, type Grain, type Period } from './domain/calendar';

const DAY_MS = 86_400_000;

const STYLES = {
  date: { day: 'numeric', month: 'short', year: 'numeric' },
  weekday: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  dayMonth: { day: 'numeric', month: 'short' },
  month: { month: 'long', year: 'numeric' },
  shortMonth: { month: 'short', year: 'numeric' },
  monthOnly: { month: 'short' },
  minute: {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
type Style = keyof typeof STYLES;

/** Making a formatter costs a hundred times what using it does. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(locale: string, style: Style, timeZone: string): Intl.DateTimeFormat {
  const key = `${locale} ${style} ${timeZone}`;
  const known = formatters.get(key);
  if (known) return known;
  // Periods are Gregorian, whatever calendar a locale prefers.
  const made = new Intl.DateTimeFormat(locale, {
    ...STYLES[style],
    timeZone,
    calendar: 'gregory',
  });
  formatters.set(key, made);
  return made;
}

/** Versions of the locale data differ in which narrow spaces they write. */
const withPlainSpaces = (text: string): string => text.replaceAll(/[\u2009\u202f]/g, ' ');

const middayOf = (date: CalendarDate): number => epochDay(date) * DAY_MS + DAY_MS / 2;

function writeDate(date: CalendarDate, locale: string, style: Style): string {
  return withPlainSpaces(formatterOf(locale, style, 'UTC').format(middayOf(date)));
}

/** The dash stands close where it joins two single words or numbers: `16–22 Nov 2026`. */
function writeRange({ start, end }: Period, locale: string, style: Style): string {
  const formatter = formatterOf(locale, style, 'UTC');
  const parts = formatter.formatRangeToParts(middayOf(start), middayOf(end));
  const close = parts.filter(({ source }) => source === 'startRange').length === 1;
  const text = parts.map(({ value }) => (close ? value.replace(/^\s*([–-])\s*$/, '$1') : value));
  return withPlainSpaces(text.join(''));
}

/** The number that ends a key: 47 of `2026-W47`. */
const numberOf = (key: string): number => Number(key.slice(-2).replace(/^\D/, ''));

const isFiscal = ({ key }: Period): boolean => key.startsWith('FY');

/**
 * A period as headings say it. A week spells its dates out, and so do quarters and years of a fiscal
 * year, whose months nobody knows by heart.
 *
 * @example
 * periodName(week '2026-W47', 'en-GB') // 'Week 47 · 16–22 Nov 2026'
 * periodName(quarter 'FY2027-Q1', 'en-GB') // 'Q1 FY2027 · Apr–Jun 2026'
 */
export function periodName(period: Period, locale: string): string {
  const { grain, key, start } = period;
  switch (grain) {
    case 'day':
      return writeDate(start, locale, 'weekday');
    case 'week':
      return `Week ${numberOf(key)} · ${writeRange(period, locale, 'date')}`;
    case 'month':
      return writeDate(start, locale, 'month');
    case 'quarter': {
      const name = `${key.slice(-2)} ${key.slice(0, -3)}`;
      return isFiscal(period) ? `${name} · ${writeRange(period, locale, 'shortMonth')}` : name;
    }
    case 'year':
      return isFiscal(period) ? `${key} · ${writeRange(period, locale, 'shortMonth')}` : key;
  }
}

const SHORT: Readonly<Record<Grain, (period: Period, locale: string) => string>> = {
  day: ({ start }, locale) => writeDate(start, locale, 'dayMonth'),
  week: ({ key }) => `W${key.slice(-2)}`,
  month: ({ start }, locale) => writeDate(start, locale, 'monthOnly'),
  quarter: ({ key }) => key.slice(-2),
  year: ({ key }) => key,
};

/**
 * A period as axes and sentences say it, without its year where that goes without saying.
 *
 * @example periodShort(week '2026-W47', 'en-GB') // 'W47'; a month is 'Nov', a quarter 'Q4', a day '22 Nov'
 */
export function periodShort(period: Period, locale: string): string {
  return SHORT[period.grain](period, locale);
}

/**
 * A date.
 *
 * @example formatDate('2026-11-22', 'en-GB') // '22 Nov 2026'; in 'en-US' 'Nov 22, 2026'
 */
export function formatDate(date: CalendarDate, locale: string): string {
  return writeDate(date, locale, 'date');
}

/**
 * A date without its year, for what is near.
 *
 * @example formatDayMonth('2026-11-25', 'en-GB') // '25 Nov'
 */
export function formatDayMonth(date: CalendarDate, locale: string): string {
  return writeDate(date, locale, 'dayMonth');
}

/**
 * An instant to the minute, in a time zone that is named.
 *
 * @example formatInstant('2026-11-22T13:05:00Z', 'Europe/Berlin', 'en-GB') // '22 Nov 2026, 14:05 CET'
 */
export function formatInstant(instant: Date | string, timeZone: string, locale: string): string {
  return withPlainSpaces(formatterOf(locale, 'minute', timeZone).format(new Date(instant)));
}

/** Units of a time that has passed, longest first: seconds each, and from how many seconds on. */
const STEPS = [
  { unit: 'year', seconds: 365.25 * 86_400 },
  { unit: 'month', seconds: 30.4375 * 86_400 },
  { unit: 'week', seconds: 7 * 86_400 },
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3600 },
  { unit: 'minute', seconds: 60 },
] as const;

/**
 * How long ago an instant was, in whole units that have passed; "now" within a minute.
 *
 * @example timeAgo('2026-11-22T10:00:00Z', new Date('2026-11-22T13:59:00Z'), 'en-GB') // '3 hours ago'
 */
export function timeAgo(instant: Date | string, now: Date, locale: string): string {
  const seconds = (new Date(instant).getTime() - now.getTime()) / 1000;
  const step = STEPS.find((each) => Math.abs(seconds) >= each.seconds);
  if (step === undefined)
    return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(0, 'second');
  const count = Math.trunc(seconds / step.seconds);
  return new Intl.RelativeTimeFormat(locale).format(count, step.unit);
}
