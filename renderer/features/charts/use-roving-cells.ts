import { type KeyboardEvent, type RefObject, useRef, useState } from 'react';

type Place = { readonly row: number; readonly column: number };

type RovingCells = {
  readonly body: RefObject<HTMLTableSectionElement | null>;
  /** 0 for the one cell that Tab reaches, −1 for all others. */
  readonly tabIndexOf: (row: number, column: number) => 0 | -1;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  /** Makes a cell that got the focus in another way the one that Tab reaches. */
  readonly onFocus: (row: number, column: number) => void;
};

/**
 * Makes the buttons in the cells of a table one stop of Tab: arrow keys, Home and End move among them. Each button has to
 * call `onFocus`.
 */
export function useRovingCells(rowCount: number, columnCount: number): RovingCells {
  const body = useRef<HTMLTableSectionElement>(null);
  const [place, setPlace] = useState<Place>({ row: 0, column: 0 });
  const row = Math.min(place.row, Math.max(0, rowCount - 1));
  const column = Math.min(place.column, Math.max(0, columnCount - 1));
  return {
    body,
    tabIndexOf: (atRow, atColumn) => (atRow === row && atColumn === column ? 0 : -1),
    onKeyDown: (event) => {
      const next = nextPlace(event, { row, column }, rowCount, columnCount);
      if (next === null) return;
      event.preventDefault();
      const to = body.current?.rows[next.row];
      // A cell without a button is passed over for the first of its row; the focus says where that led.
      (to?.cells[next.column]?.querySelector('button') ?? to?.querySelector('button'))?.focus();
    },
    onFocus: (atRow, atColumn) => setPlace({ row: atRow, column: atColumn }),
  };
}

/** The cell a key leads to, held inside the table; null for keys that lead nowhere. */
export function nextPlace(
  { key, ctrlKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey'>,
  { row, column }: Place,
  rowCount: number,
  columnCount: number,
): Place | null {
  const to = (atRow: number, atColumn: number): Place => ({
    row: Math.min(Math.max(0, atRow), rowCount - 1),
    column: Math.min(Math.max(0, atColumn), columnCount - 1),
  });
  switch (key) {
    case 'ArrowDown':
      return to(row + 1, column);
    case 'ArrowUp':
      return to(row - 1, column);
    case 'ArrowRight':
      return to(row, column + 1);
    case 'ArrowLeft':
      return to(row, column - 1);
    case 'Home':
      return to(ctrlKey ? 0 : row, 0);
    case 'End':
      return to(ctrlKey ? rowCount - 1 : row, columnCount - 1);
    default:
      return null;
  }
}
