// biome-ignore-all lint/a11y/useSemanticElements: a grid over any number of rows cannot be a <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active cell

import { type CSSProperties, type Ref, useEffect, useImperativeHandle, useMemo } from 'react';
import type { SearchResult } from '../../../preload/contract/model/event.ts';
import { BridgeError } from '../../bridge/bridge-error.ts';
import type { SearchTab } from '../../state/tab.ts';
import { classNames } from '../../ui/class-names.ts';
import styles from './events-table.module.css';
import { GoToDialog } from './go-to-dialog.tsx';
import { GridRows } from './grid-rows.tsx';
import { arrangeColumns } from './pinned-columns.ts';
import { scrollHeightOf } from './row-scroll.ts';
import { SELECTION_BAR_HEIGHT, SelectionBar } from './selection-bar.tsx';
import { NothingFound, ReadFault, StillSearching } from './table-notes.tsx';
import { useEventsGrid } from './use-events-grid.tsx';
import { useGoTo } from './use-go-to.ts';

const c = classNames(styles);

export type EventsTableHandle = {
  /** Opens the event `by` rows after (negative: before) the open one. */
  readonly openNeighbour: (by: number) => void;
};

type EventsTableProps = {
  readonly tab: SearchTab;
  /** The sorted result to show; null until there is one. */
  readonly search: SearchResult | null;
  /** Whether it answers what the tab asks now; until then the rows before it stay. */
  readonly current: boolean;
  readonly busy: boolean;
  /** Tells where in the result the open event stands, null when that is not known. */
  readonly onOpenPosition: (position: number | null) => void;
  /** Called when the rows have to be sorted anew, because the host no longer keeps them. */
  readonly onExpired: () => void;
  readonly ref?: Ref<EventsTableHandle>;
};

/** The matching events as a grid of any number of rows: one page at a time, with a real scroll bar. */
export function EventsTable(props: EventsTableProps) {
  const { tab: kept, onOpenPosition, onExpired, ref } = props;
  const tab = useMemo(() => ({ ...kept, columns: arrangeColumns(kept) }), [kept]);
  const grid = useEventsGrid({ tab, search: props.search, current: props.current, onExpired });
  const { context, openPosition, rowCount, search, error, view } = grid;
  const waiting = props.busy || grid.waiting;
  useEffect(() => onOpenPosition(openPosition), [onOpenPosition, openPosition]);
  useImperativeHandle(ref, () => ({
    openNeighbour: (by) => {
      if (openPosition === null) return;
      const next = Math.min(Math.max(0, openPosition + by), rowCount - 1);
      context.goTo({ row: next, column: context.active.column }, 'move');
    },
  }));
  const expired = error instanceof BridgeError && error.code === 'not_found';
  useEffect(() => {
    if (expired) onExpired();
  }, [expired, onExpired]);
  const goTo = useGoTo(tab, search, grid.jumpTo);
  const barHeight = grid.selecting ? SELECTION_BAR_HEIGHT : 0;
  return (
    <div className={c('frame', waiting && 'busy')} style={{ '--bar': `${barHeight}px` } as CSSProperties}>
      <div
        ref={grid.attach}
        role="grid"
        aria-label="Events"
        aria-rowcount={rowCount + 1}
        aria-colcount={grid.columns.length + 1}
        aria-multiselectable
        aria-busy={waiting}
        aria-activedescendant={grid.activeId}
        tabIndex={0}
        className={c('grid')}
        style={{ '--columns': grid.template, '--row': `${grid.rowHeight}px` } as CSSProperties}
        onScroll={grid.onScroll}
        onKeyDown={grid.onKeyDown}
      >
        <div className={c('content')}>
          {grid.header}
          <GridRows
            gridId={grid.gridId}
            tab={tab}
            columns={grid.columns}
            height={scrollHeightOf({ rowCount, rowHeight: grid.rowHeight })}
            first={view.first}
            last={view.last}
            top={view.top}
            row={grid.row}
            position={context}
          />
        </div>
      </div>
      {grid.scrolledUnder > 0 ? (
        <div aria-hidden className={c('under')} style={{ left: grid.scrolledUnder, height: grid.height }} />
      ) : null}
      {grid.selecting ? <SelectionBar grid={context} /> : null}
      {search?.complete === false ? <StillSearching shown={rowCount} /> : null}
      {search !== null && rowCount === 0 ? <NothingFound tab={tab} /> : null}
      {error instanceof Error && !expired ? <ReadFault error={error} onRetry={onExpired} /> : null}
      <GoToDialog goTo={goTo} />
    </div>
  );
}
