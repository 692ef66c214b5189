import { describe, expect, test } from 'vitest';
import {
  countSelected,
  extendTo,
  isDeliberate,
  isSelected,
  type RowSelection,
  selectAll,
  selectionAt,
  selectOnly,
  toggleRow,
} from './row-selection.ts';

const rangesOf = ({ ranges }: RowSelection) => ranges.map(({ first, last }) => [first, last]);

describe('A range', () => {
  test('led upwards is the same rows as led downwards', () => {
    expect(rangesOf(extendTo(4, selectOnly(9), false))).toEqual([[4, 9]]);
    expect(rangesOf(extendTo(9, selectOnly(4), false))).toEqual([[4, 9]]);
  });

  test('follows where it is led, from the row it began at', () => {
    const wide = extendTo(20, selectOnly(5), false);
    expect(rangesOf(extendTo(7, wide, false))).toEqual([[5, 7]]);
    expect(rangesOf(extendTo(2, wide, false))).toEqual([[2, 5]]);
  });

  test('led from nowhere is the one row', () => {
    expect(rangesOf(extendTo(3, null, false))).toEqual([[3, 3]]);
  });
});

describe('Rows one by one', () => {
  test('are taken in beside the row one was at, and left out again', () => {
    const two = toggleRow(9, selectOnly(4));
    expect(rangesOf(two)).toEqual([
      [4, 4],
      [9, 9],
    ]);
    expect(rangesOf(toggleRow(4, two))).toEqual([[9, 9]]);
    expect(countSelected(toggleRow(9, toggleRow(4, two)))).toBe(0);
  });

  test('begin with the one the reader is at', () => {
    const one = toggleRow(4, selectOnly(4));
    expect(rangesOf(one)).toEqual([[4, 4]]);
    expect(isDeliberate(one)).toBe(true);
    expect(countSelected(toggleRow(4, one))).toBe(0);
  });

  test('next to each other become one range', () => {
    expect(rangesOf(toggleRow(6, toggleRow(7, selectOnly(5))))).toEqual([[5, 7]]);
  });

  test('are left out of the middle of a range', () => {
    const holed = toggleRow(500_000, selectAll(2_000_000));
    expect(countSelected(holed)).toBe(1_999_999);
    expect(isSelected(holed, 500_000)).toBe(false);
    expect(isSelected(holed, 499_999)).toBe(true);
    expect(isSelected(holed, 500_001)).toBe(true);
  });

  test('stay when the reader goes elsewhere, where a plain range does not', () => {
    expect(rangesOf(selectionAt(50, toggleRow(9, selectOnly(4))))).toEqual([
      [4, 4],
      [9, 9],
    ]);
    expect(rangesOf(selectionAt(50, extendTo(9, selectOnly(4), false)))).toEqual([[50, 50]]);
  });

  test('stay when a range is added to them, and go when a range is made without adding', () => {
    const some = toggleRow(9, selectOnly(4));
    expect(rangesOf(extendTo(12, some, true))).toEqual([
      [4, 4],
      [9, 12],
    ]);
    expect(rangesOf(extendTo(10, extendTo(12, some, true), true))).toEqual([
      [4, 4],
      [9, 10],
    ]);
    expect(rangesOf(extendTo(12, some, false))).toEqual([[9, 12]]);
  });
});

test('The row one is at is no selection of its own, unless it was chosen', () => {
  expect(isDeliberate(null)).toBe(false);
  expect(isDeliberate(selectOnly(5))).toBe(false);
  expect(isDeliberate(toggleRow(5, null))).toBe(true);
  expect(isDeliberate(extendTo(6, selectOnly(5), false))).toBe(true);
});

test('All rows are counted, not listed', () => {
  expect(countSelected(selectAll(2_000_000))).toBe(2_000_000);
  expect(selectAll(2_000_000).ranges).toHaveLength(1);
});
