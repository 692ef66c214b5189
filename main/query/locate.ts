import type { SortKey } from '../../preload/contract/model/scope.ts';
import type { Database } from '../database/open-database.ts';
import { toTimestamp } from './scope-sql.ts';

/** A large result has a row within the hour, which is found without joining all of it. */
const NEAR_FIRST: readonly boolean[] = [true, false];

/** Where a record stands in the sorted result kept in `table`, counted from 0; null when it is not in it. */
export async function locateRecord(
  database: Database,
  table: string,
  recordId: number,
  signal: AbortSignal,
): Promise<number | null> {
  const [row] = await database.rows(
    `select rowid as position from memory.main.${table} where record_id = $recordId`,
    { recordId },
    { signal },
  );
  return row ? Number(row.position) : null;
}

/**
 * Where the first row at or after `at` (ascending) or at or before it (descending) stands in a result sorted by
 * time; null when there is none, or when the result is sorted by something else first.
 */
export async function locateTime(
  database: Database,
  { table, sort }: { readonly table: string; readonly sort: readonly SortKey[] },
  at: string,
  signal: AbortSignal,
): Promise<number | null> {
  const first = sort[0] ?? { field: 'eventTime', direction: 'desc' };
  if (first.field.toLowerCase() !== 'eventtime') return null;
  for (const near of NEAR_FIRST) {
    const reached =
      first.direction === 'asc'
        ? `"eventTime" >= $at${near ? ' and "eventTime" < $at + interval 1 hour' : ''}`
        : `"eventTime" <= $at${near ? ' and "eventTime" > $at - interval 1 hour' : ''}`;
    const [row] = await database.rows(
      `select min(result.rowid) as position
       from memory.main.${table} as result join "case".main.record as record using (record_id)
       where ${reached}`,
      { at: toTimestamp(at) },
      { signal },
    );
    if (typeof row?.position === 'number') return row.position;
  }
  return null;
}
