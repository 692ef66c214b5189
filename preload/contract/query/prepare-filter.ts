import { clauseNodes } from './clauses.ts';
import { parseQuery } from './parse-query.ts';
import { printQuery } from './print-query.ts';
import { type Target, targetClauses } from './targets-query.ts';
import { withClause } from './with-clause.ts';

/** A query as it is put into the input, and where the caret then stands, in UTF-16 code units. */
export type PreparedQuery = { readonly text: string; readonly caret: number };

/**
 * The query narrowed to these values, to be looked over before it is run: the caret stands behind the last clause
 * that was asked for. A broken query comes back unchanged, the caret at its end.
 */
export function prepareFilter(text: string, targets: readonly Target[]): PreparedQuery {
  const clauses = targetClauses(targets);
  const prepared = clauses.reduce((query, clause) => withClause(query, clause, false), text);
  const wanted = parseQuery(clauses.at(-1) ?? '');
  const printed = wanted.ok ? printQuery(wanted.node) : '';
  const node = clauseNodes(prepared).find((candidate) => printQuery(candidate) === printed);
  return { text: prepared, caret: node?.span.end ?? prepared.length };
}
