import { existsClause } from './field-clause.ts';
import { withClause } from './with-clause.ts';

/** The query narrowed to the events that have the field (`field:*`), or with `exclude` those that lack it. */
export function withExists(text: string, field: string, exclude: boolean): string {
  return withClause(text, existsClause(field), exclude);
}
