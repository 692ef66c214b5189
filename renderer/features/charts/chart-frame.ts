import { formatShort } from '../../format/number.ts';
import { formatDay, formatShortInstant, type Zone } from '../../format/time.ts';
import { resolveColor } from './theme-colors.ts';

const DAY_MS = 86_400_000;
const YEAR_MS = 300 * DAY_MS;
const FONT = 'Inter Variable, system-ui, sans-serif';

/** Pixels between the plot and the edges of its element. */
export const GRID = { left: 46, right: 12, top: 10, bottom: 24 };

/** What all charts with axes share: fonts, colours, no animation, and a tooltip in the shape of ours. */
export function chartFrame(zone: Zone) {
  return {
    animation: false,
    useUTC: zone === 'utc',
    textStyle: { fontFamily: FONT, fontSize: 11 },
    grid: GRID,
    tooltip: {
      trigger: 'axis',
      appendTo: 'body',
      backgroundColor: resolveColor('var(--raised)'),
      borderColor: resolveColor('var(--line-strong)'),
      borderWidth: 1,
      padding: [6, 10],
      textStyle: { color: resolveColor('var(--text)'), fontSize: 12, fontFamily: FONT },
      extraCssText: 'border-radius:6px;box-shadow:var(--shadow);font-variant-numeric:tabular-nums',
      transitionDuration: 0,
    },
  };
}

/** An axis of time in the shown zone from `min` to `max` (epoch ms). */
export function timeAxis(zone: Zone, min: number, max: number) {
  return {
    type: 'time',
    containShape: false,
    min,
    max,
    axisLine: { lineStyle: { color: resolveColor('var(--line-strong)') } },
    axisTick: { show: false },
    splitLine: { show: false },
    axisPointer: { type: 'line', lineStyle: { color: resolveColor('var(--line-strong)'), type: 'solid' } },
    axisLabel: {
      color: resolveColor('var(--muted)'),
      hideOverlap: true,
      fontSize: 11,
      formatter: (value: number) => axisTime(value, zone, max - min),
    },
  };
}

/** An axis of counts; never shows fractions of an event. */
export function countAxis() {
  return {
    type: 'value',
    minInterval: 1,
    splitNumber: 4,
    axisLabel: { color: resolveColor('var(--muted)'), fontSize: 11, formatter: formatShort },
    splitLine: { lineStyle: { color: resolveColor('var(--line)') } },
  };
}

function axisTime(value: number, zone: Zone, span: number): string {
  const [day = '', month = '', clock = ''] = formatShortInstant(value, zone, span < 180_000).split(' ');
  if (span > YEAR_MS) return `${month} ${formatDay(value, zone).slice(-4)}`;
  return clock === '00:00' || span > 20 * DAY_MS ? `${day} ${month}` : clock;
}
