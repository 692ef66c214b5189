import { z } from 'zod';

/**
 * How a stack is ordered: the rare or the common values first, those seen first (`first`), new last (`new`) or last of
 * all (`last`), those most often denied or failed, or by the value itself.
 */
export const stackOrder = z.enum(['rare', 'common', 'first', 'new', 'last', 'denied', 'failed', 'value']);
export type StackOrder = z.infer<typeof stackOrder>;

const stackCounts = z.object({
  events: z.number().int(),
  denied: z.number().int(),
  failed: z.number().int(),
  /** When the first and the last of the events happened; null where there is none. */
  firstAt: z.string().nullable(),
  lastAt: z.string().nullable(),
  /** How many different actors had them, counted exactly. */
  actors: z.number().int(),
});
export type StackCounts = z.infer<typeof stackCounts>;

/** A value with its events. Spellings that differ in case only are one value, as in the query language. */
const stackRow = stackCounts.extend({
  /** The most frequent of its spellings. */
  value: z.string(),
  spellings: z.number().int(),
});
export type StackRow = z.infer<typeof stackRow>;

/**
 * One page of all values of a field. Each event counts for one value or is missing, so that the events of all values
 * and `missing` add up to `events`; with `multiple`, an event counts once for each of its values.
 */
export const stackResult = z.object({
  field: z.string(),
  /** Events of the scope, with and without the field. */
  events: z.number().int(),
  distinct: z.number().int(),
  /** Values that hold the text asked for; all of them when none was. */
  matching: z.number().int(),
  /** Whether any event has more than one value. */
  multiple: z.boolean(),
  missing: stackCounts,
  offset: z.number().int(),
  rows: z.array(stackRow),
});
export type StackResult = z.infer<typeof stackResult>;
