import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { ResultColumn, Row } from '../../../preload/contract/model/panel.ts';
import { zoneName } from '../../format/time.ts';
import { usePreferences } from '../../state/preferences.ts';
import { classNames } from '../../ui/class-names.ts';
import { MiddleTruncate } from '../../ui/truncate.tsx';
import { type ColumnLook, cellText, lookOf } from '../charts/cell-text.ts';
import styles from './result-grid.module.css';

const c = classNames(styles);
const ROW_PX = 24;
const WIDTHS: Readonly<Record<ColumnLook, string>> = {
  instant: '160px',
  number: '120px',
  outcome: '110px',
  identifier: 'minmax(160px, 1fr)',
  text: 'minmax(140px, 1fr)',
};

type ResultGridProps = {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly Row[];
  readonly label: string;
};

/** Rows of a query in a grid that draws only what is in sight. */
export function ResultGrid({ columns, rows, label }: ResultGridProps) {
  const zone = usePreferences((state) => state.zone);
  const scroll = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  });
  const looks = columns.map(lookOf);
  const template = { gridTemplateColumns: looks.map((look) => WIDTHS[look]).join(' ') };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable with the keyboard
    <div ref={scroll} className={c('scroll')} tabIndex={0} role="region" aria-label={`${label}, scrollable`}>
      {/* biome-ignore lint/a11y/useSemanticElements: only the rows in sight exist, which a table element cannot say */}
      <div className={c('table')} role="table" aria-label={label} aria-rowcount={rows.length + 1}>
        <div className={c('row', 'head')} role="row" aria-rowindex={1} style={template}>
          {columns.map((column, index) => (
            <span
              key={column.name}
              role="columnheader"
              className={c('cell', looks[index])}
              title={column.type}
            >
              {column.name}
              {looks[index] === 'instant' ? ` (${zoneName(zone)})` : ''}
            </span>
          ))}
        </div>
        <div className={c('body')} role="rowgroup" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => (
            <div
              key={item.key}
              className={c('row', 'placed')}
              role="row"
              aria-rowindex={item.index + 2}
              style={{ ...template, transform: `translateY(${item.start}px)` }}
            >
              {columns.map((column, index) => (
                <span key={column.name} role="cell" className={c('cell', looks[index])}>
                  <CellText row={rows[item.index]} name={column.name} look={looks[index] ?? 'text'} />
                </span>
              ))}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

type CellTextProps = { readonly row: Row | undefined; readonly name: string; readonly look: ColumnLook };

function CellText({ row, name, look }: CellTextProps) {
  const zone = usePreferences((state) => state.zone);
  const value = row?.[name];
  if (value === null || value === undefined) return <span className={c('none')}>null</span>;
  const text = cellText(value, look, zone);
  return look === 'number' ? text : <MiddleTruncate text={text} />;
}
