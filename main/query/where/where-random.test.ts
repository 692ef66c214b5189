import type { DuckDBConnection } from '@duckdb/node-api';
import { beforeAll, expect, test } from 'vitest';
import { findField } from '../../../preload/contract/model/field.ts';
import { parseQuery } from '../../../preload/contract/query/parse-query.ts';
import { printQuery } from '../../../preload/contract/query/print-query.ts';
import {
  type Condition,
  joinPattern,
  literalOf,
  type Pattern,
  type PatternPart,
  type QueryNode,
} from '../../../preload/contract/query/query-node.ts';
import {
  type CloudTrailRecord,
  columnValue,
  EVENTS,
  type Json,
  openEvents,
  search,
  type TestEvent,
  UNMARKED,
} from './where.fixture.ts';

type Random = () => number;

function createRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('Nothing to pick from.');
  return item;
}

// The evaluator: the same language over parsed records, written without a look at the SQL.

function isObject(value: Json | undefined): value is CloudTrailRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function elements(value: Json): readonly Json[] {
  return Array.isArray(value) ? value.flatMap(elements) : [value];
}

function valuesAt(value: Json, path: readonly string[]): readonly Json[] {
  const [key, ...rest] = path;
  if (key === undefined) return [value];
  return elements(value).flatMap((element) =>
    isObject(element) && key in element ? valuesAt(element[key] ?? null, rest) : [],
  );
}

function textsOf(value: Json): readonly string[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value.length === 0 ? ['[]'] : value.flatMap(textsOf);
  if (isObject(value)) return [JSON.stringify(value), ...Object.values(value).flatMap(textsOf)];
  return [String(value)];
}

function spellings(char: string): readonly string[] {
  const plain = /[\w :;.,@#$%()*[\]{}|~^!?-]/.test(char);
  const unit = (other: string) => `\\u${other.charCodeAt(0).toString(16).padStart(4, '0')}`;
  const json = JSON.stringify(char).slice(1, -1);
  const all = [char, json, unit(char), unit(char.toLowerCase()), unit(char.toUpperCase())];
  return plain ? [char] : [...all, ...(char === '/' ? ['\\/'] : [])];
}

/** The positions at which the pattern can end when it starts at one of `starts`. */
function run(
  text: string,
  pattern: Pattern,
  starts: readonly number[],
  spell: (char: string) => readonly string[],
) {
  const folded = text.toLowerCase();
  let ends = new Set(starts);
  const units: readonly (PatternPart | string)[] = pattern.flatMap(
    (part): readonly (PatternPart | string)[] => (part.kind === 'literal' ? [...part.text] : [part]),
  );
  for (const unit of units) {
    const next = new Set<number>();
    for (const at of ends) {
      if (typeof unit === 'string') {
        for (const spelled of spell(unit)) {
          if (folded.startsWith(spelled.toLowerCase(), at)) next.add(at + spelled.length);
        }
      } else if (unit.kind === 'one') {
        if (at < text.length) next.add(at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1));
      } else {
        for (let end = at; end <= text.length; end++) next.add(end);
      }
    }
    ends = next;
  }
  return ends;
}

function isPattern(text: string, pattern: Pattern): boolean {
  return run(text, pattern, [0], (char) => [char]).has(text.length);
}

function toNumber(text: string): number | null {
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}

function compare(operator: string, a: string | number, b: string | number): boolean {
  if (operator === '>') return a > b;
  if (operator === '>=') return a >= b;
  return operator === '<' ? a < b : a <= b;
}

function limits(condition: Condition): readonly (readonly [string, string])[] {
  if (condition.kind === 'compare') return [[condition.operator, condition.value]];
  if (condition.kind !== 'range') return [];
  const { from, to } = condition;
  return [
    ...(from === null ? [] : [[from.inclusive ? '>=' : '>', from.value] as const]),
    ...(to === null ? [] : [[to.inclusive ? '<=' : '<', to.value] as const]),
  ];
}

function textMeets(text: string, condition: Condition): boolean {
  if (condition.kind === 'exists') return true;
  if (condition.kind === 'matches') return isPattern(text, condition.pattern);
  if (condition.kind === 'regex') return new RegExp(condition.source, 'i').test(text);
  const bounds = limits(condition);
  if (bounds.length > 0 && bounds.every(([, bound]) => toNumber(bound) !== null)) {
    const number = toNumber(text);
    return number !== null && bounds.every(([operator, bound]) => compare(operator, number, Number(bound)));
  }
  return bounds.every(([operator, bound]) => compare(operator, text.toLowerCase(), bound.toLowerCase()));
}

