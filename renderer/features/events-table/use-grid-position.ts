import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { SearchTab } from '../../state/tab.ts';
import { useWorkspace } from '../../state/workspace.ts';
import type { GridCell, RowSelection } from './grid-keys.ts';
import type { PageStore } from './page-store.ts';
import type { TablePlace } from './table-place.ts';

const FOLLOW_MS = 90;

type Grid = {
  readonly tab: SearchTab;
  /** Where the reader was when the tab was left. */
  readonly start: TablePlace;
  /** Where another result is entered; null until there is another. */
  readonly entry: TablePlace | null;
  readonly store: PageStore;
  readonly showRow: (row: number) => void;
  readonly toOffset: (offset: number) => void;
};

export type GridPosition = {
  /** The cell the keys act on; row −1 is the header. */
  readonly active: GridCell;
  /** The rows selected together, null until the reader has gone anywhere. */
  readonly selection: RowSelection | null;
  readonly setActive: (change: (cell: GridCell) => GridCell) => void;
  readonly select: (selection: RowSelection) => void;
  /** Goes to a cell and brings it into view; `extend` keeps the other end of the selection. */
  readonly goTo: (cell: GridCell, extend: boolean) => void;
  /** Opens the event of a row. */
  readonly open: (position: number) => void;
};

/** Where the reader is in the grid. While an event is open, the one gone to is opened in its place. */
export function useGridPosition({ tab, start, entry, store, showRow, toOffset }: Grid): GridPosition {
  const [active, setActive] = useState<GridCell>(start.active);
  const [selection, setSelection] = useState<RowSelection | null>(start.selection);
  const followed = useRef(true);
  const goTo = useCallback(
    (cell: GridCell, extend: boolean) => {
      setActive(cell);
      if (cell.row < 0) return;
      followed.current = false;
      setSelection((before) => ({ anchor: extend && before ? before.anchor : cell.row, focus: cell.row }));
      showRow(cell.row);
    },
    [showRow],
  );
  const open = useCallback(
    (position: number) => {
      const recordId = store.row(position)?.recordId;
      if (recordId !== undefined) useWorkspace.getState().patchTab(tab.id, { selectedRecordId: recordId });
    },
    [store, tab.id],
  );
  useLayoutEffect(() => {
    if (entry === null) return;
    followed.current = true;
    toOffset(entry.offset);
    setActive((cell) => (cell.row < 0 ? cell : entry.active));
    setSelection(entry.selection);
  }, [entry, toOffset]);
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
  return { active, selection, setActive, select: setSelection, goTo, open };
}
