// biome-ignore-all lint/a11y/useSemanticElements: a grid over any number of rows cannot be a <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active cell

import {
  type CSSProperties,
  type Ref,
  type RefObject,
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { EventPage, SearchResult } from '../../../preload/contract/model/event.ts';
import { BridgeError } from '../../bridge/bridge-error.ts';
import { useCall } from '../../data/use-call.ts';
import { usePreferences } from '../../state/preferences.ts';
import type { SearchTab } from '../../state/tab.ts';
import { classNames } from '../../ui/class-names.ts';
import { useElementSize } from '../search/use-element-size.ts';
import { columnOf, fitColumns } from './column.ts';
import { cellId } from './event-row.tsx';
import styles from './events-table.module.css';
import type { GridCell } from './grid-keys.ts';
import { GridRows } from './grid-rows.tsx';
import { HeaderCell } from './header-cell.tsx';
import type { PageStore } from './page-store.ts';
import { ROW_HEIGHT } from './row-scroll.ts';
import { NothingFound, ReadFault, StillSearching } from './table-notes.tsx';
import { heightInView, placeOf, questionOf, startOf } from './table-place.ts';
import { useColumnActions } from './use-column-actions.ts';
import { useColumns } from './use-columns.ts';
import { useGridKeys } from './use-grid-keys.ts';
import { type GridPosition, useGridPosition } from './use-grid-position.ts';
import { usePageStore } from './use-page-store.ts';
import { type Here, usePlacedResult } from './use-placed-result.ts';
import { useRowWindow } from './use-row-window.ts';

const c = classNames(styles);
const HEADER_HEIGHT = 28;
const NO_PAGES: readonly EventPage[] = [];

export type EventsTableHandle = {
  /** Opens the event `by` rows after (negative: before) the open one. */
  readonly openNeighbour: (by: number) => void;
};

type EventsTableProps = {
  readonly tab: SearchTab;
  /** The sorted result to show; null until there is one. */
  readonly search: SearchResult | null;
  /** Whether it answers what the tab asks now; until then the rows before it stay. */
  readonly current: boolean;
  readonly busy: boolean;
  /** Tells where in the result the open event stands, null when that is not known. */
  readonly onOpenPosition: (position: number | null) => void;
  /** Called when the rows have to be sorted anew, because the host no longer keeps them. */
  readonly onExpired: () => void;
  readonly ref?: Ref<EventsTableHandle>;
};

/** The matching events as a grid of any number of rows: one page at a time, with a real scroll bar. */
export function EventsTable({
  tab,
  search: answer,
  current,
  busy,
  onOpenPosition,
  onExpired,
  ref,
}: EventsTableProps) {
  const gridId = useId();
  const zone = usePreferences((state) => state.zone);
  const [left] = useState(() => placeOf(tab.id, { scope: tab.scope, question: questionOf(tab) }));
  const [start] = useState(left ?? startOf(0));
  const scroller = useRef<HTMLDivElement | null>(null);
  const [measure, size] = useElementSize();
  const attach = useCallback(
    (element: HTMLDivElement | null) => {
      scroller.current = element;
      return measure(element);
    },
    [measure],
  );
  const here = useRef<Here>({ place: start, stay: [], viewHeight: 0, columns: tab.columns });
  const placed = usePlacedResult({ tab, search: answer, current, start: left, here, onExpired });
  const { result: search, entry } = placed;
  const waiting = busy || placed.waiting;
  const rowCount = search?.events ?? 0;
  const viewHeight = Math.max(0, size.height - HEADER_HEIGHT);
  const view = useRowWindow(scroller, rowCount, viewHeight, start.offset);
  const table = useColumns(tab);
  const headers = table.getHeaderGroups()[0]?.headers ?? [];
  const { columns, template } = useFittedColumns(
    tab.columns,
    headers.map((header) => header.getSize()),
    size.width,
  );
  const rows = usePageStore({
    search,
    pages: entry && entry.searchId === search?.searchId ? entry.pages : NO_PAGES,
    columns: tab.columns,
    first: view.first,
    last: view.last,
  });
  const { store, row, error } = rows;
  const position = useGridPosition({ tab, start, entry: entry?.place ?? null, store, ...view });
  const { active } = position;
  const actions = useColumnActions(tab, table, position.setActive);
  const elementOf = (cell: GridCell) => document.getElementById(idOf(gridId, cell));
  const pageRows = Math.max(1, Math.floor(viewHeight / ROW_HEIGHT) - 1);
  const onKeyDown = useGridKeys({ ...position, tab, table, store, actions, rowCount, pageRows, elementOf });
  const openPosition = useOpenPosition(tab.selectedRecordId, store, search);
  useHere(here, {
    openId: tab.selectedRecordId,
    openPosition,
    offset: view.offset,
    viewHeight,
    columns: rows.columns,
    position,
    store,
  });
  useEffect(() => onOpenPosition(openPosition), [onOpenPosition, openPosition]);
  useImperativeHandle(ref, () => ({
    openNeighbour: (by) => {
      if (openPosition === null) return;
      const next = Math.min(Math.max(0, openPosition + by), rowCount - 1);
      position.goTo({ row: next, column: active.column }, false);
    },
  }));
  const expired = error instanceof BridgeError && error.code === 'not_found';
  useEffect(() => {
    if (expired) onExpired();
  }, [expired, onExpired]);
  const drawn = active.row < 0 || (active.row >= view.first && active.row <= view.last);
  return (
    <div className={c('frame', waiting && 'busy')}>
      <div
        ref={attach}
        role="grid"
        aria-label="Events"
        aria-rowcount={rowCount + 1}
        aria-colcount={columns.length}
        aria-multiselectable
        aria-busy={waiting}
        aria-activedescendant={drawn ? idOf(gridId, active) : undefined}
        tabIndex={0}
        className={c('grid')}
        style={{ '--columns': template } as CSSProperties}
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
          <GridRows
            gridId={gridId}
            tab={tab}
            columns={columns}
            rowCount={rowCount}
            first={view.first}
            last={view.last}
            top={view.top}
            row={row}
            position={position}
          />
        </div>
      </div>
      {search?.complete === false ? <StillSearching shown={rowCount} /> : null}
      {search !== null && rowCount === 0 ? <NothingFound tab={tab} /> : null}
      {error instanceof Error && !expired ? <ReadFault error={error} onRetry={onExpired} /> : null}
    </div>
  );
}

/** The columns at their widths, with what is left over of the view given to the last one. */
function useFittedColumns(names: readonly string[], widths: readonly number[], viewWidth: number) {
  const sum = widths.reduce((total, width) => total + width, 0);
  const last = widths.length - 1;
  const filled = widths.map((width, index) =>
    index === last ? width + Math.max(0, viewWidth - sum) : width,
  );
  const template = filled.map((width) => `${width}px`).join(' ');
  const columns = useMemo(
    () => fitColumns(names.map(columnOf), template.split(' ').map(Number.parseFloat)),
    [names, template],
  );
  return { columns, template };
}

/** Where the open event stands in the result: told by the rows read so far, else asked for. */
function useOpenPosition(
  recordId: number | null,
  store: PageStore,
  search: EventsTableProps['search'],
): number | null {
  const read = recordId === null ? null : store.positionOf(recordId);
  const { data } = useCall(
    'event.locate',
    { searchId: search?.searchId ?? '', recordId: recordId ?? 0 },
    { enabled: search !== null && recordId !== null && read === null, keepPrevious: false },
  );
  return read ?? data?.position ?? null;
}

type Standing = {
  readonly openId: number | null;
  readonly openPosition: number | null;
  readonly offset: number;
  readonly viewHeight: number;
  readonly columns: readonly string[];
  readonly position: GridPosition;
  readonly store: PageStore;
};

/** Writes down where the reader is: the place, and the open and the active event with their heights in the view. */
function useHere(
  here: RefObject<Here>,
  { openId, openPosition, offset, viewHeight, columns, position: { active, selection }, store }: Standing,
): void {
  useEffect(() => {
    const reachedId = selection === null ? null : (store.row(active.row)?.recordId ?? null);
    const standing = (recordId: number | null, at: number | null) =>
      recordId === null
        ? []
        : [{ recordId, above: at === null ? null : heightInView(at, offset, viewHeight) }];
    const stay = [...standing(openId, openPosition), ...standing(reachedId, active.row)];
    here.current = { place: { offset, active, selection }, stay, viewHeight, columns };
  });
}

function idOf(gridId: string, { row, column }: GridCell): string {
  return row < 0 ? `${gridId}-header-${column}` : cellId(gridId, row, column);
}
