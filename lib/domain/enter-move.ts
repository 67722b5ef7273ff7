/** Where the keys of a spreadsheet lead in a grid of cells. */
import type { CellAt } from './enter-block';

export interface GridSize {
  readonly rows: number;
  readonly columns: number;
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

const held = (n: number, below: number): number => Math.min(Math.max(n, 0), below - 1);

/**
 * The cell that a key leads to; null for a key that leads nowhere, and for Tab beyond the last cell or
 * before the first, which leaves the grid. Arrows and Enter stop at the edge; Home and End stay in the
 * row; with Ctrl, Home, End and arrows go to the edge.
 *
 * @example moved({ row: 0, column: 5 }, { key: 'Tab' }, { rows: 3, columns: 6 }) // { row: 1, column: 0 }
 */
export function moved(
  at: CellAt,
  { key, shift = false, ctrl = false }: { key: string; shift?: boolean; ctrl?: boolean },
  { rows, columns }: GridSize,
): CellAt | null {
  if (key === 'Tab') return tabbed(at, shift ? -1 : 1, { rows, columns });
  if (key === 'Enter') return { ...at, row: held(at.row + (shift ? -1 : 1), rows) };
  if (key === 'Home') return { row: ctrl ? 0 : at.row, column: 0 };
  if (key === 'End') return { row: ctrl ? rows - 1 : at.row, column: columns - 1 };
  const step = STEPS[key];
  if (step === undefined) return null;
  const far = ctrl ? Math.max(rows, columns) : 1;
  return {
    row: held(at.row + step[0] * far, rows),
    column: held(at.column + step[1] * far, columns),
  };
}

function tabbed({ row, column }: CellAt, by: 1 | -1, { rows, columns }: GridSize): CellAt | null {
  const next = row * columns + column + by;
  if (next < 0 || next >= rows * columns) return null;
  return { row: Math.floor(next / columns), column: next % columns };
}
