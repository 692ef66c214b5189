import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import {
  isOutOfStep,
  offsetToShow,
  positionAfterScroll,
  positionAt,
  ROW_HEIGHT,
  type ScrollExtent,
  type ScrollPosition,
  visibleRows,
} from './row-scroll.ts';

const OVERSCAN = 12;
const SETTLED_MS = 120;
const START: ScrollPosition = { offset: 0, scrollTop: 0 };

type RowWindow = {
  readonly first: number;
  readonly last: number;
  /** Where the first drawn row stands inside the scrolled element, in pixels. */
  readonly topOf: (row: number) => number;
  readonly onScroll: () => void;
  /** Moves as little as possible until the row is fully in view. */
  readonly showRow: (row: number) => void;
  readonly toStart: () => void;
};

/**
 * Which rows of a result to draw in a scrolled element, at any number of rows: the element's scroll bar is
 * the browser's own, scaled once the rows outgrow what a browser can lay out.
 */
export function useRowWindow(scroller: RefObject<HTMLElement | null>, extent: ScrollExtent): RowWindow {
  const [position, setPosition] = useState(START);
  const current = useRef(position);
  const latestExtent = useRef(extent);
  latestExtent.current = extent;

  const move = useCallback((next: ScrollPosition) => {
    current.current = next;
    setPosition(next);
  }, []);
  const goTo = useCallback(
    (offset: number) => {
      const next = positionAt(offset, latestExtent.current);
      move(next);
      if (scroller.current) scroller.current.scrollTop = next.scrollTop;
    },
    [move, scroller],
  );
  const onScroll = useCallback(() => {
    const scrollTop = scroller.current?.scrollTop ?? 0;
    if (Math.abs(scrollTop - current.current.scrollTop) < 0.5) return;
    move(positionAfterScroll(current.current, scrollTop, latestExtent.current));
  }, [move, scroller]);

  useEffect(() => {
    if (!isOutOfStep(position, extent)) return;
    const timer = setTimeout(() => goTo(position.offset), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [position, extent, goTo]);

  useLayoutEffect(() => {
    const { offset } = positionAt(current.current.offset, {
      rowCount: extent.rowCount,
      viewHeight: extent.viewHeight,
    });
    if (offset !== current.current.offset) goTo(offset);
  }, [extent.rowCount, extent.viewHeight, goTo]);

  const { first, last } = visibleRows(position.offset, extent, OVERSCAN);
  return {
    first,
    last,
    topOf: (row) => position.scrollTop - position.offset + row * ROW_HEIGHT,
    onScroll,
    showRow: useCallback(
      (row) => {
        const offset = offsetToShow(row, current.current.offset, latestExtent.current);
        if (offset !== current.current.offset) goTo(offset);
      },
      [goTo],
    ),
    toStart: useCallback(() => goTo(0), [goTo]),
  };
}
