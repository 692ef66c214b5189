import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { bridge } from '../../bridge/bridge.ts';
import { BridgeError } from '../../bridge/bridge-error.ts';
import type { SearchTab } from '../../state/tab.ts';
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
};

type Shown = Asked & {
  readonly result: SortedResult | null;
  /** Where the result is entered; null for the one the table began with. */
  readonly entry: TablePlace | null;
};

type PlacedResult = {
  readonly result: SortedResult | null;
  /** Where to go in a result that is shown for the first time; changes with it. */
  readonly entry: TablePlace | null;
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
 * where: at the place this state of the tab was left at (undo, redo), else at the open or active event where it is
 * still there, else at the first row.
 */
export function usePlacedResult({ tab, search, current, start, here, onExpired }: Wanted): PlacedResult {
  const { id, scope } = tab;
  const question = questionOf(tab);
  const [shown, setShown] = useState<Shown | null>(() =>
    start !== null || tab.selectedRecordId === null ? { scope, question, result: null, entry: null } : null,
  );
  useLayoutEffect(() => {
    if (!current || search === null) return;
    if (shown?.question === question) {
      if (shown.result !== search || shown.scope !== scope) setShown({ ...shown, scope, result: search });
      return;
    }
    const enter = (entry: TablePlace) => {
      if (shown) keepPlace(id, shown, here.current.place);
      setShown({ scope, question, result: search, entry });
    };
    const kept = placeOf(id, { scope, question });
    if (kept) return enter(kept);
    const controller = new AbortController();
    const { stay, viewHeight, place } = here.current;
    const { column } = place.active;
    locateFirst(search.searchId, stay, controller.signal).then(
      (found) => {
        if (controller.signal.aborted) return;
        enter(found ? placeAt({ row: found.row, column }, found.above, viewHeight) : startOf(column));
      },
      (error: unknown) => {
        if (controller.signal.aborted) return;
        if (error instanceof BridgeError && error.code === 'not_found') onExpired();
        else enter(startOf(column));
      },
    );
    return () => controller.abort();
  }, [id, scope, question, search, current, shown, here, onExpired]);
  useKeptOnLeaving(id, shown, here);
  const settled = shown?.question === question && current;
  return { result: settled ? search : (shown?.result ?? null), entry: shown?.entry ?? null };
}

async function locateFirst(
  searchId: string,
  stay: readonly Stay[],
  signal: AbortSignal,
): Promise<{ readonly row: number; readonly above: number | null } | null> {
  for (const { recordId, above } of stay) {
    const { position } = await bridge.call('event.locate', { searchId, recordId }, signal);
    if (position !== null) return { row: position, above };
  }
  return null;
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
