import type { Scope } from '../../../preload/contract/model/scope.ts';
import type { SearchTab } from '../../state/tab.ts';
import type { GridCell, RowSelection } from './grid-keys.ts';
import { ROW_HEIGHT } from './row-scroll.ts';

/** Where the reader was in a table: how far down in row pixels, at which cell, with which rows selected. */
export type TablePlace = {
  readonly offset: number;
  readonly active: GridCell;
  readonly selection: RowSelection | null;
};

/** What a result answers: a state of its tab, and that state as text. */
export type Asked = { readonly scope: Scope; readonly question: string };

type Kept = TablePlace & { readonly question: string };

const places = new Map<string, WeakMap<Scope, Kept>>();
const MOST_TABS = 100;

/** The first row, where a result is entered of which nothing else is known. */
export function startOf(column: number): TablePlace {
  return { offset: 0, active: { row: 0, column }, selection: null };
}

/** What a tab asks: as long as it is the same, a place in its result means the same rows. */
export function questionOf({ scope, sort }: Pick<SearchTab, 'scope' | 'sort'>): string {
  return JSON.stringify([scope, sort]);
}

/**
 * Keeps the place in what a tab asked. It belongs to that very scope: undo and redo bring the same value back and with
 * it the place, while a new scope that happens to say the same has none.
 */
export function keepPlace(tabId: string, { scope, question }: Asked, place: TablePlace): void {
  const ofTab = places.get(tabId) ?? new WeakMap<Scope, Kept>();
  ofTab.set(scope, { ...place, question });
  places.delete(tabId);
  places.set(tabId, ofTab);
  const oldest = places.keys().next();
  if (places.size > MOST_TABS && oldest.done !== true) places.delete(oldest.value);
}

/** The place a tab was left at in this state; null when it never was in it. */
export function placeOf(tabId: string, { scope, question }: Asked): TablePlace | null {
  const kept = places.get(tabId)?.get(scope);
  return kept?.question === question ? kept : null;
}

/**
 * The place at a row: `above` pixels below the top of the view, where the same event stood before, or in the middle
 * when that is not known (null).
 */
export function placeAt(cell: GridCell, above: number | null, viewHeight: number): TablePlace {
  const room = Math.max(0, viewHeight - ROW_HEIGHT);
  const stands = Math.min(Math.max(0, above ?? Math.round(room / 2)), room);
  return {
    offset: Math.max(0, cell.row * ROW_HEIGHT - stands),
    active: cell,
    selection: { anchor: cell.row, focus: cell.row },
  };
}

/** How far below the top of the view a row stands; null when it is not wholly in view. */
export function heightInView(row: number, offset: number, viewHeight: number): number | null {
  const above = row * ROW_HEIGHT - offset;
  return above >= 0 && above + ROW_HEIGHT <= viewHeight ? above : null;
}
