import { isEnclosed } from './clauses.ts';
import { parseQuery } from './parse-query.ts';
import type { QueryNode } from './query-node.ts';

function asOperand(text: string, node: QueryNode): string {
  return node.kind === 'or' && !isEnclosed(node) ? `(${text.trim()})` : text.trim();
}

/**
 * Both queries at once: `a AND b`, with parentheses only where they are needed. An empty query adds nothing. A
 * broken one comes back alone, so that it stays broken wherever it is used.
 */
export function joinQueries(a: string, b: string): string {
  const left = parseQuery(a);
  const right = parseQuery(b);
  if (!left.ok) return a;
  if (!right.ok || left.node === null) return b;
  if (right.node === null) return a;
  return `${asOperand(a, left.node)} AND ${asOperand(b, right.node)}`;
}
