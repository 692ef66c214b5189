import { parseFieldName } from './field-path.ts';

/**
 * The keys of a field's name, quotes and escapes resolved: `requestParameters."x-amz-acl"` has two. A text that
 * is not a name is taken for one key.
 */
export function pathSegments(name: string): readonly string[] {
  return parseFieldName(name) ?? [name];
}
