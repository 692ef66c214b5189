// biome-ignore-all lint/a11y/useSemanticElements: a grid over any number of rows cannot be a <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active cell

import { type MouseEvent, memo } from 'react';
import type { TagColor } from '../../../preload/contract/model/mark.ts';
import type { Cell } from '../../../preload/contract/model/panel.ts';
import type { TaggedValues } from '../../data/marks.ts';
import type { Zone } from '../../format/time.ts';
import { classNames } from '../../ui/class-names.ts';
import type { Column } from './column.ts';
import { EventCell } from './event-cell.tsx';
import styles from './event-row.module.css';
import { cellOf, type EventRow } from './page-cache.ts';
import { RowMarks } from './row-marks.tsx';

const c = classNames(styles);

type EventRowProps = {
  readonly gridId: string;
  readonly position: number;
  /** Undefined while it is being read. */
  readonly row: EventRow | undefined;
  readonly columns: readonly Column[];
  readonly zone: Zone;
  readonly colors: ReadonlyMap<string, TagColor>;
  readonly tagged: TaggedValues;
  readonly activeColumn: number | null;
  /** The reader is at this row. */
  readonly current: boolean;
  readonly selected: boolean;
  readonly open: boolean;
  readonly onRowClick: (position: number, event: MouseEvent) => void;
  readonly onValueClick: (position: number, column: string, value: Cell, event: MouseEvent) => void;
};

/** One event of the table; drawn again only when something of it changes. */
export const EventRowView = memo(function EventRowView(props: EventRowProps) {
  const {
    gridId,
    position,
    row,
    columns,
    zone,
    colors,
    tagged,
    activeColumn,
    current,
    selected,
    open,
    onRowClick,
    onValueClick,
  } = props;
  const outcome = row && cellOf(row, 'outcome');
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys of all its rows
    <div
      role="row"
      aria-rowindex={position + 2}
      aria-selected={selected || open}
      className={c('row', selected && 'selected', open && 'open', current && 'current')}
      onMouseDown={keepTextUnmarked}
      onClick={(event) => onRowClick(position, event)}
    >
      <RowMarks row={row} colors={colors} />
      {columns.map((column, index) => (
        <EventCell
          key={column.name}
          id={cellId(gridId, position, index)}
          column={column}
          columnIndex={index}
          value={row && cellOf(row, column.name)}
          outcome={outcome}
          zone={zone}
          tagged={tagged}
          active={index === activeColumn}
          onValueClick={(name, value, event) => onValueClick(position, name, value, event)}
        />
      ))}
    </div>
  );
});

/** Shift and Ctrl select rows, not the text between two clicks. */
function keepTextUnmarked(event: MouseEvent): void {
  if (!event.shiftKey && !event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  event.currentTarget.closest<HTMLElement>('[role="grid"]')?.focus();
}

/** The id of a cell, by which the grid names its active one. */
export function cellId(gridId: string, position: number, columnIndex: number): string {
  return `${gridId}-${position}-${columnIndex}`;
}
