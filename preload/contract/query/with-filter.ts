import { fieldClause } from './field-clause.ts';
import { withClause } from './with-clause.ts';
import { withExists } from './with-exists.ts';

/** A value to filter for, or out when `exclude`. A null value means the events that lack the field. */
export type Filter = {
  readonly field: string;
  readonly value: string | number | boolean | null;
  readonly exclude: boolean;
};

/**
 * The query narrowed to one value of a field, or to all others. Adding what is there already changes nothing;
 * adding the opposite of a clause takes its place. A broken query comes back unchanged.
 */
export function withFilter(text: string, filter: Filter): string {
  if (filter.value === null) return withExists(text, filter.field, !filter.exclude);
  return withClause(text, fieldClause(filter.field, filter.value), filter.exclude);
}
