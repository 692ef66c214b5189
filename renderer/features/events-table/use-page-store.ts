import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import type { EventPage } from '../../../preload/contract/model/event.ts';
import { bridge } from '../../bridge/bridge.ts';
import { useMarksVersion } from '../../data/marks.ts';
import { type EventRow, pageOf, pagesAround } from './page-cache.ts';
import { PageStore, type ReadPage } from './page-store.ts';
import { MARK_COLUMNS } from './row-marks.tsx';

/** How long a jump waits for the next one, so that dragging the scroll bar does not read every page it passes. */
const JUMP_MS = 60;

type Wanted = {
  readonly search: { readonly searchId: string; readonly events: number } | null;
  /** Rows of it that have been read already. */
  readonly pages: readonly EventPage[];
  /** The columns shown; the outcome, which colours the row, and the marks are read besides. */
  readonly columns: readonly string[];
  readonly first: number;
  readonly last: number;
};

type PagedRows = {
  readonly store: PageStore;
  /** The columns that rows are read with. */
  readonly columns: readonly string[];
  readonly row: (position: number) => EventRow | undefined;
  readonly error: unknown;
};

/**
 * The rows of a search in and around the drawn range, read as they come into view. While a new result's
 * first rows are on their way, those of the result before it stay.
 */
export function usePageStore({ search, pages, columns: shownColumns, first, last }: Wanted): PagedRows {
  const searchId = search?.searchId ?? null;
  const rowCount = search?.events ?? 0;
  const columns = useMemo(() => [...new Set([...shownColumns, 'outcome', ...MARK_COLUMNS])], [shownColumns]);
  const marks = useMarksVersion((state) => state.version);
  const store = useMemo(() => createStore(searchId, pages), [searchId, pages]);
  const readAt = useRef(marks);
  useEffect(() => {
    if (readAt.current === marks) return;
    readAt.current = marks;
    store.refresh();
  }, [marks, store]);
  const before = useRef(store);
  const version = useSyncExternalStore(store.subscribe, store.version);
  useEffect(() => () => store.abort(), [store]);
  useEffect(() => {
    if (version > 0) before.current = store;
  }, [version, store]);
  const wanted = useRef({ store, page: 0 });
  useEffect(() => {
    const want = () => {
      wanted.current = { store, page: pageOf(first) };
      const around = pagesAround(first, last, rowCount);
      store.want(around.pages, columns, around.ahead);
    };
    const jumped = wanted.current.store === store && Math.abs(pageOf(first) - wanted.current.page) > 1;
    if (!jumped) return want();
    const timer = setTimeout(want, JUMP_MS);
    return () => clearTimeout(timer);
  }, [store, first, last, rowCount, columns]);
  const shown = version === 0 ? before.current : store;
  return {
    store,
    columns,
    row: (position) => store.row(position) ?? shown.row(position),
    error: store.error,
  };
}

function createStore(searchId: string | null, pages: readonly EventPage[]): PageStore {
  const read: ReadPage = (offset, limit, columns, signal) =>
    searchId === null
      ? Promise.resolve({ offset, columns: [...columns], recordIds: [], rows: [] })
      : bridge.call('event.page', { searchId, offset, limit, columns: [...columns] }, signal);
  return new PageStore(read, pages);
}
