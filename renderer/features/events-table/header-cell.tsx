// biome-ignore-all lint/a11y/useSemanticElements: a grid over any number of rows cannot be a <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active cell

import { ArrowDown, ArrowUp, MoreVertical, Pin } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import { type Zone, zoneName } from '../../format/time.ts';
import { IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu.tsx';
import { columnOf } from './column.ts';
import styles from './header-cell.module.css';
import type { ColumnHeader } from './use-columns.ts';

const c = classNames(styles);
const DRAG_TYPE = 'application/x-spoor-column';

export type ColumnActions = {
  /** Puts a column where another one stands. */
  readonly move: (name: string, toIndex: number) => void;
  readonly remove: (name: string) => void;
  readonly resize: (name: string, byPixels: number) => void;
  /** Makes it as wide as its title and the values that are drawn. */
  readonly fitWidth: (name: string) => void;
  readonly resetWidth: (name: string) => void;
  /** Sorts by it, the other way round when it is sorted already; `further` keeps the other sort keys. */
  readonly sort: (name: string, further: boolean) => void;
  /** Pins it, or lets it go. */
  readonly pin: (name: string) => void;
  readonly addFacet: (name: string) => void;
};

type HeaderCellProps = {
  readonly id: string;
  readonly header: ColumnHeader;
  readonly index: number;
  readonly count: number;
  readonly sortCount: number;
  readonly pinned: boolean;
  /** Where it stands while pinned, in pixels from the left of the view; null when it scrolls. */
  readonly left: number | null;
  readonly zone: Zone;
  readonly active: boolean;
  readonly actions: ColumnActions;
};

/** A column's title: click sorts (with Shift as a further key), dragging moves it, its edge resizes it. */
export function HeaderCell(props: HeaderCellProps) {
  const { id, header, index, count, sortCount, pinned, left, zone, active, actions } = props;
  const [target, setTarget] = useState<'before' | 'after' | null>(null);
  const { column } = header;
  const sorted = column.getIsSorted();
  const { kind, title } = columnOf(column.id);
  const sideOf = (event: DragEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    return event.clientX < box.left + box.width / 2 ? 'before' : 'after';
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setTarget(null);
    actions.move(event.dataTransfer.getData(DRAG_TYPE), index + (sideOf(event) === 'after' ? 1 : 0));
  };
  return (
    <div
      id={id}
      role="columnheader"
      aria-colindex={index + 2}
      aria-sort={sorted === false ? 'none' : sorted === 'asc' ? 'ascending' : 'descending'}
      data-active={active || undefined}
      className={c('cell', target, kind === 'number' && 'number', left !== null && 'pinned')}
      style={left === null ? undefined : { left }}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(DRAG_TYPE)) return;
        event.preventDefault();
        setTarget(sideOf(event));
      }}
      onDragLeave={() => setTarget(null)}
      onDrop={drop}
    >
      <button
        type="button"
        tabIndex={-1}
        className={c('title')}
        title={`${column.id}: click to sort, Shift+click to sort by it as well`}
        draggable
        onDragStart={(event) => event.dataTransfer.setData(DRAG_TYPE, column.id)}
        onClick={(event) => actions.sort(column.id, event.shiftKey)}
      >
        {pinned ? <Pin size={11} aria-label="Pinned" className={c('pin')} /> : null}
        <span className={c('text')}>
          {title}
          {kind === 'time' ? <span className={c('zone')}> ({zoneName(zone)})</span> : null}
        </span>
        {sorted === false ? null : (
          <SortMark direction={sorted} rank={sortCount > 1 ? column.getSortIndex() + 1 : null} />
        )}
      </button>
      <ColumnMenu header={header} index={index} count={count} pinned={pinned} actions={actions} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the column's menu and Alt+arrow resize with the keyboard */}
      <span
        className={c('edge', column.getIsResizing() && 'resizing')}
        onMouseDown={header.getResizeHandler()}
        onTouchStart={header.getResizeHandler()}
        title="Drag to resize, double-click to fit the values"
        onDoubleClick={() => actions.fitWidth(column.id)}
      />
    </div>
  );
}

function SortMark({ direction, rank }: { readonly direction: 'asc' | 'desc'; readonly rank: number | null }) {
  const Arrow = direction === 'asc' ? ArrowUp : ArrowDown;
  return (
    <span className={c('sort')}>
      <Arrow size={12} aria-hidden />
      {rank}
    </span>
  );
}

type ColumnMenuProps = Pick<HeaderCellProps, 'header' | 'index' | 'count' | 'pinned' | 'actions'>;

const STEP = 32;

function ColumnMenu({ header, index, count, pinned, actions }: ColumnMenuProps) {
  const { column } = header;
  const trigger = (
    <IconButton
      icon={MoreVertical}
      label={`Column ${columnOf(column.id).title}`}
      size="small"
      hint={false}
      tabIndex={-1}
      className={c('menu')}
      data-column-menu={column.id}
    />
  );
  return (
    <Menu trigger={trigger}>
      <MenuItem onSelect={() => column.toggleSorting(false)}>Sort ascending</MenuItem>
      <MenuItem onSelect={() => column.toggleSorting(true)}>Sort descending</MenuItem>
      <MenuItem disabled={column.getIsSorted() === false} onSelect={() => column.clearSorting()}>
        Do not sort by it
      </MenuItem>
      <MenuSeparator />
      <MenuItem onSelect={() => actions.pin(column.id)}>{pinned ? 'Unpin' : 'Pin to the left'}</MenuItem>
      <MenuItem disabled={index === 0} onSelect={() => actions.move(column.id, index - 1)}>
        Move left
      </MenuItem>
      <MenuItem disabled={index === count - 1} onSelect={() => actions.move(column.id, index + 2)}>
        Move right
      </MenuItem>
      <MenuSeparator />
      <MenuItem onSelect={() => actions.fitWidth(column.id)}>Fit to the values</MenuItem>
      <MenuItem onSelect={() => actions.resize(column.id, STEP)}>Wider</MenuItem>
      <MenuItem onSelect={() => actions.resize(column.id, -STEP)}>Narrower</MenuItem>
      <MenuItem onSelect={() => actions.resetWidth(column.id)}>Usual width</MenuItem>
      <MenuSeparator />
      <MenuItem onSelect={() => actions.addFacet(column.id)}>Show as facet</MenuItem>
      <MenuItem disabled={count === 1} onSelect={() => actions.remove(column.id)}>
        Remove column
      </MenuItem>
    </Menu>
  );
}
