import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import { classNames } from './class-names.ts';
import { ScrollRegion } from './scroll-region.tsx';
import styles from './virtual-table.module.css';

const c = classNames(styles);

export type VirtualColumn = {
  readonly key: string;
  readonly title: ReactNode;
  /** A track of a CSS grid: `90px`, `minmax(120px, 1fr)`. */
  readonly width: string;
  readonly align?: 'start' | 'end';
  /** Which way the rows are sorted by this column. */
  readonly sorted?: 'ascending' | 'descending';
};

type VirtualTableProps<T> = {
  readonly label: string;
  readonly columns: readonly VirtualColumn[];
  readonly rowCount: number;
  /** The row at a position; undefined while it is being read. */
  readonly rowAt: (position: number) => T | undefined;
  /** Told which rows are in sight, for those who read them piece by piece. */
  readonly onSight?: (first: number, last: number) => void;
  /** The position of the row that keys act on; kept in sight. */
  readonly active?: number;
  /** The position of the row that is looked at elsewhere, marked as such. */
  readonly selected?: number | null;
  /** The content of a last row that stays in sight, for sums. */
  readonly foot?: (column: VirtualColumn) => ReactNode;
  /** The content of a cell; `row` is undefined while it is being read. */
  readonly cell: (column: VirtualColumn, row: T | undefined) => ReactNode;
};

const ROW_PX = 26;

/** A table of any length that draws only the rows in sight; rows have one height, columns the widths given. */
export function VirtualTable<T>({
  label,
  columns,
  rowCount,
  rowAt,
  onSight,
  active,
  selected,
  foot,
  cell,
}: VirtualTableProps<T>) {
  const scroll = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: rowCount,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => onSight?.(first, last), [onSight, first, last]);
  useEffect(() => {
    if (active !== undefined) virtual.scrollToIndex(active);
  }, [virtual, active]);
  const template = { gridTemplateColumns: columns.map(({ width }) => width).join(' ') };
  return (
    <ScrollRegion ref={scroll} className={c('scroll')} label={`${label}, scrollable`}>
      <table className={c('table')} aria-label={label} aria-rowcount={rowCount + (foot ? 2 : 1)}>
        <thead className={c('head')}>
          <tr className={c('row')} aria-rowindex={1} style={template}>
            {columns.map((column) => (
              <th key={column.key} scope="col" aria-sort={column.sorted} className={c('cell', column.align)}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className={c('body')} style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => (
            <tr
              key={item.key}
              className={c('row', 'placed', item.index === selected && 'selected')}
              aria-current={item.index === selected ? true : undefined}
              aria-rowindex={item.index + 2}
              style={{ ...template, transform: `translateY(${item.start}px)` }}
            >
              {columns.map((column) => (
                <td key={column.key} className={c('cell', column.align)}>
                  {cell(column, rowAt(item.index))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {foot ? (
          <tfoot className={c('foot')}>
            <tr className={c('row')} aria-rowindex={rowCount + 2} style={template}>
              {columns.map((column) => (
                <td key={column.key} className={c('cell', column.align)}>
                  {foot(column)}
                </td>
              ))}
            </tr>
          </tfoot>
        ) : null}
      </table>
    </ScrollRegion>
  );
}
