import { findField } from '../../preload/contract/model/field.ts';
import { pathSegments } from '../../preload/contract/query/path-segments.ts';
import type { Parameters } from '../database/run-query.ts';

/** An SQL expression for a field of `event`: its column, or the text at its JSON path in the raw record. */
export type FieldSql = { readonly sql: string; readonly parameters: Parameters };

/** JSON path of DuckDB for the segments, each quoted: `$."requestParameters"."x-amz-acl"`. */
export function jsonPath(segments: readonly string[]): string {
  return segments.reduce((path, segment) => `${path}."${segment.replaceAll('"', '\\"')}"`, '$');
}

/**
 * The expression of a field by name. A catalogued field is a column; any other name is a JSON path, passed
 * as the parameter `parameter`, never as part of the SQL.
 */
export function fieldSql(name: string, parameter: string): FieldSql {
  const field = findField(name);
  if (field) return { sql: `"${field.name}"`, parameters: {} };
  return {
    sql: `json_extract_string(raw, $${parameter})`,
    parameters: { [parameter]: jsonPath(pathSegments(name)) },
  };
}
