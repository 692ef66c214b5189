/** Rows next to each other, both ends included. */
export type RowRange = { readonly first: number; readonly last: number };

/**
 * Selected rows of a table of any length. `ranges` are sorted and apart from each other; `base` are those that
 * stay while the selection is led on from `anchor`. A selection that is `kept` was put together row by row: it
 * stays when the reader goes elsewhere with the keys.
 */
export type RowSelection = {
  readonly ranges: readonly RowRange[];
  readonly base: readonly RowRange[];
  readonly anchor: number;
  readonly kept: boolean;
};

/** The row the reader went to, alone. */
export function selectOnly(row: number): RowSelection {
  return { ranges: [{ first: row, last: row }], base: [], anchor: row, kept: false };
}

/** Where the keys lead: to that row alone, or past what was put together row by row. */
export function selectionAt(row: number, before: RowSelection | null): RowSelection {
  return before?.kept ? { ...before, base: before.ranges, anchor: row } : selectOnly(row);
}

/** Everything from the anchor to a row; `add` keeps what was selected before the anchor was set. */
export function extendTo(row: number, before: RowSelection | null, add: boolean): RowSelection {
  if (!before) return selectOnly(row);
  const led = { first: Math.min(before.anchor, row), last: Math.max(before.anchor, row) };
  return add
    ? { ...before, ranges: union(before.base, led), kept: true }
    : { ranges: [led], base: [], anchor: before.anchor, kept: false };
}

/** A single row taken in or left out; the rest of the selection stays. The row one is at only is taken in first. */
export function toggleRow(row: number, before: RowSelection | null): RowSelection {
  if (!isDeliberate(before) && isSelected(before, row)) {
    const { ranges } = selectOnly(row);
    return { ranges, base: ranges, anchor: row, kept: true };
  }
  const ranges = before?.ranges ?? [];
  const base = isSelected(before, row) ? without(ranges, row) : union(ranges, { first: row, last: row });
  return { ranges: base, base, anchor: row, kept: true };
}

/** All rows of a result. */
export function selectAll(rowCount: number): RowSelection {
  return { ranges: [{ first: 0, last: rowCount - 1 }], base: [], anchor: 0, kept: false };
}

/** How many rows are selected. */
export function countSelected(selection: RowSelection | null): number {
  return (selection?.ranges ?? []).reduce((sum, { first, last }) => sum + last - first + 1, 0);
}

/** Whether a row is selected. */
export function isSelected(selection: RowSelection | null, row: number): boolean {
  return selection?.ranges.some(({ first, last }) => row >= first && row <= last) ?? false;
}

/** Whether the selection is more than the place the reader is at, and is therefore to be shown as one. */
export function isDeliberate(selection: RowSelection | null): boolean {
  return countSelected(selection) > (selection?.kept ? 0 : 1);
}

function union(ranges: readonly RowRange[], added: RowRange): readonly RowRange[] {
  const touches = ({ first, last }: RowRange) => first <= added.last + 1 && last >= added.first - 1;
  const joined = ranges
    .filter(touches)
    .reduce(
      (sum, { first, last }) => ({ first: Math.min(sum.first, first), last: Math.max(sum.last, last) }),
      added,
    );
  return [...ranges.filter((range) => !touches(range)), joined].toSorted((a, b) => a.first - b.first);
}

function without(ranges: readonly RowRange[], row: number): readonly RowRange[] {
  return ranges.flatMap(({ first, last }) =>
    row < first || row > last
      ? [{ first, last }]
      : [
          { first, last: row - 1 },
          { first: row + 1, last },
        ].filter((part) => part.first <= part.last),
  );
}
