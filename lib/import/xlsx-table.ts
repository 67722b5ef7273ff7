/** The first visible sheet of a workbook as a table. */
import type { Cell, Table, TableRow } from './table';
import { checkedHeader, emptyFile } from './text-table';
import { archiveEntries, badWorkbook, unpackPieces, wholeFile } from './xlsx-archive';
import { workbookDate } from './xlsx-dates';
import { type WorkbookFacts, workbookFacts, xmlParser } from './xlsx-parts';

interface SheetRow {
  readonly line: number;
  readonly cells: Cell[];
}

const MOST_COLUMNS = 1000;

/** Column of a reference such as `AB12`, from 0; -1 without one. */
function columnOf(reference: string | undefined): number {
  let column = 0;
  for (const letter of reference?.match(/^[A-Z]{1,3}/)?.[0] ?? '') {
    column = column * 26 + letter.charCodeAt(0) - 64;
  }
  return column - 1;
}

function cellValue(type: string, text: string, style: number, facts: WorkbookFacts): Cell {
  if (type === 's') return facts.texts[Number(text)] ?? null;
  if (text === '') return null;
  if (type === 'b') return text === '1';
  if (type !== 'n') return text;
  const number = Number(text);
  if (Number.isNaN(number)) return text;
  const date = facts.dates[style] === true ? workbookDate(number, facts.from1904) : null;
  return date ?? number;
}

/** Collects the rows of the sheet while its XML goes by. */
function sheetReader(facts: WorkbookFacts) {
  let rows: SheetRow[] = [];
  let line = 0;
  let cells: Cell[] = [];
  let column = -1;
  let type = 'n';
  let style = 0;
  let text = '';
  let reading = false;
  const sax = xmlParser({
    open: (name, attribute) => {
      if (name === 'row') {
        line = Number(attribute('r') ?? line + 1);
        cells = [];
        column = -1;
      } else if (name === 'c') {
        const stated = columnOf(attribute('r'));
        column = stated < 0 ? column + 1 : stated;
        type = attribute('t') ?? 'n';
        style = Number(attribute('s') ?? 0);
        text = '';
      }
      reading = name === 'v' || name === 't';
    },
    text: (piece) => {
      if (reading) text += piece;
    },
    close: (name) => {
      reading = false;
      if (name === 'c') {
        if (column >= MOST_COLUMNS) throw badWorkbook(`it has more than ${MOST_COLUMNS} columns`);
        while (cells.length < column) cells.push(null);
        cells[column] = cellValue(type, text, style, facts);
      } else if (name === 'row' && cells.some((cell) => cell !== null && cell !== '')) {
        rows.push({ line, cells });
      }
    },
  });
  return {
    write: (piece: string): SheetRow[] => {
      rows = [];
      sax.write(piece);
      return rows;
    },
  };
}

async function* sheetRows(file: Buffer, facts: WorkbookFacts): AsyncGenerator<SheetRow[]> {
  const reader = sheetReader(facts);
  for await (const piece of unpackPieces(file, facts.sheet)) {
    const rows = reader.write(piece);
    if (rows.length > 0) yield rows;
  }
}

export async function openWorkbook(first: Buffer, rest: AsyncIterable<Buffer>): Promise<Table> {
  const file = await wholeFile(first, rest);
  const rows = sheetRows(file, workbookFacts(file, archiveEntries(file)));
  const start = await rows.next();
  const [head, ...started] = start.done === true ? [] : start.value;
  if (head === undefined) throw emptyFile();
  const header = checkedHeader(head.cells);
  let row = 0;
  const toRow = ({ line, cells }: SheetRow): TableRow => {
    row += 1;
    return { line, row, cells, text: null, fault: null };
  };
  async function* batches(): AsyncGenerator<readonly TableRow[]> {
    if (started.length > 0) yield started.map(toRow);
    for await (const batch of rows) yield batch.map(toRow);
  }
  return {
    format: 'xlsx',
    encoding: null,
    separator: null,
    header,
    headerText: null,
    selfNaming: false,
    batches: batches(),
  };
}
