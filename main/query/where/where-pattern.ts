import { literalOf, type Pattern } from '../../../preload/contract/query/query-node.ts';
import type { Bind } from './where-parameters.ts';

function likePattern(pattern: Pattern): string {
  return pattern
    .map((part) =>
      part.kind === 'literal' ? part.text.replace(/[\\%_]/g, '\\$&') : part.kind === 'many' ? '%' : '_',
    )
    .join('');
}

/** The only literal of a pattern such as `*a`, `a*` or `*a*`; null for any other. */
function singleLiteral(pattern: Pattern): string | null {
  const literals = pattern.flatMap((part) => (part.kind === 'literal' ? [part.text] : []));
  const plain = pattern.every((part) => part.kind !== 'one');
  return plain && literals.length === 1 ? (literals[0] ?? null) : null;
}

/**
 * Whether the text `subject` (an SQL expression) is the pattern, upper and lower case alike. The shapes people
 * write most compile to functions that DuckDB runs about twice as fast as ILIKE.
 */
export function matchPattern(subject: string, pattern: Pattern, bind: Bind): string {
  const literal = literalOf(pattern);
  if (literal !== null) return `lower(${subject}) = lower(${bind(literal)})`;
  const single = singleLiteral(pattern);
  if (single === null) return `${subject} ilike ${bind(likePattern(pattern))} escape '\\'`;
  const open = { start: pattern[0]?.kind === 'many', end: pattern.at(-1)?.kind === 'many' };
  const test = open.start ? (open.end ? 'contains' : 'ends_with') : 'starts_with';
  return `${test}(lower(${subject}), lower(${bind(single)}))`;
}
