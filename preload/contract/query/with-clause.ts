import { clauseNodes, replaceClause } from './clauses.ts';
import { joinQueries } from './join-queries.ts';
import { parseQuery } from './parse-query.ts';
import { printQuery } from './print-query.ts';

function canonical(text: string): string {
  const parsed = parseQuery(text);
  return parsed.ok ? printQuery(parsed.node) : text;
}

/**
 * The query with one more clause, or with `exclude` its negation. What is there already is not added again;
 * the opposite of a clause takes its place. A broken query comes back unchanged.
 */
export function withClause(text: string, clause: string, exclude: boolean): string {
  const negated = `-${clause}`;
  const present = clauseNodes(text).map((node) => printQuery(node));
  if (present.includes(canonical(exclude ? negated : clause))) return text;
  const opposite = present.indexOf(canonical(exclude ? clause : negated));
  const wanted = exclude ? negated : clause;
  return opposite < 0 ? joinQueries(text, wanted) : replaceClause(text, opposite, wanted);
}
