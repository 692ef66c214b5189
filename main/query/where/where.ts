import { findDeliveryField } from '../../../preload/contract/model/delivery-field.ts';
import { findField } from '../../../preload/contract/model/field.ts';
import { parseQuery } from '../../../preload/contract/query/parse-query.ts';
import {
  type Condition,
  type FieldNode,
  literalOf,
  type QueryNode,
  type Span,
  type TextNode,
} from '../../../preload/contract/query/query-node.ts';
import { QueryError } from '../query-error.ts';
import { whereColumn } from './where-column.ts';
import { whereDelivery } from './where-delivery.ts';
import { whereMark } from './where-mark.ts';
import { type Bind, type BoundValue, createParameters } from './where-parameters.ts';
import { wherePath } from './where-path.ts';
import { findRegexFault } from './where-regex.ts';
import { whereText } from './where-text.ts';

/** A boolean SQL expression over the columns of `event`, and its named parameters `$q0`, `$q1`, … */
export type Where = { readonly sql: string; readonly parameters: Readonly<Record<string, BoundValue>> };

/** Joins conditions in a balanced tree, so that a thousand of them nest ten deep and not a thousand. */
function join(conditions: readonly string[], operator: 'and' | 'or'): string {
  const [first = 'true'] = conditions;
  if (conditions.length <= 1) return first;
  const middle = conditions.length >> 1;
  const left = join(conditions.slice(0, middle), operator);
  return `(${left} ${operator} ${join(conditions.slice(middle), operator)})`;
}

/** What compiling one query needs: its text, for the place of a fault, and its parameters. */
type Compilation = { readonly text: string; readonly bind: Bind };

/** Where in the query a position of a regular expression stands: there, `\/` takes two characters and not one. */
function placeInQuery(query: string, start: number, position: number): number {
  let at = start + 1;
  for (let i = 0; i < position; i++) at += query.startsWith('\\/', at) ? 2 : 1;
  return at;
}

function checkRegex(condition: Condition, span: Span, { text }: Compilation): void {
  if (condition.kind !== 'regex') return;
  const fault = findRegexFault(condition.source);
  if (fault === null) return;
  const start = placeInQuery(text, span.start, fault.position);
  const end = placeInQuery(text, span.start, fault.position + fault.length);
  throw new QueryError(fault.message, start, end - start);
}

function fieldSql(node: FieldNode, compilation: Compilation): string {
  const { bind } = compilation;
  checkRegex(node.condition, node.valueSpan, compilation);
  const name = node.path.join('.');
  const delivery = findDeliveryField(name);
  if (delivery !== undefined) return whereDelivery(node, delivery, bind);
  const field = findField(name);
  if (field?.origin === 'case') return whereMark(node, field, bind);
  const isColumn = field !== undefined && field.kind !== 'json';
  return isColumn ? whereColumn(node, field, bind) : wherePath(node.path, node.condition, bind);
}

function textSql(node: TextNode, compilation: Compilation): string {
  const { bind } = compilation;
  checkRegex(node.condition, node.span, compilation);
  return node.condition.kind === 'regex'
    ? `regexp_matches(raw, ${bind(node.condition.source)}, 'i')`
    : whereText(node.condition.pattern, bind);
}

/** The column and the text of a term `field:text` on a text column; null for any other. */
function equalText(node: QueryNode): { readonly column: string; readonly text: string } | null {
  if (node.kind !== 'field' || node.condition.kind !== 'matches') return null;
  const field = findField(node.path.join('.'));
  const text = literalOf(node.condition.pattern);
  return field?.kind === 'text' && field.origin !== 'case' && text !== null
    ? { column: `"${field.name}"`, text }
    : null;
}

/** Terms `field:a OR field:b …` on text columns become one `in` a column: DuckDB hashes long lists. */
function orSql(operands: readonly QueryNode[], compilation: Compilation): string {
  const lists = new Map<string, string[]>();
  const others: QueryNode[] = [];
  for (const operand of operands) {
    const equal = equalText(operand);
    if (equal === null) others.push(operand);
    else
      lists.set(equal.column, [...(lists.get(equal.column) ?? []), `lower(${compilation.bind(equal.text)})`]);
  }
  const ins = Array.from(lists, ([column, texts]) => `lower(${column}) in (${texts.join(', ')})`);
  return join([...ins, ...others.map((operand) => toSql(operand, compilation))], 'or');
}

function toSql(node: QueryNode, compilation: Compilation): string {
  switch (node.kind) {
    case 'text':
      return textSql(node, compilation);
    case 'field':
      return fieldSql(node, compilation);
    case 'not':
      return `(not coalesce(${toSql(node.operand, compilation)}, false))`;
    case 'and':
      return join(
        node.operands.map((operand) => toSql(operand, compilation)),
        'and',
      );
    case 'or':
      return orSql(node.operands, compilation);
  }
}

function parse(text: string): QueryNode | null {
  const parsed = parseQuery(text);
  if (!parsed.ok) throw new QueryError(parsed.fault.message, parsed.fault.position, parsed.fault.length);
  return parsed.node;
}

function compile(node: QueryNode, text: string, prefix: string): Where {
  const parameters = createParameters(prefix);
  return { sql: toSql(node, { text, bind: parameters.bind }), parameters: parameters.values };
}

/**
 * Compiles a query to a condition over the `event` view; an empty query is `true`. Values and JSON paths are
 * parameters, columns come from the catalogue only. The condition may be null where it is not true: use it in
 * `where` or `filter`, and negate it as `not coalesce(…, false)`. Throws QueryError, with its place in the query.
 */
export function buildWhere(text: string): Where {
  const node = parse(text);
  return node === null ? { sql: 'true', parameters: {} } : compile(node, text, 'q');
}

/**
 * The same as the conditions that the query joins with AND, each with parameters of its own: the first one's are
 * `$q0_0`, `$q0_1`, …, those of the next `$q1_0`, … Throws QueryError.
 */
export function whereClauses(text: string): readonly Where[] {
  const node = parse(text);
  const operands = node === null ? [] : node.kind === 'and' ? node.operands : [node];
  return operands.map((operand, index) => compile(operand, text, `q${index}_`));
}
