/** How a file writes its numbers, and what stands where there is none. */
import { type NumberStyle, readNumber } from '../number';
import { type Column, shareOf } from './sample';

/** In the order of preference where several read as many cells. */
const STYLES: readonly NumberStyle[] = [
  { decimalComma: false, thousands: null },
  { decimalComma: false, thousands: ',' },
  { decimalComma: true, thousands: null },
  { decimalComma: true, thousands: '.' },
  { decimalComma: false, thousands: ' ' },
  { decimalComma: true, thousands: ' ' },
  { decimalComma: false, thousands: "'" },
];

/** Where 1,234 may be a thousand or a little more than one. */
const AMBIGUOUS = /^[+-]?\d{1,3},\d{3}$/;

/** What files write where there is no figure. 0 is none of them: nobody but the reader can know that. */
const MARKS: ReadonlySet<string> = new Set(
  [
    '-',
    '–',
    '—',
    '.',
    '..',
    '...',
    '*',
    '?',
    'x',
    'n/a',
    'na',
    'n.a.',
    'nan',
    'null',
    'none',
  ].concat([
    'nil',
    '#n/a',
    '#n/v',
    '#div/0!',
    '#value!',
    'k.a.',
    'k. a.',
    'nd',
    'n.d.',
    'tbd',
    '(null)',
    '\\n',
  ]),
);

const isMark = (text: string): boolean => MARKS.has(text.toLowerCase());

const reads = (style: NumberStyle) => (cell: Column['cells'][number]) =>
  typeof readNumber(cell, style) === 'number';

/** How many of a column's cells are numbers, of 1; marks for "nothing" are left out of it. */
export function numberShare({ cells }: Column, style: NumberStyle): number {
  return shareOf(
    cells.filter((cell) => typeof cell !== 'string' || !isMark(cell)),
    reads(style),
  );
}

/**
 * The style by which most cells of columns with digits are numbers. Where all that has a comma might be
 * thousands as well as decimals, a language that writes decimals with a comma decides.
 *
 * @example guessNumbers([column(['1.234,5', '12,25'])], 'en-GB') // { decimalComma: true, thousands: '.' }
 */
export function guessNumbers(columns: readonly Column[], locale: string): NumberStyle {
  const cells = columns.flatMap(({ cells: all }) => all.filter(hasDigitsOnly));
  const [usual = { decimalComma: false, thousands: null }] = STYLES;
  let best = usual;
  let most = shareOf(cells, reads(usual));
  for (const style of STYLES) {
    const share = shareOf(cells, reads(style));
    if (share > most) {
      best = style;
      most = share;
    }
  }
  const commas = cells.filter((cell) => typeof cell === 'string' && cell.includes(','));
  const isOpen = commas.length > 0 && commas.every((cell) => AMBIGUOUS.test(String(cell)));
  if (!isOpen || !cells.every(reads({ decimalComma: true, thousands: null }))) return best;
  return { decimalComma: writesComma(locale), thousands: writesComma(locale) ? null : ',' };
}

const hasDigitsOnly = (cell: Column['cells'][number]): boolean =>
  typeof cell === 'string' && /^[+−-]?[\d.,'’ \u00a0\u202f]*\d$/.test(cell);

const writesComma = (locale: string): boolean =>
  new Intl.NumberFormat(locale).formatToParts(1.5).some(({ value }) => value === ',');

/** The marks for "nothing" that columns hold, each once, as they are written. */
export function marksIn(columns: readonly Column[]): readonly string[] {
  return [...new Set(columns.flatMap(({ texts }) => texts.filter(isMark)))];
}
