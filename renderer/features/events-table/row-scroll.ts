import type { Density } from '../../state/preferences.ts';

/** Height of a row of the events table in pixels. */
export const ROW_HEIGHTS: Readonly<Record<Density, number>> = { comfortable: 24, compact: 20 };

/** Browsers stop laying out elements near 16.7 million pixels; beyond this the scroll bar is scaled. */
const MAX_SCROLL_HEIGHT = 14_400_000;

/**
 * Where the table is: `offset` is the distance in row pixels from the first row to the top of the view,
 * `scrollTop` the position of the element's scroll bar. They are the same until the rows outgrow the element.
 */
export type ScrollPosition = { readonly offset: number; readonly scrollTop: number };

/** How many rows of which height there are, and how much of them is seen at a time, in pixels. */
export type ScrollExtent = {
  readonly rowCount: number;
  readonly rowHeight: number;
  readonly viewHeight: number;
};

/** Height of the scrolled element for that many rows. */
export function scrollHeightOf({ rowCount, rowHeight }: Omit<ScrollExtent, 'viewHeight'>): number {
  return Math.min(rowCount * rowHeight, MAX_SCROLL_HEIGHT);
}

/** Largest `offset`: the last row stands at the bottom of the view. */
export function maxOffset({ rowCount, rowHeight, viewHeight }: ScrollExtent): number {
  return Math.max(0, rowCount * rowHeight - viewHeight);
}

function maxScrollTop(extent: ScrollExtent): number {
  return Math.max(0, scrollHeightOf(extent) - extent.viewHeight);
}

/** The position whose first visible pixel is `offset`, with the scroll bar where it belongs. */
export function positionAt(offset: number, extent: ScrollExtent): ScrollPosition {
  const largest = maxOffset(extent);
  const clamped = Math.min(Math.max(0, offset), largest);
  const scrollTop = largest === 0 ? 0 : (clamped / largest) * maxScrollTop(extent);
  return { offset: clamped, scrollTop };
}

/**
 * The position after the browser moved the scroll bar to `scrollTop`. A move shorter than the view is
 * taken pixel by pixel, so that the wheel never skips rows; a longer one (dragging the bar, jumping to an
 * end) goes to the same share of all rows.
 */
export function positionAfterScroll(
  previous: ScrollPosition,
  scrollTop: number,
  extent: ScrollExtent,
): ScrollPosition {
  const largestScrollTop = maxScrollTop(extent);
  const largestOffset = maxOffset(extent);
  if (scrollTop <= 0) return { offset: 0, scrollTop: 0 };
  if (scrollTop >= largestScrollTop - 1) return { offset: largestOffset, scrollTop };
  if (largestOffset === largestScrollTop) return { offset: scrollTop, scrollTop };
  const moved = scrollTop - previous.scrollTop;
  const offset =
    Math.abs(moved) < extent.viewHeight
      ? previous.offset + moved
      : (scrollTop / largestScrollTop) * largestOffset;
  return { offset: Math.min(Math.max(0, offset), largestOffset), scrollTop };
}

/** First and last row (inclusive) to draw for a position, with `overscan` rows beyond each edge. */
export function visibleRows(
  offset: number,
  { rowCount, rowHeight, viewHeight }: ScrollExtent,
  overscan: number,
): { readonly first: number; readonly last: number } {
  const first = Math.max(0, Math.floor(offset / rowHeight) - overscan);
  const last = Math.min(rowCount - 1, Math.ceil((offset + viewHeight) / rowHeight) - 1 + overscan);
  return { first, last };
}

/** The least move of `offset` that brings a row fully into view. */
export function offsetToShow(row: number, offset: number, { rowHeight, viewHeight }: ScrollExtent): number {
  const top = row * rowHeight;
  if (top < offset) return top;
  const bottom = top + rowHeight;
  return bottom > offset + viewHeight ? bottom - viewHeight : offset;
}

/**
 * Whether wheel steps have carried the scroll bar so close to an end that its rows would be skipped, or so
 * far from where it belongs that it misleads. `positionAt(offset)` then puts it right.
 */
export function isOutOfStep({ offset, scrollTop }: ScrollPosition, extent: ScrollExtent): boolean {
  return Math.abs(positionAt(offset, extent).scrollTop - scrollTop) > extent.viewHeight;
}

/** The offset that puts a row in the middle of the view, for a jump to it from afar. */
export function offsetToCentre(row: number, { rowHeight, viewHeight }: ScrollExtent): number {
  return Math.max(0, (row + 0.5) * rowHeight - viewHeight / 2);
}
