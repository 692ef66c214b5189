import { colorOf, giveColors, outcomeOf } from '../../state/color-registry.ts';
import type { ChartProps } from './mark.ts';
import { type Series, type TimeSeries, toTimeSeries } from './time-series.ts';

const MOST = { card: 6, large: 16 };

/** The series of a panel, as many as there is room for, with a colour given to each. */
export function colouredSeries({ info, result, span, large }: Omit<ChartProps, 'onMark'>): TimeSeries {
  const data = toTimeSeries(info, result, span, large ? MOST.large : MOST.card);
  giveColors(data.series.flatMap(({ value }) => (value ? [value] : [])));
  return data;
}

type Dash = 'solid' | 'dashed' | 'dotted';

/** The colour of a series as a CSS `var(…)`; a series by itself has the first colour. */
export function seriesColor({ value, name }: Pick<Series, 'value' | 'name'>): string {
  if (value === '') return name === 'events' ? 'var(--series-1)' : colorOf(null);
  return colorOf(value);
}

/** The stroke of a line: outcomes are told apart without colour. */
export function seriesDash({ value }: Pick<Series, 'value'>): Dash {
  const outcome = value ? outcomeOf(value) : null;
  if (outcome === 'failed') return 'dashed';
  return outcome === 'denied' ? 'dotted' : 'solid';
}

/** The pattern over the colour of a bar: stripes for denied, dots for failed, none for anything else. */
export function seriesDecal({ value }: Pick<Series, 'value'>) {
  const outcome = value ? outcomeOf(value) : null;
  if (outcome === 'denied') {
    return { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 3], rotation: -Math.PI / 4, color: STROKE };
  }
  if (outcome === 'failed') {
    return { symbol: 'circle', symbolSize: 0.7, dashArrayX: [4, 4], dashArrayY: [4, 4], color: STROKE };
  }
  return undefined;
}

const STROKE = 'rgba(0, 0, 0, 0.32)';
