/** Texts and numbers out of the cells of a row, as the profile says. */
import { type NumberStyle, readNumber, scaled } from './number';
import type { NumberSource, TextSource } from './profile';
import type { Cell, Table, TableRow } from './table';
import { slugOf } from './wording';

/** The cell of one column in a row; undefined where the row has none. */
type CellOf = (row: TableRow) => Cell | undefined;

/** Finds a column by its name. Where rows bring their own columns, it may not be there yet. */
function cellOf({ header, selfNaming }: Columns, column: string): CellOf {
  let place = header.indexOf(column);
  if (!selfNaming) return (row) => row.cells[place];
  return (row) => {
    if (place < 0) place = header.indexOf(column);
    return row.cells[place];
  };
}

export type Columns = Pick<Table, 'header' | 'selfNaming'>;

/** Null when the row says nothing. */
export type TextReader = (row: TableRow) => string | null;

export function textReader(source: TextSource | undefined, table: Columns): TextReader {
  if (source === undefined) return () => null;
  const { column, constant, map, slugify, prefix, suffix, missing } = source;
  if (column === null) return () => constant;
  const cellIn = cellOf(table, column);
  return (row) => {
    const cell = cellIn(row);
    if (cell === undefined || cell === null || cell === '') return null;
    const text = String(cell).trim();
    if (text === '' || missing.texts.has(text)) return null;
    const mapped = map?.get(text);
    if (mapped === '') return null;
    const name = mapped ?? (slugify ? slugOf(text) : text);
    return prefix === '' && suffix === '' ? name : `${prefix}${name}${suffix}`;
  };
}

/** Null when the row says nothing; a text is what is wrong. */
export type NumberReader = (row: TableRow) => number | null | string;

export function numberReader(
  source: NumberSource,
  table: Columns,
  style: NumberStyle,
): NumberReader {
  const { column, constant, subtract, scale, missing } = source;
  if (column === null) return () => constant;
  const one = (name: string): NumberReader => {
    const cellIn = cellOf(table, name);
    return (row) => {
      const cell = cellIn(row);
      // Most cells of a wide file are blank.
      if (cell === undefined || cell === null || cell === '') return null;
      if (missing.texts.size > 0 && missing.texts.has(String(cell).trim())) return null;
      const found = readNumber(cell, style);
      return typeof found === 'number' && missing.numbers.has(found) ? null : found;
    };
  };
  const first = one(column);
  if (subtract.length === 0 && scale === 1) return first;
  const others = subtract.map(one);
  return (row) => {
    let total = first(row);
    if (typeof total !== 'number') return total;
    for (const other of others) {
      const next = other(row);
      if (typeof next !== 'number') return next;
      total -= next;
    }
    return scaled(total, scale);
  };
}
