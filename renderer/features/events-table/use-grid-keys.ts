import type { KeyboardEvent } from 'react';
import { matchesKey } from '../../ui/key-combo.ts';
import type { GridAction, GridContext } from './grid-context.ts';
import { nextCell } from './grid-keys.ts';
import { HEADER_KEYS } from './header-keys.ts';
import { ROW_KEYS } from './row-keys.ts';

/** What the keys do in the events table, in its header and in its rows. */
export function useGridKeys(grid: GridContext): (event: KeyboardEvent) => void {
  return (event) => {
    // Where a button inside the table has the focus, Enter and Space are the button's own.
    if (event.target !== event.currentTarget && (event.key === 'Enter' || event.key === ' ')) return;
    if (hasOwnSelection(event)) return;
    if (runAction(grid, event) || move(grid, event)) event.preventDefault();
  };
}

function runAction(grid: GridContext, event: KeyboardEvent): boolean {
  const action = actionsAt(grid).find(({ keys }) => keys.some((combo) => matchesKey(event, combo)));
  action?.run(grid);
  return action !== undefined;
}

function actionsAt({ active, rowCount }: GridContext): readonly GridAction[] {
  if (active.row < 0) return HEADER_KEYS;
  return rowCount === 0 ? [] : ROW_KEYS;
}

function move(grid: GridContext, event: KeyboardEvent): boolean {
  if (event.altKey) return false;
  const size = { rows: grid.rowCount, columns: grid.tab.columns.length, pageRows: grid.pageRows };
  const cell = nextCell({ key: event.key, ctrl: event.ctrlKey || event.metaKey }, grid.active, size);
  if (cell) grid.goTo(cell, event.shiftKey ? 'extend' : 'move');
  return cell !== null;
}

/** Text that was marked with the mouse is what Ctrl+C copies. */
function hasOwnSelection(event: KeyboardEvent): boolean {
  return matchesKey(event, 'Mod+C') && document.getSelection()?.isCollapsed === false;
}
