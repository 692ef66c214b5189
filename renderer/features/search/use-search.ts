import { useCallback, useEffect, useRef } from 'react';
import type { MethodOutput } from '../../../preload/contract/methods.ts';
import type { BridgeError } from '../../bridge/bridge-error.ts';
import { useCall } from '../../data/use-call.ts';
import type { SearchTab } from '../../state/tab.ts';

type SearchResult = MethodOutput<'event.search'>;

type Search = {
  /** The last good result; null until there is one. */
  readonly result: SearchResult | null;
  readonly error: BridgeError | null;
  readonly busy: boolean;
  /** Asks again, when the host no longer keeps the sorted result. */
  readonly again: () => void;
};

/** The sorted result of a tab's scope. The last good one stays while another is being made, and after a failure. */
export function useSearch(tab: SearchTab): Search {
  const { data, error, isFetching, refetch } = useCall('event.search', {
    scope: tab.scope,
    sort: [...tab.sort],
  });
  const last = useRef<SearchResult | null>(null);
  useEffect(() => {
    if (data) last.current = data;
  }, [data]);
  return {
    result: data ?? last.current,
    error: error?.code === 'cancelled' ? null : error,
    busy: isFetching,
    again: useCallback(() => void refetch(), [refetch]),
  };
}
