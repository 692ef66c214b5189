import { menuPoint, openMarkMenu } from '../../state/value-menu.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { copyText } from '../field-menu/copy-text.ts';
import { filterByValue } from '../field-menu/value-scope.ts';
import { changeQuery } from '../search/change-query.ts';
import { cellTargets } from './cell-targets.ts';
import type { GridAction, GridContext } from './grid-context.ts';
import { noteActive, starSelected, tagSelected } from './mark-selected.ts';
import { cellOf } from './page-cache.ts';
import { isDeliberate, selectAll } from './row-selection.ts';
import { selectedPair } from './selected-pair.ts';
import { compareSelected, copyRows } from './selection-actions.ts';

/** What keys do with the active row or cell, besides moving. */
export const ROW_KEYS: readonly GridAction[] = [
  { keys: ['Enter'], does: 'Open the event', run: ({ open, active }) => open(active.row) },
  { keys: ['f'], does: 'Filter for the value', run: (grid) => filter(grid, false) },
  { keys: ['x'], does: 'Filter the value out', run: (grid) => filter(grid, true) },
  {
    keys: ['s'],
    does: 'Star the event or the selected rows, or take the star',
    run: starSelected,
  },
  { keys: ['t'], does: 'Tag the event or the selected rows', run: tagSelected },
  { keys: ['n'], does: 'Write a note on the event', run: noteActive },
  {
    keys: ['c'],
    does: 'Copy the value',
    run: (grid) => {
      const cell = activeValue(grid);
      if (cell) void copyText(cell.value ?? '', 'Cell copied');
    },
  },
  {
    keys: ['m', 'Space', 'ContextMenu', 'Shift+F10'],
    does: 'Menu of the value',
    run: (grid) => {
      const cell = activeValue(grid);
      const element = grid.elementOf(grid.active);
      const compare = selectedPair(grid.selection, (at) => grid.store.row(at));
      const pair = compare ? { compare } : {};
      if (!cell || !element) return;
      const targets = cellTargets(cell.field, cell.value);
      openMarkMenu({ targets, tabId: grid.tab.id, ...pair, ...menuPoint(element) });
    },
  },
  {
    keys: ['Shift+Space'],
    does: 'Take the row into the selection, or out of it',
    run: ({ toggle, active }) => toggle(active.row),
  },
  {
    keys: ['d'],
    does: 'Compare the events of the two selected rows',
    run: (grid) => compareSelected(grid),
  },
  {
    keys: ['Mod+A'],
    does: 'Select all rows',
    run: ({ rowCount, select }) => rowCount > 0 && select(selectAll(rowCount)),
  },
  {
    keys: ['Mod+C'],
    does: 'Copy the selected rows with headers, for a spreadsheet',
    run: (grid) => copyRows(grid),
  },
  {
    keys: ['Escape'],
    does: 'Give up the selection, then close the event',
    run: ({ tab, selection, select }) => {
      if (isDeliberate(selection)) select(null);
      else useWorkspace.getState().patchTab(tab.id, { selectedRecordId: null });
    },
  },
];

function filter(grid: GridContext, exclude: boolean): void {
  const cell = activeValue(grid);
  if (!cell) return;
  const targets = cellTargets(cell.field, cell.value);
  changeQuery(grid.tab, (query) =>
    targets.reduce((narrowed, target) => filterByValue(narrowed, target, exclude), query),
  );
}

/** Field and value of the active cell; null while it is being read. */
function activeValue({ tab, store, active }: GridContext) {
  const field = tab.columns[active.column];
  const row = store.row(active.row);
  const cell = field === undefined || row === undefined ? undefined : cellOf(row, field);
  if (field === undefined || cell === undefined) return null;
  return { field, value: cell === null ? null : String(cell) };
}
