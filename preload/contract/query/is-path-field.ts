import { findField } from '../model/field.ts';
import { parseFieldName } from './field-path.ts';

/** Whether the name means a JSON path of the record rather than a catalogued field. */
export function isPathField(name: string): boolean {
  const path = parseFieldName(name);
  return path !== null && findField(path.join('.')) === undefined;
}
