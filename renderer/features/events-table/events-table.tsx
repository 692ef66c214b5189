// biome-ignore-all lint/a11y/useSemanticElements: a grid over any number of rows cannot be a <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active cell

import { SearchX } from 'lucide-react';
import {
  type MouseEvent,
  type Ref,
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Cell } from '../../../preload/contract/model/panel.ts';
import { BridgeError } from '../../bridge/bridge-error.ts';
import { usePreferences } from '../../state/preferences.ts';
import type { SearchTab } from '../../state/tab.ts';
import { openValueMenu } from '../../state/value-menu.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useElementSize } from '../search/use-element-size.ts';
import { columnOf, fitColumns } from './column.ts';
import { cellId, EventRowView } from './event-row.tsx';
import styles from './events-table.module.css';
import { type GridCell, moveName, type RowSelection, selectedRange } from './grid-keys.ts';
import { type ColumnActions, HeaderCell } from './header-cell.tsx';
import { ROW_HEIGHT, scrollHeightOf } from './row-scroll.ts';
import { MIN_COLUMN_WIDTH, useColumns } from './use-columns.ts';
import { useGridKeys } from './use-grid-keys.ts';
import { usePageStore } from './use-page-store.ts';
import { useRowWindow } from './use-row-window.ts';

const c = classNames(styles);
const HEADER_HEIGHT = 28;
const FOLLOW_MS = 90;

export type EventsTableHandle = {
  /** Opens the event `by` rows after (negative: before) the open one. */
  readonly openNeighbour: (by: number) => void;
};

type EventsTableProps = {
  readonly tab: SearchTab;
  /** The sorted result to show; null until there is one. */
  readonly search: { readonly searchId: string; readonly events: number } | null;
  readonly busy: boolean;
  /** Tells where in the result the open event stands, null when that is not known. */
  readonly onOpenPosition: (position: number | null) => void;
  /** Called when the rows have to be sorted anew, because the host no longer keeps them. */
  readonly onExpired: () => void;
  readonly ref?: Ref<EventsTableHandle>;
};

