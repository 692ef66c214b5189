import type { HistogramResult } from '../../preload/contract/model/event.ts';
import type { Scope } from '../../preload/contract/model/scope.ts';
import type { Database } from '../database/open-database.ts';
import { eventRelation } from './event-relation.ts';
import { fieldSql } from './field-sql.ts';
import { scopeCondition } from './scope-condition.ts';

/** Bucket widths in seconds that read well on a time axis: one second to thirty days. */
const WIDTHS = [1, 5, 10, 30, 60, 300, 600, 1800, 3600, 10_800, 21_600, 43_200, 86_400, 604_800, 2_592_000];

/** The narrowest good width that cuts the span into at most `buckets`. */
export function bucketSecondsFor(spanSeconds: number, buckets: number): number {
  return WIDTHS.find((width) => spanSeconds / width <= buckets) ?? Math.ceil(spanSeconds / buckets);
}

/**
 * Events per time bucket and value of `by` over the scope's range, or over the whole case's where it is
 * open. Empty buckets are left out; the axis runs from fromAt to toAt.
 */
export async function runHistogram(
  database: Database,
  input: { readonly scope: Scope; readonly by: string; readonly buckets: number },
  signal: AbortSignal,
): Promise<HistogramResult> {
  const { scope } = input;
  const [span] = await database.rows(
    'select min("eventTime") as oldest, max("eventTime") + interval 1 second as newest from "case".main.record',
    {},
    { signal },
  );
  const from = scope.from ?? (span?.oldest as string | null | undefined) ?? null;
  const to = scope.to ?? (span?.newest as string | null | undefined) ?? null;
  if (from === null || to === null) return { bucketSeconds: 3600, fromAt: null, toAt: null, buckets: [] };
  const bucketSeconds = bucketSecondsFor((Date.parse(to) - Date.parse(from)) / 1000, input.buckets);
  const condition = await scopeCondition(database, scope, signal);
  const by = fieldSql(input.by, 'by');
  const rows = await database.rows(
    `select
       time_bucket(to_seconds($width), "eventTime", timestamp '1970-01-05') as bucket_at,
       coalesce((${by.sql})::varchar, '') as value,
       count(*) as events
     from ${eventRelation(condition.sql, by.sql)} where ${condition.sql}
     group by all order by all`,
    { ...condition.parameters, ...by.parameters, width: bucketSeconds },
    { signal, maxRows: 100_000 },
  );
  return {
    bucketSeconds,
    fromAt: from,
    toAt: to,
    buckets: rows.map((row) => ({
      bucketAt: String(row.bucket_at),
      value: String(row.value),
      events: Number(row.events),
    })),
  };
}
