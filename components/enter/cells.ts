/** The cells of the grid as they lie in the page: found by their place, read, written, marked. */
import { type CellAt, cellsOf, type Range } from '@/lib/domain/enter-block';
import type { GridSize } from '@/lib/domain/enter-move';

export const placeOf = (input: HTMLInputElement): CellAt => {
  const [row = 0, column = 0] = (input.dataset['at'] ?? '').split(',').map(Number);
  return { row, column };
};

export function cellAt(table: HTMLElement, { row, column }: CellAt): HTMLInputElement | null {
  return table.querySelector<HTMLInputElement>(`input[data-at="${row},${column}"]`);
}

export function allCells(table: HTMLElement): readonly HTMLInputElement[] {
  return [...table.querySelectorAll<HTMLInputElement>('input[data-at]')];
}

export function sizeOf(table: HTMLElement): GridSize {
  const last = allCells(table).at(-1);
  if (last === undefined) return { rows: 0, columns: 0 };
  const { row, column } = placeOf(last);
  return { rows: row + 1, columns: column + 1 };
}

/** Texts of a range, row by row, for the clipboard. */
export function textsIn(table: HTMLElement, range: Range): string[][] {
  const rows = new Map<number, string[]>();
  for (const at of cellsOf(range)) {
    rows.set(at.row, [...(rows.get(at.row) ?? []), cellAt(table, at)?.value ?? '']);
  }
  return [...rows.values()];
}

/** Marks what is selected, where that is more than one cell. */
export function markSelected(table: HTMLElement, range: Range | null): void {
  const several =
    range !== null && (range.from.row !== range.to.row || range.from.column !== range.to.column);
  const chosen = new Set(
    several ? cellsOf(range).map(({ row, column }) => `${row},${column}`) : [],
  );
  for (const input of allCells(table)) {
    const cell = input.closest('td');
    if (chosen.has(input.dataset['at'] ?? '')) cell?.setAttribute('aria-selected', 'true');
    else cell?.removeAttribute('aria-selected');
  }
}

/** One cell is in the order of Tab, as in one control; the keys lead to the others. */
export function rove(table: HTMLElement, to: HTMLInputElement | undefined): void {
  for (const input of allCells(table)) input.tabIndex = input === to ? 0 : -1;
}
