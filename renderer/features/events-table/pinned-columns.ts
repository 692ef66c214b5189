import { moveName } from './grid-keys.ts';

type Columns = { readonly columns: readonly string[]; readonly pinned: readonly string[] };

/** The columns in the order they are shown: pinned ones first, otherwise as they stand. */
export function arrangeColumns({ columns, pinned }: Columns): readonly string[] {
  return [
    ...columns.filter((name) => pinned.includes(name)),
    ...columns.filter((name) => !pinned.includes(name)),
  ];
}

/** Pins a column, after those that are pinned already, or lets it go to stand first among the others. */
export function withPinned({ columns, pinned }: Columns, name: string, pin: boolean): Columns {
  const others = pinned.filter((one) => one !== name && columns.includes(one));
  const rest = arrangeColumns({ columns, pinned }).filter((one) => one !== name);
  return {
    columns: rest.toSpliced(others.length, 0, name),
    pinned: pin ? [...others, name] : others,
  };
}

/** Puts a column at a place of the shown order; it stays on its side of the pinned edge. */
export function moveColumn({ columns, pinned }: Columns, name: string, toIndex: number): readonly string[] {
  return arrangeColumns({ columns: moveName(arrangeColumns({ columns, pinned }), name, toIndex), pinned });
}

/** Pixels that are left for what scrolls, however much is pinned. */
const LEAST_SCROLLED = 240;

/**
 * Where the pinned columns stand, in pixels from the left of the view: as many of the first `pinnedCount` as
 * leave room for what scrolls. In a view too narrow for them they scroll like the others.
 */
export function pinnedLefts(
  widths: readonly number[],
  pinnedCount: number,
  viewWidth: number,
): readonly number[] {
  const lefts: number[] = [];
  let left = 0;
  for (const width of widths.slice(0, pinnedCount)) {
    if (left + width > viewWidth - LEAST_SCROLLED) break;
    lefts.push(left);
    left += width;
  }
  return lefts;
}

type SidewaysView = {
  readonly widths: readonly number[];
  /** How many of the first columns stand still. */
  readonly fixed: number;
  readonly scrollLeft: number;
  readonly viewWidth: number;
};

/** The least sideways move that brings a column fully out from under the pinned ones and into the view. */
export function scrollLeftToShow(column: number, view: SidewaysView): number {
  const { widths, fixed, scrollLeft, viewWidth } = view;
  if (column < fixed) return scrollLeft;
  const sum = (to: number) => widths.slice(0, to).reduce((total, width) => total + width, 0);
  const left = sum(column);
  const under = sum(fixed);
  const right = left + (widths[column] ?? 0);
  const seenLeft = scrollLeft + under;
  if (left < seenLeft || right - left > viewWidth - under) return left - under;
  return right > scrollLeft + viewWidth ? right - viewWidth : scrollLeft;
}
