import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { Column } from './column.ts';
import { scrollLeftToShow } from './pinned-columns.ts';
import { MARKS_WIDTH } from './row-marks.tsx';

type Sideways = {
  /** Whether columns have been scrolled under the pinned ones. */
  readonly scrolled: boolean;
  readonly onScrollSideways: () => void;
  /** Moves as little as possible until the column is fully in view. */
  readonly showColumn: (column: number) => void;
};

/** Scrolling a table sideways, beside its pinned columns. */
export function useSideways(
  scroller: RefObject<HTMLElement | null>,
  columns: readonly Column[],
  fixed: number,
): Sideways {
  const [scrolled, setScrolled] = useState(false);
  const latest = useRef({ columns, fixed });
  useLayoutEffect(() => {
    latest.current = { columns, fixed };
  });
  const onScrollSideways = useCallback(
    () => setScrolled((scroller.current?.scrollLeft ?? 0) > 0),
    [scroller],
  );
  const showColumn = useCallback(
    (column: number) => {
      const element = scroller.current;
      if (!element) return;
      const view = {
        widths: latest.current.columns.map(({ width }) => width),
        fixed: latest.current.fixed,
        scrollLeft: element.scrollLeft,
        viewWidth: element.clientWidth - MARKS_WIDTH,
      };
      const scrollLeft = scrollLeftToShow(column, view);
      if (scrollLeft !== element.scrollLeft) element.scrollLeft = scrollLeft;
    },
    [scroller],
  );
  return { scrolled, onScrollSideways, showColumn };
}
