import {
  columnResizingFeature,
  columnSizingFeature,
  type Header,
  type RowData,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useEffect, useMemo, useState } from 'react';
import type { SortKey } from '../../../preload/contract/model/scope.ts';
import type { SearchTab } from '../../state/tab.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { columnOf } from './column.ts';
import type { EventRow } from './page-cache.ts';

const features = tableFeatures({ columnSizingFeature, columnResizingFeature, rowSortingFeature });

/** The table holds columns only: rows are read by position, never all of them. */
const NO_ROWS: EventRow[] = [];

export const MIN_COLUMN_WIDTH = 48;
export const MAX_COLUMN_WIDTH = 1_600;
const MAX_SORT_KEYS = 8;

export type ColumnHeader = Header<typeof features, EventRow, unknown>;

/** The columns of a search tab with their widths and sort; changes of both are kept in the tab, widths once a drag is over. */
export function useColumns(tab: SearchTab) {
  const { id, columns, columnWidths, sort } = tab;
  const [draft, setDraft] = useState<Readonly<Record<string, number>> | null>(null);
  const widths = draft ?? columnWidths;
  const definitions = useMemo(() => columns.map(toDefinition), [columns]);
  const sorting = useMemo(
    () => sort.map(({ field, direction }) => ({ id: field, desc: direction === 'desc' })),
    [sort],
  );
  const table = useTable({
    features,
    columns: definitions,
    data: NO_ROWS,
    columnResizeMode: 'onChange',
    manualSorting: true,
    maxMultiSortColCount: MAX_SORT_KEYS,
    state: { columnSizing: { ...widths }, sorting },
    onColumnSizingChange: (update) =>
      setDraft((before) => (typeof update === 'function' ? update({ ...(before ?? columnWidths) }) : update)),
    onSortingChange: (update) =>
      useWorkspace
        .getState()
        .patchTab(id, { sort: toSort(typeof update === 'function' ? update(sorting) : update) }),
  });
  const resizing = table.state.columnResizing.isResizingColumn !== false;
  useEffect(() => {
    if (resizing || draft === null) return;
    setDraft(null);
    useWorkspace.getState().patchTab(id, { columnWidths: draft });
  }, [resizing, draft, id]);
  return table;
}

export type ColumnTable = ReturnType<typeof useColumns>;

function toDefinition(name: string) {
  const { title, width } = columnOf(name);
  return {
    id: name,
    header: title,
    accessorFn: (row: RowData) => row,
    size: width,
    minSize: MIN_COLUMN_WIDTH,
    maxSize: MAX_COLUMN_WIDTH,
    sortDescFirst: name === 'eventTime',
  };
}

function toSort(sorting: SortingState): readonly SortKey[] {
  return sorting.map(({ id, desc }) => ({ field: id, direction: desc ? 'desc' : 'asc' }));
}
