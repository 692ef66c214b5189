import { z } from 'zod';
import { importStatus, rejection, sourceFile, sourceStatus } from './case.ts';
import { integrityLevel } from './integrity.ts';

const count = z.number().int().nonnegative();

/** Which files of the ledger are meant: `search` is a part of the path, or the beginning of the SHA-256. */
export const fileFilter = z.object({
  status: z.union([z.literal('all'), sourceStatus]).default('all'),
  /** A kind of SOURCE_KINDS. */
  kind: z.string().max(100).nullable().default(null),
  importId: z.number().int().nullable().default(null),
  integrity: integrityLevel.nullable().default(null),
  sourceId: z.number().int().nullable().default(null),
  search: z.string().max(1000).default(''),
});
export type FileFilter = z.infer<typeof fileFilter>;

/** What the files can be sorted by; `order` is the order in which they were read. */
export const fileSort = z.object({
  by: z
    .enum([
      'order',
      'status',
      'path',
      'kind',
      'sizeBytes',
      'rawBytes',
      'records',
      'events',
      'duplicates',
      'rejected',
      'reason',
      'integrity',
    ])
    .default('order'),
  direction: z.enum(['asc', 'desc']).default('asc'),
});
export type FileSort = z.infer<typeof fileSort>;

/** What the files of a filter come to: records = events + duplicates + rejected. Bytes of files within archives count once. */
export const fileSums = z.object({
  sizeBytes: count,
  rawBytes: count,
  records: count,
  events: count,
  duplicates: count,
  rejected: count,
});
export type FileSums = z.infer<typeof fileSums>;

export const filePage = z.object({ total: count, sums: fileSums, files: z.array(sourceFile) });

/** How many files there are of each status, kind and level of integrity. */
export const fileCounts = z.object({
  statuses: z.array(z.object({ status: sourceStatus, files: count })),
  kinds: z.array(z.object({ kind: z.string(), files: count })),
  /** Files whose times tell no zone, by the zone they were taken to be of; of each the first ten thousand. */
  zones: z.array(z.object({ zone: z.string(), sourceIds: z.array(z.number().int()) })),
  /** Empty where nothing in the case vouches for anything. */
  levels: z.array(z.object({ level: integrityLevel, files: count })),
});

/**
 * One run of an import as it stands in the case. `files` are the files on disk that it read, `changed` those of them that
 * an import before had read with another content; `unchanged` those it found as they were read before, null where an
 * older version did not count them. Counts are of what is in the case now: what was removed since is not in them.
 */
export const importEntry = z.object({
  importId: z.number().int(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  status: importStatus,
  paths: z.array(z.string()),
  productVersion: z.string(),
  files: count,
  changed: count,
  unchanged: count.nullable(),
  skipped: count,
  removed: count,
  records: count,
  events: count,
  duplicates: count,
  rejected: count,
});
export type ImportEntry = z.infer<typeof importEntry>;

/** How many pieces were rejected for the same reason; numbers and names in it are left out. */
export const rejectionReason = z.object({ reason: z.string(), rejected: count });

export const rejectionPage = z.object({
  total: count,
  reasons: z.array(rejectionReason),
  rejections: z.array(rejection),
});

/**
 * A rejected piece whole. `from` tells where the text is of: the file, read again and found unchanged, or what the case
 * kept of it (`problem` says why the file could not be read). `complete` is false where the text ends before the piece.
 */
export const rejectedPiece = z.object({
  rejection,
  text: z.string(),
  from: z.enum(['file', 'case']),
  complete: z.boolean(),
  problem: z.string().nullable(),
});
export type RejectedPieceText = z.infer<typeof rejectedPiece>;

/** Why an event is in the case more than once; see DUPLICATE_REASONS. */
export const duplicateReason = z.enum([
  'same-file',
  'same-content',
  'changed-file',
  'other-shape',
  'organisation',
  'other-trail',
  'other-region',
  'redelivered',
  'other-file',
]);
export type DuplicateReason = z.infer<typeof duplicateReason>;

const deliveringFile = z.object({ sourceId: z.number().int(), path: z.string(), kind: z.string() });

/** Deliveries in `file` of events that are kept as `kept` delivered them. */
export const duplicatePair = z.object({
  kept: deliveringFile,
  file: deliveringFile,
  reason: duplicateReason,
  duplicates: count,
  differing: count,
});
export type DuplicatePair = z.infer<typeof duplicatePair>;

/** All duplicates of the case by why they are there, and the pairs of files of one reason or of all. */
export const duplicateSummary = z.object({
  duplicates: count,
  /** Events that were delivered more than once. */
  events: count,
  differing: count,
  reasons: z.array(z.object({ reason: duplicateReason, duplicates: count, differing: count, pairs: count })),
  total: count,
  pairs: z.array(duplicatePair),
});

/** An event that was delivered more than once. */
export const repeatedEvent = z.object({
  recordId: z.number().int(),
  eventID: z.string().nullable(),
  eventTime: z.string(),
  eventName: z.string().nullable(),
  account: z.string().nullable(),
  region: z.string().nullable(),
  deliveries: count,
  differing: count,
});
export type RepeatedEvent = z.infer<typeof repeatedEvent>;

/** A field in which two deliveries differ; null where one lacks it. */
export const fieldDifference = z.object({
  path: z.string(),
  kept: z.string().nullable(),
  other: z.string().nullable(),
});

/**
 * One delivery of an event. `reason` is null for the one that is kept; `raw` and `differences` only tell of a text that
 * is not identical to the kept one. `allDifferences` counts those, listed or not; 0 where the texts differ in nothing
 * that JSON tells apart.
 */
export const eventDelivery = deliveringFile.extend({
  position: count,
  byteOffset: count,
  sha256: z.string().nullable(),
  kept: z.boolean(),
  identical: z.boolean(),
  reason: duplicateReason.nullable(),
  differences: z.array(fieldDifference),
  allDifferences: count,
});
export type EventDelivery = z.infer<typeof eventDelivery>;
