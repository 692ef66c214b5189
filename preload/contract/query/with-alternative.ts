import { clauseNodes, replaceClause } from './clauses.ts';
import { parseQuery } from './parse-query.ts';
import { commonField, printQuery } from './print-query.ts';
import type { QueryNode } from './query-node.ts';
import { type Target, targetClause } from './targets-query.ts';

/** The query that either of two nodes meets; what is an OR already gets one more operand. */
export function eitherOf(a: QueryNode, b: QueryNode): QueryNode {
  const operands = [...operandsOf(a), ...operandsOf(b)];
  const printed = operands.map(printQuery);
  return {
    kind: 'or',
    operands: operands.filter((_, index) => printed.indexOf(printed[index] ?? '') === index),
    span: { start: a.span.start, end: b.span.end },
  };
}

function operandsOf(node: QueryNode): readonly QueryNode[] {
  return node.kind === 'or' ? node.operands : [node];
}

/** A clause that lists what a field may be: not one that rules a value out. */
function isOffer(node: QueryNode): boolean {
  return node.kind !== 'not' || (node.operand.kind === 'field' && node.operand.condition.kind === 'exists');
}

/**
 * The query widened to the events with this value too: as an alternative in the first clause about the same field
 * (`eventName:a` becomes `eventName:(a OR b)`), else to the whole query. All events cannot be widened, so an empty
 * query comes back unchanged, and so does a broken one.
 */
export function withAlternative(text: string, target: Target): string {
  const whole = parseQuery(text);
  const wanted = parseQuery(targetClause(target));
  if (!whole.ok || whole.node === null || !wanted.ok || wanted.node === null) return text;
  const field = commonField(wanted.node);
  const nodes = clauseNodes(text);
  const index = nodes.findIndex((node) => commonField(node) === field && isOffer(node));
  const node = nodes[index] ?? whole.node;
  if (operandsOf(node).map(printQuery).includes(printQuery(wanted.node))) return text;
  if (index >= 0) return replaceClause(text, index, printQuery(eitherOf(node, wanted.node)));
  const bare = nodes.length === 1;
  return `${bare ? text.trim() : `(${text.trim()})`} OR ${printQuery(wanted.node)}`;
}
