import type { GridAction, GridContext } from './grid-context.ts';
import type { ColumnActions } from './header-cell.tsx';

const RESIZE_STEP = 16;

/** What keys do with the active column, in the header of the table. */
export const HEADER_KEYS: readonly GridAction[] = [
  {
    keys: ['Enter', 'Space'],
    does: 'Sort by the column',
    run: onColumn(({ sort }, name) => sort(name, false)),
  },
  {
    keys: ['Shift+Enter'],
    does: 'Sort by it as well',
    run: onColumn(({ sort }, name) => sort(name, true)),
  },
  { keys: ['p'], does: 'Pin the column, or let it go', run: onColumn(({ pin }, name) => pin(name)) },
  { keys: ['w'], does: 'Fit the width to the values', run: onColumn(({ fitWidth }, name) => fitWidth(name)) },
  {
    keys: ['Alt+ArrowLeft'],
    does: 'Make it narrower',
    run: onColumn(({ resize }, name) => resize(name, -RESIZE_STEP)),
  },
  {
    keys: ['Alt+ArrowRight'],
    does: 'Make it wider',
    run: onColumn(({ resize }, name) => resize(name, RESIZE_STEP)),
  },
  {
    keys: ['Ctrl+Shift+ArrowLeft'],
    does: 'Move it left',
    run: onColumn(({ move }, name, { active }) => move(name, active.column - 1)),
  },
  {
    keys: ['Ctrl+Shift+ArrowRight'],
    does: 'Move it right',
    run: onColumn(({ move }, name, { active }) => move(name, active.column + 2)),
  },
  { keys: ['Delete'], does: 'Remove it', run: onColumn(({ remove }, name) => remove(name)) },
  {
    keys: ['m', 'ContextMenu', 'Shift+F10'],
    does: 'Menu of the column',
    run: ({ elementOf, active }) => openColumnMenu(elementOf(active)),
  },
];

function onColumn(
  act: (actions: ColumnActions, name: string, grid: GridContext) => void,
): (grid: GridContext) => void {
  return (grid) => {
    const name = grid.tab.columns[grid.active.column];
    if (name !== undefined) act(grid.actions, name, grid);
  };
}

function openColumnMenu(header: Element | null): void {
  const trigger = header?.querySelector<HTMLElement>('[data-column-menu]');
  trigger?.focus();
  trigger?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
}
