import { fieldName, readFieldName } from './field-path.ts';
import { type Fault, QueryFault } from './query-fault.ts';
import {
  type ComparisonOperator,
  joinPattern,
  type Pattern,
  type PatternPart,
  type Span,
} from './query-node.ts';
import { readEscape, readQuoted } from './text-escape.ts';

/**
 * The words and signs of a query. `pattern` and `regex` are a text to search for, or, with `role: 'value'`,
 * what follows a field. `listOpen` is the parenthesis right after a field; a `bound` of null is an open end.
 */
export type Token =
  | (Span & { readonly kind: 'and' | 'or' | 'not' | 'open' | 'close' | 'listOpen' | 'to' })
  | (Span & { readonly kind: 'field'; readonly path: readonly string[] })
  | (Span & { readonly kind: 'pattern'; readonly role: 'text' | 'value'; readonly pattern: Pattern })
  | (Span & { readonly kind: 'regex'; readonly role: 'text' | 'value'; readonly source: string })
  | (Span & { readonly kind: 'compare'; readonly operator: ComparisonOperator })
  | (Span & { readonly kind: 'rangeOpen' | 'rangeClose'; readonly inclusive: boolean })
  | (Span & { readonly kind: 'bound'; readonly value: string | null });

export type FieldToken = Extract<Token, { kind: 'field' }>;

type Scanner = {
  readonly text: string;
  readonly tokens: Token[];
  /** The parentheses that are open: `list` where values stand, `clause` elsewhere. */
  readonly groups: ('clause' | 'list')[];
  at: number;
};

type Role = 'text' | 'value';

/**
 * Unquoted texts with a colon that are no field and value: times and other numbers, ARNs, principal ids with a
 * session, URLs, IPv6 addresses.
 */
const TEXT_LIKE =
  /(?:\d|arn:aws|A[A-Z]{3}[A-Z0-9]{12,}:|[A-Za-z][A-Za-z0-9+-]*:\/\/|[0-9A-Fa-f]{0,4}::|(?:[0-9A-Fa-f]{1,4}:){2})/y;

const KEYWORDS = new Map<string, 'and' | 'or' | 'not'>([
  ['AND', 'and'],
  ['&&', 'and'],
  ['OR', 'or'],
  ['||', 'or'],
  ['NOT', 'not'],
]);

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

function skipSpace(scanner: Scanner): void {
  scanner.at += matchAt(/\s*/y, scanner.text, scanner.at)?.length ?? 0;
}

/** After a value has ended: nothing may touch it but a space or what closes the place it stands in. */
function requireEnd(scanner: Scanner, closing: RegExp): void {
  const next = scanner.text.charAt(scanner.at);
  if (next === '' || /\s/.test(next) || closing.test(next)) return;
  throw new QueryFault(
    scanner.at,
    1,
    `A space was expected before “${next}”; what belongs to one value stands in quotes.`,
  );
}

function readWord(scanner: Scanner, stop: RegExp): Pattern {
  const { text } = scanner;
  const parts: PatternPart[] = [];
  while (scanner.at < text.length && !stop.test(text.charAt(scanner.at))) {
    const char = text.charAt(scanner.at);
    if (char === '\\') {
      const piece = readEscape(text, scanner.at, false);
      parts.push({ kind: 'literal', text: piece.text });
      scanner.at = piece.end;
    } else {
      parts.push(
        char === '*' ? { kind: 'many' } : char === '?' ? { kind: 'one' } : { kind: 'literal', text: char },
      );
      scanner.at += 1;
    }
  }
  return joinPattern(parts);
}

