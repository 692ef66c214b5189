import type { EventPage } from '../../../preload/contract/model/event.ts';
import type { Cell } from '../../../preload/contract/model/panel.ts';
import { type EventRow, PAGE_ROWS, PageCache, pageOf } from './page-cache.ts';
import type { RowRange } from './row-selection.ts';

/** Reads rows `offset` to `offset + limit` of a sorted result. */
export type ReadPage = (
  offset: number,
  limit: number,
  columns: readonly string[],
  signal: AbortSignal,
) => Promise<EventPage>;

/** A row read by itself: its record and the cells of the columns asked for. */
export type SelectedRow = { readonly recordId: number; readonly cells: readonly Cell[] };

type Reading = { readonly controller: AbortController; readonly columns: readonly string[] };

type Wanted = {
  readonly pages: readonly number[];
  readonly ahead: readonly number[];
  readonly columns: readonly string[];
};

const ROWS_A_CALL = 1_000;

/**
 * The rows of one sorted result as far as they have been looked at: reads the pages that are wanted, gives
 * up those that no longer are, and tells its listeners when something arrived.
 */
export class PageStore {
  readonly #read: ReadPage;
  readonly #cache = new PageCache();
  readonly #reading = new Map<number, Reading>();
  readonly #listeners = new Set<() => void>();
  #wanted: Wanted = { pages: [], ahead: [], columns: [] };
  #version = 0;
  #error: unknown = null;

  /** `pages` are rows of the result that have been read already. */
  constructor(read: ReadPage, pages: readonly EventPage[] = []) {
    this.#read = read;
    for (const page of pages) this.#cache.put(pageOf(page.offset), page);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Changes whenever rows arrive or reading fails. */
  readonly version = (): number => this.#version;

  get error(): unknown {
    return this.#error;
  }

  row(position: number): EventRow | undefined {
    return this.#cache.row(position);
  }

  positionOf(recordId: number): number | null {
    return this.#cache.positionOf(recordId);
  }

  /**
   * Sees to it that these pages are read and nothing else any more; `ahead` are read once the others are there,
   * so that they never keep the reader waiting.
   */
  want(pages: readonly number[], columns: readonly string[], ahead: readonly number[] = []): void {
    this.#wanted = { pages, ahead, columns };
    this.#cache.touch(pages);
    for (const [page, reading] of this.#reading) {
      const wanted = pages.includes(page) || ahead.includes(page);
      if (wanted && columns.every((column) => reading.columns.includes(column))) continue;
      reading.controller.abort();
      this.#reading.delete(page);
    }
    for (const page of pages) this.#readOnce(page, columns);
    this.#readAhead();
  }

  /** Reads the pages that are wanted anew; the rows there are stay until they are read. */
  refresh(): void {
    for (const { controller } of this.#reading.values()) controller.abort();
    this.#reading.clear();
    this.#cache.expire();
    const { pages, columns, ahead } = this.#wanted;
    this.want(pages, columns, ahead);
  }

  /** Rows of these ranges, in their order (for copying and the like), read a thousand at a time. */
  async rowsOf(ranges: readonly RowRange[], columns: readonly string[]): Promise<readonly SelectedRow[]> {
    const rows: SelectedRow[] = [];
    for (const { first, last } of ranges) {
      for (let offset = first; offset <= last; offset += ROWS_A_CALL) {
        const limit = Math.min(ROWS_A_CALL, last - offset + 1);
        const page = await this.#read(offset, limit, columns, new AbortController().signal);
        page.recordIds.forEach((recordId, index) => {
          rows.push({ recordId, cells: page.rows[index] ?? [] });
        });
      }
    }
    return rows;
  }

  /** Gives up everything that is being read. */
  abort(): void {
    this.want([], []);
  }

  #readAhead(): void {
    const { pages, ahead, columns } = this.#wanted;
    if (pages.some((page) => this.#reading.has(page))) return;
    for (const page of ahead) this.#readOnce(page, columns);
  }

  #readOnce(page: number, columns: readonly string[]): void {
    if (!this.#cache.has(page, columns) && !this.#reading.has(page)) void this.#load(page, columns);
  }

  async #load(page: number, columns: readonly string[]): Promise<void> {
    const controller = new AbortController();
    this.#reading.set(page, { controller, columns });
    try {
      const content = await this.#read(page * PAGE_ROWS, PAGE_ROWS, columns, controller.signal);
      if (controller.signal.aborted) return;
      this.#cache.put(page, content);
      this.#error = null;
    } catch (error) {
      if (controller.signal.aborted) return;
      this.#error = error;
    }
    if (this.#reading.get(page)?.controller === controller) this.#reading.delete(page);
    if (this.#error === null) this.#readAhead();
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}
