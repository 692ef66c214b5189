import { parseQuery } from './parse-query.ts';
import { commonField, printValue } from './print-query.ts';
import { literalOf, type QueryNode, type Span } from './query-node.ts';

/**
 * One of the parts that a query puts together with AND: `text` is as written, from `start` to `end`. `field` is
 * the name of the field it is about, null for free text and for a mix. `value` is what it asks for: the text
 * itself, escapes resolved, where `literal`; else as written after the colon (`*`, `[a TO b]`, `(a OR b)`, …).
 */
export type Clause = Span & {
  readonly text: string;
  readonly negated: boolean;
  readonly field: string | null;
  readonly value: string | null;
  readonly literal: boolean;
};

/** Whether a node was written in parentheses of its own, or as a list, so that it can stand beside an AND. */
export function isEnclosed(node: QueryNode): boolean {
  if (node.kind !== 'or' && node.kind !== 'and') return true;
  return node.span.start < (node.operands[0]?.span.start ?? 0);
}

function literalValue(node: QueryNode): string | null {
  const condition = node.kind === 'field' || node.kind === 'text' ? node.condition : null;
  return condition?.kind === 'matches' ? literalOf(condition.pattern) : null;
}

function toClause(text: string, node: QueryNode): Clause {
  let inner = node;
  let negated = false;
  while (inner.kind === 'not') {
    inner = inner.operand;
    negated = !negated;
  }
  const { start, end } = node.span;
  const literal = literalValue(inner);
  const asWritten = inner.kind === 'text' ? text.slice(inner.span.start, inner.span.end) : printValue(inner);
  return {
    text: text.slice(start, end),
    start,
    end,
    negated,
    field: commonField(inner),
    value: literal ?? asWritten,
    literal: literal !== null,
  };
}

/** The nodes of `clausesOf`, in the same order. The list of a field (`field:(a* NOT ab)`) is one, whole. */
export function clauseNodes(text: string): readonly QueryNode[] {
  const parsed = parseQuery(text);
  if (!parsed.ok || parsed.node === null) return [];
  const { node } = parsed;
  const isList = isEnclosed(node) && text.charAt(node.span.start) !== '(';
  return node.kind === 'and' && !isList ? node.operands : [node];
}

/** The top-level AND parts of a query; a query that is an OR is one part. None for an empty or a broken query. */
export function clausesOf(text: string): readonly Clause[] {
  return clauseNodes(text).map((node) => toClause(text, node));
}

/** The query without its clause of that index, the rest as it was written. Unchanged when there is none. */
export function withoutClause(text: string, index: number): string {
  const nodes = clauseNodes(text);
  const node = nodes[index];
  if (node === undefined) return text;
  if (nodes.length === 1) return '';
  const next = nodes[index + 1];
  const cut: Span =
    next === undefined
      ? { start: nodes[index - 1]?.span.end ?? 0, end: node.span.end }
      : { start: node.span.start, end: next.span.start };
  return text.slice(0, cut.start) + text.slice(cut.end);
}

/** The query without the top-level clauses about one field: what a facet of that field counts over. */
export function withoutField(text: string, field: string): string {
  const name = field.toLowerCase();
  const index = clausesOf(text).findIndex((clause) => clause.field?.toLowerCase() === name);
  return index < 0 ? text : withoutField(withoutClause(text, index), field);
}

/**
 * The query with its clause of that index written anew, in parentheses where they are needed; an empty clause
 * removes it. Unchanged when there is no such clause, or `newText` is not a query.
 */
export function replaceClause(text: string, index: number, newText: string): string {
  const nodes = clauseNodes(text);
  const node = nodes[index];
  const parsed = parseQuery(newText);
  if (node === undefined || !parsed.ok) return text;
  if (parsed.node === null) return withoutClause(text, index);
  const bare = nodes.length === 1 || parsed.node.kind !== 'or' || isEnclosed(parsed.node);
  const clause = bare ? newText.trim() : `(${newText.trim()})`;
  return text.slice(0, node.span.start) + clause + text.slice(node.span.end);
}
