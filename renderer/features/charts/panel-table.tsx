import { useState } from 'react';
import type { ResultColumn, Row } from '../../../preload/contract/model/panel.ts';
import { formatCount } from '../../format/number.ts';
import { type Zone, zoneName } from '../../format/time.ts';
import { outcomeOf } from '../../state/color-registry.ts';
import { usePreferences } from '../../state/preferences.ts';
import { menuPoint } from '../../state/value-menu.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { ScrollRegion } from '../../ui/scroll-region.tsx';
import { MiddleTruncate } from '../../ui/truncate.tsx';
import { cellText, columnTitle, lookOf } from './cell-text.ts';
import { type ChartProps, type Mark, markOfRow, pointedAt } from './mark.ts';
import styles from './panel-table.module.css';
import { useRovingCells } from './use-roving-cells.ts';

const c = classNames(styles);
/** Rows drawn at first: in a card, and where there is room. */
const FIRST_ROWS = 50;
const FIRST_ROWS_LARGE = 200;
const SIGNS = { success: '●', denied: '✕', failed: '▲' } as const;

/** The rows of a panel as a table; every cell opens the menu of what it stands for. */
export function PanelTable({ info, result, large, onMark }: ChartProps) {
  const zone = usePreferences((state) => state.zone);
  const [all, setAll] = useState(false);
  const rows = all ? result.rows : result.rows.slice(0, large ? FIRST_ROWS_LARGE : FIRST_ROWS);
  const roving = useRovingCells(rows.length, result.columns.length);
  return (
    <ScrollRegion className={c('scroll')} label={`${info.title}, table`}>
      <table className={c('table')}>
        <thead>
          <tr>
            {result.columns.map((column) => (
              <th key={column.name} scope="col" className={c(lookOf(column))}>
                {columnTitle(column.name)}
                {lookOf(column) === 'instant' ? <span className={c('zone')}> ({zoneName(zone)})</span> : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={roving.body} onKeyDown={roving.onKeyDown}>
          {rows.map((row, index) => {
            const mark = markOfRow(info, result, row);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a result have no other name
              <tr key={index}>
                {result.columns.map((column, at) => (
                  <TableCell
                    key={column.name}
                    tabIndex={roving.tabIndexOf(index, at)}
                    onFocus={() => roving.onFocus(index, at)}
                    row={row}
                    column={column}
                    zone={zone}
                    mark={pointedAt(mark, info, column.name)}
                    onMark={onMark}
                  />
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      {rows.length < result.rows.length ? (
        <p className={c('more')}>
          <Button size="small" variant="ghost" onClick={() => setAll(true)}>
            Show all {formatCount(result.rows.length)} rows
          </Button>
        </p>
      ) : null}
    </ScrollRegion>
  );
}

type TableCellProps = {
  readonly row: Row;
  readonly column: ResultColumn;
  readonly zone: Zone;
  readonly mark: Mark;
  readonly tabIndex: 0 | -1;
  readonly onFocus: () => void;
  readonly onMark: ChartProps['onMark'];
};

function TableCell({ row, column, zone, mark, tabIndex, onFocus, onMark }: TableCellProps) {
  const look = lookOf(column);
  const text = cellText(row[column.name], look, zone);
  const outcome = look === 'outcome' ? outcomeOf(text) : null;
  const shown = outcome ? `${SIGNS[outcome]} ${text}` : text;
  return (
    <td className={c(look, outcome)}>
      <button
        type="button"
        className={c('cell')}
        tabIndex={tabIndex}
        onFocus={onFocus}
        onClick={(event) => onMark(mark, menuPoint(event.currentTarget))}
      >
        {look === 'text' || look === 'identifier' ? (
          text === '' ? (
            <span className={c('none')}>–</span>
          ) : (
            <MiddleTruncate text={shown} tail={10} />
          )
        ) : (
          shown || '–'
        )}
      </button>
    </td>
  );
}