/** The matching events as a grid of any number of rows: one page at a time, with a real scroll bar. */
export function EventsTable({ tab, search, busy, onOpenPosition, onExpired, ref }: EventsTableProps) {
  const gridId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [sizeRef, size] = useElementSize();
  const zone = usePreferences((state) => state.zone);
  const rowCount = search?.events ?? 0;
  const extent = useMemo(
    () => ({ rowCount, viewHeight: Math.max(0, size.height - HEADER_HEIGHT) }),
    [rowCount, size.height],
  );
  const view = useRowWindow(scroller, extent);
  const table = useColumns(tab);
  const headers = table.getHeaderGroups()[0]?.headers ?? [];
  const widths = fillWidths(
    headers.map((header) => header.getSize()),
    size.width,
  ).join('px ');
  const columns = useMemo(
    () => fitColumns(tab.columns.map(columnOf), widths.split('px ').map(Number)),
    [tab.columns, widths],
  );
  const readColumns = useMemo(() => [...new Set([...tab.columns, 'outcome'])], [tab.columns]);
  const searchId = search?.searchId ?? null;
  const { store, row, error } = usePageStore({ searchId, rowCount, columns: readColumns, ...view });
  const [active, setActive] = useState<GridCell>({ row: 0, column: 0 });
  const [selection, setSelection] = useState<RowSelection | null>(null);

  const expired = error instanceof BridgeError && error.code === 'not_found';
  useEffect(() => {
    if (expired) onExpired();
  }, [expired, onExpired]);

  const { first, last, topOf, showRow, toStart } = view;
  const question = `${tab.scope.query}\n${tab.scope.from}\n${tab.scope.to}\n${JSON.stringify(tab.sort)}`;
  const asked = useRef(question);
  useEffect(() => {
    if (asked.current === question) return;
    asked.current = question;
    toStart();
    setActive((cell) => ({ row: Math.min(0, cell.row), column: cell.column }));
    setSelection(null);
  }, [question, toStart]);

  const open = useCallback(
    (position: number) => {
      const recordId = store.row(position)?.recordId;
      if (recordId !== undefined) useWorkspace.getState().patchTab(tab.id, { selectedRecordId: recordId });
    },
    [store, tab.id],
  );
  const goTo = useCallback(
    (cell: GridCell, extend: boolean) => {
      setActive(cell);
      if (cell.row < 0) return;
      setSelection((before) => ({ anchor: extend && before ? before.anchor : cell.row, focus: cell.row }));
      showRow(cell.row);
    },
    [showRow],
  );

  const detailOpen = tab.selectedRecordId !== null;
  const activeRecordId = active.row < 0 ? undefined : row(active.row)?.recordId;
  const followed = useRef(tab.selectedRecordId);
  useEffect(() => {
    if (
      !detailOpen ||
      selection === null ||
      activeRecordId === undefined ||
      activeRecordId === followed.current
    )
      return;
    const timer = setTimeout(() => {
      followed.current = activeRecordId;
      useWorkspace.getState().patchTab(tab.id, { selectedRecordId: activeRecordId });
    }, FOLLOW_MS);
    return () => clearTimeout(timer);
  }, [detailOpen, selection, activeRecordId, tab.id]);

  const openPosition = tab.selectedRecordId === null ? null : store.positionOf(tab.selectedRecordId);
  useEffect(() => onOpenPosition(openPosition), [onOpenPosition, openPosition]);
  useImperativeHandle(ref, () => ({
    openNeighbour: (by) => {
      if (openPosition === null) return;
      const position = Math.min(Math.max(0, openPosition + by), rowCount - 1);
      goTo({ row: position, column: active.column }, false);
      open(position);
    },
  }));

  const actions = useColumnActions(
    tab,
    setActive,
    table.setColumnSizing,
    (name) => table.getColumn(name)?.getSize() ?? MIN_COLUMN_WIDTH,
  );
  const onKeyDown = useGridKeys({
    tab,
    table,
    store,
    actions,
    active,
    selection,
    rowCount,
    pageRows: Math.max(1, Math.floor(extent.viewHeight / ROW_HEIGHT) - 1),
    goTo,
    select: setSelection,
    open,
    elementOf: (cell) => document.getElementById(idOf(gridId, cell)),
  });

  const onRowClick = useCallback(
    (position: number, event: MouseEvent) => {
      if (document.getSelection()?.isCollapsed === false) return;
      goTo({ row: position, column: columnAt(event) ?? 0 }, event.shiftKey);
      if (!event.shiftKey) open(position);
    },
    [goTo, open],
  );
  const onValueClick = useCallback(
    (position: number, column: string, value: Cell, event: MouseEvent) => {
      if (event.shiftKey || document.getSelection()?.isCollapsed === false) return;
      event.stopPropagation();
      goTo({ row: position, column: columnAt(event) ?? 0 }, false);
      openValueMenu({
        field: column,
        value: String(value),
        tabId: tab.id,
        x: event.clientX,
        y: event.clientY + 6,
      });
    },
    [goTo, tab.id],
  );

  const drawn = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  const range = selection && selectedRange(selection);
  const visible = active.row < 0 || (active.row >= first && active.row <= last);
  return (
    <div className={c('frame', busy && 'busy')}>
      <div
        ref={(element) => {
          scroller.current = element;
          return sizeRef(element);
        }}
        role="grid"
        aria-label="Events"
        aria-rowcount={rowCount + 1}
        aria-colcount={columns.length}
        aria-multiselectable
        aria-busy={busy}
        aria-activedescendant={visible ? idOf(gridId, active) : undefined}
        tabIndex={0}
        className={c('grid')}
        style={{ '--columns': `${widths}px` } as React.CSSProperties}
        onScroll={view.onScroll}
        onKeyDown={onKeyDown}
      >
        <div className={c('content')}>
          <div role="row" aria-rowindex={1} className={c('header')} style={{ height: HEADER_HEIGHT }}>
            {headers.map((header, index) => (
              <HeaderCell
                key={header.id}
                id={idOf(gridId, { row: -1, column: index })}
                header={header}
                index={index}
                count={headers.length}
                sortCount={tab.sort.length}
                zone={zone}
                active={active.row === -1 && active.column === index}
                actions={actions}
              />
            ))}
          </div>
          <div role="presentation" className={c('rows')} style={{ height: scrollHeightOf(rowCount) }}>
            <div role="presentation" className={c('drawn')} style={{ top: topOf(first) }}>
              {drawn.map((position) => {
                const content = row(position);
                return (
                  <EventRowView
                    key={position}
                    gridId={gridId}
                    position={position}
                    row={content}
                    columns={columns}
                    zone={zone}
                    activeColumn={position === active.row ? active.column : null}
                    current={selection !== null && position === active.row}
                    selected={
                      range !== null &&
                      range.first !== range.last &&
                      position >= range.first &&
                      position <= range.last
                    }
                    open={content !== undefined && content.recordId === tab.selectedRecordId}
                    onRowClick={onRowClick}
                    onValueClick={onValueClick}
                  />
                );
              })}
            </div>
          </div>
        </div>
      </div>
      {search !== null && rowCount === 0 ? <NothingFound tab={tab} /> : null}
      {error instanceof Error && !expired ? (
        <p role="alert" className={c('fault')}>
          {error.message}
          <Button size="small" onClick={onExpired}>
            Try again
          </Button>
        </p>
      ) : null}
    </div>
  );
}

