import { describe, expect, test } from 'vitest';
import { alternativesOf, invertClause, orClauses, splitAlternative } from './edit-clause.ts';
import { parseQuery } from './parse-query.ts';

describe('a clause', () => {
  test.each([
    ['a eventName:b', 1, 'a -eventName:b'],
    ['a NOT eventName:b', 1, 'a eventName:b'],
    ['--a b', 0, '-a b'],
    ['a OR b', 0, '-(a OR b)'],
    ['-(a OR b) c', 0, '(a OR b) c'],
    ['-(a OR b)', 0, '(a OR b)'],
    ['eventName:(a OR b) c', 0, '-eventName:(a OR b) c'],
    ['eventName:(Create* NOT CreateTags)', 0, '-eventName:(Create* NOT CreateTags)'],
    ['a', 3, 'a'],
    ['a (', 0, 'a ('],
  ])('is inverted: %j at %i becomes %j', (query, index, inverted) => {
    expect(invertClause(query, index)).toBe(inverted);
  });

  test.each([
    ['a AND eventName:b AND c', 2, 1, 'a AND (eventName:b OR c)'],
    ['eventName:a outcome:denied eventName:b', 2, 0, 'eventName:(a OR b) outcome:denied'],
    ['eventName:a eventName:(b OR c)', 0, 1, 'eventName:(b OR c OR a)'],
    ['actor:x ip AND -c', 0, 2, 'ip AND (-c OR actor:x)'],
    ['a a b', 0, 1, 'a b'],
    ['a b', 0, 0, 'a b'],
    ['a b', 0, 5, 'a b'],
  ])('becomes an alternative of another: %j, %i onto %i, is %j', (query, index, into, joined) => {
    expect(orClauses(query, index, into)).toBe(joined);
  });

  test('tells its alternatives', () => {
    expect(alternativesOf('x eventName:(a OR b)', 1)).toEqual(['eventName:a', 'eventName:b']);
    expect(alternativesOf('a OR (b c)', 0)).toEqual(['a', 'b AND c']);
    expect(alternativesOf('a b', 0)).toEqual([]);
    expect(alternativesOf('-(a OR b)', 0)).toEqual([]);
  });

  test.each([
    ['a AND (b OR c)', 1, 1, 'a AND b AND c'],
    ['eventName:(a OR b OR c)', 0, 0, 'eventName:(b OR c) AND eventName:a'],
    ['a OR b OR c', 0, 2, '(a OR b) AND c'],
    ['a b', 0, 0, 'a b'],
  ])('gives an alternative back to AND: %j, part %i, alternative %i, is %j', (query, index, at, split) => {
    expect(splitAlternative(query, index, at)).toBe(split);
  });

  test('joined and taken out again means the same', () => {
    const joined = orClauses('actor:x AND outcome:denied AND y', 2, 1);
    expect(joined).toBe('actor:x AND (outcome:denied OR y)');
    expect(splitAlternative(joined, 1, 1)).toBe('actor:x AND outcome:denied AND y');
    expect(parseQuery(joined).ok).toBe(true);
  });
});
