import type { FacetResult } from '../../preload/contract/model/event.ts';
import { findField } from '../../preload/contract/model/field.ts';
import type { Scope } from '../../preload/contract/model/scope.ts';
import type { Database } from '../database/open-database.ts';
import { type FieldSql, fieldSql } from './field-sql.ts';
import { scopeCondition } from './scope-condition.ts';

/** One row a value; an event with several values at a path counts for each, one without any has a null. */
function valueSql(field: FieldSql, isTime: boolean): string {
  if (isTime) return `strftime(${field.sql}, '%Y-%m-%dT%H:%M:%SZ')`;
  return field.list === null
    ? `(${field.sql})::varchar`
    : `unnest(coalesce(nullif(list_distinct(${field.list}), []), [null::varchar]))`;
}

/**
 * The most frequent values of a field, most first; with `contains`, of those that hold that text. The values of `also`
 * (in either case) are told after them where they are not among them.
 */
export async function runFacet(
  database: Database,
  input: {
    readonly field: string;
    readonly scope: Scope;
    readonly limit: number;
    readonly contains: string;
    readonly also: readonly string[];
  },
  signal: AbortSignal,
): Promise<FacetResult> {
  const condition = await scopeCondition(database, input.scope, signal);
  const field = fieldSql(input.field, 'facet');
  const rows = await database.rows(
    `with valued as (
       select ${valueSql(field, findField(input.field)?.kind === 'time')} as value from event where ${condition.sql}
     ),
     counted as (
       select value, count(*) as events from valued group by all
     ),
     named as (
       select value, events, row_number() over (order by events desc, value) as place
       from counted
       where value is not null and contains(lower(value), lower($contains))
     )
     select
       value, events,
       (select count(*) from counted where value is not null) as distinct_values,
       (select coalesce(sum(events), 0)::bigint from counted where value is null) as missing
     from (
       select value, events, place from named
       where place <= $limit or list_contains(from_json($also, '["VARCHAR"]'), lower(value))
       union all
       select null, 0, null
     )
     order by place`,
    {
      ...condition.parameters,
      ...field.parameters,
      contains: input.contains,
      limit: input.limit,
      also: JSON.stringify(input.also.map((value) => value.toLowerCase())),
    },
    { signal },
  );
  return {
    field: input.field,
    distinct: Number(rows[0]?.distinct_values ?? 0),
    missing: Number(rows[0]?.missing ?? 0),
    values: rows
      .filter((row) => row.value !== null)
      .map((row) => ({ value: String(row.value), events: Number(row.events) })),
  };
}
