import type { EventPage, SearchResult } from '../../preload/contract/model/event.ts';
import type { Scope, SortKey } from '../../preload/contract/model/scope.ts';
import type { Database } from '../database/open-database.ts';
import { eventRelation } from './event-relation.ts';
import { fieldSql } from './field-sql.ts';
import { locateRecord, locateTime } from './locate.ts';
import { scopeCondition } from './scope-condition.ts';
import { type Condition, rangeSql, scopeSql } from './scope-sql.ts';
import { OUTCOME_CODES, sortedSelect } from './sorted-select.ts';

/** Results kept at a time; the least recently used goes first. */
const MAX_SEARCHES = 24;

/** The first matches are shown once there are this many. */
const ENOUGH = 200;

/** Shares of the events of a range, from the end that is looked at first, in which first matches are sought. */
const SHARES = [0.01, 0.05, 0.2];

/** Sorted results of searches over one case, each written once as record ids so that a page is a short read. */
export type Searches = {
  readonly run: (scope: Scope, sort: readonly SortKey[], signal: AbortSignal) => Promise<SearchResult>;
  /**
   * The first matches alone, exactly those that the whole result begins with, for scopes that take long. Null for an
   * order other than time, where the first ones are not known before all are.
   */
  readonly runFirst: (
    scope: Scope,
    sort: readonly SortKey[],
    signal: AbortSignal,
  ) => Promise<SearchResult | null>;
  /** The rows at positions offset … offset + limit - 1; null when the result is no longer kept. */
  readonly page: (
    searchId: string,
    offset: number,
    limit: number,
    columns: readonly string[],
    signal: AbortSignal,
  ) => Promise<EventPage | null>;
  /** The events of a result as a condition; null when it is no longer kept. */
  readonly condition: (searchId: string) => Condition | null;
  /** Where a record, or a time, stands in a result; `undefined` when the result is no longer kept. */
  readonly locate: (target: LocateTarget, signal: AbortSignal) => Promise<number | null | undefined>;
};

type LocateTarget = { readonly searchId: string } & ({ readonly recordId: number } | { readonly at: string });

type Kept = { readonly table: string; readonly sort: readonly SortKey[] };

async function writeResult(
  database: Database,
  table: string,
  condition: Condition,
  sort: readonly SortKey[],
  signal: AbortSignal,
): Promise<void> {
  const select = sortedSelect(condition, sort);
  await database.query(`create or replace table memory.main.${table} as ${select.sql}`, select.parameters, {
    signal,
  });
}

async function countResult(
  database: Database,
  table: string,
  searchId: string,
  complete: boolean,
): Promise<SearchResult> {
  const [row] = await database.rows(
    `select
       count(*) as events,
       count(*) filter (outcome = ${OUTCOME_CODES.success}) as success,
       count(*) filter (outcome = ${OUTCOME_CODES.denied}) as denied,
       count(*) filter (outcome = ${OUTCOME_CODES.failed}) as failed,
       (select count(*) from "case".main.record) as total
     from memory.main.${table}`,
  );
  const number = (name: string) => Number(row?.[name] ?? 0);
  return {
    searchId,
    events: number('events'),
    total: number('total'),
    outcomes: { success: number('success'), denied: number('denied'), failed: number('failed') },
    complete,
  };
}

/** The times that cut a scope's range into growing shares of its events, from its end or from its start. */
async function shareBounds(
  database: Database,
  scope: Scope,
  fromEnd: boolean,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const range = rangeSql(scope);
  const points = SHARES.map((share) => (fromEnd ? 1 - share : share)).join(', ');
  const [row] = await database.rows(
    `select [strftime(t, '%Y-%m-%dT%H:%M:%SZ') for t in approx_quantile("eventTime", [${points}])]::json as bounds
     from event_without_place where ${range.map(({ sql }) => sql).join(' and ') || 'true'}`,
    Object.assign({}, ...range.map(({ parameters }) => parameters)),
    { signal },
  );
  const bounds: unknown = typeof row?.bounds === 'string' ? JSON.parse(row.bounds) : [];
  return Array.isArray(bounds) ? [...new Set(bounds.map(String))] : [];
}

