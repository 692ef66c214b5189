import { existsClause, fieldClause } from './field-clause.ts';
import { joinQueries } from './join-queries.ts';

/** A field and one of its values; null where the field is missing. */
export type Target = { readonly field: string; readonly value: string | number | boolean | null };

/** The clause of a target: the field has this value, or is missing. */
export function targetClause({ field, value }: Target): string {
  return value === null ? `-${existsClause(field)}` : fieldClause(field, value);
}

/**
 * The query of what has all these values. Several values of one field are alternatives, as one event has one of
 * them: a row about two events names both by their eventID.
 */
export function targetsQuery(targets: readonly Target[]): string {
  return targetClauses(targets).reduce(joinQueries, '');
}

/** The clauses of `targetsQuery`, one a field. */
export function targetClauses(targets: readonly Target[]): readonly string[] {
  const byField = new Map<string, string[]>();
  for (const target of targets) {
    const clause = targetClause(target);
    const clauses = byField.get(target.field) ?? [];
    if (!clauses.includes(clause)) byField.set(target.field, [...clauses, clause]);
  }
  return Array.from(byField.values(), (clauses) =>
    clauses.length === 1 ? (clauses[0] ?? '') : `(${clauses.join(' OR ')})`,
  );
}
