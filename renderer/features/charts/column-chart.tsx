import { useCallback, useMemo } from 'react';
import { countOf } from '../../format/number.ts';
import { formatRange, type Zone } from '../../format/time.ts';
import { visibleText } from '../../format/visible-text.ts';
import { usePreferences } from '../../state/preferences.ts';
import { classNames } from '../../ui/class-names.ts';
import styles from './chart.module.css';
import { chartFrame, countAxis, GRID, timeAxis } from './chart-frame.ts';
import { tooltipElement } from './chart-tooltip.ts';
import { Legend } from './legend.tsx';
import { bucketRange, type ChartProps, markOfValue } from './mark.ts';
import { colouredSeries, seriesColor, seriesDecal } from './series-look.ts';
import { resolveColor } from './theme-colors.ts';
import type { TimeSeries } from './time-series.ts';
import { type ChartHit, useEChart } from './use-echart.ts';

const c = classNames(styles);
const GAP = 0.86;
const WIDEST = 90;

/** Columns over time, stacked by the panel's stack column. */
export function ColumnChart({ info, result, span = null, large, onMark }: ChartProps) {
  const zone = usePreferences((state) => state.zone);
  const data = useMemo(() => colouredSeries({ info, result, span, large }), [info, result, span, large]);
  const seconds = result.bucketSeconds ?? 3600;
  const build = useCallback(
    (width: number) => columnOption(data, seconds, zone, width),
    [data, seconds, zone],
  );
  const hit = ({ seriesIndex, x }: ChartHit, at: { readonly x: number; readonly y: number }) => {
    const bucket = data.buckets.findLast((start) => start <= x);
    if (bucket === undefined) return;
    const series = seriesIndex === null ? undefined : data.series[seriesIndex];
    const range = bucketRange(new Date(bucket).toISOString(), seconds);
    const targets =
      info.stack && series && series.merged === 0 ? markOfValue(info, info.stack, series.value).targets : [];
    onMark({ targets, range }, at);
  };
  const element = useEChart(build, hit);
  return (
    <div className={c('root')}>
      <div
        ref={element}
        className={c('canvas')}
        role="img"
        aria-label={describeSeries(info.title, data, zone)}
      />
      {info.stack ? <Legend info={info} column={info.stack} series={data.series} onMark={onMark} /> : null}
    </div>
  );
}

/** One sentence about a chart over time for those who cannot see it. */
export function describeSeries(title: string, { buckets, series }: TimeSeries, zone: Zone): string {
  const first = buckets[0];
  const last = buckets.at(-1);
  if (first === undefined || last === undefined) return `${title}: no events.`;
  const parts = series.map(({ name, total }) => `${visibleText(name)} ${countOf(total, 'event')}`);
  const range = formatRange(new Date(first).toISOString(), new Date(last).toISOString(), zone);
  return `${title}, ${range}: ${parts.join(', ')}. All figures are in the table view of this panel.`;
}

function columnOption({ buckets, series }: TimeSeries, seconds: number, zone: Zone, width: number) {
  const step = seconds * 1000;
  const min = buckets[0] ?? 0;
  const max = (buckets.at(-1) ?? 0) + step;
  const perBucket = ((width - GRID.left - GRID.right) * step) / Math.max(step, max - min);
  const frame = chartFrame(zone);
  return {
    ...frame,
    tooltip: {
      ...frame.tooltip,
      formatter: (points: readonly { readonly dataIndex: number }[]) =>
        columnTooltip(points[0]?.dataIndex ?? 0, { buckets, series }, seconds, zone),
    },
    xAxis: timeAxis(zone, min, max),
    yAxis: countAxis(),
    series: series.map((one, index) => ({
      type: 'bar',
      name: one.name,
      stack: 'all',
      barWidth: Math.min(WIDEST, Math.max(1.5, perBucket * GAP)),
      itemStyle: { color: resolveColor(seriesColor(one)), decal: seriesDecal(one) },
      emphasis: { focus: 'series', blurScope: 'coordinateSystem' },
      blur: { itemStyle: { opacity: 0.35 } },
      cursor: 'default',
      z: series.length - index,
      data: one.values.map((value, at) => [(buckets[at] ?? 0) + step / 2, value]),
    })),
  };
}

function columnTooltip(
  at: number,
  { buckets, series }: TimeSeries,
  seconds: number,
  zone: Zone,
): HTMLElement {
  const start = buckets[at] ?? 0;
  const end = new Date(start + seconds * 1000).toISOString();
  const lines = series
    .filter((one) => (one.values[at] ?? 0) > 0)
    .map((one) => ({ color: resolveColor(seriesColor(one)), name: one.name, value: one.values[at] ?? 0 }));
  const empty = [{ color: null, name: 'no events', value: '' }];
  return tooltipElement(
    formatRange(new Date(start).toISOString(), end, zone),
    lines.length > 0 ? lines : empty,
  );
}
