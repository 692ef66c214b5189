import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import {
  isOutOfStep,
  offsetToCentre,
  offsetToShow,
  positionAfterScroll,
  positionAt,
  type ScrollExtent,
  type ScrollPosition,
  visibleRows,
} from './row-scroll.ts';

const OVERSCAN = 12;
const SETTLED_MS = 120;

type RowWindow = {
  readonly first: number;
  readonly last: number;
  /** Where the first drawn row stands inside the scrolled element, in pixels. */
  readonly top: number;
  /** How many rows the view is down, not always whole ones. */
  readonly topRow: number;
  readonly onScroll: () => void;
  /** Moves as little as possible until the row is fully in view. */
  readonly showRow: (row: number) => void;
  /** Moves until the row is in the middle of the view, unless it is in view already. */
  readonly centreRow: (row: number) => void;
  /** Moves until the view begins so many rows down, not always whole ones. */
  readonly toRow: (topRow: number) => void;
};

/**
 * Which rows of a result to draw in a scrolled element, at any number of rows: the element's scroll bar is
 * the browser's own, scaled once the rows outgrow what a browser can lay out.
 */
export function useRowWindow(
  scroller: RefObject<HTMLElement | null>,
  { rowCount, rowHeight, viewHeight }: ScrollExtent,
  startRow: number,
): RowWindow {
  const extent = useMemo(
    (): ScrollExtent => ({ rowCount, rowHeight, viewHeight }),
    [rowCount, rowHeight, viewHeight],
  );
  const [position, setPosition] = useState(
    (): ScrollPosition => ({ offset: startRow * rowHeight, scrollTop: 0 }),
  );
  const placed = useRef(startRow === 0);
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

  const drawnHeight = useRef(rowHeight);
  useLayoutEffect(() => {
    if (drawnHeight.current === extent.rowHeight) return;
    const scale = extent.rowHeight / drawnHeight.current;
    drawnHeight.current = extent.rowHeight;
    goTo(current.current.offset * scale);
  }, [extent, goTo]);

  useLayoutEffect(() => {
    if (extent.rowCount === 0 || extent.viewHeight === 0) return;
    const { offset } = positionAt(current.current.offset, extent);
    if (offset !== current.current.offset || !placed.current) goTo(offset);
    placed.current = true;
  }, [extent, goTo]);

  const { first, last } = visibleRows(position.offset, extent, OVERSCAN);
  return {
    first,
    last,
    top: position.scrollTop - position.offset + first * rowHeight,
    topRow: position.offset / rowHeight,
    onScroll,
    showRow: useCallback(
      (row) => {
        const offset = offsetToShow(row, current.current.offset, latestExtent.current);
        if (offset !== current.current.offset) goTo(offset);
      },
      [goTo],
    ),
    centreRow: useCallback(
      (row) => {
        const extent = latestExtent.current;
        if (offsetToShow(row, current.current.offset, extent) !== current.current.offset)
          goTo(offsetToCentre(row, extent));
      },
      [goTo],
    ),
    toRow: useCallback((topRow) => goTo(topRow * latestExtent.current.rowHeight), [goTo]),
  };
}
