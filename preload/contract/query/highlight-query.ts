import { parseQuery } from './parse-query.ts';
import type { Span } from './query-node.ts';
import { type Token, tokenize } from './tokenize.ts';

type HighlightKind = 'field' | 'operator' | 'value' | 'text' | 'punctuation' | 'regex' | 'fault';

/** A stretch of the query and what it is. */
export type Highlight = Span & { readonly kind: HighlightKind };

function kindOf(token: Token): HighlightKind {
  switch (token.kind) {
    case 'and':
    case 'or':
    case 'not':
    case 'to':
    case 'compare':
      return 'operator';
    case 'field':
    case 'regex':
      return token.kind;
    case 'pattern':
      return token.role;
    case 'bound':
      return 'value';
    default:
      return 'punctuation';
  }
}

function highlightToken(token: Token): readonly Highlight[] {
  const { start, end } = token;
  if (token.kind !== 'field') return [{ start, end, kind: kindOf(token) }];
  return [
    { start, end: end - 1, kind: 'field' },
    { start: end - 1, end, kind: 'punctuation' },
  ];
}

/** What is left of a stretch outside the fault, before it and after it. */
function outside(highlight: Highlight, fault: Span): readonly Highlight[] {
  return [
    { ...highlight, end: Math.min(highlight.end, fault.start) },
    { ...highlight, start: Math.max(highlight.start, fault.end) },
  ];
}

/**
 * The coloured stretches of a query in the order of the text, none overlapping, spaces left out. What follows
 * an unreadable place is `text`; a fault at the very end of the query has no stretch of its own.
 */
export function highlightQuery(text: string): readonly Highlight[] {
  const { tokens, fault: unreadable } = tokenize(text);
  const highlights = tokens.flatMap(highlightToken);
  const parsed = parseQuery(text);
  if (parsed.ok) return highlights;
  const fault = { start: parsed.fault.position, end: parsed.fault.position + parsed.fault.length };
  const rest: readonly Highlight[] =
    unreadable === null ? [] : [{ start: fault.end, end: text.length, kind: 'text' }];
  return [
    ...highlights.flatMap((highlight) => outside(highlight, fault)),
    { ...fault, kind: 'fault' as const },
    ...rest,
  ]
    .filter(({ start, end }) => start < end)
    .sort((a, b) => a.start - b.start);
}
