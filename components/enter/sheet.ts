/** How a grid of fields behaves like a spreadsheet. */
import type { ClipboardEvent, KeyboardEvent, MouseEvent } from 'react';
import {
  blockText,
  type CellAt,
  cellsOf,
  parseBlock,
  pasted,
  type Range,
} from '@/lib/domain/enter-block';
import type { CellTexts } from '@/lib/domain/enter-grid';
import { moved } from '@/lib/domain/enter-move';
import { allCells, cellAt, markSelected, placeOf, rove, sizeOf, textsIn } from './cells';

interface SheetOptions {
  readonly was: CellTexts;
  readonly say: (text: string) => void;
  readonly onChanges: (cells: number) => void;
}

/** Keys that move the caret while a cell is edited, and go from cell to cell otherwise. */
const CARET_KEYS = new Set(['ArrowLeft', 'ArrowRight', 'Home', 'End']);

export class Sheet {
  readonly #options: SheetOptions;
  #table: HTMLElement | null = null;
  /** Where a selection began; it reaches to the cell with the focus. */
  #anchor: CellAt = { row: 0, column: 0 };
  #active: CellAt = { row: 0, column: 0 };
  /** What the cell held when one came to it: Escape brings it back. */
  #before = '';
  /** F2 or a second click: arrows move the caret. */
  #editing = false;
  /** Escape with nothing to bring back: the next Tab leaves the grid. */
  #leaving = false;
  /** The selection grows instead of moving. */
  #extending = false;

  constructor(options: SheetOptions) {
    this.#options = options;
  }

  begin(table: HTMLElement): void {
    this.#table = table;
    // What is entered is mostly the newest.
    if (table.parentElement !== null) table.parentElement.scrollLeft = table.scrollWidth;
    this.#count();
  }

  entered(target: EventTarget): void {
    if (!isCell(target) || this.#table === null) return;
    this.#active = placeOf(target);
    if (!this.#extending) this.#anchor = this.#active;
    this.#extending = false;
    this.#before = target.value;
    this.#editing = false;
    this.#leaving = false;
    rove(this.#table, target);
    markSelected(this.#table, this.#range());
    target.select();
  }

  pressed(event: MouseEvent): void {
    const { target } = event;
    if (!isCell(target) || event.button !== 0) return;
    if (target === document.activeElement && !event.shiftKey) {
      this.#editing = true;
      return;
    }
    event.preventDefault();
    this.#extending = event.shiftKey;
    target.focus();
  }

  typed(target: EventTarget): void {
    if (!isCell(target)) return;
    this.#leaving = false;
    this.#mark(target);
    this.#count();
  }

  key(event: KeyboardEvent): void {
    const { target, key } = event;
    if (!isCell(target) || event.altKey || event.nativeEvent.isComposing) return;
    const ctrl = event.ctrlKey || event.metaKey;
    if (key === 'F2') {
      this.#editing = true;
      target.setSelectionRange(target.value.length, target.value.length);
    } else if (key === 'Escape') this.#bringBack(target);
    else if (ctrl && key === 'Enter') target.form?.requestSubmit();
    else if (ctrl && key.toLowerCase() === 'a') {
      if (this.#editing) return;
      this.#selectAll();
    } else if ((key === 'Delete' || key === 'Backspace') && this.#isRange()) {
      this.#write(cellsOf(this.#range()).map((at) => ({ ...at, text: '' })));
    } else if (!this.#move(event, ctrl)) return;
    event.preventDefault();
  }

  /** Whether the key led somewhere. */
  #move({ key, shiftKey: shift }: KeyboardEvent, ctrl: boolean): boolean {
    if (this.#table === null || (key === 'Tab' && this.#leaving)) return false;
    if (this.#editing && CARET_KEYS.has(key)) return false;
    const to = moved(this.#active, { key, shift, ctrl }, sizeOf(this.#table));
    const cell = to === null ? null : cellAt(this.#table, to);
    if (cell === null) return false;
    this.#extending = shift && key !== 'Tab' && key !== 'Enter';
    cell.focus();
    cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    return true;
  }

  copy(event: ClipboardEvent): void {
    if (this.#table === null || !isCell(event.target) || !this.#isRange()) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', blockText(textsIn(this.#table, this.#range())));
  }

  cut(event: ClipboardEvent): void {
    if (!isCell(event.target) || !this.#isRange()) return;
    this.copy(event);
    this.#write(cellsOf(this.#range()).map((at) => ({ ...at, text: '' })));
  }

  paste(event: ClipboardEvent): void {
    if (this.#table === null || !isCell(event.target)) return;
    const block = parseBlock(event.clipboardData.getData('text/plain'));
    const single = block.length <= 1 && (block[0]?.length ?? 0) <= 1;
    if (single && !this.#isRange()) return;
    event.preventDefault();
    const { cells, lost } = pasted(block, this.#range(), sizeOf(this.#table));
    this.#write(cells);
    const far = cells.at(-1);
    if (far !== undefined && !single) {
      const anchor = this.#anchor;
      markSelected(this.#table, { from: anchor, to: far });
    }
    this.#options.say(
      `${cells.length} ${cells.length === 1 ? 'cell' : 'cells'} pasted${lost === 0 ? '' : `; ${lost} lie beyond the grid and were left out`}.`,
    );
  }

  #write(cells: readonly (CellAt & { readonly text: string })[]): void {
    for (const { text, ...at } of cells) {
      const cell = this.#table === null ? null : cellAt(this.#table, at);
      if (cell === null) continue;
      cell.value = text.trim();
      this.#mark(cell);
    }
    this.#count();
  }

  #bringBack(cell: HTMLInputElement): void {
    this.#leaving = cell.value === this.#before;
    cell.value = this.#before;
    this.#editing = false;
    this.#mark(cell);
    this.#count();
    cell.select();
  }

  #selectAll(): void {
    if (this.#table === null) return;
    const { rows, columns } = sizeOf(this.#table);
    this.#anchor = { row: 0, column: 0 };
    this.#active = { row: rows - 1, column: columns - 1 };
    markSelected(this.#table, this.#range());
  }

  #range(): Range {
    return { from: this.#anchor, to: this.#active };
  }

  #isRange(): boolean {
    const { row, column } = this.#active;
    return this.#anchor.row !== row || this.#anchor.column !== column;
  }

  #mark(cell: HTMLInputElement): void {
    cell.closest('td')?.toggleAttribute('data-changed', this.#isChanged(cell));
  }

  #isChanged(cell: HTMLInputElement): boolean {
    return cell.value.trim() !== (this.#options.was[cell.name] ?? '');
  }

  #count(): void {
    if (this.#table === null) return;
    const changed = allCells(this.#table).filter((cell) => this.#isChanged(cell));
    this.#options.onChanges(changed.length);
  }
}

function isCell(target: EventTarget): target is HTMLInputElement {
  return target instanceof HTMLInputElement && target.dataset['at'] !== undefined;
}
