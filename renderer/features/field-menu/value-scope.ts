import type { Scope } from '../../../preload/contract/model/scope.ts';
import { clauseNodes, withoutClause } from '../../../preload/contract/query/clauses.ts';
import { joinQueries } from '../../../preload/contract/query/join-queries.ts';
import { parseQuery } from '../../../preload/contract/query/parse-query.ts';
import { printQuery } from '../../../preload/contract/query/print-query.ts';
import type { QueryNode } from '../../../preload/contract/query/query-node.ts';
import { targetClause, targetClauses } from '../../../preload/contract/query/targets-query.ts';
import { withFilter } from '../../../preload/contract/query/with-filter.ts';
import type { Range } from '../../state/scope-history.ts';
import type { MarkMenuRequest, ValueTarget } from '../../state/value-menu.ts';

/** The query narrowed to (or, excluding, without) a value; null filters for the events that lack the field. */
export function filterByValue(query: string, target: ValueTarget, exclude: boolean): string {
  return withFilter(query, { ...target, exclude });
}

/** The value as a query by itself, as it is copied. */
export function valueQuery(target: ValueTarget): string {
  return targetClause(target);
}

/** The events a mark stands for: those behind its result, with its values of each field, in its time. */
export function eventsBehind({ base, targets, range }: MarkMenuRequest, tabScope: Scope): Scope {
  const within = base ?? tabScope;
  const clauses = targetClauses(targets);
  const isAlone = ({ field }: ValueTarget) => targets.filter((target) => target.field === field).length === 1;
  const narrowed = targets
    .filter(isAlone)
    .reduce((query, target) => filterByValue(query, target, false), withoutImplied(within.query, clauses));
  const query = targetClauses(targets.filter((target) => !isAlone(target))).reduce(joinQueries, narrowed);
  return range ? { query, ...narrower(within, range) } : { ...within, query };
}

/**
 * The query without its lists of alternatives (`(a AND b) OR (c AND d)`) of which the wanted clauses are one:
 * a panel of ten rows is behind ten alternatives, one row needs none of them beside its own values.
 */
function withoutImplied(query: string, wanted: readonly string[]): string {
  const known = new Set(wanted.map(canonical));
  const implied = (node: QueryNode) => parts(node).every((part) => known.has(printQuery(part)));
  const index = clauseNodes(query).findIndex((node) => node.kind === 'or' && node.operands.some(implied));
  return index < 0 ? query : withoutImplied(withoutClause(query, index), wanted);
}

function parts(node: QueryNode): readonly QueryNode[] {
  return node.kind === 'and' ? node.operands : [node];
}

function canonical(query: string): string {
  const parsed = parseQuery(query);
  return parsed.ok ? printQuery(parsed.node) : query;
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
