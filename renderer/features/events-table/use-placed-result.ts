import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { EventPage } from '../../../preload/contract/model/event.ts';
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
  startOf,
  type TablePlace,
} from './table-place.ts';

type SortedResult = { readonly searchId: string; readonly events: number };

/** An event to stay at, and how far below the top of the view it stands (null: not in view). */
type Stay = { readonly recordId: number; readonly above: number | null };

/** Where the reader is, and the events to stay at when the result changes, the first that is in it. */
export type Here = {
  readonly place: TablePlace;
  readonly stay: readonly Stay[];
  readonly viewHeight: number;
  /** The columns that rows are read with. */
  readonly columns: readonly string[];
};

/** Where a result is entered, with the rows in view there, read before it is shown. */
type Entry = {
  readonly searchId: string;
  readonly place: TablePlace;
  readonly pages: readonly EventPage[];
};

type Shown = Asked & {
  readonly result: SortedResult | null;
  /** Where the result is entered; null for the one the table began with. */
  readonly entry: Entry | null;
};

type PlacedResult = {
  readonly result: SortedResult | null;
  /** Where to go in a result that is shown for the first time; changes with it. */
  readonly entry: Entry | null;
  /** Whether another result is there but not shown yet. */
  readonly waiting: boolean;
};

type Wanted = {
  readonly tab: SearchTab;
  readonly search: SortedResult | null;
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
 * active event where it is still there, else at the first row.
 */
export function usePlacedResult({ tab, search, current, start, here, onExpired }: Wanted): PlacedResult {
  const { id, scope } = tab;
  const question = questionOf(tab);
  const [shown, setShown] = useState<Shown | null>(() =>
    start !== null || tab.selectedRecordId === null ? { scope, question, result: null, entry: null } : null,
  );
  const settled = shown?.question === question;
  useLayoutEffect(() => {
    if (!current || search === null) return;
    if (shown && settled) {
      if (shown.result !== search || shown.scope !== scope) setShown({ ...shown, scope, result: search });
      return;
    }
    const controller = new AbortController();
    const enter = (entry: Entry) => {
      if (controller.signal.aborted) return;
      if (shown) keepPlace(id, shown, here.current.place);
      setShown({ scope, question, result: search, entry });
    };
    const kept = placeOf(id, { scope, question });
    findEntry(search, kept, here.current, controller.signal).then(enter, (error: unknown) => {
      if (controller.signal.aborted) return;
      if (error instanceof BridgeError && error.code === 'not_found') onExpired();
      else enter({ searchId: search.searchId, place: startOf(here.current.place.active.column), pages: [] });
    });
    return () => controller.abort();
  }, [id, scope, question, search, current, shown, settled, here, onExpired]);
  useKeptOnLeaving(id, shown, here);
  return {
    result: settled && current ? search : (shown?.result ?? null),
    entry: shown?.entry ?? null,
    waiting: current && search !== null && !settled,
  };
}

async function findEntry(
  { searchId, events }: SortedResult,
  kept: TablePlace | null,
  { stay, place, viewHeight, columns }: Here,
  signal: AbortSignal,
): Promise<Entry> {
  const entered = kept ?? (await locateFirst(searchId, stay, place.active.column, viewHeight, signal));
  const extent = { rowCount: events, viewHeight };
  const { offset } = positionAt(entered.offset, extent);
  const { first, last } = visibleRows(offset, extent, 0);
  const offsets = new Set([first, last].filter((row) => row >= 0).map((row) => pageOf(row) * PAGE_ROWS));
  const read = (at: number) =>
    bridge.call('event.page', { searchId, offset: at, limit: PAGE_ROWS, columns: [...columns] }, signal);
  return { searchId, place: entered, pages: events === 0 ? [] : await Promise.all([...offsets].map(read)) };
}

/** The place at the first of these events that is in the result, else its start. */
async function locateFirst(
  searchId: string,
  stay: readonly Stay[],
  column: number,
  viewHeight: number,
  signal: AbortSignal,
): Promise<TablePlace> {
  for (const { recordId, above } of stay) {
    const { position } = await bridge.call('event.locate', { searchId, recordId }, signal);
    if (position !== null) return placeAt({ row: position, column }, above, viewHeight);
  }
  return startOf(column);
}

/** Keeps the place for when the tab is shown again. */
function useKeptOnLeaving(tabId: string, shown: Shown | null, here: RefObject<Here>): void {
  const latest = useRef(shown);
  useEffect(() => {
    latest.current = shown;
  });
  useEffect(
    () => () => {
      if (latest.current) keepPlace(tabId, latest.current, here.current.place);
    },
    [tabId, here],
  );
}