function readPattern(scanner: Scanner, role: Role): void {
  const start = scanner.at;
  if (scanner.text.charAt(start) === '"') {
    const quoted = readQuoted(scanner.text, start);
    scanner.at = quoted.end;
    pushPattern(scanner, role, start, joinPattern([{ kind: 'literal', text: quoted.text }]));
  } else {
    pushPattern(scanner, role, start, readWord(scanner, /[\s()"]/));
  }
  requireEnd(scanner, /\)/);
}

function pushPattern(scanner: Scanner, role: Role, start: number, pattern: Pattern): void {
  scanner.tokens.push({ kind: 'pattern', role, pattern, start, end: scanner.at });
}

/** Where the slash stands that closes the regular expression opened at `at`; null when there is none. */
function endOfRegex(text: string, at: number): number | null {
  const body = matchAt(/\/(?:[^/\\]|\\.)*\//suy, text, at);
  return body === null ? null : at + body.length - 1;
}

function pushRegex(scanner: Scanner, role: Role, close: number): void {
  const start = scanner.at;
  const body = scanner.text.slice(start + 1, close);
  if (body === '') throw new QueryFault(start, 2, 'A regular expression was expected between the slashes.');
  const source = body.replace(/\\(.)/gsu, (found, char: string) => (char === '/' ? '/' : found));
  scanner.at = close + 1;
  scanner.tokens.push({ kind: 'regex', role, source, start, end: scanner.at });
  requireEnd(scanner, /\)/);
}

function readRegexValue(scanner: Scanner): void {
  const close = endOfRegex(scanner.text, scanner.at);
  if (close === null) {
    const length = scanner.text.length - scanner.at;
    const message = 'A closing “/” was expected; a value that only begins with “/” stands in quotes.';
    throw new QueryFault(scanner.at, length, message);
  }
  pushRegex(scanner, 'value', close);
}

function readComparison(scanner: Scanner): void {
  const start = scanner.at;
  const operator = (matchAt(/[<>]=?/y, scanner.text, start) ?? '<') as ComparisonOperator;
  scanner.at += operator.length;
  scanner.tokens.push({ kind: 'compare', operator, start, end: scanner.at });
  skipSpace(scanner);
  const next = scanner.text.charAt(scanner.at);
  if (next === '' || /[()]/.test(next)) {
    throw new QueryFault(scanner.at, next.length, `A value was expected after “${operator}”.`);
  }
  scanner.tokens.push({ ...readBound(scanner, /[\s()"]/), kind: 'bound' });
  requireEnd(scanner, /\)/);
}

/** Reads one plain value, quoted or not; wildcards have no order and are a fault. */
function readBound(scanner: Scanner, stop: RegExp): Span & { readonly value: string } {
  const start = scanner.at;
  if (scanner.text.charAt(start) === '"') {
    const quoted = readQuoted(scanner.text, start);
    scanner.at = quoted.end;
    return { value: quoted.text, start, end: quoted.end };
  }
  const pattern = readWord(scanner, stop);
  if (pattern.some((part) => part.kind !== 'literal')) {
    const message =
      'A plain value was expected: what is compared cannot hold “*” or “?”, unless it stands in quotes.';
    throw new QueryFault(start, scanner.at - start, message);
  }
  return {
    value: pattern.map((part) => (part.kind === 'literal' ? part.text : '')).join(''),
    start,
    end: scanner.at,
  };
}

function readRangeEnd(scanner: Scanner, side: 'lower' | 'upper'): void {
  skipSpace(scanner);
  const start = scanner.at;
  const open = matchAt(/\*(?=[\s\]}]|$)/y, scanner.text, start);
  if (open !== null) {
    scanner.at += 1;
    scanner.tokens.push({ kind: 'bound', value: null, start, end: scanner.at });
    return;
  }
  const stop = /[\s\]}()"]/;
  const next = scanner.text.charAt(start);
  if (next === '' || (next !== '"' && stop.test(next))) {
    throw new QueryFault(start, next.length, `The ${side} end of the range, or “*”, was expected.`);
  }
  scanner.tokens.push({ ...readBound(scanner, stop), kind: 'bound' });
  requireEnd(scanner, /[\]}]/);
}

function readRange(scanner: Scanner): void {
  const { text, tokens } = scanner;
  const start = scanner.at;
  scanner.at += 1;
  tokens.push({ kind: 'rangeOpen', inclusive: text.charAt(start) === '[', start, end: scanner.at });
  readRangeEnd(scanner, 'lower');
  skipSpace(scanner);
  const to = matchAt(/TO(?=\s|$)/iy, text, scanner.at);
  if (to === null) {
    const found = matchAt(/[^\s]*/y, text, scanner.at) ?? '';
    throw new QueryFault(scanner.at, found.length, '“TO” was expected between the two ends of the range.');
  }
  tokens.push({ kind: 'to', start: scanner.at, end: scanner.at + 2 });
  scanner.at += 2;
  readRangeEnd(scanner, 'upper');
  skipSpace(scanner);
  const close = text.charAt(scanner.at);
  if (close !== ']' && close !== '}') {
    throw new QueryFault(scanner.at, close.length, '“]” or “}” was expected at the end of the range.');
  }
  scanner.at += 1;
  tokens.push({ kind: 'rangeClose', inclusive: close === ']', start: scanner.at - 1, end: scanner.at });
  requireEnd(scanner, /\)/);
}

