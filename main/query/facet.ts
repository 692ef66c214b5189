import type { FacetResult } from '../../preload/contract/model/event.ts';
import { findField } from '../../preload/contract/model/field.ts';
import type { Cell } from '../../preload/contract/model/panel.ts';
import type { Scope } from '../../preload/contract/model/scope.ts';
import type { Database } from '../database/open-database.ts';
import type { Parameters } from '../database/run-query.ts';
import { eventRelation, namesPlace } from './event-relation.ts';
import { isCostly } from './is-costly.ts';
import { scopeCondition } from './scope-condition.ts';
import type { Condition } from './scope-sql.ts';
import { DIFFERS_IN_CASE, joinedSpellings } from './spellings.ts';
import { valueCountsOf } from './value-counts.ts';
import { distinctValues, type ValueSql, valueSql } from './value-sql.ts';

export type FacetInput = {
  readonly field: string;
  readonly scope: Scope;
  readonly order: 'common' | 'rare';
  readonly limit: number;
  readonly contains: string;
  readonly also: readonly string[];
};

const EVERYTHING: Scope = { query: '', from: null, to: null };

/** More rows than a statement of forty facets of a thousand values and a hundred more can have. */
const MOST_ROWS = 50_000;

/**
 * A facet of a statement. `isMerged` joins the spellings of its values, at twice the cost; `counts` are its values where
 * they are counted already.
 */
type Part = {
  readonly index: number;
  readonly input: FacetInput;
  readonly value: ValueSql;
  readonly isMerged: boolean;
  readonly counts: Counts | null;
};

/** A SELECT of values and their events; `areMerged` when no two of them differ in case only. */
type Counts = { readonly sql: string; readonly areMerged: boolean };

/** One row a value and its events; several spellings are several rows. */
function groupedSql(part: Part, condition: Condition, isNarrowed: boolean): string {
  const { index, value, counts } = part;
  if (counts !== null) return counts.sql;
  const column = isNarrowed ? `v${index}` : value.sql;
  const relation = isNarrowed ? 'narrowed' : eventRelation(condition.sql, value.sql);
  const where = isNarrowed ? 'true' : condition.sql;
  if (value.many) {
    return `select value, count(*) as events
      from (
        select unnest(coalesce(nullif(${distinctValues('list')}, []), [null::varchar])) as value
        from (select ${column} as list from ${relation} where ${where})
      )
      group by value`;
  }
  if (!isNarrowed && namesPlace(value.sql) && eventRelation(condition.sql) === 'event_without_place') {
    return `select ${column} as value, sum(events)::bigint as events
      from (
        select "sourceIPAddress" as address, count(*) as events from event_without_place where ${where} group by all
      )
      left join address_place using (address)
      group by value`;
  }
  return `select ${column} as value, count(*) as events from ${relation} where ${where} group by value`;
}

function mergedSql({ index, isMerged }: Part): string {
  return isMerged ? joinedSpellings(`grouped${index}`) : `select value, events from grouped${index}`;
}

function selectedSql({ index, input, counts }: Part): readonly string[] {
  const values = (kind: string, filter: string, end: string) =>
    `(select ${index} as facet, '${kind}' as kind, value, events, null::bigint as missing, null::boolean as unmerged
      from merged${index} where value is not null ${filter} ${end})`;
  const direction = input.order === 'rare' ? 'asc' : 'desc';
  const contains = input.contains === '' ? '' : `and contains(lower(value), lower($contains${index}))`;
  const unmerged = counts?.areMerged ? 'false' : DIFFERS_IN_CASE;
  const also = `and list_contains(from_json($also${index}, '["VARCHAR"]'), lower(value))`;
  return [
    `(select ${index} as facet, 'total' as kind, null::varchar as value, count(value) as events,
        coalesce(sum(events) filter (value is null), 0)::bigint as missing,
        ${unmerged} as unmerged
      from merged${index})`,
    values('listed', contains, `order by events ${direction}, value limit $limit${index}`),
    ...(input.also.length === 0 ? [] : [values('also', also, 'order by events desc, value')]),
  ];
}

function parametersOf({ index, input, value }: Part): Parameters {
  return {
    ...value.parameters,
    [`limit${index}`]: input.limit,
    ...(input.contains === '' ? {} : { [`contains${index}`]: input.contains }),
    ...(input.also.length === 0
      ? {}
      : { [`also${index}`]: JSON.stringify(input.also.map((text) => text.toLowerCase())) }),
  };
}

/**
 * The statement of facets over one scope. Each groups the events by itself, which is fastest as long as DuckDB can
 * work on its dictionaries; only where the condition costs more than that is it met once for all of them.
 */
