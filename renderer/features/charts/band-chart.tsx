import { useCallback, useMemo } from 'react';
import { countOf, formatNumber } from '../../format/number.ts';
import { formatRange, type Zone } from '../../format/time.ts';
import { usePreferences } from '../../state/preferences.ts';
import { classNames } from '../../ui/class-names.ts';
import { type BandPoint, toBand } from './band.ts';
import styles from './chart.module.css';
import { chartFrame, countAxis, timeAxis } from './chart-frame.ts';
import { tooltipElement } from './chart-tooltip.ts';
import { bucketRange, type ChartProps } from './mark.ts';
import { resolveColor } from './theme-colors.ts';
import { type ChartHit, useEChart } from './use-echart.ts';

const c = classNames(styles);

/** A line over time with the band of what was to be expected; buckets outside of it are marked. */
export function BandChart({ info, result, onMark }: ChartProps) {
  const zone = usePreferences((state) => state.zone);
  const points = useMemo(() => toBand(result), [result]);
  const seconds = result.bucketSeconds ?? 3600;
  const build = useCallback(() => bandOption(points, seconds, zone), [points, seconds, zone]);
  const hit = ({ x }: ChartHit, at: { readonly x: number; readonly y: number }) => {
    const point = points.findLast((candidate) => candidate.at <= x);
    if (point) onMark({ targets: [], range: bucketRange(new Date(point.at).toISOString(), seconds) }, at);
  };
  const element = useEChart(build, hit);
  const outliers = points.filter((point) => point.outlier);
  return (
    <div className={c('root')}>
      <div
        ref={element}
        className={c('canvas')}
        role="img"
        aria-label={`${info.title}: ${countOf(outliers.length, 'bucket')} of ${points.length} outside the expected band.`}
      />
      <ul className={c('legend')}>
        <li className={c('entry')}>
          <span className={c('stroke')} style={{ background: 'var(--series-1)' }} aria-hidden /> events
        </li>
        <li className={c('entry')}>
          <span className={c('swatch', 'band')} aria-hidden /> expected band
        </li>
        <li className={c('entry')}>
          <span className={c('diamond')} aria-hidden /> {countOf(outliers.length, 'outlier')}
        </li>
      </ul>
    </div>
  );
}

function bandOption(points: readonly BandPoint[], seconds: number, zone: Zone) {
  const step = seconds * 1000;
  const middle = (point: BandPoint) => point.at + step / 2;
  const line = { type: 'line', symbol: 'none', silent: true };
  const frame = chartFrame(zone);
  const accent = resolveColor('var(--series-1)');
  const bad = resolveColor('var(--bad)');
  return {
    ...frame,
    tooltip: {
      ...frame.tooltip,
      formatter: (shown: readonly { readonly value: readonly [number, number] }[]) => {
        const x = shown[0]?.value[0];
        return bandTooltip(
          points.find((point) => middle(point) === x),
          step,
          zone,
        );
      },
    },
    xAxis: timeAxis(zone, points[0]?.at ?? 0, (points.at(-1)?.at ?? 0) + step),
    yAxis: countAxis(),
    series: [
      {
        ...line,
        stack: 'band',
        stackStrategy: 'all',
        lineStyle: { opacity: 0 },
        data: points.map((point) => [middle(point), point.lower]),
      },
      {
        ...line,
        stack: 'band',
        stackStrategy: 'all',
        lineStyle: { opacity: 0 },
        areaStyle: { color: resolveColor('var(--series-8)'), opacity: 0.22 },
        data: points.map((point) => [
          middle(point),
          point.lower === null || point.upper === null ? null : point.upper - point.lower,
        ]),
      },
      {
        ...line,
        lineStyle: { width: 1, type: 'dotted', color: resolveColor('var(--muted)') },
        data: points.map((point) => [middle(point), point.expected]),
      },
      {
        ...line,
        lineStyle: { width: 1.75, color: accent },
        itemStyle: { color: accent },
        data: points.map((point) => [middle(point), point.events]),
      },
      {
        type: 'scatter',
        symbol: 'diamond',
        symbolSize: 11,
        cursor: 'default',
        itemStyle: { color: bad, borderColor: resolveColor('var(--surface)'), borderWidth: 1.5 },
        data: points.filter((point) => point.outlier).map((point) => [middle(point), point.events]),
        z: 5,
      },
    ],
  };
}

function bandTooltip(point: BandPoint | undefined, step: number, zone: Zone): HTMLElement {
  if (!point) return tooltipElement('', []);
  const { at, events, expected, lower, upper, outlier } = point;
  const lines = [
    {
      color: resolveColor(outlier ? 'var(--bad)' : 'var(--series-1)'),
      name: outlier ? 'events, outlier' : 'events',
      value: events,
    },
    { color: null, name: 'expected', value: expected === null ? 'not known yet' : formatNumber(expected) },
  ];
  if (lower !== null && upper !== null) {
    lines.push({ color: null, name: 'band', value: `${formatNumber(lower)} – ${formatNumber(upper)}` });
  }
  return tooltipElement(
    formatRange(new Date(at).toISOString(), new Date(at + step).toISOString(), zone),
    lines,
  );
}
