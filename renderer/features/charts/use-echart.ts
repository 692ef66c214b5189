import { BarChart, LineChart, ScatterChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Point } from './mark.ts';
import { useThemeVersion } from './theme-colors.ts';

echarts.use([BarChart, LineChart, ScatterChart, GridComponent, TooltipComponent, CanvasRenderer]);

type ChartOption = echarts.EChartsCoreOption;

export type ChartHit = {
  /** Index of the series under the pointer, null beside all marks. */
  readonly seriesIndex: number | null;
  /** Value of the x axis under the pointer: epoch ms, or the index of a category. */
  readonly x: number;
};

/**
 * Draws an ECharts option into the returned element and redraws it with its size, the theme and the option.
 * `build` gets the width of the element in pixels. Clicks anywhere in the plot are told with what was hit.
 */
export function useEChart(
  build: (width: number) => ChartOption,
  onHit: (hit: ChartHit, at: Point) => void,
): RefObject<HTMLDivElement | null> {
  const element = useRef<HTMLDivElement>(null);
  const chart = useRef<echarts.ECharts | null>(null);
  const latestHit = useRef(onHit);
  const [width, setWidth] = useState(0);
  const theme = useThemeVersion();
  useEffect(() => {
    latestHit.current = onHit;
  });
  useEffect(() => {
    if (!element.current) return;
    const made = echarts.init(element.current, null, { renderer: 'canvas' });
    chart.current = made;
    listenToClicks(made, (hit, at) => latestHit.current(hit, at));
    const observer = new ResizeObserver(() => {
      made.resize();
      setWidth(made.getWidth());
    });
    observer.observe(element.current);
    return () => {
      observer.disconnect();
      made.dispose();
      chart.current = null;
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `theme` changes what the colours resolve to
  useEffect(() => {
    if (width > 0) chart.current?.setOption(build(width), { notMerge: true });
  }, [build, width, theme]);
  return element;
}

function listenToClicks(chart: echarts.ECharts, onHit: (hit: ChartHit, at: Point) => void): void {
  let series: number | null = null;
  chart.on('mousedown', ({ seriesIndex }) => {
    series = seriesIndex ?? null;
  });
  chart.getZr().on('mousedown', ({ target }) => {
    if (!target) series = null;
  });
  chart.getZr().on('click', ({ offsetX, offsetY, event }) => {
    if (!chart.containPixel({ gridIndex: 0 }, [offsetX, offsetY])) return;
    const x = chart.convertFromPixel({ xAxisIndex: 0 }, offsetX);
    const { clientX, clientY } = event as unknown as MouseEvent;
    if (typeof x === 'number') onHit({ seriesIndex: series, x }, { x: clientX, y: clientY });
  });
}