/** Writes the first matches to `table`, share by share until they are enough. */
async function writeFirst(
  database: Database,
  table: string,
  scope: Scope,
  sort: readonly SortKey[],
  signal: AbortSignal,
): Promise<void> {
  const fromEnd = sort[0]?.direction !== 'asc';
  await database.query(`create or replace table memory.main.${table} (record_id bigint, outcome utinyint)`);
  let edge: string | null = null;
  for (const bound of await shareBounds(database, scope, fromEnd, signal)) {
    const share: Scope = fromEnd
      ? { ...scope, from: bound, to: edge ?? scope.to }
      : { ...scope, from: edge ?? scope.from, to: bound };
    const select = sortedSelect(scopeSql(share), sort);
    await database.query(`insert into memory.main.${table} ${select.sql}`, select.parameters, { signal });
    const [row] = await database.rows(`select count(*) as n from memory.main.${table}`);
    if (Number(row?.n) >= ENOUGH) return;
    edge = bound;
  }
}

/** The ids on a page are read first: with them at hand, DuckDB reads only the parts of the columns that hold them. */
async function readPage(
  database: Database,
  table: string,
  offset: number,
  limit: number,
  columns: readonly string[],
  signal: AbortSignal,
): Promise<EventPage> {
  const ids = await database.query(
    `select record_id from memory.main.${table} where rowid >= $first and rowid < $last order by rowid`,
    { first: offset, last: offset + limit },
    { signal },
  );
  const recordIds = ids.rows.map((row) => Number(row[0]));
  if (recordIds.length === 0) return { offset, columns: [...columns], recordIds, rows: [] };
  const fields = columns.map((column, index) => fieldSql(column, `column_${index}`));
  const list = fields.map((field, index) => `${field.sql} as c${index}`).join(', ');
  const result = await database.query(
    `select record_id, ${list} from ${eventRelation(list)} where record_id in (${recordIds.join(', ')})`,
    Object.assign({}, ...fields.map((field) => field.parameters)),
    { signal },
  );
  const rows = new Map(result.rows.map((row) => [Number(row[0]), row.slice(1)]));
  return { offset, columns: [...columns], recordIds, rows: recordIds.map((id) => rows.get(id) ?? []) };
}

/** Keeps the results of the searches over `database`, newest use last. */
export function createSearches(database: Database): Searches {
  const kept = new Map<string, Kept>();
  let next = 1;

  const keep = async (searchId: string, search: Kept): Promise<void> => {
    kept.set(searchId, search);
    const oldest = kept.entries().next().value;
    if (!oldest || kept.size <= MAX_SEARCHES) return;
    kept.delete(oldest[0]);
    await database.query(`drop table if exists memory.main.${oldest[1].table}`);
  };
  const add = async (
    complete: boolean,
    sort: readonly SortKey[],
    write: (table: string) => Promise<void>,
  ): Promise<SearchResult> => {
    const searchId = String(next++);
    const table = `search_${searchId}`;
    await write(table);
    const counts = await countResult(database, table, searchId, complete);
    await keep(searchId, { table, sort });
    return counts;
  };
  const use = (searchId: string): Kept | undefined => {
    const search = kept.get(searchId);
    if (!search) return undefined;
    kept.delete(searchId);
    kept.set(searchId, search);
    return search;
  };

  return {
    run: async (scope, sort, signal) => {
      const condition = await scopeCondition(database, scope, signal);
      return add(true, sort, (table) => writeResult(database, table, condition, sort, signal));
    },
    runFirst: async (scope, sort, signal) => {
      const [first] = sort;
      if (first !== undefined && first.field.toLowerCase() !== 'eventtime') return null;
      return add(false, sort, (table) => writeFirst(database, table, scope, sort, signal));
    },
    page: async (searchId, offset, limit, columns, signal) => {
      const search = use(searchId);
      return search ? readPage(database, search.table, offset, limit, columns, signal) : null;
    },
    condition: (searchId) => {
      const search = use(searchId);
      return search
        ? { sql: `record_id in (select record_id from memory.main.${search.table})`, parameters: {} }
        : null;
    },
    locate: async (target, signal) => {
      const search = use(target.searchId);
      if (!search) return undefined;
      if ('recordId' in target) return locateRecord(database, search.table, target.recordId, signal);
      return locateTime(database, search, target.at, signal);
    },
  };
}
