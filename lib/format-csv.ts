/** Tables as text that spreadsheets open and `throughline import` reads. */

/** A cell: a number stays one at full precision, null is blank. */
export type TableCell = string | number | null;
export type TableRows = readonly (readonly TableCell[])[];

/** What spreadsheets take for the beginning of a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * Rows as CSV (RFC 4180) in UTF-8 with a byte order mark, without which spreadsheets misread accents.
 * A text that a spreadsheet would run as a formula gets an apostrophe before it; numbers are left as
 * they are.
 *
 * @example csvText([['name'], ['=1+1'], [-2.5]]) // '\ufeffname\r\n\'=1+1\r\n-2.5\r\n'
 */
export function csvText(rows: TableRows): string {
  return `\ufeff${rows.map((row) => `${row.map(cellText).join(',')}\r\n`).join('')}`;
}

function cellText(cell: TableCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
