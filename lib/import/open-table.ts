/** Opens a file of rows: finds out its format, encoding and separator, and reads it piece by piece. */
import { AppError } from '../errors';
import { blocksOf, type Encoding, TextDecoding } from './encoding';
import { guessSeparator } from './separator';
import type { Table, TableFormat } from './table';
import { emptyFile, openCsv, openJson } from './text-table';
import { openWorkbook } from './xlsx-table';

export interface TableOptions {
  /** Its ending says the format where `format` does not. */
  readonly fileName?: string | undefined;
  readonly format?: TableFormat | undefined;
  /** One character. */
  readonly separator?: string | undefined;
  readonly encoding?: Encoding | undefined;
}

/** Starts of files that are often taken for tables, and what to do about them. */
const NOT_TEXT: readonly (readonly [readonly number[], string])[] = [
  [
    [0xd0, 0xcf, 0x11, 0xe0],
    'an old or password-protected Excel workbook. Save it as .xlsx without a password, or as CSV',
  ],
  [[0x1f, 0x8b], 'compressed with gzip. Unpack it first'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF. Export the table as CSV'],
  [[0x89, 0x50, 0x4e, 0x47], 'a picture. Export the table as CSV'],
];

const ZIP = [0x50, 0x4b, 0x03, 0x04];

const startsWith = (block: Buffer, bytes: readonly number[]): boolean =>
  bytes.every((byte, i) => block[i] === byte);

function byEnding(fileName: string | undefined): TableFormat | null {
  const ending = /\.([a-z]+)$/i.exec(fileName ?? '')?.[1]?.toLowerCase();
  if (ending === 'csv' || ending === 'tsv' || ending === 'json' || ending === 'xlsx') return ending;
  return ending === 'ndjson' || ending === 'jsonl' ? 'ndjson' : null;
}

/** JSON begins with a bracket; in NDJSON the first line is an object of its own. */
function byContent(sample: string): TableFormat {
  const text = sample.trimStart();
  if (text.startsWith('[')) return 'json';
  if (!text.startsWith('{')) return 'csv';
  try {
    const line: unknown = JSON.parse(text.slice(0, text.search(/[\r\n]|$/)));
    return typeof line === 'object' && line !== null && 'observations' in line ? 'json' : 'ndjson';
  } catch {
    return 'json';
  }
}

function refuseOther(block: Buffer, format: TableFormat | undefined): void {
  const found = NOT_TEXT.find(([bytes]) => startsWith(block, bytes));
  if (found !== undefined) {
    throw new AppError('not_a_table', `The file is ${found[1]}.`, { status: 415 });
  }
  if (format === 'xlsx') {
    throw new AppError('not_a_table', 'The file is no Excel workbook (.xlsx).', { status: 415 });
  }
}

/** Text of the blocks, the first of which was read already. */
async function* decoded(
  first: Buffer,
  rest: AsyncIterator<Buffer>,
  decoding: TextDecoding,
): AsyncGenerator<string> {
  let block = first;
  for (;;) {
    const next = await rest.next();
    yield* decoding.decode(block, next.done === true);
    if (next.done === true) return;
    block = next.value;
  }
}

/** Gives back what was peeked at. */
async function* rejoined(first: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  yield first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

/** Excel writes and reads a first line such as `sep=;`. It stays a line, so that the others keep their numbers. */
const SEPARATOR_LINE = /^sep=(.)(?=\r?\n)/i;

/**
 * Opens a table. The file as a whole is refused with an `AppError` (empty, no table, two columns of
 * one name, bytes that fit no encoding, a record over 1 MiB), here or while its rows are read; what
 * is wrong with one row comes as that row's fault.
 */
export async function openTable(
  source: AsyncIterable<Uint8Array>,
  options: TableOptions = {},
): Promise<Table> {
  const blocks = blocksOf(source);
  const head = await blocks.next();
  if (head.done === true) throw emptyFile();
  const stated = options.format ?? byEnding(options.fileName);
  if (startsWith(head.value, ZIP)) return openWorkbook(head.value, blocks);
  refuseOther(head.value, stated ?? undefined);
  const decoding = new TextDecoding(head.value, options.encoding);
  const pieces = decoded(head.value, blocks, decoding);
  const sample = (await pieces.next()).value ?? '';
  if (sample.includes('\0')) {
    throw new AppError('not_a_table', 'The file is no text. Give CSV, TSV, JSON, NDJSON or XLSX.', {
      status: 415,
    });
  }
  const format = stated ?? byContent(sample);
  const text = rejoined(sample, pieces);
  const table = await openText(text, sample, format, options.separator);
  return {
    ...table,
    format: table.separator === '\t' ? 'tsv' : format,
    get encoding() {
      return decoding.encoding ?? 'utf-8';
    },
  };
}

function openText(
  text: AsyncGenerator<string>,
  sample: string,
  format: TableFormat,
  separator: string | undefined,
) {
  if (format === 'json' || format === 'ndjson') return openJson(text, format);
  const line = SEPARATOR_LINE.exec(sample);
  const named = separator ?? line?.[1] ?? (format === 'tsv' ? '\t' : undefined);
  if (line === null) return openCsv(text, named ?? guessSeparator(sample));
  return openCsv(withoutStart(text, line[0].length), named ?? ',');
}

async function* withoutStart(text: AsyncIterable<string>, length: number): AsyncGenerator<string> {
  let skip = length;
  for await (const piece of text) {
    yield piece.slice(skip);
    skip = 0;
  }
}
