import { describe, expect, test } from 'vitest';
import { arrangeColumns, moveColumn, pinnedLefts, scrollLeftToShow, withPinned } from './pinned-columns.ts';

const FREE = { columns: ['time', 'actor', 'call', 'address'], pinned: [] };

describe('The order of columns', () => {
  test('has pinned columns first, whatever else was done to the list', () => {
    expect(arrangeColumns({ columns: ['a', 'b', 'c', 'd'], pinned: ['d', 'b'] })).toEqual([
      'b',
      'd',
      'a',
      'c',
    ]);
    expect(arrangeColumns({ columns: ['a', 'b'], pinned: ['gone', 'b'] })).toEqual(['b', 'a']);
  });

  test('changes by pinning: the column goes after those that are pinned', () => {
    const one = withPinned(FREE, 'call', true);
    expect(one).toEqual({ columns: ['call', 'time', 'actor', 'address'], pinned: ['call'] });
    expect(withPinned(one, 'actor', true)).toEqual({
      columns: ['call', 'actor', 'time', 'address'],
      pinned: ['call', 'actor'],
    });
  });

  test('changes by letting go: the column stands first among the others', () => {
    const two = withPinned(withPinned(FREE, 'call', true), 'actor', true);
    expect(withPinned(two, 'call', false)).toEqual({
      columns: ['actor', 'call', 'time', 'address'],
      pinned: ['actor'],
    });
  });

  test('keeps a moved column on its side of the pinned edge', () => {
    const pinned = withPinned(withPinned(FREE, 'time', true), 'actor', true);
    expect(moveColumn(pinned, 'address', 0)).toEqual(['time', 'actor', 'address', 'call']);
    expect(moveColumn(pinned, 'time', 4)).toEqual(['actor', 'time', 'call', 'address']);
    expect(moveColumn(pinned, 'actor', 0)).toEqual(['actor', 'time', 'call', 'address']);
  });
});

describe('Pinned columns', () => {
  test('stand one after the other from the left', () => {
    expect(pinnedLefts([156, 100, 80, 200], 2, 1_200)).toEqual([0, 156]);
    expect(pinnedLefts([156, 100, 80, 200], 0, 1_200)).toEqual([]);
  });

  test('leave room for what scrolls', () => {
    expect(pinnedLefts([300, 300, 300, 80], 3, 900)).toEqual([0, 300]);
    expect(pinnedLefts([800, 80], 1, 900)).toEqual([]);
  });
});

describe('Bringing a column into view', () => {
  const view = { widths: [100, 200, 200, 200, 200], fixed: 1, scrollLeft: 250, viewWidth: 500 };

  test('moves nothing for a pinned column or one that is seen whole', () => {
    expect(scrollLeftToShow(0, view)).toBe(250);
    expect(scrollLeftToShow(2, { ...view, scrollLeft: 200 })).toBe(200);
  });

  test('takes it out from under the pinned columns', () => {
    // Column 2 begins at 300; with the view at 250 the pinned column covers up to 350.
    expect(scrollLeftToShow(2, view)).toBe(200);
  });

  test('takes it in from the right', () => {
    // Column 4 ends at 900; the view ends at 750.
    expect(scrollLeftToShow(4, view)).toBe(400);
  });

  test('shows the start of one that is wider than the view', () => {
    expect(scrollLeftToShow(1, { ...view, widths: [100, 900], scrollLeft: 0 })).toBe(0);
    expect(scrollLeftToShow(1, { ...view, widths: [100, 900], scrollLeft: 50 })).toBe(0);
  });
});
