import { z } from 'zod';

const count = z.number().int().nonnegative();

/**
 * One account and region: what each bucket of time holds. `cells[i]` is `[bucket, events, files]`, the bucket counted
 * from `fromAt`; a bucket with neither is left out. `files` are log files of S3 delivery whose name is of that bucket.
 */
export const coverageLine = z.object({
  account: z.string().nullable(),
  region: z.string().nullable(),
  events: count,
  files: count,
  /** Whether data events, such as reads of S3 objects, are among the events: where there are none, none were logged. */
  dataEvents: count,
  cells: z.array(z.tuple([count, count, count])),
});
export type CoverageLine = z.infer<typeof coverageLine>;

/** What the case covers. `fromAt` is the beginning of the first bucket (UTC), null for an empty case. */
export const coverage = z.object({
  unit: z.enum(['hour', 'day', 'month']),
  fromAt: z.string().nullable(),
  buckets: count,
  lines: z.array(coverageLine),
});
export type Coverage = z.infer<typeof coverage>;