function NothingFound({ tab }: { readonly tab: SearchTab }) {
  const { setScope } = useWorkspace.getState();
  const { id, scope } = tab;
  const ranged = scope.from !== null || scope.to !== null;
  return (
    <div className={c('nothing')}>
      <EmptyState
        icon={SearchX}
        title="No event matches."
        actions={
          <>
            {ranged ? (
              <Button size="small" onClick={() => setScope(id, { ...scope, from: null, to: null })}>
                Search the whole time
              </Button>
            ) : null}
            {scope.query !== '' ? (
              <Button size="small" onClick={() => setScope(id, { ...scope, query: '' })}>
                Clear the query
              </Button>
            ) : null}
          </>
        }
      />
    </div>
  );
}

function useColumnActions(
  tab: SearchTab,
  setActive: (change: (cell: GridCell) => GridCell) => void,
  setSizing: (change: (sizes: Record<string, number>) => Record<string, number>) => void,
  sizeOf: (name: string) => number,
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
    resize: (name, byPixels) =>
      setSizing((sizes) => ({ ...sizes, [name]: Math.max(MIN_COLUMN_WIDTH, sizeOf(name) + byPixels) })),
    addFacet: (name) => {
      if (!tab.facets.includes(name)) patchTab(tab.id, { facets: [...tab.facets, name] });
    },
  };
}

/** The widths with what is left over of the view given to the last column. */
function fillWidths(widths: readonly number[], viewWidth: number): readonly number[] {
  const sum = widths.reduce((total, width) => total + width, 0);
  return widths.map((width, index) =>
    index === widths.length - 1 ? width + Math.max(0, viewWidth - sum) : width,
  );
}

function idOf(gridId: string, { row, column }: GridCell): string {
  return row < 0 ? `${gridId}-header-${column}` : cellId(gridId, row, column);
}

function columnAt(event: MouseEvent): number | null {
  const cell = event.target instanceof Element ? event.target.closest('[aria-colindex]') : null;
  const index = Number(cell?.getAttribute('aria-colindex'));
  return cell ? index - 1 : null;
}
