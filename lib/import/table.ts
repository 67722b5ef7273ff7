/** What a file of rows looks like to those who read it, whatever its format. */
import type { Encoding } from './encoding';

export const TABLE_FORMATS = ['csv', 'tsv', 'json', 'ndjson', 'xlsx'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

/** A workbook's dates come as `2026-11-22`, with a time as `2026-11-22T08:30:00`. */
export type Cell = string | number | boolean | null;

/** Why a row is refused: what is wrong and what to do, as a sentence without its place in the file. */
export interface RowFault {
  /** The tidy column (`kpi`, `period`, `value` …); null when the row as a whole cannot be read. */
  readonly field: string | null;
  readonly code: string;
  readonly message: string;
}

export interface TableRow {
  /** Line of the file on which it starts, or row of the sheet; from 1. */
  readonly line: number;
  /** Ordinal among the rows of data, from 1. */
  readonly row: number;
  /** In the order of the header; what is missing at the end is absent. */
  readonly cells: readonly Cell[];
  /** As it stands in the file; null where that is no text (a workbook). */
  readonly text: string | null;
  readonly fault: RowFault | null;
}

export interface Table {
  readonly format: TableFormat;
  /** Null for a workbook. While all that was read is ASCII it says `utf-8`, and may still change. */
  readonly encoding: Encoding | null;
  /** Null where the format has none. */
  readonly separator: string | null;
  /** Names of the columns. For JSON and NDJSON those seen so far: it grows while rows are read. */
  readonly header: readonly string[];
  /** The first line as it stands in the file; null where there is none, and where it is no text. */
  readonly headerText: string | null;
  /** True where each row names its own columns, so that one that is absent is blank and no fault. */
  readonly selfNaming: boolean;
  /** Rows in the file's order, some thousand at a time. To be read once. */
  readonly batches: AsyncIterable<readonly TableRow[]>;
}

/**
 * Where a row stands, as a sentence begins.
 *
 * @example placeOf('csv', { line: 12, row: 11 }) // 'Line 12'
 */
export function placeOf(format: TableFormat, at: Pick<TableRow, 'line' | 'row'>): string {
  if (format === 'xlsx') return `Row ${at.line}`;
  return format === 'json' ? `Observation ${at.row}` : `Line ${at.line}`;
}

/**
 * Cells as a line of CSV, quoted where they must be.
 *
 * @example delimited(['a,b', 1, null]) // '"a,b",1,'
 */
export function delimited(cells: readonly Cell[]): string {
  return cells
    .map((cell) => {
      const text = String(cell ?? '');
      return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    })
    .join(',');
}
