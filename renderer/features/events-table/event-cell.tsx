// biome-ignore-all lint/a11y/useSemanticElements: a grid over any number of rows cannot be a <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active cell

import type { MouseEvent } from 'react';
import type { Cell } from '../../../preload/contract/model/panel.ts';
import { type TaggedValues, taggedKey } from '../../data/marks.ts';
import { formatInstant, type Zone } from '../../format/time.ts';
import { visibleText } from '../../format/visible-text.ts';
import { classNames } from '../../ui/class-names.ts';
import { TagDots } from '../marks/tag-dots.tsx';
import { CutText } from '../search/cut-text.tsx';
import type { Column } from './column.ts';
import styles from './event-cell.module.css';
import { OutcomeMark } from './outcome-mark.tsx';

const c = classNames(styles);

type EventCellProps = {
  readonly id: string;
  readonly column: Column;
  readonly columnIndex: number;
  /** Undefined while it is being read. */
  readonly value: Cell | undefined;
  readonly outcome: Cell | undefined;
  readonly zone: Zone;
  readonly tagged: TaggedValues;
  readonly active: boolean;
  readonly onValueClick: (column: string, value: Cell, event: MouseEvent) => void;
};

/** One cell: its value as text, never as markup, cut to the width of the column and whole in its title. */
export function EventCell(props: EventCellProps) {
  const { id, column, columnIndex, value, outcome, zone, tagged, active, onValueClick } = props;
  const text = value === undefined || value === null ? '' : cellText(value, column, zone);
  const actionable =
    value !== undefined && value !== null && column.kind !== 'json' && column.kind !== 'time';
  const tone =
    column.name === 'eventName' && outcome !== 'success' && typeof outcome === 'string' ? outcome : null;
  return (
    <div
      id={id}
      role="gridcell"
      aria-colindex={columnIndex + 2}
      data-active={active || undefined}
      className={c(
        'cell',
        column.mono && 'mono',
        column.kind === 'number' && 'number',
        column.left !== null && 'pinned',
        tone,
      )}
      style={column.left === null ? undefined : { left: column.left }}
    >
      {tagged.size > 0 && typeof value === 'string' ? (
        <TagDots tags={tagged.get(taggedKey(column.name, value))} />
      ) : null}
      {value === undefined ? <span className={c('waiting')} /> : null}
      {actionable ? (
        // biome-ignore lint/a11y/noStaticElementInteractions: the keyboard's way to the menu is the grid's own
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard's way to the menu is the grid's own
        <span
          className={c('value')}
          title={text.length > 12 ? visibleText(text) : undefined}
          onClick={(event) => onValueClick(column.name, value, event)}
        >
          {column.name === 'outcome' ? (
            <OutcomeMark outcome={text} />
          ) : (
            <CutText text={text} characters={column.characters} />
          )}
        </span>
      ) : (
        <span className={c('value', 'plain')} title={visibleText(text)}>
          <CutText text={text} characters={null} />
        </span>
      )}
    </div>
  );
}

/** A cell's value as it is shown: instants in the chosen zone, everything else as recorded. */
function cellText(value: NonNullable<Cell>, column: Column, zone: Zone): string {
  return column.kind === 'time' && typeof value === 'string'
    ? formatInstant(value, zone, { withZone: false })
    : String(value);
}
