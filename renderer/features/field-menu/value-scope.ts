import type { Scope } from '../../../preload/contract/model/scope.ts';
import { fieldClause } from '../../../preload/contract/query/field-clause.ts';
import { joinQueries } from '../../../preload/contract/query/join-queries.ts';
import { withFilter } from '../../../preload/contract/query/with-filter.ts';
import type { Range } from '../../state/scope-history.ts';
import type { MarkMenuRequest, ValueTarget } from '../../state/value-menu.ts';

/** The query narrowed to (or, excluding, without) a value; null filters for the events that lack the field. */
export function filterByValue(query: string, target: ValueTarget, exclude: boolean): string {
  return withFilter(query, { ...target, exclude });
}

/** The value as a query by itself, as it is copied. */
export function valueQuery({ field, value }: ValueTarget): string {
  return value === null ? filterByValue('', { field, value }, false) : fieldClause(field, value);
}

/** The events a mark stands for: those behind its result, with all its values, in its time. */
export function eventsBehind({ base, targets, range }: MarkMenuRequest, tabScope: Scope): Scope {
  const within = base ?? tabScope;
  const query = targets.reduce((joined, target) => joinQueries(joined, valueQuery(target)), within.query);
  return range ? { query, ...narrower(within, range) } : { ...within, query };
}

function narrower(base: Scope, range: Range): Range {
  return {
    from: base.from && range.from ? later(base.from, range.from) : (range.from ?? base.from),
    to: base.to && range.to ? earlier(base.to, range.to) : (range.to ?? base.to),
  };
}

function later(a: string, b: string): string {
  return Date.parse(a) > Date.parse(b) ? a : b;
}

function earlier(a: string, b: string): string {
  return Date.parse(a) < Date.parse(b) ? a : b;
}
