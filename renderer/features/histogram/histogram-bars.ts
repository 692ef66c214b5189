import type { HistogramResult } from '../../../preload/contract/model/event.ts';

/** The events of one bucket: how many by value, and in all. `at` is its start in epoch milliseconds. */
export type Bar = {
  readonly at: number;
  readonly parts: Readonly<Record<string, number>>;
  readonly events: number;
};

export type Bars = {
  readonly bucketMs: number;
  readonly bars: readonly Bar[];
  /** Events of the largest bar. */
  readonly most: number;
};

export type Range = { readonly from: string | null; readonly to: string | null };

const MOST_BARS = 4_000;

/** The result as one bar a bucket over its whole range, also where nothing happened. */
export function toBars({ bucketSeconds, fromAt, toAt, buckets }: HistogramResult): Bars {
  const bucketMs = bucketSeconds * 1000;
  const times = buckets.map(({ bucketAt }) => Date.parse(bucketAt));
  const known = [...times, ...[fromAt, toAt].flatMap((at) => (at === null ? [] : [Date.parse(at)]))];
  const from = known.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY);
  if (known.length === 0 || bucketMs <= 0) return { bucketMs, bars: [], most: 0 };
  const aligned = times[0] ?? Math.floor(from / bucketMs) * bucketMs;
  const start = aligned - Math.ceil((aligned - from) / bucketMs) * bucketMs;
  const latest = times.reduce((most, time) => Math.max(most, time), start);
  const to = toAt === null ? latest : Math.max(Date.parse(toAt) - 1, latest);
  const count = Math.min(MOST_BARS, Math.floor((to - start) / bucketMs) + 1);
  const parts = Array.from({ length: count }, (): Record<string, number> => ({}));
  buckets.forEach(({ value, events }, index) => {
    const bar = parts[Math.round(((times[index] ?? start) - start) / bucketMs)];
    if (bar) bar[value] = (bar[value] ?? 0) + events;
  });
  const bars = parts.map((part, index) => ({
    at: start + index * bucketMs,
    parts: part,
    events: Object.values(part).reduce((sum, events) => sum + events, 0),
  }));
  return { bucketMs, bars, most: bars.reduce((most, { events }) => Math.max(most, events), 0) };
}

/** Events by value over all bars. */
export function totals(bars: readonly Bar[]): Readonly<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const { parts } of bars) {
    for (const [value, events] of Object.entries(parts)) sums[value] = (sums[value] ?? 0) + events;
  }
  return sums;
}

/** The range of the bars `first` to `last`, in either order. */
export function rangeOfBars({ bars, bucketMs }: Bars, first: number, last: number): Range | null {
  const start = bars[Math.min(first, last)];
  const end = bars[Math.max(first, last)];
  if (!start || !end) return null;
  return { from: new Date(start.at).toISOString(), to: new Date(end.at + bucketMs).toISOString() };
}

/** What the chart spans now, and what the case holds, in epoch milliseconds (`to` exclusive). */
export type Span = { readonly from: number; readonly to: number };

/** A range three times as long around the same middle; open at an end where it passes the case's. */
export function zoomOut(shown: Span, whole: Span): Range {
  const length = shown.to - shown.from;
  const from = shown.from - length;
  const to = shown.to + length;
  return {
    from: from <= whole.from ? null : new Date(from).toISOString(),
    to: to >= whole.to ? null : new Date(to).toISOString(),
  };
}

/** The middle half of what is shown, at least one second. */
export function zoomIn(shown: Span): Range {
  const quarter = Math.floor((shown.to - shown.from) / 4);
  const from = shown.from + quarter;
  const to = Math.max(from + 1_000, shown.to - quarter);
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 5, 7, 14, 30, 60, 90, 180, 365].map((n) => n * DAY),
];

/**
 * Round instants for the time axis, at most `most` of them. `offsetMs` is what the shown zone is ahead of
 * UTC, so that days start at its midnight.
 */
export function timeTicks({ from, to }: Span, most: number, offsetMs: number): readonly number[] {
  const length = to - from;
  if (length <= 0 || most < 1) return [];
  const step = STEPS.find((candidate) => length / candidate <= most) ?? Math.ceil(length / most / DAY) * DAY;
  const first = Math.ceil((from + offsetMs) / step) * step - offsetMs;
  const ticks: number[] = [];
  for (let at = first; at < to && ticks.length <= most; at += step) ticks.push(at);
  return ticks;
}

/**
 * The outline of one value's part of every bar as an SVG path: bars `step` wide from the left, `height`
 * for the largest one, standing on the parts named in `below`. A part that is there is at least 1.5 high.
 */
export function barPath(
  { bars, most }: Bars,
  value: string,
  below: readonly string[],
  step: number,
  height: number,
): string {
  const gap = step >= 4 ? 1 : 0;
  const heightOf = (events: number) => (events === 0 ? 0 : Math.max(1.5, (events / most) * (height - 4)));
  return bars
    .map(({ parts }, index) => {
      const size = heightOf(parts[value] ?? 0);
      if (size === 0) return '';
      const foot = height - below.reduce((sum, other) => sum + heightOf(parts[other] ?? 0), 0);
      const top = Math.max(0, foot - size);
      return `M${round(index * step)} ${round(top)}h${round(step - gap)}V${round(foot)}h${round(gap - step)}Z`;
    })
    .join('');
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
