import { useEffect, useMemo, useRef } from 'react';
import { create } from 'zustand';
import type { SearchResult } from '../../../preload/contract/model/event.ts';
import type { SortKey } from '../../../preload/contract/model/scope.ts';
import { bridge } from '../../bridge/bridge.ts';
import type { SearchTab } from '../../state/tab.ts';
import { setRange } from '../../state/workspace.ts';
import { rangeAround } from '../scope-bar/range-presets.ts';

/** Ways to go somewhere in the table that is shown. */
export type GoTo = {
  readonly rowCount: number;
  /** Which way the table is sorted by time; null where it is not, and a time narrows the range instead. */
  readonly timeOrder: SortKey['direction'] | null;
  readonly toRow: (row: number) => void;
  /** Goes to the first row that reaches an instant, or to the time around it where the table is sorted otherwise. */
  readonly toTime: (at: string) => Promise<void>;
};

/** The table that is shown, for commands from elsewhere; null when none is. */
export const useShownTable = create<{ readonly goTo: GoTo | null }>(() => ({ goTo: null }));

/** Ways to go somewhere in a table; they are known to the window while the table is shown. */
export function useGoTo(tab: SearchTab, search: SearchResult | null, jumpTo: (row: number) => void): GoTo {
  const latestJump = useRef(jumpTo);
  useEffect(() => {
    latestJump.current = jumpTo;
  });
  const { id, sort } = tab;
  const goTo = useMemo((): GoTo => {
    const [first] = sort;
    // Of first matches it is not known whether those around the time are among them.
    const timeOrder = first?.field === 'eventTime' && search?.complete ? first.direction : null;
    return {
      rowCount: search?.events ?? 0,
      timeOrder,
      toRow: (row) => latestJump.current(row),
      toTime: async (at) => {
        if (search === null || timeOrder === null) setRange(id, rangeAround(at));
        else latestJump.current(await rowAt(search, at));
      },
    };
  }, [id, sort, search]);
  useEffect(() => {
    useShownTable.setState({ goTo });
    return () => useShownTable.setState((shown) => (shown.goTo === goTo ? { goTo: null } : shown));
  }, [goTo]);
  return goTo;
}

/** The first row that reaches an instant; the last one when none does. */
async function rowAt({ searchId, events }: SearchResult, at: string): Promise<number> {
  const { position } = await bridge.call('event.locate', { searchId, at });
  return position ?? events - 1;
}
