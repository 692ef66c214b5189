import type { PanelInfo } from '../../../preload/contract/model/panel.ts';
import { formatCount } from '../../format/number.ts';
import { visibleText } from '../../format/visible-text.ts';
import { menuPoint } from '../../state/value-menu.ts';
import { classNames } from '../../ui/class-names.ts';
import { MiddleTruncate } from '../../ui/truncate.tsx';
import styles from './chart.module.css';
import { type ChartProps, markOfValue } from './mark.ts';
import { OutcomeSwatch } from './outcome-swatch.tsx';
import { seriesColor, seriesDash } from './series-look.ts';
import type { Series } from './time-series.ts';

const c = classNames(styles);

type LegendProps = {
  readonly info: PanelInfo;
  readonly column: string;
  readonly series: readonly Series[];
  /** Shows strokes rather than squares. */
  readonly line?: boolean;
  readonly onMark: ChartProps['onMark'];
};

/** What the colours stand for, with counts; an entry opens the menu of its value. */
export function Legend({ info, column, series, line = false, onMark }: LegendProps) {
  return (
    <ul className={c('legend')} aria-label="Legend">
      {series.map((one) => (
        <li key={one.name}>
          <button
            type="button"
            className={c('entry', 'button')}
            disabled={one.merged > 0}
            onClick={(event) => onMark(markOfValue(info, column, one.value), menuPoint(event.currentTarget))}
          >
            {line ? (
              <span
                className={c('stroke', seriesDash(one))}
                style={{ color: seriesColor(one) }}
                aria-hidden
              />
            ) : (
              <OutcomeSwatch value={one.value} color={seriesColor(one)} />
            )}
            <span className={c('entryName')}>
              <MiddleTruncate text={visibleText(one.name)} />
            </span>
            <span className={c('entryCount')}>{formatCount(one.total)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
