import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { SearchResult } from '../../../preload/contract/model/event.ts';
import type { SearchTab } from '../../state/tab.ts';
import { useWorkspace } from '../../state/workspace.ts';
import type { GridCell } from './grid-keys.ts';
import type { PageStore } from './page-store.ts';
import {
  extendTo,
  isDeliberate,
  type RowSelection,
  selectionAt,
  selectOnly,
  toggleRow,
} from './row-selection.ts';
import type { TablePlace } from './table-place.ts';

const FOLLOW_MS = 90;

type Grid = {
  readonly tab: SearchTab;
  readonly search: SearchResult | null;
  /** Where the reader was when the tab was left. */
  readonly start: TablePlace;
  /** Where another result is entered; null until there is another. */
  readonly entry: TablePlace | null;
  readonly store: PageStore;
  readonly showRow: (row: number) => void;
  readonly showColumn: (column: number) => void;
  readonly toRow: (topRow: number) => void;
};

/**
 * What going to a cell does to the selection: `move` leaves one that was put together row by row, `only` ends any,
 * `extend` leads it on, `add` leads it on and keeps the rest.
 */
type Going = 'move' | 'only' | 'extend' | 'add';

export type GridPosition = {
  /** The cell the keys act on; row −1 is the header. */
  readonly active: GridCell;
  /** The rows selected together, null until the reader has gone anywhere. */
  readonly selection: RowSelection | null;
  readonly setActive: (change: (cell: GridCell) => GridCell) => void;
  readonly select: (selection: RowSelection | null) => void;
  /** Goes to a cell and brings it into view. */
  readonly goTo: (cell: GridCell, going: Going) => void;
  /** Takes a row into the selection, or out of it, and goes there. */
  readonly toggle: (row: number) => void;
  /** Opens the event of a row. */
  readonly open: (position: number) => void;
};

/** Where the reader is in the grid. While an event is open, the one gone to is opened in its place. */
export function useGridPosition({
  tab,
  search,
  start,
  entry,
  store,
  showRow,
  showColumn,
  toRow,
}: Grid): GridPosition {
  const [active, setActive] = useState<GridCell>(start.active);
  const [selection, setSelection] = useState<RowSelection | null>(start.selection);
  const followed = useRef(true);
  const goTo = useCallback(
    (cell: GridCell, going: Going) => {
      setActive(cell);
      showColumn(cell.column);
      if (cell.row < 0) return;
      followed.current = false;
      setSelection((before) => selectionAfter(cell.row, before, going));
      showRow(cell.row);
    },
    [showRow, showColumn],
  );
  const toggle = useCallback((row: number) => {
    setActive(({ column }) => ({ row, column }));
    setSelection((before) => toggleRow(row, before));
  }, []);
  const open = useCallback(
    (position: number) => {
      const recordId = store.row(position)?.recordId;
      if (recordId !== undefined) useWorkspace.getState().patchTab(tab.id, { selectedRecordId: recordId });
    },
    [store, tab.id],
  );
  useOtherRows(search, start.searchId, () =>
    setSelection((before) => (isDeliberate(before) ? null : before)),
  );
  // After what is forgotten: a place brings its own selection.
  useLayoutEffect(() => {
    if (entry === null) return;
    followed.current = true;
    toRow(entry.topRow);
    setActive((cell) => (cell.row < 0 ? cell : entry.active));
    setSelection(entry.selection);
  }, [entry, toRow]);
  const detailOpen = tab.selectedRecordId !== null;
  const recordId = active.row < 0 ? undefined : store.row(active.row)?.recordId;
  useEffect(() => {
    if (!detailOpen || followed.current || recordId === undefined) return;
    const timer = setTimeout(() => {
      followed.current = true;
      useWorkspace.getState().patchTab(tab.id, { selectedRecordId: recordId });
    }, FOLLOW_MS);
    return () => clearTimeout(timer);
  }, [detailOpen, recordId, tab.id]);
  return { active, selection, setActive, select: setSelection, goTo, toggle, open };
}

/**
 * Runs `forget` when other rows stand at the places of those that were shown, as when the case has grown. The whole
 * result begins with the first matches that were shown before it.
 */
function useOtherRows(search: SearchResult | null, keptId: string | null, forget: () => void): void {
  const shown = useRef<{ readonly searchId: string | null; readonly complete: boolean }>({
    searchId: keptId,
    complete: true,
  });
  useLayoutEffect(() => {
    if (search === null || search.searchId === shown.current.searchId) return;
    const others = shown.current.searchId !== null && shown.current.complete;
    shown.current = search;
    if (others) forget();
  });
}

function selectionAfter(row: number, before: RowSelection | null, going: Going): RowSelection {
  switch (going) {
    case 'move':
      return selectionAt(row, before);
    case 'only':
      return selectOnly(row);
    case 'extend':
      return extendTo(row, before, before?.kept ?? false);
    case 'add':
      return extendTo(row, before, true);
  }
}
