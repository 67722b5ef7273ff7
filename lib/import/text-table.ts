/** CSV, TSV, JSON and NDJSON as tables. */
import { AppError } from '../errors';
import { CsvReader, type CsvRecord } from './csv-reader';
import { UndecodableBytes } from './encoding';
import { type JsonElement, JsonReader } from './json-reader';
import { NdjsonReader } from './ndjson-reader';
import type { Cell, RowFault, Table, TableRow } from './table';
import { listed, quoted } from './wording';

/** More columns than this are no table of figures. */
const MOST_COLUMNS = 1000;

export type TextTable = Pick<
  Table,
  'separator' | 'header' | 'headerText' | 'selfNaming' | 'batches'
>;

interface RecordReader<T> {
  push(piece: string): T[];
  end(): T[];
  readonly reached: number;
}

/** Never an empty batch. */
async function* recordsOf<T>(
  text: AsyncIterable<string>,
  reader: RecordReader<T>,
): AsyncGenerator<T[]> {
  try {
    for await (const piece of text) {
      const found = reader.push(piece);
      if (found.length > 0) yield found;
    }
  } catch (error) {
    if (!(error instanceof UndecodableBytes)) throw error;
    throw new AppError(
      'bad_encoding',
      `Line ${reader.reached}: ${error.reason}. Save the file as UTF-8, or name its encoding in a profile.`,
      { details: { line: reader.reached } },
    );
  }
  const rest = reader.end();
  if (rest.length > 0) yield rest;
}

export function emptyFile(): AppError {
  return new AppError(
    'empty_file',
    'The file is empty. It needs a header that names the columns, and one row for each figure.',
  );
}

/** Names of the columns, trimmed; refused when two are the same, or none is named. */
export function checkedHeader(cells: readonly Cell[]): string[] {
  const header = cells.map((cell) => String(cell ?? '').trim());
  while (header.at(-1) === '') header.pop();
  if (header.length === 0) throw emptyFile();
  if (header.length > MOST_COLUMNS) throw tooManyColumns();
  const twice = header.filter((name, i) => name !== '' && header.indexOf(name) < i);
  if (twice.length > 0) {
    throw new AppError(
      'duplicate_column',
      `The header names ${listed([...new Set(twice)])} more than once. Give each column its own name.`,
    );
  }
  return header;
}

function tooManyColumns(): AppError {
  return new AppError('too_many_columns', `The file has more than ${MOST_COLUMNS} columns.`, {
    status: 413,
  });
}

const span = (record: CsvRecord): string =>
  record.lastLine > record.line
    ? ` The row goes on to line ${record.lastLine}: a quote may be left open.`
    : '';

function csvFault(record: CsvRecord, columns: number): RowFault | null {
  if (record.malformed === 'never_closed') {
    return {
      field: null,
      code: 'bad_quotes',
      message: `a quote is opened and never closed.${span(record)} Close it, or double quotes inside a text.`,
    };
  }
  if (record.malformed === 'after_quote') {
    return {
      field: null,
      code: 'bad_quotes',
      message: `text follows a closing quote.${span(record)} Double the quotes inside a quoted text.`,
    };
  }
  const { length } = record.cells;
  if (length === columns || (length > columns && record.cells.slice(columns).every(blank))) {
    return null;
  }
  return {
    field: null,
    code: 'ragged_row',
    message: `${length} ${length === 1 ? 'cell' : 'cells'} where the header has ${columns}.${span(record)} Quote a text that holds the separator, and keep blank cells.`,
  };
}

const blank = (cell: string): boolean => cell.trim() === '';

export async function openCsv(text: AsyncIterable<string>, separator: string): Promise<TextTable> {
  const records = recordsOf(text, new CsvReader(separator));
  const first = await records.next();
  const head = first.done ? undefined : first.value[0];
  if (first.done || head === undefined) throw emptyFile();
  if (head.malformed !== null) {
    const problem = csvFault(head, 0)?.message ?? '';
    throw new AppError('bad_quotes', `Line ${head.line}, the header: ${problem}`);
  }
  const header = checkedHeader(head.cells);
  let row = 0;
  const toRow = (record: CsvRecord): TableRow => {
    row += 1;
    const fault = csvFault(record, header.length);
    return { line: record.line, row, cells: record.cells, text: record.text, fault };
  };
  async function* batches(): AsyncGenerator<readonly TableRow[]> {
    const started = first.value.slice(1);
    if (started.length > 0) yield started.map(toRow);
    for await (const batch of records) yield batch.map(toRow);
  }
  return { separator, header, headerText: head.text, selfNaming: false, batches: batches() };
}

/** Columns get their place when their name is first seen. */
function elementReader(): { header: string[]; toRow: (element: JsonElement) => TableRow } {
  const header: string[] = [];
  const places = new Map<string, number>();
  let row = 0;
  const placeFor = (name: string): number => {
    const known = places.get(name);
    if (known !== undefined) return known;
    if (header.length === MOST_COLUMNS) throw tooManyColumns();
    places.set(name, header.length);
    return header.push(name) - 1;
  };
  const cellsOf = (record: JsonObject): Cell[] | RowFault => {
    const cells: Cell[] = [];
    for (const name of Object.keys(record)) {
      const value: Cell | object = record[name] ?? null;
      if (typeof value === 'object' && value !== null) {
        const message = `${quoted(name)} holds ${Array.isArray(value) ? 'a list' : 'an object'}. Give a text, a number or true/false.`;
        return { field: name, code: 'bad_value', message };
      }
      const place = placeFor(name);
      while (cells.length < place) cells.push(null);
      cells[place] = value;
    }
    return cells;
  };
  const toRow = (element: JsonElement): TableRow => {
    row += 1;
    const { line, column, text } = element;
    const record = parsedObject(text);
    if (record === null) {
      const message = `${quoted(text)}, at line ${line}, column ${column}, is not a JSON object. Write each observation as {"kpi": …, "period": …}.`;
      return { line, row, cells: [], text, fault: { field: null, code: 'bad_json', message } };
    }
    const cells = cellsOf(record);
    return Array.isArray(cells)
      ? { line, row, cells, text, fault: null }
      : { line, row, cells: [], text, fault: cells };
  };
  return { header, toRow };
}

interface JsonObject {
  readonly [name: string]: Cell | object;
}

const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsedObject(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}

export async function openJson(
  text: AsyncIterable<string>,
  format: 'json' | 'ndjson',
): Promise<TextTable> {
  const reader = format === 'json' ? new JsonReader() : new NdjsonReader();
  const records = recordsOf(text, reader);
  const first = await records.next();
  const { header, toRow } = elementReader();
  const started = first.done ? [] : first.value.map(toRow);
  async function* batches(): AsyncGenerator<readonly TableRow[]> {
    if (started.length > 0) yield started;
    for await (const batch of records) yield batch.map(toRow);
  }
  return { separator: null, header, headerText: null, selfNaming: true, batches: batches() };
}
