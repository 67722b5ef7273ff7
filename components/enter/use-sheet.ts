'use client';

/** The keys, the mouse and the clipboard of a spreadsheet, for a table of fields that works without them. */
import {
  type ClipboardEvent,
  type FocusEvent,
  type FormEvent,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useEffect,
  useMemo,
} from 'react';
import type { CellTexts } from '@/lib/domain/enter-grid';
import { allCells, rove } from './cells';
import { Sheet } from './sheet';

export interface SheetHandlers {
  readonly onFocus: (event: FocusEvent) => void;
  readonly onMouseDown: (event: MouseEvent) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onInput: (event: FormEvent) => void;
  readonly onCopy: (event: ClipboardEvent) => void;
  readonly onCut: (event: ClipboardEvent) => void;
  readonly onPaste: (event: ClipboardEvent) => void;
}

export interface SheetUse {
  readonly table: RefObject<HTMLTableElement | null>;
  readonly was: CellTexts;
  readonly say: (text: string) => void;
  readonly onChanges: (cells: number) => void;
}

/** Handlers for the table. What they change is in the page itself: two hundred fields are not drawn anew for a key. */
export function useSheet({ table, was, say, onChanges }: SheetUse): SheetHandlers {
  const sheet = useMemo(() => new Sheet({ was, say, onChanges }), [was, say, onChanges]);
  useEffect(() => {
    const { current } = table;
    if (current === null) return;
    // Without scripts it is a plain table, whose fields Tab goes through.
    current.setAttribute('role', 'grid');
    const cells = allCells(current);
    rove(current, cells.find((cell) => cell.hasAttribute('aria-invalid')) ?? cells[0]);
    sheet.begin(current);
  }, [table, sheet]);
  return useMemo(
    () => ({
      onFocus: ({ target }) => sheet.entered(target),
      onMouseDown: (event) => sheet.pressed(event),
      onKeyDown: (event) => sheet.key(event),
      onInput: ({ target }) => sheet.typed(target),
      onCopy: (event) => sheet.copy(event),
      onCut: (event) => sheet.cut(event),
      onPaste: (event) => sheet.paste(event),
    }),
    [sheet],
  );
}
