import type { StackOrder } from '../../preload/contract/model/stack.ts';
import type { Parameters } from '../database/run-query.ts';
import { eventRelation } from './event-relation.ts';
import { isCostly } from './is-costly.ts';
import type { Condition } from './scope-sql.ts';
import { COMMON_SPELLING, DIFFERS_IN_CASE } from './spellings.ts';
import { distinctValues, valueSql } from './value-sql.ts';

/** Statements about all values of a field over a scope; all take the same parameters. */
export type StackSql = {
  /**
   * One row = a value, or null for the events without one · value, spellings, events, firsts (events that have it as
   * their first value), denied, failed, first_at, last_at, acting (the actors, null where they are counted page by page).
   */
  readonly values: string;
  /** The values among `keys` (an SQL query) and how many actors had each; null where `values` knows. */
  readonly actors: ((keys: string) => string) | null;
  /** How many actors had the events without a value; null where `values` knows. */
  readonly missingActors: string | null;
  readonly parameters: Parameters;
};

/** How rows of equal rank stand is settled by the value, which no two rows have alike. */
const ORDERS: Readonly<Record<StackOrder, string>> = {
  rare: 'events, last_at desc, value',
  common: 'events desc, last_at desc, value',
  first: 'first_at, value',
  new: 'first_at desc, value',
  last: 'last_at desc, value',
  denied: 'denied desc, events desc, value',
  failed: 'failed desc, events desc, value',
  value: 'lower(value)',
};

/** The columns to order the values by. */
export function stackOrderSql(order: StackOrder): string {
  return ORDERS[order];
}

const COUNTS = `
  count(*) as events,
  count(*) filter (outcome = 'denied') as denied,
  count(*) filter (outcome = 'failed') as failed,
  min("eventTime") as first_at,
  max("eventTime") as last_at`;

const MERGED = `
  ${COMMON_SPELLING} as value,
  sum(spellings)::bigint as spellings,
  sum(events)::bigint as events,
  sum(firsts)::bigint as firsts,
  sum(denied)::bigint as denied,
  sum(failed)::bigint as failed,
  min(first_at) as first_at,
  max(last_at) as last_at,
  list_distinct(flatten(list(acting))) as acting`;

/** Whether the table of values has spellings of one value that are not merged yet; one row. */
export function unmergedSql(table: string): string {
  return `select ${DIFFERS_IN_CASE} as unmerged from ${table}`;
}

/** The rows of a table of values with the spellings of each value joined, which are rare. */
export function mergedSql(table: string): string {
  return `select ${MERGED} from ${table} group by lower(value)`;
}

/** The statements of a field's stack over the events that meet a condition. */
export function stackSql(field: string, condition: Condition): StackSql {
  const byHour = `(
    select max("eventTime") - min("eventTime") <= interval '2 days'
    from ${eventRelation(condition.sql)} where ${condition.sql}
  )`;
  const value = valueSql(field, 'stack', byHour);
  const relation = eventRelation(condition.sql, value.sql);
  const parameters = { ...condition.parameters, ...value.parameters };
  const events = `${relation} where ${condition.sql}`;
  if (value.many || isCostly(condition)) {
    const list = value.many ? distinctValues('list') : 'list';
    const values = readOnceSql(value.many ? value.sql : `[${value.sql}]`, list, events);
    return { values, actors: null, missingActors: null, parameters };
  }
  return {
    values: `
      select ${value.sql} as value, 1 as spellings, ${COUNTS}, count(*) as firsts, null::varchar[] as acting
      from ${events}
      group by value`,
    actors: (keys) =>
      `select lower(${value.sql}) as key, count(distinct actor) as actors
       from ${events} and lower(${value.sql}) in (${keys})
       group by key`,
    missingActors: `select count(distinct actor) as actors from ${events} and ${value.sql} is null`,
    parameters,
  };
}

/** Where the events are costly to find or to read, everything that will be asked of them is found out in one pass. */
function readOnceSql(values: string, list: string, events: string): string {
  return `
    with listed as (
      select ${values} as list, actor, outcome, "eventTime" from ${events}
    ),
    filled as (
      select coalesce(nullif(${list}, []), [null::varchar]) as list, actor, outcome, "eventTime" from listed
    ),
    valued as (
      select unnest(list) as value, unnest(range(len(list))) as place, actor, outcome, "eventTime" from filled
    )
    select
      value, 1 as spellings, ${COUNTS},
      count(*) filter (place = 0) as firsts,
      coalesce(list(distinct actor) filter (actor is not null), []) as acting
    from valued
    group by value`;
}
