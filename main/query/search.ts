import type { EventPage } from '../../preload/contract/model/event.ts';
import type { Scope, SortKey } from '../../preload/contract/model/scope.ts';
import type { Database } from '../database/open-database.ts';
import { fieldSql } from './field-sql.ts';
import { scopeSql, sortSql } from './scope-sql.ts';

/** Results kept at a time; the least recently used goes first. */
const MAX_SEARCHES = 24;

type SearchCounts = {
  readonly searchId: string;
  readonly events: number;
  readonly total: number;
  readonly outcomes: { readonly success: number; readonly denied: number; readonly failed: number };
};

/** Sorted results of searches over one case, each written once as record ids so that a page is a short read. */
export type Searches = {
  readonly run: (scope: Scope, sort: readonly SortKey[], signal: AbortSignal) => Promise<SearchCounts>;
  /** The rows at positions offset … offset + limit - 1; null when the result is no longer kept. */
  readonly page: (
    searchId: string,
    offset: number,
    limit: number,
    columns: readonly string[],
    signal: AbortSignal,
  ) => Promise<EventPage | null>;
};

type Kept = { readonly table: string; readonly counts: SearchCounts };

async function writeResult(
  database: Database,
  table: string,
  scope: Scope,
  sort: readonly SortKey[],
  signal: AbortSignal,
): Promise<void> {
  const condition = scopeSql(scope);
  const order = sortSql(sort);
  await database.query(
    `create or replace table memory.main.${table} as
     select record_id, outcome from event where ${condition.sql} order by ${order.sql}`,
    { ...condition.parameters, ...order.parameters },
    { signal },
  );
}

async function countResult(database: Database, table: string, searchId: string): Promise<SearchCounts> {
  const [row] = await database.rows(
    `select
       count(*) as events,
       count(*) filter (outcome = 'success') as success,
       count(*) filter (outcome = 'denied') as denied,
       count(*) filter (outcome = 'failed') as failed,
       (select count(*) from "case".main.record) as total
     from memory.main.${table}`,
  );
  const number = (name: string) => Number(row?.[name] ?? 0);
  return {
    searchId,
    events: number('events'),
    total: number('total'),
    outcomes: { success: number('success'), denied: number('denied'), failed: number('failed') },
  };
}

async function readPage(
  database: Database,
  table: string,
  offset: number,
  limit: number,
  columns: readonly string[],
  signal: AbortSignal,
): Promise<EventPage> {
  const fields = columns.map((column, index) => fieldSql(column, `column_${index}`));
  const parameters = Object.assign(
    { first: offset, last: offset + limit },
    ...fields.map((field) => field.parameters),
  );
  const list = fields.map((field, index) => `${field.sql} as c${index}`).join(', ');
  const result = await database.query(
    `with page as (
       select rowid as position, record_id from memory.main.${table} where rowid >= $first and rowid < $last
     )
     select page.record_id, ${list}
     from page join event using (record_id)
     where event.record_id in (select record_id from page)
     order by page.position`,
    parameters,
    { signal },
  );
  return {
    offset,
    columns: [...columns],
    recordIds: result.rows.map((row) => Number(row[0])),
    rows: result.rows.map((row) => row.slice(1)),
  };
}

/** Keeps the results of the searches over `database`, newest use last. */
export function createSearches(database: Database): Searches {
  const kept = new Map<string, Kept>();
  let next = 1;

  const forgetOldest = async (): Promise<void> => {
    const oldest = kept.entries().next().value;
    if (!oldest || kept.size <= MAX_SEARCHES) return;
    kept.delete(oldest[0]);
    await database.query(`drop table if exists memory.main.${oldest[1].table}`);
  };

  return {
    run: async (scope, sort, signal) => {
      const searchId = String(next++);
      const table = `search_${searchId}`;
      await writeResult(database, table, scope, sort, signal);
      const counts = await countResult(database, table, searchId);
      kept.set(searchId, { table, counts });
      await forgetOldest();
      return counts;
    },
    page: async (searchId, offset, limit, columns, signal) => {
      const search = kept.get(searchId);
      if (!search) return null;
      kept.delete(searchId);
      kept.set(searchId, search);
      return readPage(database, search.table, offset, limit, columns, signal);
    },
  };
}
