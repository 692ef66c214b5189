import type { EventPage } from '../../../preload/contract/model/event.ts';
import type { Cell } from '../../../preload/contract/model/panel.ts';

/** Rows fetched at a time. */
export const PAGE_ROWS = 200;

/** Pages kept: at 200 rows each far more than one sees, and a few megabytes at most. */
const MAX_PAGES = 60;

/** One row of the result: its position in it, the record's id and the cells of the columns it was read with. */
export type EventRow = {
  readonly position: number;
  readonly recordId: number;
  readonly columns: readonly string[];
  readonly cells: readonly Cell[];
};

/** The cell of a column, undefined when the row was read without that column. */
export function cellOf(row: EventRow, column: string): Cell | undefined {
  return row.cells[row.columns.indexOf(column)];
}

/** A page with its rows made once, so that a row drawn before is the same object. */
type Page = EventPage & { readonly eventRows: readonly EventRow[]; readonly expired: boolean };

/** The pages read so far of one sorted result, least recently used first. */
export class PageCache {
  readonly #pages = new Map<number, Page>();
  readonly #capacity: number;

  constructor(capacity: number = MAX_PAGES) {
    this.#capacity = capacity;
  }

  /** Whether a page is there with all of these columns, and not expired. */
  has(page: number, columns: readonly string[]): boolean {
    const content = this.#pages.get(page);
    return (
      content !== undefined && !content.expired && columns.every((column) => content.columns.includes(column))
    );
  }

  /** Keeps a page and drops the least recently used one when there are too many. */
  put(page: number, content: EventPage): void {
    this.#pages.delete(page);
    this.#pages.set(page, { ...content, eventRows: rowsOf(page, content), expired: false });
    const oldest = this.#pages.keys().next();
    if (this.#pages.size > this.#capacity && oldest.done !== true) this.#pages.delete(oldest.value);
  }

  /** Lets all pages be read again; their rows stay until they are. */
  expire(): void {
    for (const [page, content] of this.#pages) this.#pages.set(page, { ...content, expired: true });
  }

  /** Marks pages as used just now, so that they are dropped last. */
  touch(pages: readonly number[]): void {
    for (const page of pages) {
      const content = this.#pages.get(page);
      if (content === undefined) continue;
      this.#pages.delete(page);
      this.#pages.set(page, content);
    }
  }

  /** The row at a position of the result, undefined while its page is not there. */
  row(position: number): EventRow | undefined {
    return this.#pages.get(pageOf(position))?.eventRows[position % PAGE_ROWS];
  }

  /** The position of a record among the pages read, null when it is in none of them. */
  positionOf(recordId: number): number | null {
    for (const [page, content] of this.#pages) {
      const index = content.recordIds.indexOf(recordId);
      if (index >= 0) return page * PAGE_ROWS + index;
    }
    return null;
  }
}

function rowsOf(page: number, { recordIds, columns, rows }: EventPage): readonly EventRow[] {
  return recordIds.map((recordId, index) => ({
    position: page * PAGE_ROWS + index,
    recordId,
    columns,
    cells: rows[index] ?? [],
  }));
}

/** The page that holds a row. */
export function pageOf(position: number): number {
  return Math.floor(position / PAGE_ROWS);
}

/** The pages that hold the rows `first` to `last`, and their neighbours, which are likely to be next. */
export function pagesAround(
  first: number,
  last: number,
  rowCount: number,
): { readonly pages: readonly number[]; readonly ahead: readonly number[] } {
  if (rowCount === 0 || last < first) return { pages: [], ahead: [] };
  const from = pageOf(first);
  const to = pageOf(last);
  const lastPage = pageOf(rowCount - 1);
  return {
    pages: Array.from({ length: to - from + 1 }, (_, index) => from + index),
    ahead: [...(to < lastPage ? [to + 1] : []), ...(from > 0 ? [from - 1] : [])],
  };
}
