import { useCallback, useMemo } from 'react';
import { formatRange, type Zone } from '../../format/time.ts';
import { usePreferences } from '../../state/preferences.ts';
import { classNames } from '../../ui/class-names.ts';
import styles from './chart.module.css';
import { chartFrame, countAxis, timeAxis } from './chart-frame.ts';
import { tooltipElement } from './chart-tooltip.ts';
import { describeSeries } from './column-chart.tsx';
import { Legend } from './legend.tsx';
import { bucketRange, type ChartProps } from './mark.ts';
import { colouredSeries, seriesColor, seriesDash } from './series-look.ts';
import { resolveColor } from './theme-colors.ts';
import type { TimeSeries } from './time-series.ts';
import { type ChartHit, useEChart } from './use-echart.ts';

const c = classNames(styles);

/** Lines over time, one per value of the panel's stack column. */
export function LineChart({ info, result, span = null, large, onMark }: ChartProps) {
  const zone = usePreferences((state) => state.zone);
  const data = useMemo(() => colouredSeries({ info, result, span, large }), [info, result, span, large]);
  const seconds = result.bucketSeconds ?? 3600;
  const build = useCallback(() => lineOption(data, seconds, zone), [data, seconds, zone]);
  const hit = ({ x }: ChartHit, at: { readonly x: number; readonly y: number }) => {
    const bucket = data.buckets.findLast((start) => start <= x);
    if (bucket === undefined) return;
    onMark({ targets: [], range: bucketRange(new Date(bucket).toISOString(), seconds) }, at);
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
      {info.stack ? (
        <Legend info={info} column={info.stack} series={data.series} line onMark={onMark} />
      ) : null}
    </div>
  );
}

function lineOption({ buckets, series }: TimeSeries, seconds: number, zone: Zone) {
  const step = seconds * 1000;
  const frame = chartFrame(zone);
  return {
    ...frame,
    tooltip: {
      ...frame.tooltip,
      formatter: (points: readonly { readonly dataIndex: number }[]) => {
        const at = points[0]?.dataIndex ?? 0;
        const start = buckets[at] ?? 0;
        const range = formatRange(new Date(start).toISOString(), new Date(start + step).toISOString(), zone);
        return tooltipElement(
          range,
          series.map((one) => ({
            color: resolveColor(seriesColor(one)),
            name: one.name,
            value: one.values[at] ?? 0,
          })),
        );
      },
    },
    xAxis: timeAxis(zone, buckets[0] ?? 0, (buckets.at(-1) ?? 0) + step),
    yAxis: countAxis(),
    series: series.map((one) => ({
      type: 'line',
      name: one.name,
      step: buckets.length < 200 ? 'middle' : false,
      symbol: 'circle',
      symbolSize: 5,
      showSymbol: false,
      lineStyle: { width: 1.75, type: seriesDash(one), color: resolveColor(seriesColor(one)) },
      itemStyle: { color: resolveColor(seriesColor(one)) },
      areaStyle: series.length <= 3 ? { color: resolveColor(seriesColor(one)), opacity: 0.1 } : undefined,
      data: one.values.map((value, at) => [(buckets[at] ?? 0) + step / 2, value]),
    })),
  };
}