/** The stretch of time that a prefix of `2023-07-10T11:42:00` stands for. */
function stretch(text: string): readonly [number, number] {
  const first = '0001-01-01T00:00:00';
  const start = Date.parse(`${text}${first.slice(text.length)}Z`);
  const next = new Date(start);
  if (text.length === 4) next.setUTCFullYear(next.getUTCFullYear() + 1);
  else if (text.length === 7) next.setUTCMonth(next.getUTCMonth() + 1);
  else next.setTime(start + ({ 10: 86_400_000, 13: 3_600_000, 16: 60_000 }[text.length] ?? 1000));
  return [start, next.getTime()];
}

function timeMeets(text: string, condition: Condition): boolean {
  const literal = condition.kind === 'matches' ? literalOf(condition.pattern) : null;
  const at = Date.parse(text);
  if (literal !== null) {
    const [start, end] = stretch(literal);
    return at >= start && at < end;
  }
  if (condition.kind !== 'compare' && condition.kind !== 'range') return textMeets(text, condition);
  return limits(condition).every(([operator, bound]) => {
    const [start, end] = stretch(bound);
    if (operator === '>') return at >= end;
    if (operator === '>=') return at >= start;
    return operator === '<' ? at < start : at < end;
  });
}

function numberMeets(value: number, condition: Condition): boolean {
  const literal = condition.kind === 'matches' ? literalOf(condition.pattern) : null;
  return literal === null ? textMeets(String(value), condition) : value === Number(literal);
}

/** An address in the one form that browsers give it; anything else unchanged. */
function canonicalAddress(text: string): string {
  return text.includes(':') && URL.canParse(`http://[${text}]`) ? new URL(`http://[${text}]`).hostname : text;
}

function addressMeets(text: string, condition: Condition): boolean {
  const literal = condition.kind === 'matches' ? literalOf(condition.pattern) : null;
  if (literal === null) return textMeets(text, condition);
  return canonicalAddress(text).toLowerCase() === canonicalAddress(literal).toLowerCase();
}

function fieldMeets(event: TestEvent, path: readonly string[], condition: Condition): boolean {
  const field = findField(path.join('.'));
  if (field === undefined || field.kind === 'json') {
    const values = valuesAt(event.record, path);
    if (condition.kind === 'exists') return values.some((value) => value !== null);
    return values.flatMap(textsOf).some((text) => textMeets(text, condition));
  }
  const value = columnValue(event, field);
  if (value === null || condition.kind === 'exists') return value !== null;
  if (field.kind === 'time') return timeMeets(String(value), condition);
  if (field.kind === 'address') return addressMeets(String(value), condition);
  return typeof value === 'number' ? numberMeets(value, condition) : textMeets(String(value), condition);
}

function evaluate(node: QueryNode, event: TestEvent): boolean {
  switch (node.kind) {
    case 'and':
      return node.operands.every((operand) => evaluate(operand, event));
    case 'or':
      return node.operands.some((operand) => evaluate(operand, event));
    case 'not':
      return !evaluate(node.operand, event);
    case 'field':
      return fieldMeets(event, node.path, node.condition);
    case 'text': {
      const { condition } = node;
      if (condition.kind === 'regex') return new RegExp(condition.source, 'i').test(event.raw);
      const starts = Array.from({ length: event.raw.length + 1 }, (_, i) => i);
      return run(event.raw, condition.pattern, starts, spellings).size > 0;
    }
  }
}

// The generator: conditions made from what the records hold, so that a fair part of them match.

const SPAN = { start: 0, end: 0 };

function leavesOf(value: Json, path: readonly string[]): readonly (readonly [readonly string[], string])[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value.flatMap((element) => leavesOf(element, path));
  if (isObject(value))
    return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
  return [[path, String(value)]];
}

const LEAVES = EVENTS.flatMap((event) => [...leavesOf(event.record, []), ...leavesOf(event.derived, [])]);

/** What `eventTime` and the numbers and booleans can be asked for without being a fault. */
function randomTyped(random: Random, kind: 'time' | 'number' | 'boolean', sample: string): Condition {
  const value = kind === 'time' ? sample.slice(0, pick(random, [4, 7, 10, 13, 16, 19])) : sample;
  if (kind === 'boolean' || random() < 0.4)
    return { kind: 'matches', pattern: joinPattern([{ kind: 'literal', text: value }]) };
  return randomOrder(random, value, value);
}

