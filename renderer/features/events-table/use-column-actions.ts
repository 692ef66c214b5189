import type { SearchTab } from '../../state/tab.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { type GridCell, moveName } from './grid-keys.ts';
import type { ColumnActions } from './header-cell.tsx';
import { type ColumnTable, MIN_COLUMN_WIDTH } from './use-columns.ts';

/** What a column's header can do with it; the active cell goes along with the column it is in. */
export function useColumnActions(
  tab: SearchTab,
  table: ColumnTable,
  setActive: (change: (cell: GridCell) => GridCell) => void,
): ColumnActions {
  const { patchTab } = useWorkspace.getState();
  return {
    move: (name, toIndex) => {
      const columns = moveName(tab.columns, name, toIndex);
      patchTab(tab.id, { columns });
      setActive((cell) => (cell.row < 0 ? { row: -1, column: Math.max(0, columns.indexOf(name)) } : cell));
    },
    remove: (name) => {
      if (tab.columns.length < 2) return;
      patchTab(tab.id, {
        columns: tab.columns.filter((column) => column !== name),
        sort: tab.sort.filter(({ field }) => field !== name),
      });
      setActive((cell) => ({ ...cell, column: Math.min(cell.column, tab.columns.length - 2) }));
    },
    resize: (name, byPixels) => {
      const width = (table.getColumn(name)?.getSize() ?? MIN_COLUMN_WIDTH) + byPixels;
      table.setColumnSizing((sizes) => ({ ...sizes, [name]: Math.max(MIN_COLUMN_WIDTH, width) }));
    },
    addFacet: (name) => {
      if (!tab.facets.includes(name)) patchTab(tab.id, { facets: [...tab.facets, name] });
    },
  };
}
