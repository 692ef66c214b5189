import { expect, test } from 'vitest';
import { selectedPair } from './selected-pair.ts';

const rowAt = (position: number) => (position < 100 ? { recordId: 1000 + position } : undefined);

test('Two selected rows are a pair in the order of the table, whichever was selected first', () => {
  expect(selectedPair({ anchor: 4, focus: 5 }, rowAt)).toEqual([1004, 1005]);
  expect(selectedPair({ anchor: 5, focus: 4 }, rowAt)).toEqual([1004, 1005]);
});

test('Fewer or more rows, or rows that have not been read, are none', () => {
  expect(selectedPair(null, rowAt)).toBeNull();
  expect(selectedPair({ anchor: 4, focus: 4 }, rowAt)).toBeNull();
  expect(selectedPair({ anchor: 4, focus: 6 }, rowAt)).toBeNull();
  expect(selectedPair({ anchor: 99, focus: 100 }, rowAt)).toBeNull();
});
