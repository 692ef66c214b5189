import { countSelected, type RowSelection } from './row-selection.ts';

/** The events of the selected rows where these are exactly two and have been read, in the order of the table; else null. */
export function selectedPair(
  selection: RowSelection | null,
  rowAt: (position: number) => { readonly recordId: number } | undefined,
): readonly [number, number] | null {
  if (selection === null || countSelected(selection) !== 2) return null;
  const [left, right] = selection.ranges
    .flatMap(({ first, last }) => (first === last ? [first] : [first, last]))
    .map((position) => rowAt(position)?.recordId);
  return left !== undefined && right !== undefined ? [left, right] : null;
}
