import type { KeyboardEvent } from 'react';
import type { Cell } from '../../../preload/contract/model/panel.ts';
import { countOf, formatCount } from '../../format/number.ts';
import type { SearchTab } from '../../state/tab.ts';
import { menuPoint, openValueMenu } from '../../state/value-menu.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { showMessage } from '../../ui/toast.tsx';
import { compareRows } from '../compare/compare-rows.ts';
import { copyText } from '../field-menu/copy-text.ts';
import { filterByValue } from '../field-menu/value-scope.ts';
import { changeQuery } from '../search/change-query.ts';
import { type GridCell, nextCell, type RowSelection, selectedRange } from './grid-keys.ts';
import type { ColumnActions } from './header-cell.tsx';
import { cellOf } from './page-cache.ts';
import type { PageStore } from './page-store.ts';
import { selectedPair } from './selected-pair.ts';
import { toTsv } from './tsv.ts';
import type { ColumnTable } from './use-columns.ts';

const MOST_COPIED = 10_000;
const RESIZE_STEP = 16;

type GridKeys = {
  readonly tab: SearchTab;
  readonly table: ColumnTable;
  readonly store: PageStore;
  readonly actions: ColumnActions;
  readonly active: GridCell;
  readonly selection: RowSelection | null;
  readonly rowCount: number;
  readonly pageRows: number;
  readonly goTo: (cell: GridCell, extend: boolean) => void;
  readonly select: (selection: RowSelection) => void;
  readonly open: (position: number) => void;
  readonly elementOf: (cell: GridCell) => Element | null;
};

/** What the keys do in the events table, in its header and in its rows. */
export function useGridKeys(grid: GridKeys): (event: KeyboardEvent) => void {
  return (event) => {
    const handled =
      (grid.active.row < 0 && handleHeaderKey(grid, event)) ||
      handleMovement(grid, event) ||
      handleRowKey(grid, event);
    if (handled) event.preventDefault();
  };
}

function handleMovement(grid: GridKeys, event: KeyboardEvent): boolean {
  if (event.altKey) return false;
  const size = { rows: grid.rowCount, columns: grid.tab.columns.length, pageRows: grid.pageRows };
  const cell = nextCell({ key: event.key, ctrl: event.ctrlKey || event.metaKey }, grid.active, size);
  if (cell) grid.goTo(cell, event.shiftKey);
  return cell !== null;
}

function handleHeaderKey(
  { table, tab, actions, active, elementOf }: GridKeys,
  event: KeyboardEvent,
): boolean {
  const name = tab.columns[active.column];
  if (name === undefined) return false;
  const side = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
  if (side !== 0 && event.altKey) {
    actions.resize(name, side * RESIZE_STEP);
  } else if (side !== 0 && event.ctrlKey && event.shiftKey) {
    actions.move(name, active.column + (side < 0 ? -1 : 2));
  } else if (event.key === 'Enter' || event.key === ' ') {
    if (event.target !== event.currentTarget) return false;
    table.getColumn(name)?.toggleSorting(undefined, event.shiftKey);
  } else if (event.key === 'Delete') {
    actions.remove(name);
  } else if (isMenuKey(event)) {
    openColumnMenu(elementOf(active));
  } else {
    return false;
  }
  return true;
}

function openColumnMenu(header: Element | null): void {
  const trigger = header?.querySelector<HTMLElement>('[data-column-menu]');
  trigger?.focus();
  trigger?.dispatchEvent(new globalThis.KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
}

function handleRowKey(grid: GridKeys, event: KeyboardEvent): boolean {
  const { active, tab, open, rowCount } = grid;
  const ctrl = event.ctrlKey || event.metaKey;
  if (event.target !== event.currentTarget && event.key === 'Enter') return false;
  if (ctrl && event.key === 'c') return copyRows(grid);
  if (ctrl && event.key === 'a') {
    if (rowCount > 0) grid.select({ anchor: 0, focus: rowCount - 1 });
    return true;
  }
  if (event.key === 'Escape') {
    useWorkspace.getState().patchTab(tab.id, { selectedRecordId: null });
    return true;
  }
  if (ctrl || event.altKey || active.row < 0) return false;
  if (event.key === 'Enter') {
    open(active.row);
    return true;
  }
  if (event.key === 'd') {
    compareRows(selectedPair(grid.selection, (at) => grid.store.row(at)) ?? []);
    return true;
  }
  return handleValueKey(grid, event);
}

/** Keys that do something with the value of the active cell. */
function handleValueKey(grid: GridKeys, event: KeyboardEvent): boolean {
  const { tab, store, active, elementOf } = grid;
  const field = tab.columns[active.column];
  const row = store.row(active.row);
  const cell = field === undefined || row === undefined ? undefined : cellOf(row, field);
  if (field === undefined || cell === undefined) return false;
  const value = textOf(cell);
  if (event.key === 'f' || event.key === 'x') {
    changeQuery(tab, (query) => filterByValue(query, { field, value }, event.key === 'x'));
  } else if (event.key === 'c') {
    void copyText(value ?? '', 'Cell copied');
  } else if (isMenuKey(event) || event.key === ' ') {
    const element = elementOf(active);
    const compare = selectedPair(grid.selection, (at) => store.row(at));
    const pair = compare ? { compare } : {};
    if (element) openValueMenu({ field, value, tabId: tab.id, ...pair, ...menuPoint(element) });
  } else {
    return false;
  }
  return true;
}

function copyRows({ tab, store, active, selection, rowCount }: GridKeys): boolean {
  if (document.getSelection()?.isCollapsed === false) return false;
  const { first, last } = selectedRange(
    selection ?? { anchor: Math.max(0, active.row), focus: Math.max(0, active.row) },
  );
  const count = last - first + 1;
  if (rowCount === 0) return true;
  if (count > MOST_COPIED) {
    showMessage(
      `At most ${formatCount(MOST_COPIED)} rows fit the clipboard; use Export for ${formatCount(count)}.`,
      'bad',
    );
    return true;
  }
  store.cells(first, last, tab.columns).then(
    (rows) => copyText(toTsv(tab.columns, rows), `${countOf(rows.length, 'row')} copied with headers`),
    (error: unknown) => showMessage(error instanceof Error ? error.message : String(error), 'bad'),
  );
  return true;
}

function isMenuKey(event: KeyboardEvent): boolean {
  return event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey) || event.key === 'm';
}

function textOf(cell: Cell): string | null {
  return cell === null ? null : String(cell);
}
