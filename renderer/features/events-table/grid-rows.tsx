import { type MouseEvent, useCallback, useEffect, useRef } from 'react';
import type { Cell } from '../../../preload/contract/model/panel.ts';
import { useTagColors, useTaggedValues } from '../../data/marks.ts';
import { usePreferences } from '../../state/preferences.ts';
import type { SearchTab } from '../../state/tab.ts';
import { openMarkMenu } from '../../state/value-menu.ts';
import { classNames } from '../../ui/class-names.ts';
import { cellTargets } from './cell-targets.ts';
import type { Column } from './column.ts';
import { EventRowView } from './event-row.tsx';
import styles from './events-table.module.css';
import type { EventRow } from './page-cache.ts';
import { isDeliberate, isSelected } from './row-selection.ts';
import { selectedPair } from './selected-pair.ts';
import type { GridPosition } from './use-grid-position.ts';

const c = classNames(styles);

type GridRowsProps = {
  readonly gridId: string;
  readonly tab: SearchTab;
  readonly columns: readonly Column[];
  /** Height of all rows as the scroll bar has it, in pixels. */
  readonly height: number;
  /** First and last row to draw. */
  readonly first: number;
  readonly last: number;
  /** Where the first of them stands, in pixels. */
  readonly top: number;
  readonly row: (position: number) => EventRow | undefined;
  readonly position: GridPosition;
};

/** The rows in and around the view. A click opens the event, one on a value its menu; with Shift or Ctrl it selects. */
export function GridRows({ gridId, tab, columns, height, first, last, top, row, position }: GridRowsProps) {
  const zone = usePreferences((state) => state.zone);
  const colors = useTagColors();
  const tagged = useTaggedValues();
  const { active, selection, goTo, toggle, open } = position;
  const latest = useRef({ selection, row });
  useEffect(() => {
    latest.current = { selection, row };
  });
  const onRowClick = useCallback(
    (at: number, event: MouseEvent) => {
      const cell = { row: at, column: columnAt(event) };
      const single = event.ctrlKey || event.metaKey;
      if (event.shiftKey) goTo(cell, single ? 'add' : 'extend');
      else if (single) toggle(at);
      else if (document.getSelection()?.isCollapsed !== false) {
        goTo(cell, 'only');
        open(at);
      }
    },
    [goTo, toggle, open],
  );
  const onValueClick = useCallback(
    (at: number, field: string, value: Cell, event: MouseEvent) => {
      if (event.shiftKey || event.ctrlKey || event.metaKey) return;
      if (document.getSelection()?.isCollapsed === false) return;
      event.stopPropagation();
      const { selection, row } = latest.current;
      const compare = isSelected(selection, at) ? selectedPair(selection, row) : null;
      if (compare === null) goTo({ row: at, column: columnAt(event) }, 'move');
      openMarkMenu({
        targets: cellTargets(field, String(value)),
        tabId: tab.id,
        ...(compare ? { compare } : {}),
        x: event.clientX,
        y: event.clientY + 6,
      });
    },
    [goTo, tab.id],
  );
  const deliberate = isDeliberate(selection);
  const drawn = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  return (
    <div role="presentation" className={c('rows')} style={{ height }}>
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
              colors={colors}
              tagged={tagged}
              activeColumn={at === active.row ? active.column : null}
              current={selection !== null && at === active.row}
              selected={deliberate && isSelected(selection, at)}
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

function columnAt(event: MouseEvent): number {
  const cell = event.target instanceof Element ? event.target.closest('[aria-colindex]') : null;
  return cell ? Math.max(0, Number(cell.getAttribute('aria-colindex')) - 2) : 0;
}
