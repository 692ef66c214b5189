import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Coverage } from '../../../preload/contract/model/coverage.ts';
import { countOf, formatCount, formatShort } from '../../format/number.ts';
import { visibleText } from '../../format/visible-text.ts';
import { classNames } from '../../ui/class-names.ts';
import { ScrollRegion } from '../../ui/scroll-region.tsx';
import { useElementSize } from '../search/use-element-size.ts';
import styles from './coverage-grid.module.css';
import { bucketName, levelOf, type MatrixRow, stateOf, tickOf } from './coverage-matrix.ts';

const c = classNames(styles);

const ROW_PX = 24;
const HEAD_PX = 28;
/** Label, events, data events and gaps of a row, which stay in view at the left. */
const SIDE_PX = 388;
const LEAST_CELL_PX = 15;
const MOST_CELL_PX = 64;
/** Cells of that width have room for their count. */
const COUNT_CELL_PX = 40;
const PAGE_ROWS = 10;

type Place = { readonly row: number; readonly bucket: number };

type CoverageGridProps = {
  readonly coverage: Coverage & { readonly fromAt: string };
  readonly rows: readonly MatrixRow[];
  readonly most: number;
  readonly onOpenCell: (row: MatrixRow, bucket: number) => void;
  readonly onOpenRow: (row: MatrixRow) => void;
};

