import type { Database } from '../database/open-database.ts';
import { createKeptTables, type KeptTables } from './kept-tables.ts';

/** Columns whose counts are kept at a time. */
const MAX_KEPT = 48;
/** A column of more values than that is counted anew each time: keeping them all would take more memory than time. */
const MOST_VALUES = 200_000;

/** The values of columns over all events of the case, counted once: every new search begins with them. */
export type ValueCounts = {
  /**
   * A table (value, events) of a text column of `event_without_place`; null for one of too many values. Rejects once the signal is
   * aborted.
   */
  readonly tableOf: (column: string, signal?: AbortSignal) => Promise<string | null>;
  /** Gives up all of them, after records were taken away. */
  readonly forget: () => void;
};

function createValueCounts(database: Database, tables: KeptTables): ValueCounts {
  return {
    tableOf: async (column, signal) => {
      const sql = `
        select "${column}" as value, count(*) as events
        from event_without_place group by all limit ${MOST_VALUES + 1}`;
      const table = await tables.tableOf(column, { sql, parameters: {} }, signal);
      const [row] = await database.rows(`select count(*) as n from memory.main.${table}`);
      return Number(row?.n) > MOST_VALUES ? null : table;
    },
    forget: tables.forget,
  };
}

const ofDatabase = new WeakMap<Database, ValueCounts>();

/** The counts kept for an open case. */
export function valueCountsOf(database: Database): ValueCounts {
  const known =
    ofDatabase.get(database) ??
    createValueCounts(database, createKeptTables(database, 'value_count', MAX_KEPT));
  ofDatabase.set(database, known);
  return known;
}
