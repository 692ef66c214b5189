import { findField } from '../../preload/contract/model/field.ts';
import type { Scope, SortKey } from '../../preload/contract/model/scope.ts';
import type { Parameters } from '../database/run-query.ts';
import { fieldSql } from '../query/field-sql.ts';
import { scopeSql, sortSql } from '../query/scope-sql.ts';
import { defused } from './write-export.ts';

/** The raw record begins with a brace, so no spreadsheet takes it for a formula. */
const RAW_COLUMN: { readonly sql: string; readonly parameters: Parameters } = { sql: 'raw', parameters: {} };

export type CsvOptions = {
  readonly scope: Scope;
  readonly sort: readonly SortKey[];
  readonly columns: readonly string[];
  readonly defuse: boolean;
};

function columnSql(column: string, index: number, defuse: boolean): { sql: string; parameters: Parameters } {
  const { sql, parameters } = fieldSql(column, `column_${index}`);
  const kind = findField(column)?.kind ?? 'text';
  const name = `"${column.replaceAll('"', '""')}"`;
  if (kind === 'time') return { sql: `strftime(${sql}, '%Y-%m-%dT%H:%M:%SZ') as ${name}`, parameters };
  if (kind === 'number' || kind === 'boolean' || !defuse) return { sql: `${sql} as ${name}`, parameters };
  return { sql: `${defused(`(${sql})::varchar`)} as ${name}`, parameters };
}

/**
 * The SELECT behind an evidence CSV: the events of the scope in the given order. Times are ISO 8601 in UTC;
 * with `defuse`, text that a spreadsheet would run as a formula gets an apostrophe in front.
 */
export function csvSelect(options: CsvOptions): { readonly sql: string; readonly parameters: Parameters } {
  const columns = options.columns.map((column, index) =>
    column === 'raw' ? RAW_COLUMN : columnSql(column, index, options.defuse),
  );
  const condition = scopeSql(options.scope);
  const order = sortSql(options.sort);
  const parameters = Object.assign(
    {},
    condition.parameters,
    order.parameters,
    ...columns.map((c) => c.parameters),
  );
  const list = columns.map((column) => column.sql).join(', ');
  return { sql: `select ${list} from event where ${condition.sql} order by ${order.sql}`, parameters };
}
