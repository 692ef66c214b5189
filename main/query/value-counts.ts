import type { Database } from '../database/open-database.ts';
import { createKeptTables } from './kept-tables.ts';
import { DIFFERS_IN_CASE, joinedSpellings } from './spellings.ts';

/** Columns whose counts are kept at a time. */
const MAX_KEPT = 48;
/**
 * A column of more values than that is counted anew each time: these take some 250 MB of memory, and a resource is named
 * by every fourth event.
 */
const MOST_VALUES = 3_000_000;

/** The values of columns over all events of the case, counted once: every new search begins with them. */
export type ValueCounts = {
  /**
   * A table (value, events) of a text column of `event_without_place`; null for one of too many values. Values that differ
   * in case only are one, by its most frequent spelling. Rejects once the signal is aborted.
   */
  readonly tableOf: (column: string, signal?: AbortSignal) => Promise<string | null>;
  /** Gives up all of them, after records were taken away. */
  readonly forget: () => void;
};

type Checked = { readonly table: string; readonly isKept: Promise<boolean> };

/** Counts of an open case, of columns of `mostValues` values at most. */
export function createValueCounts(database: Database, mostValues = MOST_VALUES): ValueCounts {
  const tables = createKeptTables(database, 'value_count', MAX_KEPT);
  const checked = new Map<string, Checked>();

  /** Joins the spellings of each value; of too many values nothing is kept. Answers whether the table is to be used. */
  const check = async (table: string): Promise<boolean> => {
    const place = `memory.main.${table}`;
    const [row] = await database.rows(`select count(*) as n, ${DIFFERS_IN_CASE} as spelled from ${place}`);
    const isKept = Number(row?.n) <= mostValues;
    if (!isKept) await database.query(`truncate ${place}`);
    else if (row?.spelled === true) {
      await database.query(`create or replace table ${place} as ${joinedSpellings(place)}`);
    }
    return isKept;
  };

  return {
    tableOf: async (column, signal) => {
      const sql = `
        select "${column}" as value, count(*) as events
        from event_without_place group by all limit ${mostValues + 1}`;
      const table = await tables.tableOf(column, { sql, parameters: {} }, signal);
      const known = checked.get(column);
      if (known?.table === table) return (await known.isKept) ? table : null;
      const isKept = check(table);
      checked.set(column, { table, isKept });
      isKept.catch(() => checked.delete(column));
      return (await isKept) ? table : null;
    },
    forget: tables.forget,
  };
}

const ofDatabase = new WeakMap<Database, ValueCounts>();

/** The counts kept for an open case. */
export function valueCountsOf(database: Database): ValueCounts {
  const known = ofDatabase.get(database) ?? createValueCounts(database);
  ofDatabase.set(database, known);
  return known;
}
