import { z } from 'zod';
import { integrityLevel } from './integrity.ts';

const count = z.number().int().nonnegative();

export const caseCounts = z.object({
  files: count,
  skippedFiles: count,
  records: count,
  events: count,
  duplicates: count,
  rejected: count,
});
export type CaseCounts = z.infer<typeof caseCounts>;

/** The open case in a glance. `oldestAt` and `newestAt` are the times of its events (UTC), null when empty. */
export const caseSummary = z.object({
  path: z.string(),
  name: z.string(),
  readOnly: z.boolean(),
  counts: caseCounts,
  oldestAt: z.string().nullable(),
  newestAt: z.string().nullable(),
  accounts: count,
  regions: count,
  /** What digests and sign files contradict, or are missing; 0 where there are none. */
  integrityFaults: count,
  interrupted: z.boolean(),
});
export type CaseSummary = z.infer<typeof caseSummary>;

export const recentCase = z.object({
  path: z.string(),
  name: z.string(),
  events: count,
  openedAt: z.string(),
});
export type RecentCase = z.infer<typeof recentCase>;

export const importStatus = z.enum(['running', 'finished', 'cancelled', 'failed', 'interrupted']);

/** How far an import is. `remainingMs` is an estimate from the bytes left, null until one can be made. */
export const importProgress = z.object({
  importId: z.number().int(),
  status: importStatus,
  phase: z.enum(['listing', 'reading', 'placing', 'done']),
  files: count,
  filesTotal: count,
  bytes: count,
  bytesTotal: count,
  bytesRaw: count,
  records: count,
  events: count,
  duplicates: count,
  rejected: count,
  skippedFiles: count,
  eventsPerSecond: z.number(),
  elapsedMs: z.number(),
  remainingMs: z.number().nullable(),
  currentFile: z.string().nullable(),
  message: z.string().nullable(),
});
export type ImportProgress = z.infer<typeof importProgress>;

/** What one run of the import did: records = events + duplicates + rejected. `kinds` counts files by kind. */
export const importResult = z.object({
  files: count,
  records: count,
  events: count,
  duplicates: count,
  rejected: count,
  skippedFiles: count,
  bytesCompressed: count,
  bytesRaw: count,
  durationMs: z.number(),
  kinds: z.record(z.string(), count),
  cancelled: z.boolean(),
});
export type ImportResult = z.infer<typeof importResult>;

export const sourceStatus = z.enum(['reading', 'read', 'damaged', 'skipped', 'container', 'removed']);
export type SourceStatus = z.infer<typeof sourceStatus>;

/** One file, or one member of an archive, that an import has seen. */
export const sourceFile = z.object({
  sourceId: z.number().int(),
  path: z.string(),
  container: z.string().nullable(),
  kind: z.string(),
  status: sourceStatus,
  reason: z.string().nullable(),
  sizeBytes: count,
  rawBytes: count,
  sha256: z.string().nullable(),
  /** The zone that its times were taken to be of, where they tell none. */
  assumedZone: z.string().nullable(),
  /** What vouches for its content; null where that is no matter, as of an archive. */
  integrity: integrityLevel.nullable(),
  records: count,
  events: count,
  duplicates: count,
  rejected: count,
  readAt: z.string().nullable(),
  importId: z.number().int(),
  /** Which of the different contents of its path this is, of those in the case: 2 of 2 is the newest. */
  version: count,
  versions: count,
});
export type SourceFile = z.infer<typeof sourceFile>;

/** A piece of a file that is not a CloudTrail record, kept with where it stands and why. */
export const rejection = z.object({
  sourceId: z.number().int(),
  path: z.string(),
  position: count,
  byteOffset: count,
  sizeBytes: count,
  reason: z.string(),
  excerpt: z.string(),
});
export type Rejection = z.infer<typeof rejection>;
