import { findField } from '../../preload/contract/model/field.ts';
import { pathSegments } from '../../preload/contract/query/path-segments.ts';
import type { Parameters } from '../database/run-query.ts';
import { pathValues } from './where/where-path.ts';

/**
 * A field of `event` in SQL. `sql` is its column, or the text at its JSON path in the raw record, where
 * several values (elements of arrays) are joined by commas. `list` has these values one by one; null for a
 * column.
 */
export type FieldSql = {
  readonly sql: string;
  readonly list: string | null;
  readonly parameters: Parameters;
};

const AS_TEXT = `if(json_type(x) in ('OBJECT', 'ARRAY'), x::varchar, json_extract_string(x, '$'))`;

/**
 * The expression of a field by name. A catalogued field is a column; any other name is a JSON path, whose
 * keys are bound as parameters named `prefix_0`, `prefix_1`, …, never written into the SQL.
 */
export function fieldSql(name: string, prefix: string): FieldSql {
  const field = findField(name);
  if (field?.kind === 'list') {
    const list = `"${field.name}"`;
    return { sql: `array_to_string(${list}, ', ')`, list, parameters: {} };
  }
  if (field) return { sql: `"${field.name}"`, list: null, parameters: {} };
  const parameters: Record<string, string | number> = {};
  const values = pathValues(pathSegments(name), (value) => {
    const parameter = `${prefix}_${Object.keys(parameters).length}`;
    parameters[parameter] = value;
    return `$${parameter}`;
  });
  const list = `list_filter(list_transform(${values}, lambda x: ${AS_TEXT}), lambda x: x is not null)`;
  return { sql: `nullif(array_to_string(${list}, ', '), '')`, list, parameters };
}
