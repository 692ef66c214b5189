import { clauseNodes, withoutClause, withoutField } from '../../../preload/contract/query/clauses.ts';
import { fieldName, parseFieldName } from '../../../preload/contract/query/field-path.ts';
import { joinQueries } from '../../../preload/contract/query/join-queries.ts';
import { commonField, printLiteral } from '../../../preload/contract/query/print-query.ts';
import { literalOf, type QueryNode } from '../../../preload/contract/query/query-node.ts';
import { withFilter } from '../../../preload/contract/query/with-filter.ts';

/**
 * What a query says of one field as a facet can show it: the values it is narrowed to and those left out,
 * by `facetKey`, and whether it also says something of the field that no checkbox can show.
 */
export type FacetFilter = {
  readonly included: ReadonlyMap<string, string>;
  readonly excluded: ReadonlyMap<string, string>;
  readonly onlyMissing: boolean;
  readonly other: boolean;
};

/** Values compare without regard to case, as in the query language. */
export function facetKey(value: string): string {
  return value.toLowerCase();
}

/** Reads a facet's checkboxes from the top-level clauses about its field. */
export function facetFilter(query: string, field: string): FacetFilter {
  const included = new Map<string, string>();
  const excluded = new Map<string, string>();
  let onlyMissing = false;
  let other = false;
  for (const node of nodesOf(query, field)) {
    const clause = readClause(node);
    if (clause.kind === 'values')
      for (const value of clause.values) (clause.negated ? excluded : included).set(facetKey(value), value);
    else if (clause.kind === 'exists' && clause.negated) onlyMissing = true;
    else other = true;
  }
  return { included, excluded, onlyMissing, other };
}

/** The query narrowed to that value alone (null: to the events without the field); once more lifts it again. */
export function onlyValue(query: string, field: string, value: string | null): string {
  const { included, onlyMissing } = facetFilter(query, field);
  const already = value === null ? onlyMissing : included.size === 1 && included.has(facetKey(value));
  const without = withoutField(query, nameOf(field));
  return already ? without : withFilter(without, { field, value, exclude: false });
}

/** The query with a value added to those it is narrowed to, or taken from them. */
export function toggleValue(query: string, field: string, value: string): string {
  const values = includedValues(query, field);
  const key = facetKey(value);
  const next = values.some((each) => facetKey(each) === key)
    ? values.filter((each) => facetKey(each) !== key)
    : [...values, value];
  const without = withoutClauses(
    query,
    field,
    (clause) => clause.kind === 'values' && (!clause.negated || holds(clause, key)),
  );
  return next.length === 0 ? without : joinQueries(without, listClause(field, next));
}

/** The query with a value (null: the events without the field) left out, or no longer left out. */
export function excludeValue(query: string, field: string, value: string | null): string {
  const key = value === null ? null : facetKey(value);
  const { excluded } = facetFilter(query, field);
  const kept = withoutClauses(query, field, (clause) =>
    key === null
      ? clause.kind === 'exists'
      : clause.kind === 'values' && holds(clause, key) && clause.values.length === 1,
  );
  if (key !== null && excluded.has(key)) return kept;
  return withFilter(kept, { field, value, exclude: true });
}

/** The query without anything it says of the field: what the facet counts over. */
export function withoutFacet(query: string, field: string): string {
  return withoutField(query, nameOf(field));
}

type ReadClause =
  | { readonly kind: 'values'; readonly values: readonly string[]; readonly negated: boolean }
  | { readonly kind: 'exists'; readonly negated: boolean }
  | { readonly kind: 'other' };

function readClause(node: QueryNode): ReadClause {
  if (node.kind === 'not') {
    const inner = readClause(node.operand);
    return inner.kind === 'other' ? inner : { ...inner, negated: !inner.negated };
  }
  if (node.kind === 'field' && node.condition.kind === 'exists') return { kind: 'exists', negated: false };
  const operands = node.kind === 'or' ? node.operands : [node];
  const values = operands.map(literalValue);
  return values.every((value) => value !== null)
    ? { kind: 'values', values, negated: false }
    : { kind: 'other' };
}

function literalValue(node: QueryNode): string | null {
  return node.kind === 'field' && node.condition.kind === 'matches'
    ? literalOf(node.condition.pattern)
    : null;
}

function holds(clause: ReadClause, key: string): boolean {
  return clause.kind === 'values' && clause.values.some((value) => facetKey(value) === key);
}

function includedValues(query: string, field: string): readonly string[] {
  return nodesOf(query, field).flatMap((node) => {
    const clause = readClause(node);
    return clause.kind === 'values' && !clause.negated ? clause.values : [];
  });
}

function withoutClauses(query: string, field: string, drops: (clause: ReadClause) => boolean): string {
  const index = clauseNodes(query).findIndex((node) => isAbout(node, field) && drops(readClause(node)));
  return index < 0 ? query : withoutClauses(withoutClause(query, index), field, drops);
}

function nodesOf(query: string, field: string): readonly QueryNode[] {
  return clauseNodes(query).filter((node) => isAbout(node, field));
}

function isAbout(node: QueryNode, field: string): boolean {
  return commonField(node)?.toLowerCase() === nameOf(field).toLowerCase();
}

function listClause(field: string, values: readonly string[]): string {
  const [only] = values;
  const list = values.map(printLiteral).join(' OR ');
  return `${nameOf(field)}:${values.length === 1 && only !== undefined ? printLiteral(only) : `(${list})`}`;
}

/** The field's name as the query language spells it. */
function nameOf(field: string): string {
  return fieldName(parseFieldName(field) ?? [field]);
}
