import { type RowSelection, selectedRange } from './grid-keys.ts';

/** The events of the selected rows where these are exactly two; else null. */
export function selectedPair(
  selection: RowSelection | null,
  rowAt: (position: number) => { readonly recordId: number } | undefined,
): readonly [number, number] | null {
  if (selection === null) return null;
  const { first, last } = selectedRange(selection);
  const left = rowAt(first)?.recordId;
  const right = rowAt(last)?.recordId;
  return last === first + 1 && left !== undefined && right !== undefined ? [left, right] : null;
}
