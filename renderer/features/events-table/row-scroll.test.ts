import { describe, expect, test } from 'vitest';
import {
  isOutOfStep,
  maxOffset,
  offsetToCentre,
  offsetToShow,
  positionAfterScroll,
  positionAt,
  ROW_HEIGHTS,
  scrollHeightOf,
  visibleRows,
} from './row-scroll.ts';

const small = { rowCount: 1_000, rowHeight: 24, viewHeight: 480 };
const huge = { rowCount: 10_000_000, rowHeight: 24, viewHeight: 480 };

describe('Up to the height a browser can lay out', () => {
  test('the scroll bar is the position', () => {
    expect(scrollHeightOf(small)).toBe(24_000);
    expect(positionAfterScroll({ offset: 0, scrollTop: 0 }, 7_777, small)).toEqual({
      offset: 7_777,
      scrollTop: 7_777,
    });
    expect(positionAt(5_000, small)).toEqual({ offset: 5_000, scrollTop: 5_000 });
  });

  test('nothing scrolls when all rows fit', () => {
    expect(maxOffset({ ...small, rowCount: 3 })).toBe(0);
    expect(positionAt(100, { ...small, rowCount: 3 })).toEqual({ offset: 0, scrollTop: 0 });
  });
});

describe('Beyond it', () => {
  test('the scrolled element stays below the limit of browsers', () => {
    expect(scrollHeightOf(huge)).toBeLessThan(16_000_000);
  });

  test('the end of the scroll bar is the last row, exactly', () => {
    const bottom = scrollHeightOf(huge) - huge.viewHeight;
    const { offset } = positionAfterScroll({ offset: 0, scrollTop: 0 }, bottom, huge);
    expect(visibleRows(offset, huge, 0).last).toBe(huge.rowCount - 1);
    expect(offset).toBe(maxOffset(huge));
  });

  test('the start of the scroll bar is the first row, exactly', () => {
    expect(positionAfterScroll({ offset: 9_999, scrollTop: 200 }, 0, huge).offset).toBe(0);
  });

  test('a turn of the wheel moves by its own pixels and never skips rows', () => {
    const before = positionAt(120_000_000, huge);
    const after = positionAfterScroll(before, before.scrollTop + 100, huge);
    expect(after.offset).toBeCloseTo(before.offset + 100, 6);
  });

  test('dragging the bar half way goes to the middle row', () => {
    const bottom = scrollHeightOf(huge) - huge.viewHeight;
    const { offset } = positionAfterScroll({ offset: 0, scrollTop: 0 }, bottom / 2, huge);
    expect(offset / huge.rowHeight).toBeCloseTo(5_000_000, -2);
  });

  test('a position and its scroll bar agree both ways', () => {
    const position = positionAt(77_000_008, huge);
    const again = positionAfterScroll({ offset: 0, scrollTop: 0 }, position.scrollTop, huge);
    expect(again.offset).toBeCloseTo(position.offset, 3);
  });

  test('the bar is put right after many steps of the wheel, without moving the rows', () => {
    let position = positionAt(maxOffset(huge) - 4_000, huge);
    expect(isOutOfStep(position, huge)).toBe(false);
    for (let step = 0; step < 10; step += 1)
      position = positionAfterScroll(position, position.scrollTop - 100, huge);
    expect(isOutOfStep(position, huge)).toBe(true);
    const right = positionAt(position.offset, huge);
    expect(right.offset).toBe(position.offset);
    expect(isOutOfStep(right, huge)).toBe(false);
  });

  test('steps at the last row never pass it', () => {
    const before = positionAt(maxOffset(huge) - 10, huge);
    expect(positionAfterScroll(before, before.scrollTop + 300, huge).offset).toBe(maxOffset(huge));
  });
});

test('Drawn rows cover the view and the rows around it, within the result', () => {
  expect(visibleRows(0, small, 5)).toEqual({ first: 0, last: 24 });
  expect(visibleRows(240, small, 5)).toEqual({ first: 5, last: 34 });
  expect(visibleRows(maxOffset(small), small, 5)).toEqual({ first: 975, last: 999 });
  expect(visibleRows(0, { ...small, rowCount: 0 }, 5)).toEqual({ first: 0, last: -1 });
});

test('Bringing a row into view moves as little as possible', () => {
  expect(offsetToShow(10, 0, small)).toBe(0);
  expect(offsetToShow(20, 0, small)).toBe(24);
  expect(offsetToShow(2, 240, small)).toBe(48);
});

test('A jump from afar puts the row in the middle', () => {
  expect(offsetToCentre(500, small)).toBe(500.5 * 24 - 240);
  expect(offsetToCentre(2, small)).toBe(0);
});

describe.each(Object.entries(ROW_HEIGHTS))('At %s density', (_, rowHeight) => {
  // A view whose height is no multiple of the row's, as windows have.
  const extents = [30, 1_000, 600_000, 719_999, 2_000_001, 50_000_000].map((rowCount) => ({
    rowCount,
    rowHeight,
    viewHeight: 487,
  }));

  test.each(extents)('the first and the last row are reached exactly ($rowCount rows)', (extent) => {
    const bottom = scrollHeightOf(extent) - extent.viewHeight;
    const start = { offset: 0, scrollTop: 0 };
    const { offset } = positionAfterScroll(start, Math.max(0, bottom), extent);
    expect(visibleRows(offset, extent, 0).last).toBe(extent.rowCount - 1);
    expect(offset + extent.viewHeight).toBe(extent.rowCount * rowHeight);
    expect(visibleRows(positionAt(0, extent).offset, extent, 0).first).toBe(0);
  });

  test.each(extents)('every row can be brought into view whole ($rowCount rows)', (extent) => {
    for (const share of [0, 0.25, 0.5, 0.999, 1]) {
      const row = Math.round(share * (extent.rowCount - 1));
      const { offset } = positionAt(offsetToShow(row, 0, extent), extent);
      expect(row * rowHeight).toBeGreaterThanOrEqual(offset);
      expect((row + 1) * rowHeight).toBeLessThanOrEqual(offset + extent.viewHeight);
    }
  });

  test('the scroll bar is exact up to the limit of browsers', () => {
    const rowCount = Math.floor(14_400_000 / rowHeight);
    const extent = { rowCount, rowHeight, viewHeight: 487 };
    expect(scrollHeightOf(extent)).toBe(rowCount * rowHeight);
    expect(positionAfterScroll({ offset: 0, scrollTop: 0 }, 9_999_999, extent).offset).toBe(9_999_999);
  });
});
