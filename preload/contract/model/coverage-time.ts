import type { Coverage } from './coverage.ts';

/** The beginning of a bucket of a coverage, as epoch milliseconds; that of the next one is where it ends. */
export function bucketStart(fromAt: string, unit: Coverage['unit'], bucket: number): number {
  const start = new Date(fromAt);
  if (unit === 'month') return Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + bucket, 1);
  return start.getTime() + bucket * (unit === 'hour' ? 3_600_000 : 86_400_000);
}

/** How many buckets between the first and the last of those that hold something hold nothing, and the longest run. */
export function gapsOf(held: Iterable<number>): { readonly gaps: number; readonly longestGap: number } {
  const buckets = [...held].sort((a, b) => a - b);
  const runs = buckets.slice(1).map((bucket, index) => bucket - (buckets[index] ?? bucket) - 1);
  return {
    gaps: runs.reduce((total, run) => total + run, 0),
    longestGap: runs.reduce((longest, run) => Math.max(longest, run), 0),
  };
}
