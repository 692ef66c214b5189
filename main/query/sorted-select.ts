import { findField } from '../../preload/contract/model/field.ts';
import type { SortKey } from '../../preload/contract/model/scope.ts';
import { eventRelation } from './event-relation.ts';
import { fieldSql } from './field-sql.ts';
import type { Condition } from './scope-sql.ts';

/** One key of an order: the SQL to sort by, and for a ranked text the list of ranks and how it is joined. */
type Key = {
  readonly sql: string;
  readonly ranks: readonly string[];
  readonly joins: readonly string[];
  readonly parameters: Condition['parameters'];
};

/** Whether the values of a field repeat: ranked once, the texts of two million events sort as numbers. */
function isRepeated(name: string): boolean {
  const field = findField(name);
  return (field?.kind === 'text' || field?.kind === 'address') && !field.name.endsWith('ID');
}

function keyOf({ field: name, direction }: SortKey, index: number): Key {
  const { sql, parameters } = fieldSql(name, `sort_${index}`);
  if (!isRepeated(name)) {
    return { sql: `${sql} ${direction} nulls last`, ranks: [], joins: [], parameters };
  }
  const rank = `rank_${index}`;
  return {
    sql: `${rank}.place ${direction} nulls last`,
    ranks: [
      `${rank} as (
         select value, row_number() over (order by value)::integer as place
         from (select distinct ${sql} as value from ${eventRelation(sql)}) where value is not null
       )`,
    ],
    joins: [`left join ${rank} on ${rank}.value = found.${sql}`],
    parameters,
  };
}

/** Outcomes as the numbers that a sorted result holds: texts would take half of the time that sorting takes. */
export const OUTCOME_CODES = { success: 0, denied: 1, failed: 2 } as const;

const OUTCOME_CODE = Object.entries(OUTCOME_CODES).map(([outcome, code]) => `when '${outcome}' then ${code}`);

/**
 * The SELECT of the record ids and outcomes (as in OUTCOME_CODES) of the events that meet a condition, in the given order; ties, and an
 * empty list of keys, are ordered by time (newest first) and then by record.
 */
export function sortedSelect(condition: Condition, sort: readonly SortKey[]): Condition {
  const keys = sort.map(keyOf);
  const hasTime = sort.some((key) => key.field.toLowerCase() === 'eventtime');
  const order = [...keys.map(({ sql }) => sql), ...(hasTime ? [] : ['"eventTime" desc']), 'record_id'];
  const relation = eventRelation(condition.sql, ...keys.flatMap(({ sql, joins }) => [sql, ...joins]));
  const ranks = keys.flatMap((key) => key.ranks);
  return {
    sql: [
      ranks.length > 0 ? `with ${ranks.join(', ')}` : '',
      `select found.record_id, (case found.outcome ${OUTCOME_CODE.join(' ')} end)::utinyint as outcome`,
      `from (select * from ${relation} where ${condition.sql}) as found`,
      ...keys.flatMap(({ joins }) => joins),
      `order by ${order.join(', ')}`,
    ].join(' '),
    parameters: Object.assign({}, condition.parameters, ...keys.map(({ parameters }) => parameters)),
  };
}
