/** A stretch of the query text, in UTF-16 code units, end exclusive. */
export type Span = { readonly start: number; readonly end: number };

/** A piece of a value: characters that stand for themselves, `*` (any characters) or `?` (any one). */
export type PatternPart =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'many' }
  | { readonly kind: 'one' };

/** A value with its escapes resolved. No two literals and no two `many` stand side by side; empty = empty text. */
export type Pattern = readonly PatternPart[];

export type Matches = { readonly kind: 'matches'; readonly pattern: Pattern };
export type Regex = { readonly kind: 'regex'; readonly source: string };
export type ComparisonOperator = '<' | '<=' | '>' | '>=';
export type Bound = { readonly value: string; readonly inclusive: boolean };

/** What is asked of a field's value. A range end that is null is open. */
export type Condition =
  | Matches
  | Regex
  | { readonly kind: 'exists' }
  | { readonly kind: 'compare'; readonly operator: ComparisonOperator; readonly value: string }
  | { readonly kind: 'range'; readonly from: Bound | null; readonly to: Bound | null };

export type TextNode = { readonly kind: 'text'; readonly condition: Matches | Regex; readonly span: Span };

/** `path` holds the keys of the field: `['userIdentity', 'type']`. `valueSpan` is where the value stands. */
export type FieldNode = {
  readonly kind: 'field';
  readonly path: readonly string[];
  readonly condition: Condition;
  readonly span: Span;
  readonly valueSpan: Span;
};

export type GroupNode = {
  readonly kind: 'and' | 'or';
  readonly operands: readonly QueryNode[];
  readonly span: Span;
};

type NotNode = { readonly kind: 'not'; readonly operand: QueryNode; readonly span: Span };

/**
 * A parsed query. `and` and `or` have two operands or more; a list `field:(a OR b)` is an `or` of field nodes.
 * The span of a node in parentheses includes them.
 */
export type QueryNode = TextNode | FieldNode | GroupNode | NotNode;

/** The text of a pattern without wildcards; null for one that has any. */
export function literalOf(pattern: Pattern): string | null {
  const [part] = pattern;
  if (part === undefined) return '';
  return pattern.length === 1 && part.kind === 'literal' ? part.text : null;
}

/** Puts neighbouring literals together and drops what says nothing: empty literals, a second `*`. */
export function joinPattern(parts: Iterable<PatternPart>): Pattern {
  const joined: PatternPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.kind === 'literal' && last?.kind === 'literal') {
      joined[joined.length - 1] = { kind: 'literal', text: last.text + part.text };
    } else if (part.kind === 'literal' ? part.text !== '' : part.kind !== 'many' || last?.kind !== 'many') {
      joined.push(part);
    }
  }
  return joined;
}
