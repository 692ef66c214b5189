import type { Scope } from '../../../preload/contract/model/scope.ts';
import type { SearchTab } from '../../state/tab.ts';
import type { GridCell } from './grid-keys.ts';
import { isDeliberate, type RowSelection, selectOnly } from './row-selection.ts';

/**
 * Where the reader was in a table: how many rows down (not always whole ones), at which cell, with which rows
 * selected. In rows, not pixels, so that it is the same place at every height of a row.
 */
export type TablePlace = {
  readonly topRow: number;
  readonly active: GridCell;
  readonly selection: RowSelection | null;
  /** The result whose rows are selected; null where none are but the one the reader is at. */
  readonly searchId: string | null;
};

/** What a result answers: a state of its tab, and that state as text. */
export type Asked = { readonly scope: Scope; readonly question: string };

type Kept = TablePlace & { readonly question: string };

const places = new Map<string, WeakMap<Scope, Kept>>();
const MOST_TABS = 100;
/** Less than a pixel of any row: rows and pixels are not whole multiples of each other. */
const HAIR = 0.01;

/** The first row, where a result is entered of which nothing else is known. */
export function startOf(column: number): TablePlace {
  return { topRow: 0, active: { row: 0, column }, selection: null, searchId: null };
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
 * The place at a row: `above` rows below the top of a view of `viewRows`, where the same event stood before, or in the
 * middle when that is not known (null).
 */
export function placeAt(cell: GridCell, above: number | null, viewRows: number): TablePlace {
  const room = Math.max(0, viewRows - 1);
  const stands = Math.min(Math.max(0, above ?? Math.floor(room / 2)), room);
  return {
    topRow: Math.max(0, cell.row - stands),
    active: cell,
    selection: selectOnly(cell.row),
    searchId: null,
  };
}

/** How many rows below the top of the view a row stands; null when it is not wholly in view. */
export function rowsAbove(row: number, topRow: number, viewRows: number): number | null {
  const above = row - topRow;
  const isInView = above >= -HAIR && above + 1 <= viewRows + HAIR;
  return isInView ? Math.max(0, above) : null;
}

/** What is selected at a place kept earlier when another result is shown: places in it hold other rows. */
export function selectionIn({ selection, searchId }: TablePlace, shownId: string): RowSelection | null {
  return searchId !== shownId && isDeliberate(selection) ? null : selection;
}
