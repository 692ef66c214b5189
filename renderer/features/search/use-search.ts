import { useCallback, useEffect, useRef, useState } from 'react';
import type { SearchResult } from '../../../preload/contract/model/event.ts';
import type { BridgeError } from '../../bridge/bridge-error.ts';
import { useCall } from '../../data/use-call.ts';
import type { SearchTab } from '../../state/tab.ts';

/** After so long the first matches are asked for, to be shown while the rest is searched. */
const SLOW_MS = 250;

type Search = {
  /** The last good result, or the first matches of the one under way; null until there is one. */
  readonly result: SearchResult | null;
  /** Whether the result answers what the tab asks now, rather than what it asked before. */
  readonly current: boolean;
  readonly error: BridgeError | null;
  readonly busy: boolean;
  /** Asks again, when the host no longer keeps the sorted result. */
  readonly again: () => void;
};

/**
 * The sorted result of a tab's scope. While one takes long, its first matches are shown; the last good one stays
 * until then, and after a failure.
 */
export function useSearch(tab: SearchTab): Search {
  const input = { scope: tab.scope, sort: [...tab.sort] };
  const { data, error, isFetching, isPlaceholderData, refetch } = useCall('event.search', input);
  const whole = isPlaceholderData ? undefined : data;
  const slow = useSlow(isFetching && whole === undefined, JSON.stringify(input));
  const { data: first } = useCall('event.searchFirst', input, { enabled: slow, keepPrevious: false });
  const early = slow && first && first.events > 0 ? first : undefined;
  const shown = whole ?? early ?? data;
  const last = useRef<SearchResult | null>(null);
  useEffect(() => {
    if (shown) last.current = shown;
  }, [shown]);
  return {
    result: shown ?? last.current,
    current: whole !== undefined || early !== undefined,
    error: error?.code === 'cancelled' ? null : error,
    busy: isFetching,
    again: useCallback(() => void refetch(), [refetch]),
  };
}

/** Whether the answer to this question has been waited for long by now. */
function useSlow(waiting: boolean, question: string): boolean {
  const [slowQuestion, setSlowQuestion] = useState<string | null>(null);
  useEffect(() => {
    if (!waiting) return;
    const timer = setTimeout(() => setSlowQuestion(question), SLOW_MS);
    return () => clearTimeout(timer);
  }, [waiting, question]);
  return waiting && slowQuestion === question;
}
