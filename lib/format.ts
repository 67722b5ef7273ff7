/**
 * How figures and lists are written: in the reader's locale, with a real minus sign and a fixed
 * number of decimals, so that columns of tabular numerals line up. Nothing here judges, and nothing
 * may be judged by what is written here. Where a figure stands beside a target use `format-compare`.
 */

/** More digits say nothing that a figure from floating point knows. */
export const MOST_DECIMALS = 15;

const NO_BREAK_SPACE = '\u00a0';

/** Units that say what kind of number it is, which its name says already. */
const SILENT_UNITS: ReadonlySet<string> = new Set([
  '',
  'count',
  'number',
  'rate',
  'ratio',
  'score',
]);

/** Signs that a locale may write before the number. */
const CURRENCIES: ReadonlyMap<string, string> = new Map([
  ['£', 'GBP'],
  ['$', 'USD'],
  ['€', 'EUR'],
  ['¥', 'JPY'],
]);

type SignDisplay = 'negative' | 'exceptZero';

/** Making a formatter costs a hundred times what using it does. */
const formatters = new Map<string, Intl.NumberFormat>();

function formatterOf(locale: string, digits: number, sign: SignDisplay): Intl.NumberFormat {
  const key = `${locale} ${digits} ${sign}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    // A value that rounds to 0 is written without a sign.
    signDisplay: sign,
  });
  formatters.set(key, made);
  return made;
}

const withMinus = (text: string): string => text.replaceAll('-', '−');

const clamped = (decimals: number): number => Math.min(Math.max(decimals, 0), MOST_DECIMALS);

/**
 * A number with exactly so many decimals.
 *
 * @example formatNumber(-1234.5, 1, 'en-GB') // '−1,234.5'
 */
export function formatNumber(value: number, decimals: number, locale: string): string {
  return withMinus(formatterOf(locale, clamped(decimals), 'negative').format(value));
}

/**
 * As `formatNumber`, with a plus sign above 0: for changes and gaps.
 *
 * @example formatSigned(48.333, 1, 'en-GB') // '+48.3'
 */
export function formatSigned(value: number, decimals: number, locale: string): string {
  return withMinus(formatterOf(locale, clamped(decimals), 'exceptZero').format(value));
}

/**
 * A number in powers of ten, for what fixed decimals cannot tell from 0.
 *
 * @example formatPower(-5.5e-17, 2, 'en-GB') // '−5.5E−17'
 */
export function formatPower(value: number, significantDigits: number, locale: string): string {
  const options = { notation: 'scientific', maximumSignificantDigits: significantDigits } as const;
  return withMinus(new Intl.NumberFormat(locale, options).format(value));
}

/**
 * A figure as written with its unit, which stays on its line. `count` and the like are not written;
 * the signs of currencies stand where the locale puts them.
 *
 * @example withUnit('94.96', '%', 'en-GB') // '94.96 %'; withUnit('−12', '£', 'en-GB') is '−£12'
 */
export function withUnit(figure: string, unit: string, locale: string): string {
  if (SILENT_UNITS.has(unit)) return figure;
  const currency = CURRENCIES.get(unit);
  if (currency !== undefined && leadsNumber(currency, locale)) {
    return figure.replace(/^([−+]?)/, `$1${unit.replace('$', '$$$$')}`);
  }
  return `${figure}${NO_BREAK_SPACE}${unit === 'percent' ? '%' : unit}`;
}

function leadsNumber(currency: string, locale: string): boolean {
  const parts = new Intl.NumberFormat(locale, { style: 'currency', currency }).formatToParts(1);
  return parts.find(({ type }) => type === 'currency' || type === 'integer')?.type === 'currency';
}

/**
 * A value with its unit.
 *
 * @example formatValue(84, '%', 1, 'en-GB') // '84.0 %', with a space that does not break
 */
export function formatValue(value: number, unit: string, decimals: number, locale: string): string {
  return withUnit(formatNumber(value, decimals, locale), unit, locale);
}

/**
 * Items as a list in a sentence; empty for none.
 *
 * @example formatList(['Buy', 'Receive', 'Get help'], 'en-GB') // 'Buy, Receive and Get help'
 */
export function formatList(items: readonly string[], locale: string): string {
  return new Intl.ListFormat(locale, { style: 'long', type: 'conjunction' }).format(items);
}