/** Accounts and regions against time. Arrow keys go through the cells; Enter opens what a cell counts. */
export function CoverageGrid({ coverage, rows, most, onOpenCell, onOpenRow }: CoverageGridProps) {
  const { buckets, fromAt, unit } = coverage;
  const scroll = useRef<HTMLElement>(null);
  const [sized, { width }] = useElementSize();
  const [place, setPlace] = useState<Place>({ row: 0, bucket: rows[0]?.first ?? 0 });
  const [pointed, setPointed] = useState<Place | null>(null);
  const moving = useRef(false);
  const cellPx = Math.max(
    LEAST_CELL_PX,
    Math.min(MOST_CELL_PX, Math.floor((width - SIDE_PX - 14) / Math.max(1, buckets))),
  );
  const down = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_PX,
    scrollPaddingStart: HEAD_PX,
    overscan: 6,
  });
  const across = useVirtualizer({
    horizontal: true,
    count: buckets,
    getScrollElement: () => scroll.current,
    estimateSize: () => cellPx,
    scrollPaddingStart: SIDE_PX,
    overscan: 8,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: cells are measured anew when their width changes
  useEffect(() => across.measure(), [across, cellPx]);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (!(event.target instanceof HTMLElement) || !event.target.matches('[data-cell]')) return;
    const next = placeAfter(event, place, rows.length, buckets);
    if (!next) return;
    event.preventDefault();
    moving.current = true;
    setPlace(next);
    setPointed(null);
    down.scrollToIndex(next.row);
    across.scrollToIndex(next.bucket);
  };
  const takeFocus = (element: HTMLElement | null) => {
    if (!element || !moving.current) return;
    moving.current = false;
    element.focus({ preventScroll: true });
  };
  const columns = across.getVirtualItems();
  const total = { width: SIDE_PX + across.getTotalSize() };
  const looked = pointed ?? place;
  return (
    <div ref={sized} className={c('root')}>
      <ScrollRegion ref={scroll} className={c('scroll')} label="Coverage, scrollable">
        <table
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table gone through cell by cell is a grid
          role="grid"
          aria-label="Coverage"
          aria-rowcount={rows.length + 1}
          aria-colcount={buckets + 1}
          className={c('grid')}
          style={total}
          onKeyDown={onKeyDown}
          onPointerLeave={() => setPointed(null)}
        >
          <thead className={c('head')}>
            <tr className={c('row')} style={total} aria-rowindex={1}>
              <th scope="col" className={c('side')} aria-colindex={1}>
                <span className={c('name')}>Account and region</span>
                <span className={c('number')}>Events</span>
                <span className={c('number')}>Data</span>
                <span className={c('number')}>Gaps</span>
              </th>
              {columns.map((column) => {
                const tick = tickOf(fromAt, unit, column.index, cellPx);
                return (
                  <th
                    key={column.key}
                    scope="col"
                    aria-colindex={column.index + 2}
                    aria-label={bucketName(fromAt, unit, column.index)}
                    className={c('tick', tick?.strong && 'strong')}
                    style={placed(column.start, column.size)}
                  >
                    {tick?.text}
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody className={c('body')} style={{ height: down.getTotalSize() }}>
            {down.getVirtualItems().map((item) => {
              const row = rows[item.index];
              return row ? (
                <tr
                  key={item.key}
                  aria-rowindex={item.index + 2}
                  className={c('row', 'placed', row.kind)}
                  style={{ ...total, transform: `translateY(${item.start}px)` }}
                >
                  <RowHead row={row} unit={unit} onOpen={() => onOpenRow(row)} />
                  {columns.map((column) => (
                    <Cell
                      key={column.key}
                      row={row}
                      bucket={column.index}
                      most={most}
                      label={cellText(row, coverage, column.index)}
                      style={placed(column.start, column.size)}
                      roomy={cellPx >= COUNT_CELL_PX}
                      isCurrent={place.row === item.index && place.bucket === column.index}
                      takeFocus={takeFocus}
                      onPoint={() => setPointed({ row: item.index, bucket: column.index })}
                      onFocus={() => setPlace({ row: item.index, bucket: column.index })}
                      onOpen={() => onOpenCell(row, column.index)}
                    />
                  ))}
                </tr>
              ) : null;
            })}
          </tbody>
        </table>
      </ScrollRegion>
      <p className={c('readout')} role="note" aria-label="The cell looked at">
        {rows[looked.row] ? readoutOf(rows[looked.row] as MatrixRow, coverage, looked.bucket) : ''}
      </p>
    </div>
  );
}

function placed(start: number, size: number): CSSProperties {
  return { left: SIDE_PX + start, width: size };
}

function placeAfter(
  { key, ctrlKey, metaKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>,
  { row, bucket }: Place,
  rows: number,
  buckets: number,
): Place | null {
  const all = ctrlKey || metaKey;
  const to = (atRow: number, atBucket: number): Place => ({
    row: Math.min(rows - 1, Math.max(0, atRow)),
    bucket: Math.min(buckets - 1, Math.max(0, atBucket)),
  });
  switch (key) {
    case 'ArrowDown':
      return to(row + 1, bucket);
    case 'ArrowUp':
      return to(row - 1, bucket);
    case 'ArrowRight':
      return to(row, bucket + 1);
    case 'ArrowLeft':
      return to(row, bucket - 1);
    case 'PageDown':
      return to(row + PAGE_ROWS, bucket);
    case 'PageUp':
      return to(row - PAGE_ROWS, bucket);
    case 'Home':
      return to(all ? 0 : row, 0);
    case 'End':
      return to(all ? rows - 1 : row, buckets - 1);
    default:
      return null;
  }
}

function nameOf(row: MatrixRow): string {
  const account = row.account === null ? 'no account' : visibleText(row.account);
  if (row.kind === 'account') return `${account}, all regions`;
  return `${account}, ${row.region === null ? 'no region' : visibleText(row.region)}`;
}

function contentOf(row: MatrixRow, bucket: number): string {
  const cell = row.cells.get(bucket) ?? { events: 0, files: 0 };
  switch (stateOf(row, bucket)) {
    case 'events':
      return cell.files > 0
        ? `${countOf(cell.events, 'event')}, ${countOf(cell.files, 'file')} delivered`
        : countOf(cell.events, 'event');
    case 'files':
      return `no event, ${countOf(cell.files, 'file')} delivered`;
    case 'gap':
      return 'gap: no file, no event';
    case 'outside':
      return bucket < row.first ? 'nothing yet' : 'nothing any more';
  }
}

function cellText(row: MatrixRow, { fromAt, unit }: CoverageGridProps['coverage'], bucket: number): string {
  return `${nameOf(row)}, ${bucketName(fromAt, unit, bucket)}: ${contentOf(row, bucket)}`;
}

function readoutOf(row: MatrixRow, { fromAt, unit }: CoverageGridProps['coverage'], bucket: number) {
  return (
    <>
      <strong>{bucketName(fromAt, unit, bucket)} UTC</strong>
      <span>{nameOf(row)}</span>
      <span>{contentOf(row, bucket)}</span>
    </>
  );
}

const UNIT_SIGNS = { hour: 'h', day: 'd', month: 'mo' } as const;

type RowHeadProps = {
  readonly row: MatrixRow;
  readonly unit: Coverage['unit'];
  readonly onOpen: () => void;
};

function RowHead({ row, unit, onOpen }: RowHeadProps) {
  const { kind, account, region, events, dataEvents, gaps, longestGap } = row;
  const title = kind === 'account' ? (account ?? 'No account') : (region ?? 'No region');
  const sign = UNIT_SIGNS[unit];
  return (
    <th scope="row" className={c('side')} aria-colindex={1}>
      <button
        type="button"
        tabIndex={-1}
        className={c('name', 'open')}
        disabled={events === 0}
        title={`Open the events of ${nameOf(row)}`}
        onClick={onOpen}
      >
        {visibleText(title)}
      </button>
      <span className={c('number')}>{formatCount(events)}</span>
      <span
        className={c('number', dataEvents === 0 && 'none')}
        title="Data events, such as reads of S3 objects"
      >
        {dataEvents === 0 ? 'none' : formatShort(dataEvents)}
      </span>
      <span
        className={c('number', gaps === 0 && 'none')}
        title={
          gaps === 0
            ? 'No gap'
            : `${formatCount(gaps)} ${sign} without a file or an event; longest ${formatCount(longestGap)} ${sign}`
        }
      >
        {gaps === 0 ? '–' : `${formatCount(gaps)} ${sign}`}
        {gaps > 0 && longestGap < gaps ? (
          <span className={c('none')}>, longest {formatCount(longestGap)}</span>
        ) : null}
      </span>
    </th>
  );
}

type CellProps = {
  readonly row: MatrixRow;
  readonly bucket: number;
  readonly most: number;
  readonly label: string;
  readonly style: CSSProperties;
  readonly roomy: boolean;
  readonly isCurrent: boolean;
  readonly takeFocus: (element: HTMLElement | null) => void;
  readonly onPoint: () => void;
  readonly onFocus: () => void;
  readonly onOpen: () => void;
};

function Cell(props: CellProps) {
  const { row, bucket, most, label, style, roomy, isCurrent, takeFocus, onPoint, onFocus, onOpen } = props;
  const state = stateOf(row, bucket);
  const events = row.cells.get(bucket)?.events ?? 0;
  return (
    <td className={c('cell')} style={style} aria-colindex={bucket + 2}>
      <button
        ref={isCurrent ? takeFocus : null}
        type="button"
        data-cell
        tabIndex={isCurrent ? 0 : -1}
        aria-label={label}
        aria-disabled={state === 'gap' || state === 'outside'}
        className={c('mark', state, state === 'events' && `level${levelOf(events, most)}`)}
        onPointerEnter={onPoint}
        onFocus={onFocus}
        onClick={state === 'events' || state === 'files' ? onOpen : undefined}
      >
        {state === 'files' ? '○' : roomy && events > 0 ? formatShort(events) : null}
      </button>
    </td>
  );
}
