import { useEffect, useLayoutEffect } from 'react';
import { SELECTION_BAR_HEIGHT } from './selection-bar.tsx';

type Selecting = {
  /** Whether the bar of the selection is there, and whether it is to be. */
  readonly selecting: boolean;
  readonly chosen: boolean;
  readonly setSelecting: (selecting: boolean) => void;
  readonly activeRow: number;
  readonly topRow: number;
  readonly rowHeight: number;
  readonly viewHeight: number;
  readonly showRow: (row: number) => void;
};

/** Shows the bar of the selection while there is one; a row that the bar would cover moves up, others stay. */
export function useSelecting({
  selecting,
  chosen,
  setSelecting,
  activeRow,
  topRow,
  rowHeight,
  viewHeight,
  showRow,
}: Selecting): void {
  useLayoutEffect(() => setSelecting(chosen), [chosen, setSelecting]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the bar comes
  useEffect(() => {
    const above = (activeRow - topRow) * rowHeight;
    if (selecting && above >= 0 && above < viewHeight + SELECTION_BAR_HEIGHT) showRow(activeRow);
  }, [selecting]);
}
