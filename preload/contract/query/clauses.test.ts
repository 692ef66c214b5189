import { describe, expect, test } from 'vitest';
import { clausesOf, replaceClause, withoutClause, withoutField } from './clauses.ts';

describe('the clauses of a query', () => {
  test('are its top-level AND parts, as written and where they stand', () => {
    const query = ' eventName:ConsoleLogin  NOT errorCode:* AND (a OR b) -userAgent:aws* ';
    expect(clausesOf(query)).toEqual([
      {
        text: 'eventName:ConsoleLogin',
        start: 1,
        end: 23,
        negated: false,
        field: 'eventName',
        value: 'ConsoleLogin',
        literal: true,
      },
      {
        text: 'NOT errorCode:*',
        start: 25,
        end: 40,
        negated: true,
        field: 'errorCode',
        value: '*',
        literal: false,
      },
      { text: '(a OR b)', start: 45, end: 53, negated: false, field: null, value: null, literal: false },
      {
        text: '-userAgent:aws*',
        start: 54,
        end: 69,
        negated: true,
        field: 'userAgent',
        value: 'aws*',
        literal: false,
      },
    ]);
  });

  test.each([
    ['EVENTNAME:"a\\"b"', 'eventName', 'a"b', false],
    ['"Access Denied"', null, 'Access Denied', false],
    ['-/a b/', null, '/a b/', true],
    ['eventName:(a OR -b)', 'eventName', '(a OR -b)', false],
    ['eventName:(a* NOT ab)', 'eventName', '(a* AND -ab)', false],
    ['-(eventName:a OR eventName:b)', 'eventName', '(a OR b)', true],
    ['eventName:a OR errorCode:b', null, null, false],
    ['--asn:[1 TO 2}', 'asn', '[1 TO 2}', false],
    ['requestParameters."x y":"*"', 'requestParameters."x y"', '*', false],
  ])('%j is one clause', (query, field, value, negated) => {
    expect(clausesOf(query)).toMatchObject([{ text: query, field, value, negated }]);
  });

  test('are none for an empty or a broken query', () => {
    expect(clausesOf('  ')).toEqual([]);
    expect(clausesOf('a AND (')).toEqual([]);
  });
});

test.each([
  ['a b AND c', 0, 'b AND c'],
  ['a b AND c', 1, 'a c'],
  ['a b AND c', 2, 'a b'],
  ['(a AND -b)', 1, '(a)'],
  ['(a)', 0, ''],
  ['a OR b', 0, ''],
  ['a b', 5, 'a b'],
  ['a (', 0, 'a ('],
])('%j without clause %i is %j', (query, index, rest) => {
  expect(withoutClause(query, index)).toBe(rest);
});

test.each([
  ['a b c', 1, 'x', 'a x c'],
  ['a b c', 1, 'x OR y', 'a (x OR y) c'],
  ['a b c', 1, 'eventName:(x OR y)', 'a eventName:(x OR y) c'],
  ['a b c', 1, '(x) OR (y)', 'a ((x) OR (y)) c'],
  ['a b c', 1, ' ', 'a c'],
  ['a OR b', 0, 'x OR y', 'x OR y'],
  ['a b', 0, '"x', 'a b'],
  ['a b', 2, 'x', 'a b'],
])('%j with clause %i replaced by %j is %j', (query, index, text, replaced) => {
  expect(replaceClause(query, index, text)).toBe(replaced);
});

test('a facet leaves out every clause of its own field', () => {
  const query = 'eventName:a -eventName:b eventName:(c OR d) errorCode:* (eventName:a OR x)';
  expect(withoutField(query, 'EventName')).toBe('errorCode:* (eventName:a OR x)');
});
