import { useState } from 'react';
import { useWorkspace } from '../../state/workspace.ts';
import type { NamedEvent } from './event-label.ts';

type Walk = { readonly origin: NamedEvent; readonly reachedId: number };

type Walking = {
  /** The event whose surroundings are looked at: the open one, until one of its surroundings is opened. */
  readonly originId: number;
  /** The origin while another event is open, to go back to; else null. */
  readonly away: NamedEvent | null;
  /** Opens an event of the surroundings of `origin`. */
  readonly go: (origin: NamedEvent, recordId: number) => void;
  readonly back: () => void;
  /** Makes the open event the origin. */
  readonly settle: () => void;
};

/** A walk through the surroundings of an event. It ends when an event is opened from anywhere else. */
export function useWalk(tabId: string, openId: number): Walking {
  const [walk, setWalk] = useState<Walk | null>(null);
  const open = (recordId: number) => useWorkspace.getState().patchTab(tabId, { selectedRecordId: recordId });
  const away =
    walk !== null && walk.reachedId === openId && walk.origin.recordId !== openId ? walk.origin : null;
  return {
    originId: away?.recordId ?? openId,
    away,
    go: (origin, recordId) => {
      setWalk({ origin, reachedId: recordId });
      open(recordId);
    },
    back: () => {
      if (away) open(away.recordId);
    },
    settle: () => setWalk(null),
  };
}
