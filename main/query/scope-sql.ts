import { DuckDBTimestampValue } from '@duckdb/node-api';
import type { Scope, SortKey } from '../../preload/contract/model/scope.ts';
import type { Parameters } from '../database/run-query.ts';
import { fieldSql } from './field-sql.ts';
import { buildWhere } from './where/where.ts';

/** A boolean SQL expression over the columns of `event`, and its named parameters. */
export type Condition = { readonly sql: string; readonly parameters: Parameters };

/** The instant of an ISO text as DuckDB's TIMESTAMP (UTC). */
export function toTimestamp(iso: string): DuckDBTimestampValue {
  return new DuckDBTimestampValue(BigInt(Date.parse(iso)) * 1000n);
}

/** The events of a scope as a condition. Throws QueryError when the query text is wrong. */
export function scopeSql(scope: Scope): Condition {
  const where = buildWhere(scope.query);
  return allOf([where, ...rangeSql(scope)]);
}

/** The ends that the range of a scope has, as conditions. */
export function rangeSql({ from, to }: Pick<Scope, 'from' | 'to'>): readonly Condition[] {
  return [
    ...(from === null
      ? []
      : [{ sql: '"eventTime" >= $scope_from', parameters: { scope_from: toTimestamp(from) } }]),
    ...(to === null ? [] : [{ sql: '"eventTime" < $scope_to', parameters: { scope_to: toTimestamp(to) } }]),
  ];
}

/** Conditions joined with AND; none is `true`. Their parameters must have different names. */
export function allOf(conditions: readonly Condition[]): Condition {
  return {
    sql: conditions.map(({ sql }) => `(${sql})`).join(' and ') || 'true',
    parameters: Object.assign({}, ...conditions.map(({ parameters }) => parameters)),
  };
}

/** `order by` of the given keys; ties, and an empty list, are ordered by time and then by record. */
export function sortSql(sort: readonly SortKey[]): Condition {
  const parameters: Record<string, Parameters[string]> = {};
  const keys = sort.map((key, index) => {
    const field = fieldSql(key.field, `sort_${index}`);
    Object.assign(parameters, field.parameters);
    return `${field.sql} ${key.direction} nulls last`;
  });
  const hasTime = sort.some((key) => key.field.toLowerCase() === 'eventtime');
  return { sql: [...keys, ...(hasTime ? [] : ['"eventTime" desc']), 'record_id'].join(', '), parameters };
}
