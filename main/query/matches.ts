import type { Database } from '../database/open-database.ts';
import { createKeptTables } from './kept-tables.ts';
import type { Condition } from './scope-sql.ts';

/** Answers kept at a time. At most 8 bytes a matching event each. */
const MAX_KEPT = 32;

/** Conditions answered once, as tables of record ids, so that all who ask about the same events share the answer. */
export type Matches = {
  /** The table that already holds the events that meet a condition, null when it was not asked for yet. */
  readonly known: (condition: Condition) => Promise<string | null>;
  /** The same, written first where need be. Rejects once the signal is aborted. */
  readonly tableOf: (condition: Condition, signal?: AbortSignal) => Promise<string>;
  /** Gives up all answers, after records were taken away. */
  readonly forget: () => void;
};

/** What a condition asks, wherever in a query it stood: its parameters are named after that place. */
function keyOf({ sql, parameters }: Condition): string {
  const values = JSON.stringify(Object.values(parameters), (_, value) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  return `${sql.replace(/\$q\d+_/g, '$q_')} ${values}`;
}

function createMatches(database: Database): Matches {
  const tables = createKeptTables(database, 'match', MAX_KEPT);
  return {
    known: (condition) => tables.known(keyOf(condition)),
    tableOf: (condition, signal) => {
      const sql = `select record_id from event_without_place where ${condition.sql}`;
      return tables.tableOf(keyOf(condition), { sql, parameters: condition.parameters }, signal);
    },
    forget: tables.forget,
  };
}

const ofDatabase = new WeakMap<Database, Matches>();

/** The answers kept for an open case. */
export function matchesOf(database: Database): Matches {
  const known = ofDatabase.get(database) ?? createMatches(database);
  ofDatabase.set(database, known);
  return known;
}
