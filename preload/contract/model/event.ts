import { z } from 'zod';
import { integrityLevel } from './integrity.ts';
import { cell, row } from './panel.ts';

/** What a search found: counts, and the id by which its pages are read. */
export const searchResult = z.object({
  searchId: z.string(),
  events: z.number().int(),
  total: z.number().int(),
  outcomes: z.object({ success: z.number().int(), denied: z.number().int(), failed: z.number().int() }),
  /** False where these are the first matches only. */
  complete: z.boolean(),
});
export type SearchResult = z.infer<typeof searchResult>;

/** One page of a search. `rows[i]` is the event at position `offset + i` of the sorted result. */
export const eventPage = z.object({
  offset: z.number().int(),
  columns: z.array(z.string()),
  recordIds: z.array(z.number().int()),
  rows: z.array(z.array(cell)),
});
export type EventPage = z.infer<typeof eventPage>;

/** Where a record came from: the file or archive member, its hash, and the place within it. */
export const provenance = z.object({
  sourceId: z.number().int(),
  path: z.string(),
  sha256: z.string().nullable(),
  integrity: integrityLevel.nullable(),
  position: z.number().int(),
  byteOffset: z.number().int(),
  identical: z.boolean(),
  /** The kind of the file; see SOURCE_KINDS. */
  kind: z.string(),
  /** The text of the file that the record was rebuilt from, null where the record itself stands in the file. */
  original: z.string().nullable(),
});
export type Provenance = z.infer<typeof provenance>;

/** One event whole: its raw record as delivered, or as rebuilt from less, its fields, and every delivery of it. */
export const eventDetail = z.object({
  recordId: z.number().int(),
  raw: z.string(),
  /** No file holds CloudTrail's own record of the event: `raw` was made of what a delivery tells. */
  rebuilt: z.boolean(),
  fields: row,
  deliveries: z.array(provenance),
  /** How the investigator marked it: its own tags, and those of its entities. */
  marks: z.object({
    starred: z.boolean(),
    tags: z.array(z.string()),
    entityTags: z.array(z.string()),
    note: z.string().nullable(),
  }),
});
export type EventDetail = z.infer<typeof eventDetail>;

export const histogramResult = z.object({
  bucketSeconds: z.number(),
  fromAt: z.string().nullable(),
  toAt: z.string().nullable(),
  buckets: z.array(z.object({ bucketAt: z.string(), value: z.string(), events: z.number().int() })),
});
export type HistogramResult = z.infer<typeof histogramResult>;

/** The values of a field by number of events; `distinct` counts all its values, also those not listed. */
export const facetResult = z.object({
  field: z.string(),
  distinct: z.number().int(),
  missing: z.number().int(),
  values: z.array(z.object({ value: z.string(), events: z.number().int() })),
});
export type FacetResult = z.infer<typeof facetResult>;

export const exportProgress = z.object({
  exportId: z.string(),
  status: z.enum(['running', 'finished', 'cancelled', 'failed']),
  rows: z.number().int(),
  rowsTotal: z.number().int(),
  path: z.string().nullable(),
  manifestPath: z.string().nullable(),
  download: z.string().nullable(),
  manifestDownload: z.string().nullable(),
  message: z.string().nullable(),
});
export type ExportProgress = z.infer<typeof exportProgress>;
