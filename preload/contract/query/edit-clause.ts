import { clauseNodes, isEnclosed, replaceClause, withoutClause } from './clauses.ts';
import { joinQueries } from './join-queries.ts';
import { printQuery } from './print-query.ts';
import type { QueryNode } from './query-node.ts';
import { eitherOf } from './with-alternative.ts';

/** The query with its clause of that index turned into its opposite. Unchanged when there is no such clause. */
export function invertClause(text: string, index: number): string {
  const node = clauseNodes(text)[index];
  if (node === undefined) return text;
  let inner: QueryNode = node;
  let negated = false;
  while (inner.kind === 'not') {
    inner = inner.operand;
    negated = !negated;
  }
  const written = text.slice(inner.span.start, inner.span.end);
  if (negated) return replaceClause(text, index, written);
  return replaceClause(text, index, isEnclosed(inner) ? `-${written}` : `-(${written})`);
}

/** The parts of a clause of which one is enough, each as a query; none for a clause that is no OR. */
export function alternativesOf(text: string, index: number): readonly string[] {
  const node = clauseNodes(text)[index];
  return node?.kind === 'or' ? node.operands.map(printQuery) : [];
}

/** The query in which either of two clauses is enough; they stand where `into` stood. Unchanged without both. */
export function orClauses(text: string, index: number, into: number): string {
  const nodes = clauseNodes(text);
  const moved = nodes[index];
  const target = nodes[into];
  if (moved === undefined || target === undefined || index === into) return text;
  return withoutClause(replaceClause(text, into, printQuery(eitherOf(target, moved))), index);
}

/** The query with one alternative of a clause as a clause of its own: both must then be met. */
export function splitAlternative(text: string, index: number, alternative: number): string {
  const node = clauseNodes(text)[index];
  const taken = node?.kind === 'or' ? node.operands[alternative] : undefined;
  if (node?.kind !== 'or' || taken === undefined) return text;
  const rest = node.operands.filter((operand) => operand !== taken);
  const [only] = rest;
  const left = rest.length === 1 && only !== undefined ? only : { ...node, operands: rest };
  return joinQueries(replaceClause(text, index, printQuery(left)), printQuery(taken));
}
