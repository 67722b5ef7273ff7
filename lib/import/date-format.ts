/** Dates that are written otherwise than `2026-11-22`, by a pattern of the profile. */
import { type CalendarDate, parseCalendarDate } from '../domain/calendar';

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const SHORT = MONTHS.map((month) => month.slice(0, 3));

type Part = 'year' | 'month' | 'day' | 'weekday' | 'ignored';

/** Longest first, so that `MMMM` is not read as two of `MM`. Times are matched and dropped: they are local. */
const TOKENS: readonly (readonly [string, Part, string])[] = [
  ['YYYY', 'year', '(\\d{4})'],
  ['MMMM', 'month', `(${MONTHS.join('|')})`],
  ['MMM', 'month', `(${SHORT.join('|')})`],
  ['MM', 'month', '(\\d{2})'],
  ['M', 'month', '(\\d{1,2})'],
  ['dddd', 'weekday', '(\\p{L}+)'],
  ['ddd', 'weekday', '(\\p{L}{2,4})\\.?'],
  ['DD', 'day', '(\\d{2})'],
  ['D', 'day', '(\\d{1,2})'],
  ['HH', 'ignored', '(\\d{2})'],
  ['H', 'ignored', '(\\d{1,2})'],
  ['mm', 'ignored', '(\\d{2})'],
  ['ss', 'ignored', '(\\d{2})'],
];

const LONGEST_DATE = 64;

const TOKEN = new RegExp(TOKENS.map(([token]) => token).join('|'), 'g');

/**
 * What is wrong with a pattern of dates; null when it can be used.
 *
 * @example dateFormatFault('DD/MM/YYYY') // null; dateFormatFault('D/M') has no year
 */
export function dateFormatFault(format: string): string | null {
  if (format.length > 60) return 'the pattern is too long';
  const parts = (format.match(TOKEN) ?? []).map((token) => partOf(token));
  for (const part of ['year', 'month'] as const) {
    const count = parts.filter((found) => found === part).length;
    if (count !== 1) return `the pattern has ${count === 0 ? 'no' : 'more than one'} ${part}`;
  }
  for (const part of ['day', 'weekday'] as const) {
    if (parts.filter((found) => found === part).length > 1)
      return `the pattern has more than one ${part}`;
  }
  return null;
}

const partOf = (token: string): Part | undefined => TOKENS.find(([name]) => name === token)?.[1];

/**
 * A reader of dates by a pattern; without a day in it, of months, which it gives by their first day.
 * Null for a text that does not fit, or names a day that does not exist.
 *
 * @example dateReader('ddd, DD-MMM-YYYY')('Sun, 05-Jan-2020') // '2020-01-05'
 */
export function dateReader(format: string): (text: string) => CalendarDate | null {
  const parts: Part[] = [];
  const source = format.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(TOKEN, (token) => {
    const [, part = 'ignored', pattern = ''] = TOKENS.find(([name]) => name === token) ?? [];
    parts.push(part);
    return pattern;
  });
  const expression = new RegExp(`^${source}$`, 'iu');
  return (text) => {
    const found = text.length > LONGEST_DATE ? null : expression.exec(text);
    if (found === null) return null;
    const part = (wanted: Part): string => found[parts.indexOf(wanted) + 1] ?? '';
    const day = parts.includes('day') ? part('day') : '1';
    const month = monthNumber(part('month'));
    return parseCalendarDate(`${part('year')}-${month}-${day.padStart(2, '0')}`);
  };
}

function monthNumber(text: string): string {
  const named = SHORT.indexOf(text.slice(0, 3).toLowerCase()) + 1;
  return (named > 0 ? `${named}` : text).padStart(2, '0');
}
