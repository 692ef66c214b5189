import { isIP } from 'node:net';
import type { Field } from '../../../preload/contract/model/field.ts';
import {
  type Condition,
  type FieldNode,
  literalOf,
  type Matches,
} from '../../../preload/contract/query/query-node.ts';
import { QueryError } from '../query-error.ts';
import { compareText, type Limit, limitsOf, toNumber } from './where-compare.ts';
import type { Bind } from './where-parameters.ts';
import { matchPattern } from './where-pattern.ts';
import { readTime, type TimeSpan } from './where-time.ts';

type NamedField = Pick<Field, 'name' | 'kind'>;
type Term = {
  readonly node: FieldNode;
  readonly field: NamedField;
  readonly column: string;
  readonly bind: Bind;
};

function wrongValue({ node }: Term, message: string): QueryError {
  return new QueryError(message, node.valueSpan.start, node.valueSpan.end - node.valueSpan.start);
}

/** The column as text, for wildcards and regular expressions: times as CloudTrail writes them. */
function asText({ field, column }: Term): string {
  if (field.kind === 'time') return `strftime(${column}, '%Y-%m-%dT%H:%M:%SZ')`;
  return field.kind === 'text' || field.kind === 'address' ? column : `${column}::varchar`;
}

function timeOf(term: Term, text: string): TimeSpan {
  const time = readTime(text);
  if (time !== null) return time;
  throw wrongValue(term, `A time was expected, such as 2023-07-10 or 2023-07-10T11:42:00Z, not “${text}”.`);
}

function numberOf(term: Term, text: string): number {
  const number = toNumber(text);
  if (number !== null) return number;
  throw wrongValue(term, `A number was expected for ${term.field.name}, not “${text}”.`);
}

function equalsTime(term: Term, text: string): string {
  const { from, to } = timeOf(term, text);
  const { column, bind } = term;
  return `(${column} >= ${bind(from)}::timestamp and ${column} < ${bind(to)}::timestamp)`;
}

/** A written time is a stretch: after it means from its end on, up to it means to its end. */
function limitTime(term: Term, { operator, value }: Limit): string {
  const { from, to } = timeOf(term, value);
  const late = operator === '>' || operator === '<=';
  const side = operator.startsWith('>') ? '>=' : '<';
  return `${term.column} ${side} ${term.bind(late ? to : from)}::timestamp`;
}

function equalsBoolean(term: Term, text: string): string {
  const value = text.toLowerCase();
  if (value === 'true' || value === 'false') return `${term.column} = ${value}`;
  throw wrongValue(term, `“true” or “false” was expected for ${term.field.name}, not “${text}”.`);
}

/** The first and the last address of an IPv4 block as numbers. */
function ipv4Block(address: string, length: number): [first: number, last: number] {
  const number = address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  const size = 2 ** (32 - length);
  const first = number - (number % size);
  return [first, first + size - 1];
}

const BLOCK = /^(?<address>[0-9.]+|[0-9a-f:.]*:[0-9a-f:.]*)\/(?<length>\d+)$/i;

/** Every address of the case, once: those of its list and, while an import runs, those that are not listed yet. */
const ADDRESSES = `
  select address from "case".main.address
  union all
  select address
  from (select distinct "sourceIPAddress" as address from "case".main.record) as seen
  anti join "case".main.address using (address)`;

/** Whether the address is in a block, asked of each address of the case once and not of each event. */
function inBlock({ column, bind }: Term, block: string): string {
  const { address = '', length } = BLOCK.exec(block)?.groups ?? { address: block };
  if (isIP(address) !== 4) return `${column} in (from (${ADDRESSES}) where in_cidr(address, ${bind(block)}))`;
  const [first, last] = ipv4Block(address, Number(length ?? 32));
  return `${column} in (
    from (${ADDRESSES})
    where ipv4_number(address) between ${bind(first)}::uinteger and ${bind(last)}::uinteger
      or (contains(address, ':') and in_cidr(address, ${bind(block)}))
  )`;
}

/** An address is found however it is written; a CIDR block holds all its addresses. */
function equalsAddress(term: Term, text: string): string {
  const { column, bind } = term;
  const { address = '', length } = BLOCK.exec(text)?.groups ?? {};
  const equal = `lower(${column}) = lower(${bind(text)})`;
  if (length === undefined) return isIP(text) === 6 ? `(${equal} or ${inBlock(term, text)})` : equal;
  const version = isIP(address);
  if (version !== 0 && Number(length) <= (version === 4 ? 32 : 128)) return inBlock(term, text);
  throw wrongValue(term, `A CIDR block was expected, such as 10.0.0.0/8 or 2001:db8::/32, not “${text}”.`);
}

function matches(term: Term, condition: Matches): string {
  const literal = literalOf(condition.pattern);
  if (literal === null) return matchPattern(asText(term), condition.pattern, term.bind);
  switch (term.field.kind) {
    case 'time':
      return equalsTime(term, literal);
    case 'number':
      return `${term.column} = ${term.bind(numberOf(term, literal))}::double`;
    case 'boolean':
      return equalsBoolean(term, literal);
    case 'address':
      return equalsAddress(term, literal);
    default:
      return matchPattern(term.column, condition.pattern, term.bind);
  }
}

function compare(term: Term, limits: readonly Limit[]): string {
  const { column, field, bind } = term;
  if (limits.length === 0) return `${column} is not null`;
  switch (field.kind) {
    case 'time':
      return limits.map((limit) => limitTime(term, limit)).join(' and ');
    case 'number':
      return limits
        .map((limit) => `${column} ${limit.operator} ${bind(numberOf(term, limit.value))}::double`)
        .join(' and ');
    case 'boolean':
      throw wrongValue(term, `“true” or “false” was expected for ${field.name}; it has no order.`);
    case 'address':
      throw wrongValue(term, 'A CIDR block such as 10.0.0.0/8 was expected; addresses have no other ranges.');
    default:
      return compareText(column, limits, bind);
  }
}

function conditionSql(term: Term, condition: Condition): string {
  switch (condition.kind) {
    case 'exists':
      return `${term.column} is not null`;
    case 'matches':
      return matches(term, condition);
    case 'regex':
      return `regexp_matches(${asText(term)}, ${term.bind(condition.source)}, 'i')`;
    case 'compare':
    case 'range':
      return compare(term, limitsOf(condition));
  }
}

/**
 * A condition on a catalogued field, which is `column` in SQL. Null where the field is. Throws QueryError for a value of
 * the wrong kind.
 */
export function whereColumn(
  node: FieldNode,
  field: NamedField,
  bind: Bind,
  column = `"${field.name}"`,
): string {
  return conditionSql({ node, field, bind, column }, node.condition);
}
