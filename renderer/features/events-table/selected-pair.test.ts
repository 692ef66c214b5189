import { expect, test } from 'vitest';
import { extendTo, selectAll, selectOnly, toggleRow } from './row-selection.ts';
import { selectedPair } from './selected-pair.ts';

const rowAt = (position: number) => (position < 100 ? { recordId: 1000 + position } : undefined);

test('Two selected rows are a pair in the order of the table, whichever was selected first', () => {
  expect(selectedPair(extendTo(5, selectOnly(4), false), rowAt)).toEqual([1004, 1005]);
  expect(selectedPair(extendTo(4, selectOnly(5), false), rowAt)).toEqual([1004, 1005]);
});

test('Two rows that are far apart are a pair as well', () => {
  expect(selectedPair(toggleRow(4, toggleRow(90, null)), rowAt)).toEqual([1004, 1090]);
});

test('Fewer or more rows, or rows that have not been read, are none', () => {
  expect(selectedPair(null, rowAt)).toBeNull();
  expect(selectedPair(selectOnly(4), rowAt)).toBeNull();
  expect(selectedPair(selectAll(3), rowAt)).toBeNull();
  expect(selectedPair(extendTo(100, selectOnly(99), false), rowAt)).toBeNull();
});
