import { type KeyboardEvent, type ReactNode, useCallback, useState } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useRowFocus } from '../../ui/use-row-focus.ts';
import { type VirtualColumn, VirtualTable } from '../../ui/virtual-table.tsx';
import styles from './duplicate-section.module.css';
import { type PageSource, usePages } from './use-pages.ts';

const c = classNames(styles);

type PagedTableProps<T> = {
  readonly label: string;
  /** The first column is a button that opens the row. */
  readonly columns: readonly VirtualColumn[];
  readonly total: number;
  readonly pages: PageSource<T>;
  readonly cell: (key: string, row: T) => ReactNode;
  readonly onOpen: (row: T) => void;
};

/** A long table that is read by pages. Arrow keys go through its rows, Enter opens one. */
export function PagedTable<T>({ label, columns, total, pages, cell, onOpen }: PagedTableProps<T>) {
  const [[first, last], setSight] = useState<readonly [number, number]>([0, 0]);
  const onSight = useCallback((from: number, to: number) => setSight([from, to]), []);
  const focus = useRowFocus(total);
  const rowAt = usePages(pages, first, last);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target instanceof HTMLElement && event.target.matches('[data-row]')) focus.move(event);
  };
  const opening = columns[0]?.key;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the rows inside, which are buttons
    <div className={c('tableBox')} onKeyDown={onKeyDown}>
      <VirtualTable
        label={label}
        columns={columns}
        rowCount={total}
        rowAt={(position) => ({ position, row: rowAt(position) })}
        onSight={onSight}
        active={focus.current}
        cell={({ key }, entry) => {
          if (entry?.row === undefined) return <Skeleton width={key === opening ? '70%' : 40} />;
          const { row, position } = entry;
          if (key !== opening) return cell(key, row);
          return (
            <button
              type="button"
              data-row
              className={c('open')}
              {...focus.rowProps(position)}
              onClick={() => onOpen(row)}
            >
              {cell(key, row)}
            </button>
          );
        }}
      />
    </div>
  );
}
