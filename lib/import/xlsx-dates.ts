/** Dates of a workbook: numbers of days, which only their format tells from other numbers. */
import { dateOfEpochDay } from '../domain/calendar';

/** Formats that Excel has built in for dates (ECMA-376, 18.8.30); 27 to 36 and 50 to 58 in East Asian editions. */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) ||
  (id >= 27 && id <= 36) ||
  (id >= 45 && id <= 47) ||
  (id >= 50 && id <= 58);

/**
 * Whether a number format shows a date or a time: it has letters for them outside quotes and brackets.
 *
 * @example isDateFormat(164, 'yyyy-mm-dd') // true; isDateFormat(165, '0.0 "days"') is false
 */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return isBuiltInDate(id);
  const bare = code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '');
  return /[ymdhs]/i.test(bare.replace(/general/gi, ''));
}

const FROM_1900 = 25_569;
const FROM_1904 = 24_107;
/** Excel counts a 29 February 1900 that never was as day 60. */
const PHANTOM_DAY = 60;

const two = (n: number): string => `${n}`.padStart(2, '0');

/**
 * A date cell as `2026-11-22`, with a time as `2026-11-22T08:30:00`; null for a number that is no
 * date (a mere time, the phantom day, out of range).
 *
 * @example workbookDate(46348, false) // '2026-11-22'
 */
export function workbookDate(serial: number, from1904: boolean): string | null {
  const seconds = Math.round(serial * 86_400);
  const whole = Math.floor(seconds / 86_400);
  if (!Number.isFinite(serial) || whole < 1 || whole > 2_958_465) return null;
  if (!from1904 && whole === PHANTOM_DAY) return null;
  const shifted = !from1904 && whole < PHANTOM_DAY ? whole + 1 : whole;
  const date = dateOfEpochDay(shifted - (from1904 ? FROM_1904 : FROM_1900));
  const rest = seconds - whole * 86_400;
  if (rest === 0) return date;
  const minutes = Math.floor(rest / 60);
  return `${date}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(rest % 60)}`;
}
