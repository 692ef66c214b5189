import { type MouseEvent, useCallback, useEffect, useRef } from 'react';
import type { Cell } from '../../../preload/contract/model/panel.ts';
import { usePreferences } from '../../state/preferences.ts';
import type { SearchTab } from '../../state/tab.ts';
import { openValueMenu } from '../../state/value-menu.ts';
import { classNames } from '../../ui/class-names.ts';
import type { Column } from './column.ts';
import { EventRowView } from './event-row.tsx';
import styles from './events-table.module.css';
import { type RowSelection, selectedRange } from './grid-keys.ts';
import type { EventRow } from './page-cache.ts';
import { scrollHeightOf } from './row-scroll.ts';
import { selectedPair } from './selected-pair.ts';
import type { GridPosition } from './use-grid-position.ts';

const c = classNames(styles);

type GridRowsProps = {
  readonly gridId: string;
  readonly tab: SearchTab;
  readonly columns: readonly Column[];
  readonly rowCount: number;
  /** First and last row to draw. */
  readonly first: number;
  readonly last: number;
  /** Where the first of them stands, in pixels. */
  readonly top: number;
  readonly row: (position: number) => EventRow | undefined;
  readonly position: GridPosition;
};

/** The rows in and around the view. A click opens the event, one on a value its menu. */
export function GridRows({ gridId, tab, columns, rowCount, first, last, top, row, position }: GridRowsProps) {
  const zone = usePreferences((state) => state.zone);
  const { active, selection, goTo, open } = position;
  const latest = useRef({ selection, row });
  useEffect(() => {
    latest.current = { selection, row };
  });
  const onRowClick = useCallback(
    (at: number, event: MouseEvent) => {
      if (document.getSelection()?.isCollapsed === false) return;
      goTo({ row: at, column: columnAt(event) }, event.shiftKey);
      if (!event.shiftKey) open(at);
    },
    [goTo, open],
  );
  const onValueClick = useCallback(
    (at: number, field: string, value: Cell, event: MouseEvent) => {
      if (event.shiftKey || document.getSelection()?.isCollapsed === false) return;
      event.stopPropagation();
      const pair = latest.current;
      const compare = isWithin(pair.selection, at) ? selectedPair(pair.selection, pair.row) : null;
      if (compare === null) goTo({ row: at, column: columnAt(event) }, false);
      openValueMenu({
        field,
        value: String(value),
        tabId: tab.id,
        ...(compare ? { compare } : {}),
        x: event.clientX,
        y: event.clientY + 6,
      });
    },
    [goTo, tab.id],
  );
  const range = selection && selectedRange(selection);
  const several = range !== null && range.first !== range.last;
  const drawn = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  return (
    <div role="presentation" className={c('rows')} style={{ height: scrollHeightOf(rowCount) }}>
      <div role="presentation" className={c('drawn')} style={{ top }}>
        {drawn.map((at) => {
          const content = row(at);
          return (
            <EventRowView
              key={at}
              gridId={gridId}
              position={at}
              row={content}
              columns={columns}
              zone={zone}
              activeColumn={at === active.row ? active.column : null}
              current={selection !== null && at === active.row}
              selected={several && at >= range.first && at <= range.last}
              open={content !== undefined && content.recordId === tab.selectedRecordId}
              onRowClick={onRowClick}
              onValueClick={onValueClick}
            />
          );
        })}
      </div>
    </div>
  );
}

function isWithin(selection: RowSelection | null, at: number): boolean {
  if (selection === null) return false;
  const { first, last } = selectedRange(selection);
  return at >= first && at <= last;
}

function columnAt(event: MouseEvent): number {
  const cell = event.target instanceof Element ? event.target.closest('[aria-colindex]') : null;
  return cell ? Number(cell.getAttribute('aria-colindex')) - 1 : 0;
}
