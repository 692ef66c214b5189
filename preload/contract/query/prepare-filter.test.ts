import { expect, test } from 'vitest';
import { prepareFilter } from './prepare-filter.ts';

const actor = { field: 'actor', value: 'alice.dev' };

test.each([
  ['', 'actor:alice.dev|'],
  ['outcome:denied', 'outcome:denied AND actor:alice.dev|'],
  ['a OR b', '(a OR b) AND actor:alice.dev|'],
  ['actor:alice.dev AND b', 'actor:alice.dev| AND b'],
  ['-actor:alice.dev b', 'actor:alice.dev| b'],
  ['a AND (', 'a AND (|'],
])('%j is prepared as %j, the caret at the bar', (query, expected) => {
  const { text, caret } = prepareFilter(query, [actor]);
  expect(`${text.slice(0, caret)}|${text.slice(caret)}`).toBe(expected);
});

test('several values are prepared together, those of one field as alternatives', () => {
  const { text, caret } = prepareFilter('x', [
    actor,
    { field: 'actor', value: 'bob' },
    { field: 'errorCode', value: null },
  ]);
  expect(text).toBe('x AND (actor:alice.dev OR actor:bob) AND -errorCode:*');
  expect(caret).toBe(text.length);
});
