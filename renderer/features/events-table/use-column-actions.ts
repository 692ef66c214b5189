import { useEffect, useMemo, useRef } from 'react';
import type { SearchTab } from '../../state/tab.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { columnOf } from './column.ts';
import type { GridCell } from './grid-keys.ts';
import type { ColumnActions } from './header-cell.tsx';
import { moveColumn, withPinned } from './pinned-columns.ts';
import { type ColumnTable, MAX_COLUMN_WIDTH, MIN_COLUMN_WIDTH } from './use-columns.ts';

type Columns = {
  readonly tab: SearchTab;
  readonly table: ColumnTable;
  readonly setActive: (change: (cell: GridCell) => GridCell) => void;
  /** The width at which the values that are drawn are whole. */
  readonly widthOf: (name: string) => number;
};

/**
 * What a column's header can do with it; the active cell goes along with the column it is in. The actions stay the
 * same object, so that headers are drawn again only when something of them changes.
 */
export function useColumnActions(columns: Columns): ColumnActions {
  const latest = useRef(columns);
  useEffect(() => {
    latest.current = columns;
  });
  return useMemo(() => createActions(() => latest.current), []);
}

function createActions(current: () => Columns): ColumnActions {
  const { patchTab } = useWorkspace.getState();
  const follow = (columns: readonly string[], name: string) =>
    current().setActive((cell) =>
      cell.row < 0 ? { row: -1, column: Math.max(0, columns.indexOf(name)) } : cell,
    );
  const setWidth = (name: string, width: number) =>
    current().table.setColumnSizing((sizes) => ({
      ...sizes,
      [name]: Math.min(MAX_COLUMN_WIDTH, Math.max(MIN_COLUMN_WIDTH, width)),
    }));
  return {
    sort: (name, further) => current().table.getColumn(name)?.toggleSorting(undefined, further),
    pin: (name) => {
      const { tab } = current();
      const change = withPinned(tab, name, !tab.pinned.includes(name));
      patchTab(tab.id, change);
      follow(change.columns, name);
    },
    fitWidth: (name) => setWidth(name, current().widthOf(name)),
    move: (name, toIndex) => {
      const { tab } = current();
      const columns = moveColumn(tab, name, toIndex);
      patchTab(tab.id, { columns });
      follow(columns, name);
    },
    remove: (name) => removeColumn(current(), name),
    resize: (name, byPixels) =>
      setWidth(name, (current().table.getColumn(name)?.getSize() ?? MIN_COLUMN_WIDTH) + byPixels),
    resetWidth: (name) => setWidth(name, columnOf(name).width),
    addFacet: (name) => {
      const { tab } = current();
      if (!tab.facets.includes(name)) patchTab(tab.id, { facets: [...tab.facets, name] });
    },
  };
}

function removeColumn({ tab, setActive }: Columns, name: string): void {
  if (tab.columns.length < 2) return;
  useWorkspace.getState().patchTab(tab.id, {
    columns: tab.columns.filter((column) => column !== name),
    pinned: tab.pinned.filter((column) => column !== name),
    sort: tab.sort.filter(({ field }) => field !== name),
  });
  setActive((cell) => ({ ...cell, column: Math.min(cell.column, tab.columns.length - 2) }));
}
