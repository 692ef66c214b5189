import { type RefObject, useEffect } from 'react';
import type { SearchResult } from '../../../preload/contract/model/event.ts';
import { useCall } from '../../data/use-call.ts';
import type { PageStore } from './page-store.ts';
import { rowsAbove } from './table-place.ts';
import type { GridPosition } from './use-grid-position.ts';
import type { Here } from './use-placed-result.ts';

type Standing = {
  readonly search: SearchResult | null;
  readonly openId: number | null;
  readonly openPosition: number | null;
  readonly topRow: number;
  readonly viewRows: number;
  readonly columns: readonly string[];
  readonly position: GridPosition;
  readonly store: PageStore;
};

/** Writes down where the reader is: the place, and the open and the active event with their heights in the view. */
export function useHere(here: RefObject<Here>, standing: Standing): void {
  useEffect(() => {
    const { search, openId, openPosition, topRow, viewRows, columns, position, store } = standing;
    const { active, selection } = position;
    const reachedId = selection === null ? null : (store.row(active.row)?.recordId ?? null);
    const at = (recordId: number | null, row: number | null) =>
      recordId === null ? [] : [{ recordId, above: row === null ? null : rowsAbove(row, topRow, viewRows) }];
    const stay = [...at(openId, openPosition), ...at(reachedId, active.row)];
    const place = { topRow, active, selection, searchId: search?.searchId ?? null };
    here.current = { place, stay, viewRows, columns };
  });
}

/** Where the open event stands in the result: told by the rows read so far, else asked for; null when unknown. */
export function useOpenPosition(
  recordId: number | null,
  store: PageStore,
  search: SearchResult | null,
): number | null {
  const read = recordId === null ? null : store.positionOf(recordId);
  const { data } = useCall(
    'event.locate',
    { searchId: search?.searchId ?? '', recordId: recordId ?? 0 },
    { enabled: search !== null && recordId !== null && read === null, keepPrevious: false },
  );
  return read ?? data?.position ?? null;
}
