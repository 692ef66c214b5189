import { findField } from '../../preload/contract/model/field.ts';
import { pathSegments } from '../../preload/contract/query/path-segments.ts';
import type { Parameters } from '../database/run-query.ts';
import type { Bind } from './where/where-parameters.ts';
import { mayHoldKey, pathTexts, pointer } from './where/where-path.ts';

/**
 * The values an event has at a field, as text, in the spelling that the query language finds them by. `many` tells
 * that `sql` is a list of them and not one text or null.
 */
export type ValueSql = { readonly sql: string; readonly many: boolean; readonly parameters: Parameters };

/** Types of JSON values that have no values in them. */
const SCALARS = "('VARCHAR', 'BIGINT', 'UBIGINT', 'HUGEINT', 'DOUBLE', 'BOOLEAN')";

/**
 * The expression of a field's values. A time is told by its day, or by its hour where the condition `byHour` holds: the
 * query language takes either for all of it. Keys of a path are bound as `prefix_0`, `prefix_1`, ….
 */
export function valueSql(name: string, prefix: string, byHour: string): ValueSql {
  const field = findField(name);
  if (field === undefined || field.kind === 'json') return pathValueSql(pathSegments(name), prefix);
  const column = `"${field.name}"`;
  const single = (sql: string): ValueSql => ({ sql, many: false, parameters: {} });
  switch (field.kind) {
    case 'time':
      return single(`if(${byHour}, strftime(${column}, '%Y-%m-%dT%H'), ${column}::date::varchar)`);
    case 'number':
    case 'boolean':
      return single(`${column}::varchar`);
    case 'text':
    case 'address':
      return single(column);
    case 'list':
      return { sql: `coalesce(${column}, [])`, many: true, parameters: {} };
  }
}

function scalarBranch(path: string): string {
  return `when json_type(raw, ${path}) in ${SCALARS} then [json_extract_string(raw, ${path})]`;
}

/**
 * A path is read three ways, each for the records that the one before cannot tell: not at all where the record lacks
 * its last key, straight where one scalar stands there, and else through all arrays and objects.
 */
function pathValueSql(path: readonly string[], prefix: string): ValueSql {
  const parameters: Record<string, string | number> = {};
  const bind: Bind = (value) => {
    const name = `${prefix}_${Object.keys(parameters).length}`;
    parameters[name] = value;
    return `$${name}`;
  };
  const guard = mayHoldKey(path, bind);
  const all = `list_filter(${pathTexts(path, bind)}, lambda x: x is not null)`;
  // A number would count the elements of an array, where a path means the key of that name.
  const isPlain = path.every((key) => !/^(\d+|-)$/.test(key));
  const branches = [
    ...(guard === null ? [] : [`when not ${guard} then []::varchar[]`]),
    ...(isPlain ? [scalarBranch(`${bind(path.map(pointer).join(''))}::varchar`)] : []),
  ];
  const sql = branches.length === 0 ? all : `case ${branches.join(' ')} else ${all} end`;
  return { sql, many: true, parameters };
}

/** A list of values, named by the column `list`, with each value once; those that differ in case only are the same. */
export function distinctValues(list: string): string {
  const lowered = (values: string) => `list_transform(${values}, lambda y: lower(y))`;
  const distinct = `list_sort(list_distinct(${list}))`;
  const first = `list_filter(${distinct}, lambda x, i: list_position(${lowered(distinct)}, lower(x)) = i)`;
  return `if(len(${list}) < 2, ${list}, ${first})`;
}
