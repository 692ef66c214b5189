import { type Fault, QueryFault } from './query-fault.ts';
import type { Bound, Condition, FieldNode, GroupNode, QueryNode, Span } from './query-node.ts';
import { type FieldToken, type Token, tokenize } from './tokenize.ts';

/** A query as a tree (`null` = all events), or the first fault of its text. */
export type ParsedQuery =
  | { readonly ok: true; readonly node: QueryNode | null }
  | { readonly ok: false; readonly fault: Fault };

/** Deeper than any query people or `joinQueries` write, and well below what the database accepts. */
const MAX_DEPTH = 100;

type Parser = { readonly tokens: readonly Token[]; readonly length: number; at: number };

/** Where the parser stands: within the list of a field or not, and under how many levels. */
type Place = { readonly field: FieldToken | null; readonly depth: number };

const NAMES = { and: 'AND', or: 'OR', not: 'NOT' } as const;

function peek(parser: Parser): Token | undefined {
  return parser.tokens[parser.at];
}

function deeper(place: Place, token: Token, field = place.field): Place {
  if (place.depth >= MAX_DEPTH) {
    const message = `At most ${MAX_DEPTH} levels of parentheses and negations were expected.`;
    throw new QueryFault(token.start, token.end - token.start, message);
  }
  return { field, depth: place.depth + 1 };
}

function group(kind: GroupNode['kind'], first: QueryNode, rest: readonly QueryNode[]): QueryNode {
  const last = rest.at(-1);
  return last === undefined
    ? first
    : { kind, operands: [first, ...rest], span: spanOf(first.span, last.span) };
}

function parseOr(parser: Parser, place: Place): QueryNode {
  const first = parseAnd(parser, place);
  const rest: QueryNode[] = [];
  while (peek(parser)?.kind === 'or') {
    parser.at += 1;
    rest.push(parseAnd(parser, place));
  }
  return group('or', first, rest);
}

function parseAnd(parser: Parser, place: Place): QueryNode {
  const first = parseNot(parser, place);
  const rest: QueryNode[] = [];
  for (let next = peek(parser); next !== undefined; next = peek(parser)) {
    if (next.kind === 'or' || next.kind === 'close') break;
    if (next.kind === 'and') parser.at += 1;
    rest.push(parseNot(parser, place));
  }
  return group('and', first, rest);
}

function parseNot(parser: Parser, place: Place): QueryNode {
  const token = peek(parser);
  if (token?.kind !== 'not') return parsePrimary(parser, place);
  parser.at += 1;
  const operand = parseNot(parser, deeper(place, token));
  return { kind: 'not', operand, span: { start: token.start, end: operand.span.end } };
}

/** The fault of having nothing to search for where a term had to stand. */
function missingTerm(parser: Parser, place: Place): QueryFault {
  const token = peek(parser);
  const before = parser.tokens[parser.at - 1];
  const what = place.field === null ? 'A search term' : 'A value';
  const after =
    before?.kind === 'and' || before?.kind === 'or' || before?.kind === 'not'
      ? ` after “${NAMES[before.kind]}”`
      : token?.kind === 'and' || token?.kind === 'or'
        ? ` before “${NAMES[token.kind]}”`
        : ' between the parentheses';
  const position = token?.start ?? parser.length;
  return new QueryFault(position, (token?.end ?? position) - position, `${what} was expected${after}.`);
}

function parseGroup(parser: Parser, opening: Token, place: Place): QueryNode {
  const inner = parseOr(parser, place);
  const closing = peek(parser);
  if (closing?.kind !== 'close') {
    throw new QueryFault(opening.start, 1, 'A closing parenthesis was expected for this one.');
  }
  parser.at += 1;
  return { ...inner, span: { start: opening.start, end: closing.end } };
}