function randomOrder(random: Random, low: string, high: string): Condition {
  const inclusive = () => random() < 0.5;
  if (random() < 0.5) {
    return { kind: 'compare', operator: pick(random, ['<', '<=', '>', '>='] as const), value: low };
  }
  return {
    kind: 'range',
    from: random() < 0.2 ? null : { value: low, inclusive: inclusive() },
    to: random() < 0.2 ? null : { value: high, inclusive: inclusive() },
  };
}

function changeCase(random: Random, text: string): string {
  return pick(random, [text, text, text.toUpperCase(), text.toLowerCase()]);
}

function randomPattern(random: Random, text: string): Pattern {
  if (random() < 0.35) return joinPattern([{ kind: 'literal', text: changeCase(random, text) }]);
  const parts = [...changeCase(random, text)].flatMap((char): readonly PatternPart[] => {
    if (random() < 0.05) return [{ kind: 'one' }];
    return random() < 0.05 ? [{ kind: 'many' }] : [{ kind: 'literal', text: char }];
  });
  const cut = Math.floor(random() * parts.length);
  return joinPattern(
    pick<readonly PatternPart[]>(random, [
      parts,
      [{ kind: 'many' }, ...parts.slice(cut)],
      [...parts.slice(0, cut), { kind: 'many' }],
      [{ kind: 'many' }, ...parts.slice(cut, cut + 6), { kind: 'many' }],
    ]),
  );
}

function randomRegex(random: Random, text: string): string {
  const ascii = text.replace(/[^\w ./-]/g, '.').slice(0, 12);
  const quoted = ascii.replace(/[.]/g, '\\.').replace(/\\\.(?=\w)/g, '.');
  const body = quoted === '' ? 'x?' : quoted;
  return pick(random, [body, `^${body}`, `(zzz|${body})$`, `[a-f]+.*${body}`, `\\d{2,}`]);
}

function randomCondition(random: Random, path: readonly string[], sample: string): Condition {
  const kind = findField(path.join('.'))?.kind ?? 'json';
  if (random() < 0.12) return { kind: 'exists' };
  if (kind === 'time' || kind === 'number' || kind === 'boolean') return randomTyped(random, kind, sample);
  if (random() < 0.15) return { kind: 'regex', source: randomRegex(random, sample) };
  if (random() < 0.2 && kind !== 'address') return randomOrder(random, sample, pick(random, LEAVES)[1]);
  const pattern = randomPattern(random, sample);
  const [part] = pattern;
  return pattern.length === 1 && part?.kind === 'many' ? { kind: 'exists' } : { kind: 'matches', pattern };
}

function randomLeaf(random: Random): QueryNode {
  const [path, value] = pick(random, LEAVES);
  if (random() < 0.2) {
    const cut = Math.floor((random() * value.length) / 2);
    const condition =
      random() < 0.2
        ? ({ kind: 'regex', source: randomRegex(random, value) } as const)
        : ({ kind: 'matches', pattern: randomPattern(random, value.slice(cut)) } as const);
    return { kind: 'text', condition, span: SPAN };
  }
  const shorter = random() < 0.15 && path.length > 1 ? path.slice(0, -1) : path;
  const asked = random() < 0.05 ? pick(random, UNMARKED).name.split('.') : shorter;
  const sample =
    asked === path || asked === shorter
      ? value
      : (LEAVES.find(([p]) => p.join() === asked.join())?.[1] ?? '1');
  const condition = randomCondition(random, asked, sample);
  return { kind: 'field', path: asked, condition, span: SPAN, valueSpan: SPAN };
}

function randomNode(random: Random, depth: number): QueryNode {
  const dice = random();
  if (depth === 0 || dice < 0.4) return randomLeaf(random);
  if (dice < 0.55) return { kind: 'not', operand: randomNode(random, depth - 1), span: SPAN };
  const operands = Array.from({ length: 2 + Math.floor(random() * 2) }, () => randomNode(random, depth - 1));
  return { kind: dice < 0.8 ? 'or' : 'and', operands, span: SPAN };
}

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await openEvents();
});

test('finds the same events as an evaluator over the parsed records, for 600 random queries', async () => {
  const random = createRandom(20_230_710);
  let telling = 0;
  for (let i = 0; i < 600; i++) {
    const query = printQuery(randomNode(random, i % 4));
    const parsed = parseQuery(query);
    if (!parsed.ok || parsed.node === null) throw new Error(`Not a query: ${query}`);
    const { node } = parsed;
    const expected = EVENTS.flatMap((event, n) => (evaluate(node, event) ? [n] : []));
    expect({ query, found: await search(connection, query) }).toEqual({ query, found: expected });
    if (expected.length > 0 && expected.length < EVENTS.length) telling += 1;
  }
  expect(telling).toBeGreaterThan(300);
});
