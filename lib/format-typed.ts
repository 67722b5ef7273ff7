/** Figures as a person types them, in the manner of the reader's locale, and as a cell shows them to be typed over. */

/** Signs that stand between groups of three digits somewhere, whatever the locale. */
const SPACES_AND_TICKS = " \u00a0\u202f'’";

const styles = new Map<string, { readonly decimal: string; readonly groups: string }>();

function styleOf(locale: string): { readonly decimal: string; readonly groups: string } {
  const known = styles.get(locale);
  if (known !== undefined) return known;
  const parts = new Intl.NumberFormat(locale, { useGrouping: true }).formatToParts(1_234_567.8);
  const sign = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  const style = {
    decimal: sign('decimal') === ',' ? ',' : '.',
    groups: `${SPACES_AND_TICKS}${sign('decimal') === ',' ? '.' : ','}`,
  };
  styles.set(locale, style);
  return style;
}

/**
 * A figure at full precision, without groups of digits: what a cell holds, and what a copied block says.
 *
 * @example typedText(1234.5, 'de-DE') // '1234,5'; null is ''
 */
export function typedText(value: number | null, locale: string): string {
  if (value === null) return '';
  const text = String(value);
  return styleOf(locale).decimal === ',' ? text.replace('.', ',') : text;
}

/** The text without a sign of its unit, as spreadsheets copy it: `84,5 %`, `£12`. */
function withoutUnit(text: string, unit: string): string {
  const signs = [unit, unit === 'percent' ? '%' : ''].filter((sign) => sign !== '');
  for (const sign of signs) {
    if (text.endsWith(sign)) return text.slice(0, -sign.length).trim();
    if (text.startsWith(sign)) return text.slice(sign.length).trim();
  }
  return text;
}

/**
 * The number that a text says in a locale's manner; null for a blank one; what is wrong with it, and how
 * it is written, as a sentence otherwise. Groups of digits may be set apart as the locale does it, or by
 * spaces. The unit may stand with it.
 *
 * @example readTyped('84,5 %', { locale: 'de-DE', unit: '%' }) // 84.5
 * readTyped('84,5', { locale: 'en-GB', unit: '%' }) // '“84,5” is no number here: write 84.5.'
 */
export function readTyped(
  typed: string,
  { locale, unit }: { readonly locale: string; readonly unit: string },
): number | null | string {
  const trimmed = typed.trim();
  if (trimmed === '') return null;
  const { decimal, groups } = styleOf(locale);
  const text = withoutUnit(trimmed.replace(/^−/, '-'), unit);
  const mark = decimal === ',' ? ',' : '\\.';
  const grouped = new RegExp(`^[+-]?\\d{1,3}(?:[${groups}]\\d{3})+(?:${mark}\\d*)?$`);
  const plain = new RegExp(`^[+-]?(?:\\d+${mark}?\\d*|${mark}\\d+)(?:e[+-]?\\d{1,3})?$`, 'i');
  const digits = grouped.test(text)
    ? text.replaceAll(new RegExp(`[${groups}]`, 'g'), '')
    : plain.test(text)
      ? text
      : null;
  if (digits === null) return noNumber(trimmed, decimal);
  const value = Number(digits.replace(decimal, '.'));
  // Plus 0 makes a negative zero an ordinary one.
  return Number.isFinite(value) ? value + 0 : noNumber(trimmed, decimal);
}

const LONGEST_SHOWN = 30;

function noNumber(text: string, decimal: string): string {
  const other = decimal === ',' ? '.' : ',';
  const shown = text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
  const swapped = /^[+-]?\d+[.,]\d+$/.test(text) ? text.replace(other, decimal) : `84${decimal}5`;
  return `“${shown}” is no number here: write ${swapped}.`;
}
