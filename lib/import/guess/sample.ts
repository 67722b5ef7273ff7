/** The first rows of a file, column by column, as the guesses look at them. */
import type { Cell, TableRow } from '../table';

export interface Sample {
  readonly header: readonly string[];
  /** Rows name their own columns: what is not in the first of them may come later. */
  readonly selfNaming: boolean;
  readonly rows: readonly Pick<TableRow, 'cells'>[];
  readonly fileName: string | null;
}

export interface Column {
  readonly name: string;
  readonly place: number;
  /** What stands in it, trimmed; blank cells are left out. */
  readonly cells: readonly Exclude<Cell, null>[];
  /** The same as texts, each once. */
  readonly texts: readonly string[];
}

/** A slug, and what people call it. */
export interface Named {
  readonly slug: string;
  readonly name: string;
}

export function columnsOf({ header, rows }: Sample): readonly Column[] {
  return header.map((name, place) => {
    const cells = rows.flatMap(({ cells: all }) => {
      const cell = all[place] ?? null;
      const kept = typeof cell === 'string' ? cell.trim() : cell;
      return kept === null || kept === '' ? [] : [kept];
    });
    return { name, place, cells, texts: [...new Set(cells.map(String))] };
  });
}

/** How many of the cells it is true of, of 1; 0 where there are none. */
export function shareOf<T>(items: readonly T[], isSo: (item: T) => boolean): number {
  return items.length === 0 ? 0 : items.filter(isSo).length / items.length;
}
