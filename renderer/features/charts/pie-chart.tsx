import { useMemo, useState } from 'react';
import type { PanelInfo, PanelResult } from '../../../preload/contract/model/panel.ts';
import { countOf, formatCount, formatShare } from '../../format/number.ts';
import { visibleText } from '../../format/visible-text.ts';
import { colorOf, giveColors } from '../../state/color-registry.ts';
import { menuPoint } from '../../state/value-menu.ts';
import { classNames } from '../../ui/class-names.ts';
import { MiddleTruncate } from '../../ui/truncate.tsx';
import chartStyles from './chart.module.css';
import type { ChartProps } from './mark.ts';
import { OutcomeSwatch } from './outcome-swatch.tsx';
import { type Slice, slicePath, toSlices } from './pie.ts';
import styles from './pie-chart.module.css';

const c = classNames({ ...chartStyles, ...styles });
const INNER = 0.62;

/** A ring of shares with a legend that counts; slice and legend entry open the menu of the value. */
export function PieChart({ info, result, large, onMark }: ChartProps) {
  const slices = useMemo(() => colouredSlices(info, result, large), [info, result, large]);
  const [pointed, setPointed] = useState<string | null>(null);
  const total = slices.reduce((sum, slice) => sum + slice.events, 0);
  const shown = slices.find((slice) => slice.key === pointed);
  const parts = slices.map((slice) => `${visibleText(slice.label)} ${formatCount(slice.events)}`);
  return (
    <div className={c('pie', large && 'large')}>
      <svg
        className={c('ring')}
        viewBox="-1.02 -1.02 2.04 2.04"
        role="img"
        aria-label={`${info.title}: ${countOf(total, 'event')}. ${parts.join(', ')}.`}
      >
        {slices.map((slice) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: the legend beside it is the way for the keyboard
          <path
            key={slice.key}
            className={c('slice', pointed !== null && pointed !== slice.key && 'dim')}
            d={slicePath(slice.from, slice.to, INNER, 1)}
            style={{ fill: colorOfSlice(slice) }}
            onPointerEnter={() => setPointed(slice.key)}
            onPointerLeave={() => setPointed(null)}
            onClick={(event) => slice.bar && onMark(slice.bar.mark, { x: event.clientX, y: event.clientY })}
          />
        ))}
        <text className={c('figure')} textAnchor="middle" y="0.06">
          {formatCount(shown?.events ?? total)}
        </text>
        <text className={c('unit')} textAnchor="middle" y="0.27">
          {shown ? formatShare(shown.events, total) : total === 1 ? 'event' : 'events'}
        </text>
      </svg>
      <ul className={c('names')} aria-label="Legend">
        {slices.map((slice) => (
          <li key={slice.key}>
            <button
              type="button"
              className={c('name', pointed === slice.key && 'pointed')}
              disabled={slice.bar === null}
              onPointerEnter={() => setPointed(slice.key)}
              onPointerLeave={() => setPointed(null)}
              onClick={(event) => slice.bar && onMark(slice.bar.mark, menuPoint(event.currentTarget))}
            >
              <OutcomeSwatch value={slice.bar ? slice.label : null} color={colorOfSlice(slice)} />
              <span className={c('nameText')}>
                <MiddleTruncate text={visibleText(slice.label)} />
                {slice.detail ? <span className={c('entryCount')}>{visibleText(slice.detail)}</span> : null}
              </span>
              <span className={c('entryCount')}>{formatCount(slice.events)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function colouredSlices(info: PanelInfo, result: PanelResult, large: boolean): readonly Slice[] {
  const slices = toSlices(info, result, large ? 20 : 11);
  giveColors(slices.filter(({ bar }) => bar !== null).map(({ label }) => label));
  return slices;
}

function colorOfSlice(slice: Slice): string {
  return colorOf(slice.bar ? slice.label : null);
}
