// biome-ignore-all lint/a11y/useSemanticElements: a grid over any number of rows cannot be a <table>
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active cell

import { memo } from 'react';
import type { SortKey } from '../../../preload/contract/model/scope.ts';
import type { Zone } from '../../format/time.ts';
import { classNames } from '../../ui/class-names.ts';
import type { Column } from './column.ts';
import styles from './events-table.module.css';
import { type ColumnActions, HeaderCell } from './header-cell.tsx';
import { MarksHeader } from './row-marks.tsx';
import type { ColumnHeader } from './use-columns.ts';

const c = classNames(styles);

/** Height of the header in pixels. */
export const HEADER_HEIGHT = 28;

type GridHeaderProps = {
  readonly gridId: string;
  readonly headers: readonly ColumnHeader[];
  readonly columns: readonly Column[];
  readonly pinned: readonly string[];
  readonly sort: readonly SortKey[];
  /** The column whose edge is being dragged. */
  readonly resizing: string | false;
  readonly zone: Zone;
  readonly activeColumn: number | null;
  readonly actions: ColumnActions;
};

/** The titles of the columns; drawn again only when something of them changes, not while rows scroll. */
export const GridHeader = memo(function GridHeader(props: GridHeaderProps) {
  const { gridId, headers, columns, pinned, sort, zone, activeColumn, actions } = props;
  return (
    <div role="row" aria-rowindex={1} className={c('header')} style={{ height: HEADER_HEIGHT }}>
      <MarksHeader />
      {headers.map((header, index) => (
        <HeaderCell
          key={header.id}
          id={headerId(gridId, index)}
          header={header}
          index={index}
          count={headers.length}
          sortCount={sort.length}
          pinned={pinned.includes(header.id)}
          left={columns[index]?.left ?? null}
          zone={zone}
          active={activeColumn === index}
          actions={actions}
        />
      ))}
    </div>
  );
});

/** The id of a column's title, by which the grid names it when it is the active cell. */
export function headerId(gridId: string, index: number): string {
  return `${gridId}-header-${index}`;
}
