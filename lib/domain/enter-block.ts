/** Blocks of cells as spreadsheets copy and paste them: rows in lines, cells apart by tabs. */

/** Texts by row and column. */
export type Block = readonly (readonly string[])[];

/** A cell of the grid, counted from 0. */
export interface CellAt {
  readonly row: number;
  readonly column: number;
}

/** Cells from one corner to the other, both included. */
export interface Range {
  readonly from: CellAt;
  readonly to: CellAt;
}

/** Nobody pastes more by hand; what is beyond is a mistake. */
const MOST_CELLS = 20_000;

/**
 * The cells of a text from the clipboard. A cell with a tab, a line break or a quotation mark in it stands
 * in quotation marks, as Excel and Sheets write it. The line break at the end belongs to no further row.
 *
 * @example parseBlock('1,5\t2\r\n"a ""b"""\t\r\n') // [['1,5', '2'], ['a "b"', '']]
 */
export function parseBlock(text: string): Block {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  let cells = 0;
  while (at <= text.length && cells < MOST_CELLS) {
    const { cell, end } = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at);
    row.push(cell);
    cells += 1;
    const sign = text[end];
    at = end + 1;
    if (sign === '\t') continue;
    rows.push(row);
    row = [];
    if (sign === '\r' && text[at] === '\n') at += 1;
    if (sign === undefined || at >= text.length) break;
  }
  if (row.length > 0) rows.push(row);
  return rows;
}

interface FoundCell {
  readonly cell: string;
  readonly end: number;
}

function plainCell(text: string, from: number): FoundCell {
  let end = from;
  while (end < text.length && !'\t\r\n'.includes(text[end] ?? '')) end += 1;
  return { cell: text.slice(from, end), end };
}

/** Where the quotation marks do not close before the end of the cell, they are part of what was meant. */
function quotedCell(text: string, from: number): FoundCell {
  let cell = '';
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] !== '"') cell += text[at];
    else if (text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else {
      const next = text[at + 1];
      return next === undefined || '\t\r\n'.includes(next)
        ? { cell, end: at + 1 }
        : plainCell(text, from);
    }
  }
  return plainCell(text, from);
}

/**
 * A block as spreadsheets take it.
 *
 * @example blockText([['1', 'a\tb']]) // '1\t"a\tb"'
 */
export function blockText(block: Block): string {
  const cell = (text: string) =>
    /[\t\r\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return block.map((row) => row.map(cell).join('\t')).join('\n');
}

export interface Pasted {
  readonly cells: readonly (CellAt & { readonly text: string })[];
  /** Cells of the block that lie beyond the grid. */
  readonly lost: number;
}

/**
 * Where the cells of a block go: from the upper left corner of what is selected on. One cell fills the
 * whole selection, as in a spreadsheet. What would lie beyond the grid is counted, not wrapped.
 *
 * @example
 * pasted([['1', '2']], { from: { row: 0, column: 5 }, to: { row: 0, column: 5 } }, { rows: 4, columns: 6 })
 * // { cells: [{ row: 0, column: 5, text: '1' }], lost: 1 }
 */
export function pasted(
  block: Block,
  selected: Range,
  size: { readonly rows: number; readonly columns: number },
): Pasted {
  const { from, to } = ordered(selected);
  const single = block.length === 1 && block[0]?.length === 1 ? (block[0][0] ?? '') : null;
  if (single !== null) {
    return { cells: cellsOf({ from, to }).map((at) => ({ ...at, text: single })), lost: 0 };
  }
  const all = block.flatMap((cells, row) =>
    cells.map((text, column) => ({ row: from.row + row, column: from.column + column, text })),
  );
  const cells = all.filter(({ row, column }) => row < size.rows && column < size.columns);
  return { cells, lost: all.length - cells.length };
}

/**
 * The same range from its upper left to its lower right corner.
 *
 * @example ordered({ from: { row: 2, column: 0 }, to: { row: 0, column: 1 } }).from // { row: 0, column: 0 }
 */
export function ordered({ from, to }: Range): Range {
  return {
    from: { row: Math.min(from.row, to.row), column: Math.min(from.column, to.column) },
    to: { row: Math.max(from.row, to.row), column: Math.max(from.column, to.column) },
  };
}

/**
 * Every cell of a range, row by row.
 *
 * @example cellsOf({ from: { row: 0, column: 0 }, to: { row: 0, column: 1 } }).length // 2
 */
export function cellsOf(range: Range): readonly CellAt[] {
  const { from, to } = ordered(range);
  return Array.from({ length: to.row - from.row + 1 }, (_, row) =>
    Array.from({ length: to.column - from.column + 1 }, (__, column) => ({
      row: from.row + row,
      column: from.column + column,
    })),
  ).flat();
}