function readValue(scanner: Scanner): void {
  const char = scanner.text.charAt(scanner.at);
  if (char === '[' || char === '{') readRange(scanner);
  else if (char === '<' || char === '>') readComparison(scanner);
  else if (char === '/') readRegexValue(scanner);
  else readPattern(scanner, 'value');
}

function keywordAt(scanner: Scanner): string | null {
  const word = matchAt(/[^\s()"]+/y, scanner.text, scanner.at);
  return word !== null && KEYWORDS.has(word) ? word : null;
}

function readAfterField(scanner: Scanner, path: readonly string[]): void {
  skipSpace(scanner);
  const next = scanner.text.charAt(scanner.at);
  const keyword = keywordAt(scanner);
  if (next === '' || next === ')' || keyword !== null) {
    const hint = keyword === null ? '' : `; “${keyword}” as a value stands in quotes`;
    const message = `A value was expected after “${fieldName(path)}:”${hint}.`;
    throw new QueryFault(scanner.at, keyword?.length ?? next.length, message);
  }
  if (next === '(') {
    scanner.groups.push('list');
    scanner.tokens.push({ kind: 'listOpen', start: scanner.at, end: scanner.at + 1 });
    scanner.at += 1;
  } else {
    readValue(scanner);
  }
}

/** Where the slash stands that closes a regular expression that is a whole term; null when there is none. */
function endOfRegexTerm(text: string, at: number): number | null {
  const close = text.charAt(at) === '/' ? endOfRegex(text, at) : null;
  return close !== null && /^(?:$|[\s)])/.test(text.charAt(close + 1)) ? close : null;
}

function readTerm(scanner: Scanner): void {
  const { text, at } = scanner;
  const close = endOfRegexTerm(text, at);
  const field = close === null && matchAt(TEXT_LIKE, text, at) === null ? readFieldName(text, at) : null;
  if (close !== null) {
    pushRegex(scanner, 'text', close);
  } else if (field !== null) {
    scanner.at = field.end + 1;
    scanner.tokens.push({ kind: 'field', path: field.path, start: at, end: scanner.at });
    readAfterField(scanner, field.path);
  } else if (/^:(?!:)/.test(text.slice(at, at + 2))) {
    throw new QueryFault(at, 1, 'The name of a field was expected before “:”.');
  } else {
    readPattern(scanner, 'text');
  }
}

function readNegation(scanner: Scanner): void {
  const { text, at } = scanner;
  const next = text.charAt(at + 1);
  if (next === '' || /[\s)]/.test(next)) {
    const message = `What to leave out was expected right after “${text.charAt(at)}”.`;
    throw new QueryFault(at, 1, message);
  }
  scanner.tokens.push({ kind: 'not', start: at, end: at + 1 });
  scanner.at += 1;
}

function readClose(scanner: Scanner): void {
  if (scanner.groups.pop() === undefined) {
    throw new QueryFault(scanner.at, 1, 'This “)” closes nothing; a “(” was expected before it.');
  }
  scanner.tokens.push({ kind: 'close', start: scanner.at, end: scanner.at + 1 });
  scanner.at += 1;
}

function readToken(scanner: Scanner): void {
  const char = scanner.text.charAt(scanner.at);
  const place = scanner.groups.at(-1) ?? 'clause';
  const keyword = keywordAt(scanner);
  if (char === ')') {
    readClose(scanner);
  } else if (char === '(') {
    scanner.groups.push(place);
    scanner.tokens.push({ kind: 'open', start: scanner.at, end: scanner.at + 1 });
    scanner.at += 1;
  } else if (keyword !== null) {
    const kind = KEYWORDS.get(keyword) ?? 'and';
    scanner.tokens.push({ kind, start: scanner.at, end: scanner.at + keyword.length });
    scanner.at += keyword.length;
  } else if (char === '-' || char === '!') {
    readNegation(scanner);
  } else if (place === 'list') {
    readValue(scanner);
  } else {
    readTerm(scanner);
  }
}

/** Cuts a query into tokens; at a fault, those before it. Whether they make a query is for `parseQuery` to say. */
export function tokenize(text: string): { readonly tokens: readonly Token[]; readonly fault: Fault | null } {
  const scanner: Scanner = { text, tokens: [], groups: [], at: 0 };
  try {
    for (skipSpace(scanner); scanner.at < text.length; skipSpace(scanner)) readToken(scanner);
    return { tokens: scanner.tokens, fault: null };
  } catch (error) {
    if (error instanceof QueryFault) return { tokens: scanner.tokens, fault: error.fault };
    throw error;
  }
}
