import type { Bound, ComparisonOperator, Condition } from '../../../preload/contract/query/query-node.ts';
import type { Bind } from './where-parameters.ts';

/** One side of a comparison. */
export type Limit = { readonly operator: ComparisonOperator; readonly value: string };

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** The number a text says; null when it says none. */
export function toNumber(text: string): number | null {
  const number = NUMBER.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? number : null;
}

/** The limits that a comparison or a range sets; none for `[* TO *]`. */
export function limitsOf(condition: Extract<Condition, { kind: 'compare' | 'range' }>): readonly Limit[] {
  if (condition.kind === 'compare') return [{ operator: condition.operator, value: condition.value }];
  const limit = (bound: Bound | null, strict: '<' | '>'): readonly Limit[] =>
    bound === null ? [] : [{ operator: bound.inclusive ? `${strict}=` : strict, value: bound.value }];
  return [...limit(condition.from, '>'), ...limit(condition.to, '<')];
}

/**
 * Compares a text: as numbers when all limits are numbers (a text that says none is then outside), else letter
 * by letter, upper and lower case alike.
 */
export function compareText(subject: string, limits: readonly Limit[], bind: Bind): string {
  if (limits.length === 0) return `${subject} is not null`;
  const numbers = limits.map((limit) => toNumber(limit.value));
  return limits
    .map(({ operator, value }, i) => {
      const number = numbers.includes(null) ? null : numbers[i];
      return typeof number === 'number'
        ? `try_cast(${subject} as double) ${operator} ${bind(number)}::double`
        : `lower(${subject}) ${operator} lower(${bind(value)})`;
    })
    .join(' and ');
}
