/** Texts and numbers out of the cells of a row, as the profile says. */
import { type NumberStyle, readNumber, scaled } from './number';
import type { NumberSource, TextSource } from './profile';
import type { Cell, Table, TableRow } from './table';
import { slugOf } from './wording';

/** The cell of a column in a row; undefined where the row or the table has none. */
export type CellOf = (row: TableRow, column: string) => Cell | undefined;

/** Finds columns by name. A name that is not there yet may come: rows of JSON bring their own. */
export function cellFinder({ header }: Pick<Table, 'header'>): CellOf {
  const places = new Map<string, number>();
  return (row, column) => {
    const known = places.get(column);
    if (known !== undefined) return row.cells[known];
    const place = header.indexOf(column);
    if (place < 0) return undefined;
    places.set(column, place);
    return row.cells[place];
  };
}

/** Null when the row says nothing. */
export type TextReader = (row: TableRow) => string | null;

export function textReader(source: TextSource | undefined, cellOf: CellOf): TextReader {
  if (source === undefined) return () => null;
  const { column, constant, map, slugify, prefix, suffix, missing } = source;
  if (column === null) return () => constant;
  return (row) => {
    const cell = cellOf(row, column);
    if (cell === undefined || cell === null) return null;
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
  cellOf: CellOf,
  style: NumberStyle,
): NumberReader {
  const { column, constant, subtract, scale, missing } = source;
  if (column === null) return () => constant;
  const one = (row: TableRow, name: string): number | null | string => {
    const cell = cellOf(row, name);
    if (cell === undefined || cell === null) return null;
    if (missing.texts.size > 0 && missing.texts.has(String(cell).trim())) return null;
    const found = readNumber(cell, style);
    return typeof found === 'number' && missing.numbers.has(found) ? null : found;
  };
  return (row) => {
    const first = one(row, column);
    if (typeof first !== 'number') return first;
    let total = first;
    for (const name of subtract) {
      const next = one(row, name);
      if (typeof next !== 'number') return next;
      total -= next;
    }
    return scaled(total, scale);
  };
}