function facetSql(parts: readonly Part[], condition: Condition): string {
  const isNarrowed = parts.length > 1 && isCostly(condition);
  const relation = eventRelation(condition.sql, ...parts.map(({ value }) => value.sql));
  const columns = parts.map(({ index, value }) => `${value.sql} as v${index}`).join(', ');
  const steps = [
    ...(isNarrowed
      ? [`narrowed as materialized (select ${columns} from ${relation} where ${condition.sql})`]
      : []),
    ...parts.flatMap((part) => [
      `grouped${part.index} as (${groupedSql(part, condition, isNarrowed)})`,
      `merged${part.index} as ${part.counts?.areMerged ? 'not ' : ''}materialized (${mergedSql(part)})`,
    ]),
  ];
  return `with ${steps.join(', ')} ${parts.flatMap(selectedSql).join(' union all ')}`;
}

/** Facets of one and the same scope, in the order of `inputs`. */
async function runTogether(
  database: Database,
  inputs: readonly FacetInput[],
  signal: AbortSignal,
): Promise<readonly FacetResult[]> {
  const scope = inputs[0]?.scope ?? EVERYTHING;
  const isEverything = scope.query.trim() === '' && scope.from === null && scope.to === null;
  const condition = await scopeCondition(database, scope, signal);
  const byHour = `(
    select max("eventTime") - min("eventTime") <= interval '2 days'
    from ${eventRelation(condition.sql)} where ${condition.sql}
  )`;
  const run = async (parts: readonly Part[]): Promise<readonly (readonly Cell[])[]> => {
    const parameters = Object.assign({ ...condition.parameters }, ...parts.map(parametersOf));
    const sql = facetSql(parts, condition);
    return (await database.query(sql, parameters, { signal, maxRows: MOST_ROWS })).rows;
  };
  const parts: Part[] = [];
  for (const [index, input] of inputs.entries()) {
    const value = valueSql(input.field, `facet${index}`, byHour);
    const counts = isEverything ? await countsOf(database, input.field, value, signal) : null;
    parts.push({ index, input, value, isMerged: false, counts });
  }
  const first = await run(parts);
  const spelled = parts.filter(({ index }) =>
    first.some(([facet, , , , , unmerged]) => facet === index && unmerged),
  );
  const again = spelled.length === 0 ? [] : await run(spelled.map((part) => ({ ...part, isMerged: true })));
  return parts.map((part) => {
    const rows = spelled.includes(part) ? again : first;
    return toResult(
      part.input.field,
      rows.filter(([facet]) => facet === part.index),
    );
  });
}

/**
 * A column's values over all events, counted before; null where the values are no column's or too many. Those
 * of the place of an address are told by the addresses.
 */
async function countsOf(
  database: Database,
  field: string,
  { sql, many }: ValueSql,
  signal: AbortSignal,
): Promise<Counts | null> {
  const known = findField(field);
  const column = known?.name;
  if (column === undefined || known?.origin === 'case' || many || sql !== `"${column}"`) return null;
  const isPlace = namesPlace(sql);
  const table = await valueCountsOf(database).tableOf(isPlace ? 'sourceIPAddress' : column, signal);
  if (table === null) return null;
  if (!isPlace) return { sql: `select value, events from memory.main.${table}`, areMerged: true };
  const byPlace = `select ${sql} as value, sum(events)::bigint as events
    from (select value as address, events from memory.main.${table})
    left join address_place using (address)
    group by all`;
  return { sql: byPlace, areMerged: false };
}

function toResult(field: string, rows: readonly (readonly Cell[])[]): FacetResult {
  const total = rows.find(([, kind]) => kind === 'total');
  const values = new Map<string, number>();
  for (const [, kind, value, events] of rows) if (kind !== 'total') values.set(String(value), Number(events));
  return {
    field,
    distinct: Number(total?.[3] ?? 0),
    missing: Number(total?.[4] ?? 0),
    values: Array.from(values, ([value, events]) => ({ value, events })),
  };
}

function byScope(inputs: readonly FacetInput[]): readonly (readonly FacetInput[])[] {
  const groups = new Map<string, FacetInput[]>();
  for (const input of inputs) {
    const { query, from, to } = input.scope;
    const key = JSON.stringify([query, from, to]);
    groups.set(key, [...(groups.get(key) ?? []), input]);
  }
  return [...groups.values()];
}

/**
 * The values of several fields by number of events, each over its own scope: the most frequent or the rarest first,
 * with `contains` of those that hold that text. The values of `also` (in either case) are told after them where they
 * are not among them. Values that differ in case only are one. Throws QueryError when a query text is wrong.
 */
export async function runFacets(
  database: Database,
  inputs: readonly FacetInput[],
  signal: AbortSignal,
): Promise<FacetResult[]> {
  const found = await Promise.all(
    byScope(inputs).map(async (group) => {
      const results = await runTogether(database, group, signal);
      return results.map((result, index) => [group[index], result] as const);
    }),
  );
  const results = new Map(found.flat());
  return inputs.flatMap((input) => results.get(input) ?? []);
}
