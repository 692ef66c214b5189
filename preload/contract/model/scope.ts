import { z } from 'zod';

/** An instant as ISO 8601 in UTC, for instance `2023-07-10T11:42:00.000Z`. */
export const instant = z.iso.datetime({ offset: true });

/**
 * Which events are meant: those that match `query` (empty = all) with from ≤ eventTime < to (null = open).
 * The one serialisable value behind every table, chart, facet, export and command.
 */
export const scope = z.object({
  query: z.string().max(20_000).default(''),
  from: instant.nullable().default(null),
  to: instant.nullable().default(null),
});
export type Scope = z.infer<typeof scope>;

export const sortKey = z.object({ field: z.string().max(500), direction: z.enum(['asc', 'desc']) });
export type SortKey = z.infer<typeof sortKey>;
