import { fieldName } from './field-path.ts';
import { type Bound, type Condition, literalOf, type Pattern, type QueryNode } from './query-node.ts';
import { escapeBare, quoteText } from './text-escape.ts';

type Place = 'text' | 'value';

const PLAIN_WORD = /^(?!(?:AND|OR|NOT)$)[\p{L}_.@][\p{L}\p{N}_.@%+,;=~#'$-]*$|^\p{N}[\p{L}\p{N}_.-]*$/u;

/** A text as a value that stands for exactly itself: bare where nothing in it could mean anything, else in quotes. */
export function printLiteral(text: string): string {
  return PLAIN_WORD.test(text) ? text : quoteText(text);
}

function printPattern(pattern: Pattern, place: Place): string {
  const literal = literalOf(pattern);
  if (literal !== null) return printLiteral(literal);
  return pattern
    .map((part, i) =>
      part.kind === 'literal' ? escapeBare(part.text, place, i === 0) : part.kind === 'many' ? '*' : '?',
    )
    .join('');
}

function printRegex(source: string): string {
  const escaped = source.replace(/\\.|\//gsu, (found) => (found === '/' ? '\\/' : found));
  return `/${escaped}/`;
}

function printBound(bound: Bound | null): string {
  return bound === null ? '*' : printLiteral(bound.value);
}

/** The condition on a field as it stands after the colon. */
function printCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'exists':
      return '*';
    case 'matches':
      return printPattern(condition.pattern, 'value');
    case 'regex':
      return printRegex(condition.source);
    case 'compare':
      return `${condition.operator}${printLiteral(condition.value)}`;
    case 'range': {
      const open = condition.from?.inclusive === false ? '{' : '[';
      const close = condition.to?.inclusive === false ? '}' : ']';
      return `${open}${printBound(condition.from)} TO ${printBound(condition.to)}${close}`;
    }
  }
}

/** The field that all terms of a query ask about, by name; null when there are several, or free text. */
export function commonField(node: QueryNode): string | null {
  switch (node.kind) {
    case 'text':
      return null;
    case 'field':
      return fieldName(node.path);
    case 'not':
      return commonField(node.operand);
    default: {
      const fields = new Set(node.operands.map(commonField));
      const [field = null] = fields;
      return fields.size === 1 ? field : null;
    }
  }
}

/** Prints a node; within the list of a field (`inList`) the name of the field is left out. */
function print(node: QueryNode, inList: boolean): string {
  switch (node.kind) {
    case 'text':
      return node.condition.kind === 'regex'
        ? printRegex(node.condition.source)
        : printPattern(node.condition.pattern, 'text');
    case 'field': {
      const value = printCondition(node.condition);
      return inList ? value : `${fieldName(node.path)}:${value}`;
    }
    case 'not':
      return `-${printOperand(node.operand, inList, ['and', 'or', 'not'])}`;
    case 'and':
      return node.operands.map((operand) => printOperand(operand, inList, ['and', 'or'])).join(' AND ');
    case 'or': {
      const field = inList ? null : commonField(node);
      const within = inList || field !== null;
      const list = node.operands.map((operand) => printOperand(operand, within, ['or'])).join(' OR ');
      return field === null ? list : `${field}:(${list})`;
    }
  }
}

function printOperand(
  node: QueryNode,
  inList: boolean,
  needParentheses: readonly QueryNode['kind'][],
): string {
  const printed = print(node, inList);
  const isList = node.kind === 'or' && !inList && commonField(node) !== null;
  return needParentheses.includes(node.kind) && !isList ? `(${printed})` : printed;
}

/** Writes a query in its one canonical form: explicit AND, `-` for not, lists where an OR is about one field. */
export function printQuery(node: QueryNode | null): string {
  return node === null ? '' : print(node, false);
}

/** The value part of a query about one field, as it stands after `field:`; null for anything else. */
export function printValue(node: QueryNode): string | null {
  if (node.kind === 'field') return printCondition(node.condition);
  return commonField(node) === null ? null : `(${print(node, true)})`;
}
