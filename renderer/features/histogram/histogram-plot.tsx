import { useId } from 'react';
import { formatBucket } from '../../format/duration.ts';
import { countOf, formatCount, formatShort } from '../../format/number.ts';
import { formatDay, formatRange, formatShortInstant, type Zone } from '../../format/time.ts';
import { usePreferences } from '../../state/preferences.ts';
import { classNames } from '../../ui/class-names.ts';
import { type Bars, barPath, type Range, rangeOfBars, timeTicks, totals } from './histogram-bars.ts';
import styles from './histogram-plot.module.css';
import { OUTCOMES } from './outcomes.ts';
import { type Stretch, useStretch } from './use-stretch.ts';

const c = classNames(styles);
const HEIGHT = 64;
const AXIS = 18;
const PIXELS_A_TICK = 130;
const DAY_MS = 86_400_000;

type HistogramPlotProps = {
  readonly bars: Bars;
  readonly width: number;
  readonly onSelect: (range: Range) => void;
  readonly onZoomOut: () => void;
};

/** The bars themselves, with what one does to them: drag or Shift+arrows select, Enter or release narrows. */
export function HistogramPlot({ bars, width, onSelect, onZoomOut }: HistogramPlotProps) {
  const id = useId();
  const zone = usePreferences((state) => state.zone);
  const step = bars.bars.length === 0 ? width : width / bars.bars.length;
  const { pointed, selecting, handlers } = useStretch(bars, step, onSelect, onZoomOut);
  return (
    <div className={c('root')}>
      {/* biome-ignore lint/a11y/useSemanticElements: a chart is not a group of form fields */}
      <div
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys read the bars and select a range
        tabIndex={0}
        aria-label={summary(bars, zone)}
        aria-describedby={`${id}-keys`}
        className={c('plot')}
        onDoubleClick={onZoomOut}
        {...handlers}
      >
        <svg width={width} height={HEIGHT + AXIS} aria-hidden="true">
          <Hatching id={id} />
          {pointed ? <Highlight stretch={pointed} step={step} strong={selecting} /> : null}
          <Stacks id={id} bars={bars} step={step} />
          <line x1={0} x2={width} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} className={c('base')} />
          <TimeAxis bars={bars} width={width} zone={zone} />
        </svg>
        {bars.most > 0 ? (
          <span className={c('most')} aria-hidden>
            {formatShort(bars.most)}
          </span>
        ) : null}
      </div>
      {pointed ? <Tip bars={bars} stretch={pointed} step={step} width={width} zone={zone} /> : null}
      <p id={`${id}-keys`} className="visually-hidden">
        Arrow keys read the bars, Shift with arrow keys selects, Enter narrows the range to the selection,
        minus zooms out.
      </p>
    </div>
  );
}

function Hatching({ id }: { readonly id: string }) {
  return (
    <defs>
      <pattern
        id={`${id}-denied`}
        width={4}
        height={4}
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect width={4} height={4} className={c('denied')} />
        <rect width={1.2} height={4} className={c('stripe')} />
      </pattern>
      <pattern id={`${id}-failed`} width={3} height={3} patternUnits="userSpaceOnUse">
        <rect width={3} height={3} className={c('failed')} />
        <rect width={1} height={1} className={c('stripe')} />
      </pattern>
    </defs>
  );
}

function Stacks({ id, bars, step }: { readonly id: string; readonly bars: Bars; readonly step: number }) {
  return OUTCOMES.map(({ value }, index) => {
    const below = OUTCOMES.slice(0, index).map((outcome) => outcome.value);
    const fill = value === 'success' ? undefined : `url(#${id}-${value})`;
    return (
      <path key={value} d={barPath(bars, value, below, step, HEIGHT)} fill={fill} className={c(value)} />
    );
  });
}

type HighlightProps = { readonly stretch: Stretch; readonly step: number; readonly strong: boolean };

function Highlight({ stretch, step, strong }: HighlightProps) {
  const first = Math.min(stretch.anchor, stretch.focus);
  const last = Math.max(stretch.anchor, stretch.focus);
  return (
    <rect
      x={first * step}
      width={(last - first + 1) * step}
      y={0}
      height={HEIGHT}
      className={c('highlight', strong && 'strong')}
    />
  );
}

function TimeAxis({
  bars,
  width,
  zone,
}: {
  readonly bars: Bars;
  readonly width: number;
  readonly zone: Zone;
}) {
  const first = bars.bars[0];
  const last = bars.bars.at(-1);
  if (!first || !last) return null;
  const span = { from: first.at, to: last.at + bars.bucketMs };
  const offsetMs = zone === 'utc' ? 0 : -new Date(first.at).getTimezoneOffset() * 60_000;
  const ticks = timeTicks(span, Math.max(1, Math.floor(width / PIXELS_A_TICK)), offsetMs);
  const apart = (ticks[1] ?? span.to) - (ticks[0] ?? span.from);
  return ticks.map((at) => {
    const x = ((at - span.from) / (span.to - span.from)) * width;
    const anchor = x < 40 ? 'start' : x > width - 40 ? 'end' : 'middle';
    return (
      <g key={at}>
        <line x1={x} x2={x} y1={HEIGHT} y2={HEIGHT + 3} className={c('base')} />
        <text x={x} y={HEIGHT + 14} textAnchor={anchor} className={c('tick')}>
          {apart >= DAY_MS ? formatDay(at, zone) : formatShortInstant(at, zone, apart < 60_000)}
        </text>
      </g>
    );
  });
}

type TipProps = {
  readonly bars: Bars;
  readonly stretch: Stretch;
  readonly step: number;
  readonly width: number;
  readonly zone: Zone;
};

function Tip({ bars, stretch, step, width, zone }: TipProps) {
  const first = Math.min(stretch.anchor, stretch.focus);
  const last = Math.max(stretch.anchor, stretch.focus);
  const chosen = bars.bars.slice(first, last + 1);
  const range = rangeOfBars(bars, first, last);
  if (!range?.from || !range.to) return null;
  const sums = totals(chosen);
  const events = chosen.reduce((sum, bar) => sum + bar.events, 0);
  const middle = ((first + last + 1) / 2) * step;
  return (
    <div className={c('tip')} style={{ left: Math.min(Math.max(middle, 120), width - 120) }} role="status">
      <p className={c('when')}>{formatRange(range.from, range.to, zone)}</p>
      <p>
        <strong>{countOf(events, 'event')}</strong>
        {OUTCOMES.filter(({ value }) => (sums[value] ?? 0) > 0).map(({ value }) => (
          <span key={value} className={c('part', `${value}-text`)}>
            {formatCount(sums[value] ?? 0)} {value}
          </span>
        ))}
      </p>
    </div>
  );
}

function summary(bars: Bars, zone: Zone): string {
  const range = rangeOfBars(bars, 0, bars.bars.length - 1);
  const events = bars.bars.reduce((sum, bar) => sum + bar.events, 0);
  const when = range?.from && range.to ? ` from ${formatRange(range.from, range.to, zone)}` : '';
  return `Histogram: ${countOf(events, 'event')}${when}, ${formatBucket(bars.bucketMs / 1000)} a bar, at most ${formatCount(bars.most)} in one`;
}
