import type { PanelInfo, PanelResult } from '../../../preload/contract/model/panel.ts';
import { BUCKET, EVENTS, type Span, toNumber, toText } from './mark.ts';

/** One line or layer of bars: `values[i]` counts the events of bucket `i`. */
export type Series = {
  /** The value of the stack column; null stands for the events without one. */
  readonly value: string | null;
  readonly name: string;
  readonly values: readonly number[];
  readonly total: number;
  /** Other values merged into this one, because there are too many to tell apart. */
  readonly merged: number;
};

export type TimeSeries = {
  /** Starts of the buckets in epoch ms, ascending, without gaps unless that were too many. */
  readonly buckets: readonly number[];
  readonly series: readonly Series[];
};

const MOST_SERIES = 8;
const MOST_FILLED = 20_000;

/**
 * The rows of a panel as series over time, the largest first; buckets of `span` without rows count 0. Beyond
 * `most` series the smallest become one.
 */
export function toTimeSeries(
  info: PanelInfo,
  result: PanelResult,
  span: Span | null = null,
  most = MOST_SERIES,
): TimeSeries {
  const buckets = fillBuckets(
    result.rows.map((row) => Date.parse(String(row[BUCKET]))).filter((at) => !Number.isNaN(at)),
    result.bucketSeconds,
    span,
  );
  const at = new Map(buckets.map((bucket, index) => [bucket, index]));
  const groups = new Map<string | null, number[]>();
  for (const row of result.rows) {
    const value = info.stack === null ? '' : toText(row[info.stack]);
    const values = groups.get(value) ?? new Array<number>(buckets.length).fill(0);
    groups.set(value, values);
    const index = at.get(Date.parse(String(row[BUCKET])));
    if (index !== undefined) values[index] = (values[index] ?? 0) + toNumber(row[EVENTS]);
  }
  const series = [...groups].map(([value, values]) => makeSeries(value, values));
  return { buckets, series: mergeSmallest(series, most) };
}

function makeSeries(value: string | null, values: readonly number[]): Series {
  const total = values.reduce((sum, count) => sum + count, 0);
  return { value, name: value === '' ? 'events' : (value ?? '(none)'), values, total, merged: 0 };
}

function mergeSmallest(series: readonly Series[], most: number): readonly Series[] {
  const sorted = series.toSorted((a, b) => b.total - a.total);
  if (sorted.length <= most) return sorted;
  const rest = sorted.slice(most - 1);
  const length = rest[0]?.values.length ?? 0;
  const values = Array.from({ length }, (_, index) =>
    rest.reduce((sum, one) => sum + (one.values[index] ?? 0), 0),
  );
  const others = { ...makeSeries(null, values), name: `${rest.length} others`, merged: rest.length };
  return [...sorted.slice(0, most - 1), others];
}

function fillBuckets(
  starts: readonly number[],
  bucketSeconds: number | null,
  span: Span | null,
): readonly number[] {
  const sorted = [...new Set(starts)].toSorted((a, b) => a - b);
  const [first] = sorted;
  const last = sorted.at(-1);
  if (first === undefined || last === undefined || !bucketSeconds) return sorted;
  const step = bucketSeconds * 1000;
  const before = span ? Math.max(0, Math.ceil((first - span.from) / step)) : 0;
  const after = span ? Math.max(0, Math.floor((span.to - last) / step)) : 0;
  const length = Math.round((last - first) / step) + 1 + before + after;
  if (length > MOST_FILLED) return sorted;
  const filled = Array.from({ length }, (_, index) => first + (index - before) * step);
  const known = new Set(filled);
  // Buckets that do not lie on the grid (calendar months, for instance) are kept as they are.
  return sorted.every((start) => known.has(start)) ? filled : sorted;
}
