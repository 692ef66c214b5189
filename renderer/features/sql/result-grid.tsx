import type { Cell, ResultColumn, Row } from '../../../preload/contract/model/panel.ts';
import { type Zone, zoneName } from '../../format/time.ts';
import { usePreferences } from '../../state/preferences.ts';
import { classNames } from '../../ui/class-names.ts';
import { MiddleTruncate } from '../../ui/truncate.tsx';
import { type VirtualColumn, VirtualTable } from '../../ui/virtual-table.tsx';
import { type ColumnLook, cellText, lookOf } from '../charts/cell-text.ts';
import styles from './result-grid.module.css';

const c = classNames(styles);

const WIDTHS: Readonly<Record<ColumnLook, string>> = {
  instant: '170px',
  number: '120px',
  outcome: '110px',
  identifier: 'minmax(180px, 1fr)',
  text: 'minmax(150px, 1fr)',
};

type ResultGridProps = {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly Row[];
  readonly label: string;
};

/** Rows of a query, however many, with the columns' own names. */
export function ResultGrid({ columns, rows, label }: ResultGridProps) {
  const zone = usePreferences((state) => state.zone);
  const looks = new Map(columns.map((column) => [column.name, lookOf(column)]));
  const shown = columns.map((column) => gridColumn(column, zone));
  return (
    <VirtualTable
      label={label}
      columns={shown}
      rowCount={rows.length}
      rowAt={(position) => rows[position]}
      cell={({ key }, row) => (
        <GridCell value={row?.[key] ?? null} look={looks.get(key) ?? 'text'} zone={zone} />
      )}
    />
  );
}

function gridColumn(column: ResultColumn, zone: Zone): VirtualColumn {
  const look = lookOf(column);
  return {
    key: column.name,
    title: look === 'instant' ? `${column.name} (${zoneName(zone)})` : column.name,
    width: WIDTHS[look],
    ...(look === 'number' ? { align: 'end' as const } : {}),
  };
}

type GridCellProps = { readonly value: Cell; readonly look: ColumnLook; readonly zone: Zone };

function GridCell({ value, look, zone }: GridCellProps) {
  if (value === null) return <span className={c('none')}>null</span>;
  const text = cellText(value, look, zone);
  return (
    <span className={c('value')}>
      {look === 'number' || look === 'instant' ? text : <MiddleTruncate text={text} />}
    </span>
  );
}
