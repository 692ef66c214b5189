import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { beforeAll, expect, test } from 'vitest';
import { findRegexFault } from './where-regex.ts';

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(':memory:')).connect();
});

async function runsInDuckDB(source: string): Promise<boolean> {
  try {
    await connection.run("select regexp_matches('abc', $source, 'i')", { source });
    return true;
  } catch {
    return false;
  }
}

test.each([
  ['(?=a)', 0, 3, 'Look-ahead and look-behind are not supported in regular expressions.'],
  ['a(?<!b)', 1, 4, 'Look-ahead and look-behind are not supported in regular expressions.'],
  ['(a)\\1', 3, 2, 'Back references are not supported in regular expressions.'],
  ['(a)\\k<n>', 3, 5, 'Back references are not supported in regular expressions.'],
  ['(?>a)', 0, 3, 'After “(?” one of the flags i m s U, “:” or “P<name>” was expected.'],
  ['a\\Z', 1, 2, '“\\Z” is not an escape that regular expressions know.'],
  ['a\\', 1, 1, 'A character was expected after “\\”; \\\\ is a backslash itself.'],
  ['x(a', 1, 1, 'A closing parenthesis was expected for this one.'],
  ['a)', 1, 1, 'This “)” closes nothing; a “(” was expected before it.'],
  ['x[a', 1, 1, 'A closing “]” was expected for this one.'],
  ['[b-a]', 1, 3, 'A range from the lower to the higher character was expected.'],
  ['a|*', 2, 1, 'Something to repeat was expected before this.'],
  ['a*+', 2, 1, 'Only one repetition in a row was expected.'],
  ['a{1001}', 1, 6, 'A repetition from fewer to more, of at most 1000, was expected.'],
  ['(a{50}){50}', 7, 4, 'Repetitions that multiply to at most 1000 were expected.'],
  ['[[:foo:]]', 1, 7, 'The name of a class was expected, such as [:alpha:].'],
  ['\\p{Foo}', 0, 7, 'A Unicode class was expected, such as \\p{L} or \\p{Greek}.'],
  ['\\pL{1000}', 0, 9, 'A smaller regular expression was expected: this one repeats too much.'],
])('%j is faulty, and DuckDB refuses it too', async (source, position, length, message) => {
  expect(findRegexFault(source)).toEqual({ position, length, message });
  expect(await runsInDuckDB(source)).toBe(false);
});

const PIECES = [
  ...[
    'a',
    'b',
    'é',
    '😀',
    '.',
    '^',
    '$',
    '*',
    '+',
    '?',
    '??',
    '{2}',
    '{2,}',
    '{3,1}',
    '{500}',
    '{1001}',
    '{01}',
    '{,2}',
  ],
  ...[
    '{',
    '}',
    '(',
    '(?:',
    '(?i)',
    '(?i-s:',
    '(?P<n>',
    '(?=',
    '(?<n>',
    '(?x)',
    ')',
    '|',
    '[',
    '[^',
    ']',
    '-',
    'a-z',
    'z-a',
  ],
  ...[
    '\\d',
    '\\D',
    '\\b',
    '\\A',
    '\\Z',
    '\\z',
    '\\C',
    '\\K',
    '\\Q',
    '\\E',
    '\\p',
    '\\pL',
    '\\p{^Lu}',
    '\\p{Foo}',
    '\\P{Han}',
  ],
  ...[
    '\\1',
    '\\12',
    '\\0',
    '\\8',
    '\\x41',
    '\\x{41}',
    '\\x{110000}',
    '\\x4',
    '\\n',
    '\\e',
    '\\_',
    '\\.',
    '\\é',
    '\\',
    '\\k<n>',
  ],
  ...['[:alpha:]', '[[:alpha:]]', '[[:foo:]]', '[:', ':]', '/', '"', '\n', ' '],
];

test('what passes runs in DuckDB and what does not pass would not, for 8,000 random expressions', async () => {
  let state = 1;
  const next = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor(((state >>> 8) / 2 ** 24) * below);
  };
  for (let i = 0; i < 8_000; i++) {
    const source = Array.from({ length: 1 + next(7) }, () => PIECES[next(PIECES.length)]).join('');
    const fault = findRegexFault(source);
    const tooLarge = fault?.message.includes('repeats too much') ?? false;
    if (!tooLarge)
      expect({ source, runs: fault === null }).toEqual({ source, runs: await runsInDuckDB(source) });
    if (fault !== null) expect(fault.position + fault.length).toBeLessThanOrEqual(source.length);
  }
});

test('an expression of 20,000 characters, or of a thousand levels, is judged at once', () => {
  expect(findRegexFault('a'.repeat(20_000))).toBeNull();
  expect(findRegexFault('('.repeat(10_000))?.message).toBe('At most 200 groups within groups were expected.');
});
