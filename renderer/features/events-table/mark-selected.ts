import type { MarkTarget } from '../../../preload/contract/model/mark.ts';
import { countOf, formatCount } from '../../format/number.ts';
import { useNoteEditor } from '../../state/note-editor.ts';
import { openTagDialog } from '../../state/tag-dialog.ts';
import { showMessage } from '../../ui/toast.tsx';
import { canMark, starEvents } from '../marks/mark-actions.ts';
import type { GridContext } from './grid-context.ts';
import { cellOf } from './page-cache.ts';
import { attempt, countOfRanges, rangesOf } from './selection-actions.ts';

/** Events that can be named one by one; of more, only all that the table holds can be marked. */
const MOST_NAMED = 100_000;

/** What is to be marked; `isStarred` tells whether all of it is, null where that is not known. */
type Target = { readonly target: MarkTarget; readonly count: number; readonly isStarred: boolean | null };

/** The selected events, or the one the reader is at; null, with a message, where they are too many to name. */
async function targetOf(grid: GridContext): Promise<Target | null> {
  const { searchId, store, rowCount } = grid;
  const ranges = rangesOf(grid);
  const count = countOfRanges(ranges);
  if (rowCount === 0 || searchId === null || !canMark()) return null;
  if (count === rowCount && count > 1) return { target: { searchId }, count, isStarred: null };
  if (count > MOST_NAMED) {
    showMessage(
      `At most ${formatCount(MOST_NAMED)} events are marked one by one; narrow the query to the ${countOf(count, 'event')} and select all of them.`,
      'bad',
    );
    return null;
  }
  const rows = await store.rowsOf(ranges, ['star']);
  const isStarred = rows.every(({ cells: [star] }) => star === true);
  return { target: { recordIds: rows.map(({ recordId }) => recordId) }, count, isStarred };
}

/** Stars the selected events, or takes their stars where all have one; of all rows, as the one the reader is at tells. */
export function starSelected(grid: GridContext): void {
  const row = grid.store.row(Math.max(0, grid.active.row));
  attempt(async () => {
    const found = await targetOf(grid);
    if (!found) return;
    const { target, isStarred } = found;
    await starEvents(target, !(isStarred ?? (row !== undefined && cellOf(row, 'star') === true)));
  });
}

/** Asks how to tag the selected events. */
export function tagSelected(grid: GridContext): void {
  attempt(async () => {
    const found = await targetOf(grid);
    if (found) openTagDialog({ kind: 'events', target: found.target, count: found.count });
  });
}

/** Opens the event the reader is at, to write its note. */
export function noteActive(grid: GridContext): void {
  const row = grid.store.row(Math.max(0, grid.active.row));
  if (!row || !canMark()) return;
  grid.open(row.position);
  useNoteEditor.setState({ recordId: row.recordId });
}
