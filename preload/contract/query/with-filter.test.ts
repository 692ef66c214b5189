import { describe, expect, test } from 'vitest';
import { clausesOf } from './clauses.ts';
import { fieldClause } from './field-clause.ts';
import { isPathField } from './is-path-field.ts';
import { joinQueries } from './join-queries.ts';
import { parseQuery } from './parse-query.ts';
import { pathSegments } from './path-segments.ts';
import { withExists } from './with-exists.ts';
import { withFilter } from './with-filter.ts';

const HOSTILE = [
  ...[
    '',
    ' ',
    'a b',
    '*',
    '?',
    'a*',
    '"',
    '\\',
    '\\"',
    '"\\',
    '(',
    ')',
    '((',
    ':',
    'a:b',
    '/',
    '/x/',
    '//',
    '[a TO b]',
  ],
  ...[
    'AND',
    'OR',
    'NOT',
    'TO',
    'a OR b',
    'a AND -b',
    '&&',
    '||',
    '-a',
    '!a',
    '+a',
    '>5',
    '<script>',
    '{"a":1}',
    '^~',
  ],
  ...[
    "'; drop table event; --",
    '%',
    '_',
    '$q0',
    '\n',
    'a\nb',
    '\r\n',
    '\t',
    '\u0000',
    '\u001b[2J',
    '\u0085',
    '\u2028',
  ],
  ...[
    '\u202eabc',
    '\ud800',
    'x\udc00',
    '\u{1f600}',
    '\ufeff',
    'e\u0301',
    'x\\',
    '\\u0041',
    '\\n',
    'null',
    'true',
    '12',
  ],
];

describe('a clause for a value', () => {
  test.each(HOSTILE)('means exactly %j', (value) => {
    for (const field of ['eventName', 'requestParameters."x y"', 'arn', value]) {
      const clause = fieldClause(field, value);
      expect(clausesOf(clause)).toMatchObject([{ text: clause, negated: false, value, literal: true }]);
      expect(clausesOf(`${clause} AND (b OR ${clause})`)).toHaveLength(2);
      expect(clause).not.toMatch(/[\p{Cc}\p{Cf}\u2028\ud800]/u);
    }
  });

  test('is as plain as it can be', () => {
    expect(fieldClause('eventname', 'ConsoleLogin')).toBe('eventName:ConsoleLogin');
    expect(fieldClause('readOnly', true)).toBe('readOnly:true');
    expect(fieldClause('latitude', -8.5)).toBe('latitude:"-8.5"');
    expect(fieldClause('userIdentity.arn', 'arn:aws:iam::1:root')).toBe(
      'userIdentity.arn:"arn:aws:iam::1:root"',
    );
  });
});

describe('a filter', () => {
  const filter = (query: string, value: string | number | boolean | null, exclude = false) =>
    withFilter(query, { field: 'errorCode', value, exclude });

  test('is added with AND, in front of an OR in parentheses', () => {
    expect(filter('', 'X')).toBe('errorCode:X');
    expect(filter(' a b ', 'X', true)).toBe('a b AND -errorCode:X');
    expect(filter('a OR b', 'X')).toBe('(a OR b) AND errorCode:X');
    expect(filter('(a OR b)', 'X')).toBe('(a OR b) AND errorCode:X');
    expect(filter('eventName:(a OR b)', 'X')).toBe('eventName:(a OR b) AND errorCode:X');
  });

  test('that is there already changes nothing, however it is written', () => {
    for (const query of ['errorCode:X', 'a ERRORCODE: "X" b', '(errorCode:X)'])
      expect(filter(query, 'X')).toBe(query);
    expect(filter('a NOT errorCode:X', 'X', true)).toBe('a NOT errorCode:X');
    expect(filter(filter('a', 'X'), 'X')).toBe('a AND errorCode:X');
  });

  test('takes the place of its opposite', () => {
    expect(filter('a NOT errorCode:X b', 'X')).toBe('a errorCode:X b');
    expect(filter('errorCode:X', 'X', true)).toBe('-errorCode:X');
    expect(filter('errorCode:*', null)).toBe('-errorCode:*');
    expect(withExists('a AND -errorCode:*', 'errorCode', false)).toBe('a AND errorCode:*');
  });

  test('for no value asks for events that lack the field', () => {
    expect(filter('a', null)).toBe('a AND -errorCode:*');
    expect(filter('a', null, true)).toBe('a AND errorCode:*');
  });

  test('leaves a broken query as it is', () => {
    expect(filter('a AND (', 'X')).toBe('a AND (');
  });

  test.each(HOSTILE)('for %j stays one clause, and its opposite replaces it', (value) => {
    const added = filter('a OR b', value);
    expect(clausesOf(added)).toHaveLength(2);
    expect(filter(added, value)).toBe(added);
    expect(clausesOf(filter(added, value, true))[1]).toMatchObject({ negated: true, value });
  });
});

test.each([
  ['', '', ''],
  ['a', ' ', 'a'],
  ['', 'a', 'a'],
  ['a', 'b', 'a AND b'],
  ['a OR b', 'c', '(a OR b) AND c'],
  ['a', 'b OR c', 'a AND (b OR c)'],
  ['a b', '-c', 'a b AND -c'],
  ['(a) OR (b)', '(c OR d)', '((a) OR (b)) AND (c OR d)'],
  ['a)', '(b', 'a)'],
  ['a', '"b', '"b'],
])('%j joined with %j is %j', (a, b, joined) => {
  expect(joinQueries(a, b)).toBe(joined);
});

test('a broken query joined with another stays broken', () => {
  for (const broken of ['(', ')', '"', 'a OR', 'x\\', '-', 'f:[a', 'f:/']) {
    for (const [a, b] of [
      [broken, 'c'],
      ['c', broken],
      [broken, ''],
      [broken, broken],
    ] as const) {
      expect(parseQuery(joinQueries(a, b)).ok).toBe(false);
    }
  }
});

test('the names of fields tell their keys, and whether they are catalogued', () => {
  expect(pathSegments('USERIDENTITY.type')).toEqual(['userIdentity', 'type']);
  expect(pathSegments('requestParameters."a.b".c')).toEqual(['requestParameters', 'a.b', 'c']);
  expect(pathSegments('a b')).toEqual(['a b']);
  expect(isPathField('eventname')).toBe(false);
  expect(isPathField('requestParameters.groupId')).toBe(true);
  expect(isPathField('a..b')).toBe(false);
});
