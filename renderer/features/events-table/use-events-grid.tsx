import { type RefObject, useCallback, useId, useRef, useState } from 'react';
import type { EventPage, SearchResult } from '../../../preload/contract/model/event.ts';
import { usePreferences } from '../../state/preferences.ts';
import type { SearchTab } from '../../state/tab.ts';
import { useElementSize } from '../search/use-element-size.ts';
import { cellId } from './event-row.tsx';
import type { GridContext } from './grid-context.ts';
import { GridHeader, HEADER_HEIGHT, headerId } from './grid-header.tsx';
import type { GridCell } from './grid-keys.ts';
import { measureColumn } from './measure-column.ts';
import type { EventRow } from './page-cache.ts';
import { ROW_HEIGHTS } from './row-scroll.ts';
import { isDeliberate } from './row-selection.ts';
import { SELECTION_BAR_HEIGHT } from './selection-bar.tsx';
import { placeOf, questionOf, startOf } from './table-place.ts';
import { useColumnActions } from './use-column-actions.ts';
import { useColumns } from './use-columns.ts';
import { useFittedColumns } from './use-fitted-columns.ts';
import { useGridKeys } from './use-grid-keys.ts';
import { useGridPosition } from './use-grid-position.ts';
import { useHere, useOpenPosition } from './use-here.ts';
import { usePageStore } from './use-page-store.ts';
import { type Here, usePlacedResult } from './use-placed-result.ts';
import { useRowWindow } from './use-row-window.ts';
import { useSelecting } from './use-selecting.ts';
import { useSideways } from './use-sideways.ts';

const NO_PAGES: readonly EventPage[] = [];

type Wanted = {
  readonly tab: SearchTab;
  readonly search: SearchResult | null;
  /** Whether `search` answers what the tab asks now. */
  readonly current: boolean;
  readonly onExpired: () => void;
};

/** The state of the grid: its result and columns, what of it is in view, where the reader is, and what the keys do. */
export function useEventsGrid({ tab, search: answer, current, onExpired }: Wanted) {
  const gridId = useId();
  const zone = usePreferences((state) => state.zone);
  const rowHeight = ROW_HEIGHTS[usePreferences((state) => state.density)];
  const [left] = useState(() => placeOf(tab.id, { scope: tab.scope, question: questionOf(tab) }));
  const [start] = useState(left ?? startOf(0));
  const [selecting, setSelecting] = useState(isDeliberate(start.selection));
  const { scroller, attach, size } = useScroller();
  const here = useRef<Here>({ place: start, stay: [], viewRows: 0, columns: tab.columns });
  const placed = usePlacedResult({ tab, search: answer, current, start: left, here, onExpired });
  const { result: search, entry } = placed;
  const rowCount = search?.events ?? 0;
  const viewHeight = Math.max(0, size.height - HEADER_HEIGHT - (selecting ? SELECTION_BAR_HEIGHT : 0));
  const view = useRowWindow(scroller, { rowCount, rowHeight, viewHeight }, start.topRow);
  const { table, headers, sideways, ...fitted } = useGridColumns(tab, scroller, size.width);
  const { first, last, topRow, showRow, toRow } = view;
  const pages = entry && entry.searchId === search?.searchId ? entry.pages : NO_PAGES;
  const rows = usePageStore({ search, pages, columns: tab.columns, first, last });
  const { store, row, error } = rows;
  const { showColumn } = sideways;
  const entered = entry?.place ?? null;
  const position = useGridPosition({
    tab,
    search,
    start,
    entry: entered,
    store,
    showRow,
    showColumn,
    toRow,
  });
  const { active, selection } = position;
  const openId = tab.selectedRecordId;
  const openPosition = useOpenPosition(openId, store, search);
  const viewRows = viewHeight / rowHeight;
  useHere(here, { search, openId, openPosition, topRow, viewRows, columns: rows.columns, position, store });
  const chosen = isDeliberate(selection);
  useSelecting({
    selecting,
    chosen,
    setSelecting,
    activeRow: active.row,
    topRow,
    rowHeight,
    viewHeight,
    showRow,
  });
  const widthOf = (name: string) => measureColumn(name, rowsBetween(first, last, row), zone);
  const actions = useColumnActions({ tab, table, setActive: position.setActive, widthOf });
  const context: GridContext = {
    ...position,
    tab,
    searchId: search?.searchId ?? null,
    store,
    actions,
    rowCount,
    pageRows: Math.max(1, Math.floor(viewRows) - 1),
    elementOf: (cell) => document.getElementById(idOf(gridId, cell)),
  };
  return {
    attach,
    view,
    columns: fitted.columns,
    template: fitted.template,
    rowHeight,
    rowCount,
    row,
    error,
    search,
    /** Whether another result is there but not shown yet. */
    waiting: placed.waiting,
    openPosition,
    selecting,
    context,
    gridId,
    /** The id of the active cell, as far as it is drawn. */
    activeId:
      active.row < 0 || (active.row >= first && active.row <= last) ? idOf(gridId, active) : undefined,
    height: size.height,
    /** Where the edge of the pinned columns casts a shadow, 0 where nothing is scrolled under them. */
    scrolledUnder: sideways.scrolled ? fitted.fixedWidth : 0,
    onKeyDown: useGridKeys(context),
    onScroll: () => {
      view.onScroll();
      sideways.onScrollSideways();
    },
    jumpTo: (at: number) => {
      view.centreRow(at);
      position.goTo({ row: at, column: Math.max(0, active.column) }, 'only');
    },
    header: (
      <GridHeader
        gridId={gridId}
        headers={headers}
        columns={fitted.columns}
        pinned={tab.pinned}
        sort={tab.sort}
        resizing={table.state.columnResizing.isResizingColumn}
        zone={zone}
        activeColumn={active.row < 0 ? active.column : null}
        actions={actions}
      />
    ),
  };
}

/** The columns at their widths, and scrolling sideways past them. */
function useGridColumns(tab: SearchTab, scroller: RefObject<HTMLElement | null>, viewWidth: number) {
  const table = useColumns(tab);
  const headers = table.getHeaderGroups()[0]?.headers ?? [];
  const widths = headers.map((header) => header.getSize());
  const fitted = useFittedColumns(tab, widths, viewWidth);
  const sideways = useSideways(scroller, fitted.columns, fitted.fixed);
  return { table, headers, sideways, ...fitted };
}

/** The scrolled element and its inner size. */
function useScroller() {
  const scroller = useRef<HTMLDivElement | null>(null);
  const [measure, size] = useElementSize();
  const attach = useCallback(
    (element: HTMLDivElement | null) => {
      scroller.current = element;
      return measure(element);
    },
    [measure],
  );
  return { scroller, attach, size };
}

function rowsBetween(first: number, last: number, row: (position: number) => EventRow | undefined) {
  return Array.from({ length: last - first + 1 }, (_, index) => row(first + index) ?? []).flat();
}

function idOf(gridId: string, { row, column }: GridCell): string {
  return row < 0 ? headerId(gridId, column) : cellId(gridId, row, column);
}
