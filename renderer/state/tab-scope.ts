import type { Scope } from '../../preload/contract/model/scope.ts';
import { clauseNodes, withoutClause } from '../../preload/contract/query/clauses.ts';
import { joinQueries } from '../../preload/contract/query/join-queries.ts';
import { parseQuery } from '../../preload/contract/query/parse-query.ts';
import { printQuery } from '../../preload/contract/query/print-query.ts';
import type { Tab, TabScope } from './tab.ts';

type InForce = { readonly pins: string; readonly scope: Scope };

const inForce = new WeakMap<TabScope, InForce>();

/**
 * The events a tab is about: its own scope, and the filters pinned for the whole case unless they are off here.
 * This, and not the tab's own scope, is what the host is asked with and what is exported. The same object for the same
 * scope of the tab, so that undo and redo bring back that too.
 */
export function effectiveScope(
  { scope, pinsOff }: Pick<Tab, 'scope' | 'pinsOff'>,
  pinned: readonly string[],
): Scope {
  const applied = pinsOff ? [] : pinned;
  const pins = applied.join('\n');
  const known = inForce.get(scope);
  if (known?.pins === pins) return known.scope;
  const { query, from, to } = scope;
  const effective: Scope = { query: withPins(query, applied), from, to };
  inForce.set(scope, { pins, scope: effective });
  return effective;
}

/** The query with the pinned clauses that it lacks. */
export function withPins(query: string, pinned: readonly string[]): string {
  return pinned.reduce(
    (text, clause) => (holdsClause(text, clause) ? text : joinQueries(text, clause)),
    query,
  );
}

/** The query without those of its clauses that are pinned: what is the tab's own. */
export function withoutPins(query: string, pinned: readonly string[]): string {
  return pinned.reduce(withoutText, query);
}

/** Whether every one of the pinned clauses is among those of the query. */
export function holdsPins(query: string, pinned: readonly string[]): boolean {
  return pinned.every((clause) => holdsClause(query, clause));
}

/** Whether two scopes mean the same and show the same. */
export function sameScope(a: TabScope, b: TabScope): boolean {
  const off = (scope: TabScope) => (scope.disabled ?? []).join('\n');
  return a.query === b.query && a.from === b.from && a.to === b.to && off(a) === off(b);
}

/** A clause in parentheses stands alone as the several clauses it holds, and beside others as one. */
function formsOf(clause: string): readonly (readonly string[])[] {
  const parsed = parseQuery(clause);
  return [[parsed.ok ? printQuery(parsed.node) : clause], clauseNodes(clause).map(printQuery)];
}

function holdsClause(query: string, clause: string): boolean {
  const present = clauseNodes(query).map(printQuery);
  return formsOf(clause).some((form) => form.every((part) => present.includes(part)));
}

function withoutText(query: string, clause: string): string {
  return holdsClause(query, clause) ? withoutParts(query, formsOf(clause).flat()) : query;
}

function withoutParts(query: string, parts: readonly string[]): string {
  const at = clauseNodes(query).findIndex((node) => parts.includes(printQuery(node)));
  return at < 0 ? query : withoutParts(withoutClause(query, at), parts);
}