function parsePrimary(parser: Parser, place: Place): QueryNode {
  const token = peek(parser);
  if (token === undefined) throw unfinished(parser, place);
  switch (token.kind) {
    case 'open':
      parser.at += 1;
      return parseGroup(parser, token, deeper(place, token));
    case 'field':
      parser.at += 1;
      return parseField(parser, token, place);
    case 'pattern':
    case 'regex':
      if (token.role === 'value') return parseValue(parser, place);
      parser.at += 1;
      return {
        kind: 'text',
        condition:
          token.kind === 'regex'
            ? { kind: 'regex', source: token.source }
            : { kind: 'matches', pattern: token.pattern },
        span: spanOf(token, token),
      };
    case 'compare':
    case 'rangeOpen':
      return parseValue(parser, place);
    default:
      throw missingTerm(parser, place);
  }
}

/** The text ended where a term had to stand: inside a parenthesis that is the fault, else the operator before. */
function unfinished(parser: Parser, place: Place): QueryFault {
  const before = parser.tokens[parser.at - 1];
  if (before?.kind === 'open' || before?.kind === 'listOpen') {
    return new QueryFault(before.start, 1, 'A closing parenthesis was expected for this one.');
  }
  return missingTerm(parser, place);
}

function spanOf(first: Span, last: Span): Span {
  return { start: first.start, end: last.end };
}

function parseField(parser: Parser, field: FieldToken, place: Place): QueryNode {
  const next = peek(parser);
  if (next?.kind !== 'listOpen') {
    const node = parseValue(parser, { ...place, field });
    return { ...node, span: spanOf(field, node.span) };
  }
  parser.at += 1;
  const list = parseGroup(parser, next, deeper(place, next, field));
  return { ...list, span: spanOf(field, list.span) };
}

/** Reads the tokens of one value; `tokenize` has seen to it that they are complete. */
function parseValue(parser: Parser, place: Place): FieldNode {
  const first = peek(parser);
  if (first === undefined || place.field === null) throw missingTerm(parser, place);
  const width = first.kind === 'rangeOpen' ? 5 : first.kind === 'compare' ? 2 : 1;
  const tokens = parser.tokens.slice(parser.at, parser.at + width);
  const condition = conditionOf(tokens);
  if (condition === null) throw missingTerm(parser, place);
  parser.at += width;
  const span = spanOf(first, tokens.at(-1) ?? first);
  return { kind: 'field', path: place.field.path, condition, span, valueSpan: span };
}

function conditionOf(tokens: readonly Token[]): Condition | null {
  const [first, second, , fourth, fifth] = tokens;
  if (first?.kind === 'regex') return { kind: 'regex', source: first.source };
  if (first?.kind === 'pattern') {
    const [part] = first.pattern;
    const exists = first.pattern.length === 1 && part?.kind === 'many';
    return exists ? { kind: 'exists' } : { kind: 'matches', pattern: first.pattern };
  }
  if (second?.kind !== 'bound') return null;
  if (first?.kind === 'compare') {
    return { kind: 'compare', operator: first.operator, value: second.value ?? '' };
  }
  if (first?.kind !== 'rangeOpen' || fourth?.kind !== 'bound' || fifth?.kind !== 'rangeClose') return null;
  const bound = (value: string | null, inclusive: boolean): Bound | null =>
    value === null ? null : { value, inclusive };
  return {
    kind: 'range',
    from: bound(second.value, first.inclusive),
    to: bound(fourth.value, fifth.inclusive),
  };
}

/**
 * Reads a query (its grammar is in GRAMMAR.md beside this file). Never throws: a broken query comes back as a
 * fault, with its place in UTF-16 code units and a sentence that says what was expected there.
 */
export function parseQuery(text: string): ParsedQuery {
  const { tokens, fault } = tokenize(text);
  if (fault !== null) return { ok: false, fault };
  if (tokens.length === 0) return { ok: true, node: null };
  const parser: Parser = { tokens, length: text.length, at: 0 };
  try {
    return { ok: true, node: parseOr(parser, { field: null, depth: 0 }) };
  } catch (error) {
    if (error instanceof QueryFault) return { ok: false, fault: error.fault };
    throw error;
  }
}
