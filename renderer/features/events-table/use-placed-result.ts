import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { EventPage, SearchResult } from '../../../preload/contract/model/event.ts';
import { bridge } from '../../bridge/bridge.ts';
import { BridgeError } from '../../bridge/bridge-error.ts';
import type { SearchTab } from '../../state/tab.ts';
import { PAGE_ROWS, pageOf } from './page-cache.ts';
import { positionAt, visibleRows } from './row-scroll.ts';
import {
  type Asked,
  keepPlace,
  placeAt,
  placeOf,
  questionOf,
  selectionIn,
  startOf,
  type TablePlace,
} from './table-place.ts';

/** An event to stay at, and how many rows below the top of the view it stands (null: not in view). */
type Stay = { readonly recordId: number; readonly above: number | null };

/** Where the reader is, and the events to stay at when the result changes, the first that is in it. */
export type Here = {
  readonly place: TablePlace;
  readonly stay: readonly Stay[];
  /** How many rows the view holds, not always whole ones. */
  readonly viewRows: number;
  /** The columns that rows are read with. */
  readonly columns: readonly string[];
};

/** Where the reader would like to be: at the place of this state of the tab, else at the first event that is there. */
type Wish = { readonly kept: TablePlace | null; readonly stay: readonly Stay[] };

/** Where a result is entered, with the rows in view there, read before it is shown. */
type Entry = {
  readonly searchId: string;
  readonly place: TablePlace;
  readonly pages: readonly EventPage[];
  /** What the first matches could not grant and all of them may; else null. */
  readonly open: Wish | null;
};

type Shown = Asked & {
  readonly result: SearchResult | null;
  /** Where the result is entered; null for the one the table began with. */
  readonly entry: Entry | null;
};

type PlacedResult = {
  readonly result: SearchResult | null;
  /** Where to go in a result that is shown for the first time; changes with it. */
  readonly entry: Entry | null;
  /** Whether another result is there but not shown yet. */
  readonly waiting: boolean;
};

type Wanted = {
  readonly tab: SearchTab;
  readonly search: SearchResult | null;
  /** Whether `search` answers what the tab asks now, rather than what it asked before. */
  readonly current: boolean;
  /** Where the tab was when it was left; null when it has not been shown. */
  readonly start: TablePlace | null;
  readonly here: RefObject<Here>;
  readonly onExpired: () => void;
};

/**
 * The result to show and where to enter it. One that answers another question than before is shown once it is known
 * where, and the rows there are read: at the place this state of the tab was left at (undo, redo), else at the open or
 * active event where it is still there, else at the first row. What the first matches of a slow search do not hold is
 * looked for again in all of them, unless the reader has gone elsewhere by then.
 */
export function usePlacedResult({ tab, search, current, start, here, onExpired }: Wanted): PlacedResult {
  const { id, scope } = tab;
  const question = questionOf(tab);
  const [shown, setShown] = useState<Shown | null>(() =>
    start !== null || tab.selectedRecordId === null ? { scope, question, result: null, entry: null } : null,
  );
  const settled = shown?.question === question;
  const open = settled && search?.complete ? (shown?.entry?.open ?? null) : null;
  useLayoutEffect(() => {
    if (!current || search === null) return;
    const { place, stay } = here.current;
    if (shown && settled && (open === null || isElsewhere(place))) {
      const entry = shown.entry && search.complete ? { ...shown.entry, open: null } : shown.entry;
      if (shown.result !== search || shown.scope !== scope)
        setShown({ scope, question, result: search, entry });
      return;
    }
    const controller = new AbortController();
    const enter = (entry: Entry) => {
      if (controller.signal.aborted) return;
      if (shown && !settled) leave(id, shown, here.current.place);
      setShown({ scope, question, result: search, entry });
    };
    const wish = open ?? { kept: placeOf(id, { scope, question }), stay };
    findEntry(search, wish, here.current, controller.signal).then(enter, (error: unknown) => {
      if (controller.signal.aborted) return;
      if (error instanceof BridgeError && error.code === 'not_found') onExpired();
      else enter(startEntry(search, here.current.place.active.column));
    });
    return () => controller.abort();
  }, [id, scope, question, search, current, shown, settled, open, here, onExpired]);
  useKeptOnLeaving(id, shown, here);
  const waiting = current && search !== null && (!settled || open !== null);
  return {
    result: current && !waiting ? search : (shown?.result ?? null),
    entry: shown?.entry ?? null,
    waiting,
  };
}

function startEntry({ searchId }: SearchResult, column: number): Entry {
  return { searchId, place: startOf(column), pages: [], open: null };
}

/** The first matches alone begin at the start of the result and end anywhere, so a place kept in it may lie beyond. */
async function findEntry(
  { searchId, events, complete }: SearchResult,
  wish: Wish,
  { place: { active }, viewRows, columns }: Here,
  signal: AbortSignal,
): Promise<Entry> {
  const { kept } = wish;
  const keptThere = kept && complete ? { ...kept, selection: selectionIn(kept, searchId) } : null;
  const granted =
    kept === null ? await locateFirst(searchId, wish.stay, active.column, viewRows, signal) : keptThere;
  const place = granted ?? startOf(active.column);
  const extent = { rowCount: events, rowHeight: 1, viewHeight: viewRows };
  const { first, last } = visibleRows(positionAt(place.topRow, extent).offset, extent, 0);
  const offsets = new Set([first, last].filter((row) => row >= 0).map((row) => pageOf(row) * PAGE_ROWS));
  const read = (at: number) =>
    bridge.call('event.page', { searchId, offset: at, limit: PAGE_ROWS, columns: [...columns] }, signal);
  const pages = events === 0 ? [] : await Promise.all([...offsets].map(read));
  const isOpen = !complete && granted === null && (kept !== null || wish.stay.length > 0);
  return { searchId, place, pages, open: isOpen ? wish : null };
}

/** The place at the first of these events that is in the result; null when none is. */
async function locateFirst(
  searchId: string,
  stay: readonly Stay[],
  column: number,
  viewRows: number,
  signal: AbortSignal,
): Promise<TablePlace | null> {
  for (const { recordId, above } of stay) {
    const { position } = await bridge.call('event.locate', { searchId, recordId }, signal);
    if (position !== null) return placeAt({ row: position, column }, above, viewRows);
  }
  return null;
}

/** Whether the reader has gone from the start of the result. */
function isElsewhere({ topRow, selection }: TablePlace): boolean {
  return topRow > 0 || selection !== null;
}

/** Keeps the place, unless it is the start of first matches that the reader did not choose. */
function leave(tabId: string, shown: Shown, place: TablePlace): void {
  if (!shown.entry?.open || isElsewhere(place)) keepPlace(tabId, shown, place);
}

/** Keeps the place for when the tab is shown again. */
function useKeptOnLeaving(tabId: string, shown: Shown | null, here: RefObject<Here>): void {
  const latest = useRef(shown);
  useEffect(() => {
    latest.current = shown;
  });
  useEffect(
    () => () => {
      if (latest.current) leave(tabId, latest.current, here.current.place);
    },
    [tabId, here],
  );
}
