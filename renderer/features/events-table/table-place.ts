import type { SearchTab } from '../../state/tab.ts';
import type { GridCell, RowSelection } from './grid-keys.ts';

/** Where the reader was in a table: how far down in row pixels, at which cell, with which rows selected. */
export type TablePlace = {
  readonly offset: number;
  readonly active: GridCell;
  readonly selection: RowSelection | null;
};

type Kept = TablePlace & { readonly question: string };

const places = new Map<string, Kept>();
const MOST_KEPT = 100;
const START: TablePlace = { offset: 0, active: { row: 0, column: 0 }, selection: null };

/** What a tab asks: as long as it is the same, a place in its result means the same rows. */
export function questionOf({ scope, sort }: SearchTab): string {
  return JSON.stringify([scope, sort]);
}

/** Keeps a place while its tab is not shown, so that one comes back to it. */
export function keepPlace(tabId: string, question: string, place: TablePlace): void {
  places.delete(tabId);
  places.set(tabId, { ...place, question });
  const oldest = places.keys().next();
  if (places.size > MOST_KEPT && oldest.done !== true) places.delete(oldest.value);
}

/** The place a tab was left at; the start when it asks something else by now. */
export function placeOf(tabId: string, question: string): TablePlace {
  const kept = places.get(tabId);
  return kept?.question === question ? kept : START;
}
