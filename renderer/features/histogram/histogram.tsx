import { Expand, ZoomIn, ZoomOut } from 'lucide-react';
import { type ReactNode, useDeferredValue, useMemo } from 'react';
import type { Scope } from '../../../preload/contract/model/scope.ts';
import { useCall } from '../../data/use-call.ts';
import { formatBucket } from '../../format/duration.ts';
import { formatCount } from '../../format/number.ts';
import { openValueMenu } from '../../state/value-menu.ts';
import { setRange } from '../../state/workspace.ts';
import { IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { useElementSize } from '../search/use-element-size.ts';
import styles from './histogram.module.css';
import { type Bars, type Span, toBars, totals, zoomIn, zoomOut } from './histogram-bars.ts';
import { HistogramPlot } from './histogram-plot.tsx';
import { OUTCOMES } from './outcomes.ts';

const c = classNames(styles);
const PIXELS_A_BAR = 9;

type HistogramProps = {
  readonly tabId: string;
  readonly scope: Scope;
  /** Times of the oldest and newest event of the case, null when it has none. */
  readonly oldestAt: string | null;
  readonly newestAt: string | null;
  /** What else stands in the line above the chart, at its end. */
  readonly children?: ReactNode;
};

/**
 * The matching events over time, stacked by outcome. Dragging over it narrows the tab's range, a double
 * click widens it; the buttons do the same from the keyboard.
 */
export function Histogram({ tabId, scope, oldestAt, newestAt, children }: HistogramProps) {
  const [ref, { width }] = useElementSize();
  const wanted = Math.min(240, Math.max(40, Math.round(width / PIXELS_A_BAR / 20) * 20));
  const buckets = useDeferredValue(wanted);
  const { data, error, isFetching } = useCall('histogram.run', { scope, buckets }, { enabled: width > 0 });
  const bars = useMemo(() => (data ? toBars(data) : null), [data]);
  const shown = bars && spanOf(bars);
  const whole = wholeSpan(oldestAt, newestAt);
  const zoomed = scope.from !== null || scope.to !== null;
  const widen = () => shown && whole && setRange(tabId, zoomOut(shown, whole));
  return (
    <section className={c('root')} aria-label="Events over time">
      <div className={c('line')}>
        <Outcomes tabId={tabId} scope={scope} bars={bars} />
        <span className={c('width')}>
          {bars && bars.bars.length > 0 ? `${formatBucket(bars.bucketMs / 1000)} a bar` : null}
        </span>
        <IconButton
          icon={ZoomIn}
          label="Zoom in to the middle half"
          size="small"
          disabled={!shown || shown.to - shown.from <= 2_000}
          onClick={() => shown && setRange(tabId, zoomIn(shown))}
        />
        <IconButton icon={ZoomOut} label="Zoom out" size="small" disabled={!zoomed} onClick={widen} />
        <IconButton
          icon={Expand}
          label="Show the whole time"
          size="small"
          disabled={!zoomed}
          onClick={() => setRange(tabId, { from: null, to: null })}
        />
        {children ? <span className={c('rest')}>{children}</span> : null}
      </div>
      <div ref={ref} className={c('chart')} aria-busy={isFetching}>
        {error && !data ? <p className={c('error')}>{error.message}</p> : null}
        {bars && width > 0 ? (
          <HistogramPlot
            bars={bars}
            width={width}
            onSelect={(range) => setRange(tabId, range)}
            onZoomOut={() => zoomed && widen()}
          />
        ) : null}
      </div>
    </section>
  );
}

type OutcomesProps = { readonly tabId: string; readonly scope: Scope; readonly bars: Bars | null };

/** The events by outcome: how many, as the chart's legend and as a way to filter for one. */
function Outcomes({ tabId, scope, bars }: OutcomesProps) {
  const sums = bars ? totals(bars.bars) : {};
  return (
    <ul className={c('outcomes')} aria-label="Outcomes">
      {OUTCOMES.toReversed()
        .filter(({ value }) => (sums[value] ?? 0) > 0)
        .map(({ value, swatch }) => (
          <li key={value}>
            <button
              type="button"
              className={c('outcome')}
              onClick={(event) => {
                const { left, bottom } = event.currentTarget.getBoundingClientRect();
                openValueMenu({ field: 'outcome', value, tabId, base: scope, x: left, y: bottom + 2 });
              }}
            >
              <span className={c('swatch', swatch)} aria-hidden />
              <strong>{formatCount(sums[value] ?? 0)}</strong> {value}
            </button>
          </li>
        ))}
    </ul>
  );
}

function spanOf({ bars, bucketMs }: Bars): Span | null {
  const first = bars[0];
  const last = bars.at(-1);
  return first && last ? { from: first.at, to: last.at + bucketMs } : null;
}

function wholeSpan(oldestAt: string | null, newestAt: string | null): Span | null {
  return oldestAt === null || newestAt === null
    ? null
    : { from: Date.parse(oldestAt), to: Date.parse(newestAt) + 1_000 };
}
