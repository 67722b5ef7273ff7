/** Figures as people and programs write them. */
import type { Cell } from './table';
import { quoted } from './wording';

/** Beyond it no figure of an organisation lies, and sums of millions of them stay exact enough. */
const LARGEST = 1e21;

export interface NumberStyle {
  readonly decimalComma: boolean;
  readonly thousands: string | null;
}

const POINT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i;
const COMMA = /^[+-]?(?:\d+,?\d*|,\d+)(?:e[+-]?\d{1,3})?$/i;

/** Text without its groups of three digits; as it is when the groups are not whole. */
function ungrouped(text: string, sign: string): string {
  const mark = sign === ' ' ? '[ \u00a0\u202f]' : sign === "'" ? "['’]" : `\\${sign}`;
  const grouped = new RegExp(`^[+-]?\\d{1,3}(?:${mark}\\d{3})+(?!\\d)`).exec(text)?.[0];
  if (grouped === undefined) return text;
  return grouped.replace(new RegExp(mark, 'g'), '') + text.slice(grouped.length);
}

/** What to do about a text that is no number. */
function cure(text: string, style: NumberStyle): string {
  if (/^[+-]?(nan|inf(inity)?|∞)$/i.test(text)) {
    return 'Only finite numbers are figures. Leave the cell blank where there is none.';
  }
  if (/^[+-]?0x/i.test(text)) return 'Write it in decimal digits.';
  if (/^[+-]?\d+,\d+$/.test(text) && !style.decimalComma) {
    return "If the comma is a decimal comma, set decimalComma: true in the profile; if it groups thousands, set thousands: ','.";
  }
  if (style.decimalComma && /\d\.\d/.test(text)) {
    return "The profile says decimalComma: true. Write 1234,5, or set thousands: '.'.";
  }
  if (/\d[,.'’ \u00a0\u202f]\d{3}/.test(text)) {
    return 'Leave out the signs between thousands, or name them in the profile as thousands.';
  }
  if (/[%€$£¥]/.test(text)) return 'Leave out the unit: the KPI has it.';
  return 'Write a number such as 1234.5, or leave the cell blank. If the text means that there is no figure, list it under missing in the profile.';
}

/**
 * The number that a cell holds, at full precision; null for a blank cell; otherwise the fault as a
 * sentence.
 *
 * @example readNumber('0.1', style) // 0.1; '' gives null; 'abc' gives '“abc” is not a number. …'
 */
export function readNumber(cell: Cell | undefined, style: NumberStyle): number | null | string {
  if (cell === undefined || cell === null) return null;
  if (typeof cell === 'boolean') {
    return `“${cell}” is not a number. Write a number, or leave the cell blank.`;
  }
  if (typeof cell === 'number') return finite(cell, `${cell}`);
  const text = cell.trim();
  if (text === '') return null;
  // Word processors and spreadsheets write U+2212 for minus.
  const plain = text.startsWith('−') ? `-${text.slice(1)}` : text;
  const digits = style.thousands === null ? plain : ungrouped(plain, style.thousands);
  if (style.decimalComma ? COMMA.test(digits) : POINT.test(digits)) {
    return finite(Number(style.decimalComma ? digits.replace(',', '.') : digits), text);
  }
  return `${quoted(text)} is not a number. ${cure(plain, style)}`;
}

function finite(value: number, text: string): number | string {
  // Plus 0 makes a negative zero an ordinary one.
  if (Math.abs(value) <= LARGEST) return value + 0;
  if (Number.isNaN(value)) return 'a figure is not a number. Leave it out where there is none.';
  return `${quoted(text)} is too large for a figure. Check its digits, or report it in a larger unit.`;
}

/** Exponent of a power of ten from a millionth to a million; null for other numbers. */
function tenth(scale: number): number | null {
  const exponent = Math.round(Math.log10(scale));
  return Math.abs(exponent) <= 6 && Number(`1e${exponent}`) === scale ? exponent : null;
}

/**
 * A figure times a scale. Powers of ten shift the decimal point of the digits as written, so that
 * 0.07 × 100 is 7 and not 7.000000000000001.
 *
 * @example scaled(0.07, 100) // 7
 */
export function scaled(value: number, scale: number): number {
  if (scale === 1) return value;
  const exponent = scale > 0 ? tenth(scale) : null;
  if (exponent === null) return value * scale;
  const [digits = '0', own = '0'] = String(value).split('e');
  return Number(`${digits}e${Number(own) + exponent}`);
}
