import { expect, test } from 'vitest';
import { fieldName } from './field-path.ts';
import { parseQuery } from './parse-query.ts';
import { pathSegments } from './path-segments.ts';
import { printQuery } from './print-query.ts';
import { type Condition, joinPattern, type Pattern, type PatternPart, type QueryNode } from './query-node.ts';

type Random = () => number;

function createRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
}

const SPAN = { start: 0, end: 0 };
const WORDS = [
  ...[
    '',
    'a',
    'Console Login',
    'AND',
    'OR',
    'NOT',
    'TO',
    '&&',
    '||',
    'to',
    '*',
    '?',
    '-x',
    '!x',
    '+x',
    '/x/',
    '/',
    '\\',
  ],
  ...[
    '"',
    '""',
    '\\"',
    '(',
    ')',
    '[a TO b]',
    '{',
    '}',
    '>5',
    '<=',
    ':',
    '::1',
    'a:b',
    '2001:db8::/32',
    'x\ny',
    '\t',
    '\r',
  ],
  ...[
    '\u0000',
    '\u001b[31m',
    '\u00a0',
    '\u202e',
    '\u2028',
    '\ud800',
    '\udc00',
    '😀',
    'Åsa',
    'e\u0301',
    '日本',
    '\u{e0041}',
  ],
  ...[
    'arn:aws:s3:::b/*',
    'https://a/b',
    '12',
    '-1.5',
    '1e3',
    '2023-07-10T12:00:00Z',
    "'; drop table event; --",
    '%_',
    '#~$^',
  ],
  ...[
    'AROAEXAMPLEEXAMPLE123',
    'arn',
    'https',
    'dead',
    'beef',
    'true',
    'null',
    '\\u0041',
    '\\n',
    'x\\',
    '.',
    '..',
    '=',
    '@x',
    ',',
  ],
];
const PATHS = [
  ['eventName'],
  ['userIdentity', 'type'],
  ['requestParameters', 'x-amz-acl'],
  ['requestParameters', 'a.b', 'c d'],
  ...WORDS.filter((word) => word !== 'arn').map((word) => [word]),
  ...WORDS.map((word) => ['requestParameters', word, 'x']),
  ['arn'],
];
const REGEXES = [
  'a',
  '^Create(User|Role)$',
  'a/b',
  '\\/'.replace('\\', ''),
  '\\d+\\.',
  '\\\\',
  '[/"]',
  ' ',
  '"',
  '(?i)x',
  '😀',
  ':',
  ')',
];

function createGenerator(random: Random) {
  const pick = <T>(items: readonly T[]): T => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new Error('Nothing to pick from.');
    return item;
  };
  const pattern = (): Pattern => {
    if (random() < 0.6) return joinPattern([{ kind: 'literal', text: pick(WORDS) }]);
    return joinPattern(
      Array.from({ length: 1 + Math.floor(random() * 4) }, () =>
        pick<PatternPart>([{ kind: 'many' }, { kind: 'one' }, { kind: 'literal', text: pick(WORDS) }]),
      ),
    );
  };
  const bound = () => (random() < 0.3 ? null : { value: pick(WORDS), inclusive: random() < 0.5 });
  const condition = (): Condition => {
    const dice = random();
    if (dice < 0.1) return { kind: 'exists' };
    if (dice < 0.2) return { kind: 'regex', source: pick(REGEXES) };
    if (dice < 0.3)
      return { kind: 'compare', operator: pick(['<', '<=', '>', '>='] as const), value: pick(WORDS) };
    if (dice < 0.4) return { kind: 'range', from: bound(), to: bound() };
    const parts = pattern();
    return parts.length === 1 && parts[0]?.kind === 'many'
      ? { kind: 'exists' }
      : { kind: 'matches', pattern: parts };
  };
  const leaf = (): QueryNode => {
    if (random() < 0.3) {
      const regex = { kind: 'regex', source: pick(REGEXES) } as const;
      const text = random() < 0.2 ? regex : ({ kind: 'matches', pattern: pattern() } as const);
      return { kind: 'text', condition: text, span: SPAN };
    }
    const path = pathSegments(fieldName(random() < 0.5 ? ['eventName'] : pick(PATHS)));
    return { kind: 'field', path, condition: condition(), span: SPAN, valueSpan: SPAN };
  };
  const node = (depth: number): QueryNode => {
    const dice = random();
    if (depth === 0 || dice < 0.3) return leaf();
    if (dice < 0.5) return { kind: 'not', operand: node(depth - 1), span: SPAN };
    const operands = Array.from({ length: 2 + Math.floor(random() * 3) }, () => node(depth - 1));
    return { kind: dice < 0.75 ? 'and' : 'or', operands, span: SPAN };
  };
  return node;
}

/** A tree without the places where its parts stood in the text. */
function withoutSpans(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, inner: unknown) =>
      key === 'span' || key === 'valueSpan' ? undefined : inner,
    ),
  );
}

test('parsing a printed query gives the query, for 20,000 random ones', () => {
  const generate = createGenerator(createRandom(42));
  for (let i = 0; i < 20_000; i++) {
    const node = generate(i % 5);
    const printed = printQuery(node);
    const parsed = parseQuery(printed);
    expect({ printed, parsed: parsed.ok ? withoutSpans(parsed.node) : parsed.fault }).toEqual({
      printed,
      parsed: withoutSpans(node),
    });
    expect(printed).toMatch(/^[^\p{Cc}\u2028\u2029]*$/u);
    if (parsed.ok) expect(printQuery(parsed.node)).toBe(printed);
  }
});

test('the name of a field gives its keys back, whatever they hold', () => {
  for (const path of PATHS) expect(pathSegments(fieldName(path))).toEqual(path);
});
