import { type KeyboardEvent, useRef, useState } from 'react';

/** Rows that PageUp and PageDown step over. */
const PAGE_ROWS = 20;

/** The position a key leads to in a list of `count` rows; null for keys that lead nowhere. */
export function positionAfter(key: string, current: number, count: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: current + 1,
    ArrowUp: current - 1,
    PageDown: current + PAGE_ROWS,
    PageUp: current - PAGE_ROWS,
    Home: 0,
    End: count - 1,
  };
  const next = steps[key];
  return next === undefined ? null : Math.min(count - 1, Math.max(0, next));
}

type RowFocus = {
  /** The row that Tab reaches and keys move from. */
  readonly current: number;
  /** Props of the one button of the row at a position. */
  readonly rowProps: (position: number) => {
    readonly ref: ((element: HTMLElement | null) => void) | null;
    readonly tabIndex: 0 | -1;
    readonly onFocus: () => void;
  };
  /** Moves the focus where the key asks for it; answers whether it did. */
  readonly move: (event: KeyboardEvent) => boolean;
};

/** Makes the rows of a virtual list one stop of Tab, with arrow keys, PageUp, PageDown, Home and End among them. */
export function useRowFocus(count: number): RowFocus {
  const [place, setPlace] = useState(0);
  const moving = useRef(false);
  const current = Math.min(place, Math.max(0, count - 1));
  const takeFocus = (element: HTMLElement | null) => {
    if (!element || !moving.current) return;
    moving.current = false;
    element.focus({ preventScroll: true });
  };
  return {
    current,
    rowProps: (position) => ({
      ref: position === current ? takeFocus : null,
      tabIndex: position === current ? 0 : -1,
      onFocus: () => setPlace(position),
    }),
    move: (event) => {
      const next = event.ctrlKey || event.metaKey ? null : positionAfter(event.key, current, count);
      if (next === null) return false;
      event.preventDefault();
      moving.current = next !== current;
      setPlace(next);
      return true;
    },
  };
}
