import type { MarkTarget } from '../../../preload/contract/model/mark.ts';
import { countOf, formatCount } from '../../format/number.ts';
import { useNoteEditor } from '../../state/note-editor.ts';
import { openTagDialog } from '../../state/tag-dialog.ts';
import { showMessage } from '../../ui/toast.tsx';
import { starEvents } from '../marks/mark-actions.ts';
import type { GridContext } from './grid-context.ts';
import { cellOf } from './page-cache.ts';
import { countOfRanges, rangesOf } from './selection-actions.ts';

/** Events that can be named one by one; of more, only all that the table holds can be marked. */
const MOST_NAMED = 100_000;

/** The selected events, or the one the reader is at; null, with a message, where they are too many to name. */
async function targetOf(grid: GridContext): Promise<{ target: MarkTarget; count: number } | null> {
  const { tab, store, rowCount } = grid;
  const ranges = rangesOf(grid);
  const count = countOfRanges(ranges);
  if (rowCount === 0) return null;
  if (count === rowCount && count > 1) return { target: { scope: tab.scope }, count };
  if (count > MOST_NAMED) {
    showMessage(
      `At most ${formatCount(MOST_NAMED)} events are marked one by one; narrow the query to the ${countOf(count, 'event')} and select all of them.`,
      'bad',
    );
    return null;
  }
  const rows = await store.rowsOf(ranges, ['star']);
  return { target: { recordIds: rows.map(({ recordId }) => recordId) }, count };
}

/** Stars the selected events as the opposite of the one the reader is at. */
export async function starSelected(grid: GridContext): Promise<void> {
  const row = grid.store.row(Math.max(0, grid.active.row));
  const found = await targetOf(grid);
  if (found) await starEvents(found.target, row === undefined || cellOf(row, 'star') !== true);
}

/** Asks how to tag the selected events. */
export async function tagSelected(grid: GridContext): Promise<void> {
  const found = await targetOf(grid);
  if (found) openTagDialog({ kind: 'events', ...found });
}

/** Opens the event the reader is at, to write its note. */
export function noteActive(grid: GridContext): void {
  const row = grid.store.row(Math.max(0, grid.active.row));
  if (!row) return;
  grid.open(row.position);
  useNoteEditor.setState({ recordId: row.recordId });
}
