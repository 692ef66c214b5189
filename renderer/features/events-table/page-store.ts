import type { EventPage } from '../../../preload/contract/model/event.ts';
import type { Cell } from '../../../preload/contract/model/panel.ts';
import { type EventRow, PAGE_ROWS, PageCache, pageOf } from './page-cache.ts';

/** Reads rows `offset` to `offset + limit` of a sorted result. */
export type ReadPage = (
  offset: number,
  limit: number,
  columns: readonly string[],
  signal: AbortSignal,
) => Promise<EventPage>;

type Reading = { readonly controller: AbortController; readonly columns: readonly string[] };

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

  /** Sees to it that these pages are read, the first one first, and nothing else any more. */
  want(pages: readonly number[], columns: readonly string[]): void {
    this.#cache.touch(pages);
    for (const [page, reading] of this.#reading) {
      if (pages.includes(page) && columns.every((column) => reading.columns.includes(column))) continue;
      reading.controller.abort();
      this.#reading.delete(page);
    }
    for (const page of pages) {
      if (!this.#cache.has(page, columns) && !this.#reading.has(page)) void this.#load(page, columns);
    }
  }

  /** The cells of the rows `first` to `last` (for copying), read a thousand at a time. */
  async cells(
    first: number,
    last: number,
    columns: readonly string[],
  ): Promise<readonly (readonly Cell[])[]> {
    const rows: (readonly Cell[])[] = [];
    for (let offset = first; offset <= last; offset += ROWS_A_CALL) {
      const limit = Math.min(ROWS_A_CALL, last - offset + 1);
      const page = await this.#read(offset, limit, columns, new AbortController().signal);
      rows.push(...page.rows);
    }
    return rows;
  }

  /** Gives up everything that is being read. */
  abort(): void {
    this.want([], []);
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
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}
