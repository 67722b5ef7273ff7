/** How a column writes its dates. */
import { type Calendar, parseCalendarDate, parsePeriodKey } from '../../domain/calendar';
import { dateReader } from '../date-format';
import { type Column, shareOf } from './sample';

/** Patterns that files are written by, in the order of preference where several fit as well. */
const DATE_FORMATS = [
  'DD/MM/YYYY',
  'MM/DD/YYYY',
  'D/M/YYYY',
  'M/D/YYYY',
  'DD.MM.YYYY',
  'D.M.YYYY',
  'DD-MM-YYYY',
  'MM-DD-YYYY',
  'DD/MM/YYYY HH:mm',
  'MM/DD/YYYY HH:mm',
  'DD.MM.YYYY HH:mm',
  'YYYY/MM/DD',
  'YYYYMMDD',
  'DD-MMM-YYYY',
  'D MMM YYYY',
  'D MMMM YYYY',
  'MMM D, YYYY',
  'MMMM D, YYYY',
  'ddd, DD-MMM-YYYY',
  'MMM YYYY',
  'MMMM YYYY',
  'MMM-YYYY',
  'MM/YYYY',
  'MM.YYYY',
  'MM-YYYY',
  'YYYY/MM',
] as const;

export interface DateGuess {
  /** Pattern; null for dates such as 2026-11-22 and keys such as 2026-W47. */
  readonly format: string | null;
  /** Of its cells, of 1. */
  readonly share: number;
  /** Another pattern that reads them as well; null where there is none. */
  readonly other: string | null;
}

const TIMESTAMP = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/;
const AMERICAN = /^en-(US|PH)$/i;

/** Day and month of patterns that differ by their order alone. */
const SWAPPED: ReadonlyMap<string, string> = new Map(
  DATE_FORMATS.filter((format) => /^D{1,2}[/-]M{1,2}[/-]/.test(format)).flatMap((format) => {
    const swapped = format.replace(/^(D{1,2})([/-])(M{1,2})/, '$3$2$1');
    return [
      [format, swapped],
      [swapped, format],
    ];
  }),
);

/**
 * How the column writes dates, and for how many of its cells that holds. Where 03/04/2026 may be the
 * third of April or the fourth of March, that reading is taken by which the days stand still and the
 * months move, as in monthly figures; else the one of the organisation's language.
 *
 * @example guessDates(column(['31/01/2026', '28/02/2026']), calendar, 'en-US').format // 'DD/MM/YYYY'
 */
export function guessDates(column: Column, calendar: Calendar, locale: string): DateGuess {
  const plain = (text: string): boolean =>
    parseCalendarDate(text) !== null ||
    TIMESTAMP.test(text) ||
    parsePeriodKey(text.toUpperCase(), calendar) !== null;
  let best: DateGuess = { format: null, share: shareOf(column.texts, plain), other: null };
  if (best.share === 1) return best;
  for (const format of DATE_FORMATS) {
    const reader = dateReader(format);
    const share = shareOf(column.texts, (text) => reader(text) !== null);
    if (share > best.share) best = { format, share, other: null };
  }
  const { format } = best;
  const swapped = format === null ? undefined : SWAPPED.get(format);
  if (format === null || swapped === undefined) return best;
  const reader = dateReader(swapped);
  if (shareOf(column.texts, (text) => reader(text) !== null) < best.share) return best;
  const [first, second] = steadiness(column.texts);
  const monthFirst = first === second ? AMERICAN.test(locale) : second < first;
  const isMonthFirst = /^M/.test(format);
  return isMonthFirst === monthFirst
    ? { ...best, other: swapped }
    : { format: swapped, share: best.share, other: format };
}

/** How many different first and second parts dates such as 03/04/2026 have. */
function steadiness(texts: readonly string[]): readonly [number, number] {
  const parts = texts.map((text) => text.split(/[/.-]/));
  return [new Set(parts.map(([a]) => a)).size, new Set(parts.map(([, b]) => b)).size];
}
