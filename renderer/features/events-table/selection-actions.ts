import { joinQueries } from '../../../preload/contract/query/join-queries.ts';
import { printLiteral } from '../../../preload/contract/query/print-query.ts';
import { countOf, formatCount } from '../../format/number.ts';
import { showMessage } from '../../ui/toast.tsx';
import { compareRows } from '../compare/compare-rows.ts';
import { copyText } from '../field-menu/copy-text.ts';
import { changeQuery } from '../search/change-query.ts';
import type { GridContext } from './grid-context.ts';
import type { SelectedRow } from './page-store.ts';
import { countSelected, type RowRange } from './row-selection.ts';
import { toTsv } from './tsv.ts';

type Selected = Pick<GridContext, 'tab' | 'store' | 'active' | 'selection' | 'rowCount'>;

const MOST_COPIED = 10_000;
/** A query of so many event ids (36 characters each) stays below what a query may hold. */
const MOST_NAMED = 400;

/** Puts the selected rows, or the one the reader is at, on the clipboard as tab-separated values with headers. */
export function copyRows({ tab, store, active, selection, rowCount }: Selected): void {
  if (rowCount === 0) return;
  const ranges = rangesOf({ selection, active });
  const count = countOfRanges(ranges);
  if (count > MOST_COPIED) {
    showMessage(
      `At most ${formatCount(MOST_COPIED)} rows fit the clipboard; use Export for ${formatCount(count)}.`,
      'bad',
    );
    return;
  }
  attempt(async () => {
    const rows = await store.rowsOf(ranges, tab.columns);
    await copyText(
      toTsv(
        tab.columns,
        rows.map(({ cells }) => cells),
      ),
      `${countOf(rows.length, 'row')} copied with headers`,
    );
  });
}

/** Narrows the query of the tab to the selected events, named by their ids. */
export function filterToSelected({ tab, store, active, selection }: Selected): void {
  const ranges = rangesOf({ selection, active });
  const count = countOfRanges(ranges);
  if (count > MOST_NAMED) {
    showMessage(
      `A query can name at most ${formatCount(MOST_NAMED)} events; ${formatCount(count)} are selected.`,
      'bad',
    );
    return;
  }
  attempt(async () => {
    const rows = await store.rowsOf(ranges, ['eventID']);
    const { query, unnamed } = queryOf(rows);
    if (query !== null) changeQuery(tab, (before) => joinQueries(before, query));
    if (unnamed > 0)
      showMessage(`${countOf(unnamed, 'selected event')} without eventID cannot be named in a query.`, 'bad');
  });
}

/** Opens the comparison of the two selected events, the one that is higher up first; says so when there are not two. */
export function compareSelected({ store, selection }: Pick<Selected, 'store' | 'selection'>): void {
  const ranges = selection && countSelected(selection) === 2 ? selection.ranges : [];
  attempt(async () => {
    const rows = await store.rowsOf(ranges, ['eventID']);
    compareRows(rows.map(({ recordId }) => recordId));
  });
}

/** The query that names these events; null when none of them has an id. */
export function queryOf(rows: readonly SelectedRow[]): {
  readonly query: string | null;
  readonly unnamed: number;
} {
  const ids = rows.flatMap(({ cells: [id] }) => (typeof id === 'string' && id !== '' ? [id] : []));
  const values = [...new Set(ids)].map(printLiteral);
  return {
    query: values.length === 0 ? null : `eventID:(${values.join(' OR ')})`,
    unnamed: rows.length - ids.length,
  };
}

/** The rows that are selected, or the one the reader is at. */
export function rangesOf({ selection, active }: Pick<Selected, 'selection' | 'active'>): readonly RowRange[] {
  if (selection && countSelected(selection) > 0) return selection.ranges;
  const row = Math.max(0, active.row);
  return [{ first: row, last: row }];
}

/** How many rows there are in ranges. */
export function countOfRanges(ranges: readonly RowRange[]): number {
  return ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0);
}

/** Runs what a key or button of the table began, and says what went wrong. */
export function attempt(action: () => Promise<void>): void {
  action().catch((error: unknown) =>
    showMessage(error instanceof Error ? error.message : String(error), 'bad'),
  );
}
