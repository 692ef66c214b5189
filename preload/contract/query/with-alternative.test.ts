import { describe, expect, test } from 'vitest';
import { clausesOf } from './clauses.ts';
import { parseQuery } from './parse-query.ts';
import { printQuery } from './print-query.ts';
import { withAlternative } from './with-alternative.ts';

const or = (query: string, value: string | null, field = 'eventName') =>
  withAlternative(query, { field, value });

describe('a value as an alternative', () => {
  test.each([
    ['eventName:a', 'eventName:(a OR b)'],
    ['eventName:(a OR c)', 'eventName:(a OR c OR b)'],
    ['EVENTNAME:a outcome:denied', 'eventName:(a OR b) outcome:denied'],
    ['outcome:denied AND eventName:Get*', 'outcome:denied AND eventName:(Get* OR b)'],
    ['eventName:(Create* NOT CreateTags)', 'eventName:(Create* AND -CreateTags OR b)'],
    ['-eventName:*', 'eventName:(-* OR b)'],
  ])('joins the clause of its field: %j becomes %j', (query, widened) => {
    expect(or(query, 'b')).toBe(widened);
  });

  test.each([
    ['outcome:denied', 'outcome:denied OR eventName:b'],
    ['outcome:denied actor:x', '(outcome:denied actor:x) OR eventName:b'],
    ['a OR c', 'a OR c OR eventName:b'],
    ['-eventName:a', '-eventName:a OR eventName:b'],
    ['(eventName:a OR x) y', '((eventName:a OR x) y) OR eventName:b'],
  ])('widens the whole query where no clause is about its field: %j becomes %j', (query, widened) => {
    expect(or(query, 'b')).toBe(widened);
  });

  test('that is there already changes nothing', () => {
    for (const query of ['eventName:b', 'eventName:(a OR "b")', 'x OR eventName:b'])
      expect(or(query, 'b')).toBe(query);
  });

  test('changes nothing about all events, nor a broken query', () => {
    for (const query of ['', '  ', 'a AND (']) expect(or(query, 'b')).toBe(query);
  });

  test('of no value asks for the events without the field as well', () => {
    expect(or('errorCode:X', null, 'errorCode')).toBe('errorCode:(X OR -*)');
    expect(or('a', null, 'errorCode')).toBe('a OR -errorCode:*');
  });

  test.each(['', '*', '"', 'a OR b', ')', '\\', '-x', '\u202e', 'TO', 'a:b'])(
    'stays the value %j',
    (value) => {
      const widened = or('outcome:denied AND eventName:a', value);
      const parsed = parseQuery(widened);
      expect(parsed.ok && printQuery(parsed.node)).toBe(widened);
      expect(clausesOf(widened)).toHaveLength(2);
      expect(or(widened, value)).toBe(widened);
    },
  );
});
