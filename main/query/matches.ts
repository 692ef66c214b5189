import { DatabaseError } from '../database/database-error.ts';
import type { Database } from '../database/open-database.ts';
import type { Condition } from './scope-sql.ts';

/** Answers kept at a time; the least recently used goes first. At most 8 bytes a matching event each. */
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

type Answer = {
  readonly table: string;
  readonly written: Promise<void>;
  /** Stops the writing when nobody waits for it any more. */
  readonly controller: AbortController;
  waiting: number;
  done: boolean;
};

/** Waits for an answer as long as the signal allows; the last one who leaves stops its writing. */
async function waitFor(answer: Answer, signal: AbortSignal | undefined): Promise<void> {
  if (answer.done) return;
  answer.waiting++;
  const cancelled = new DatabaseError('cancelled', 'The query was cancelled.');
  let leave = (): void => undefined;
  const left = new Promise<never>((_, reject) => {
    leave = () => reject(cancelled);
    if (signal?.aborted) leave();
    signal?.addEventListener('abort', leave, { once: true });
  });
  try {
    await Promise.race([answer.written, left]);
  } finally {
    signal?.removeEventListener('abort', leave);
    answer.waiting--;
    if (answer.waiting === 0 && !answer.done) answer.controller.abort();
  }
}

function createMatches(database: Database): Matches {
  const kept = new Map<string, Answer>();
  let next = 1;

  /**
   * What a condition asks, wherever in a query it stood: its parameters are named after that place. While records are
   * only added, their number tells an older state.
   */
  const keyOf = async ({ sql, parameters }: Condition): Promise<string> => {
    const [row] = await database.rows('select count(*) as n from "case".main.record');
    const values = JSON.stringify(Object.values(parameters), (_, value) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    return `${row?.n} ${sql.replace(/\$q\d+_/g, '$q_')} ${values}`;
  };
  const drop = (key: string, { table }: Answer): void => {
    if (kept.get(key)?.table === table) kept.delete(key);
    database.query(`drop table if exists memory.main.${table}`).catch(() => undefined);
  };
  const write = (key: string, condition: Condition): Answer => {
    const table = `match_${next++}`;
    const controller = new AbortController();
    const written = database
      .query(
        `create or replace table memory.main.${table} as
         select record_id from event_without_place where ${condition.sql}`,
        condition.parameters,
        { signal: controller.signal },
      )
      .then(() => {
        // An interrupt that comes too late leaves a table that nobody waits for.
        if (controller.signal.aborted) drop(key, answer);
        else answer.done = true;
      });
    const answer: Answer = { table, written, controller, waiting: 0, done: false };
    written.catch(() => drop(key, answer));
    return answer;
  };

  return {
    known: async (condition) => {
      const answer = kept.get(await keyOf(condition));
      return answer?.done === true ? answer.table : null;
    },
    tableOf: async (condition, signal) => {
      const key = await keyOf(condition);
      const found = kept.get(key);
      const answer = found && !found.controller.signal.aborted ? found : write(key, condition);
      kept.delete(key);
      kept.set(key, answer);
      for (const [oldKey, old] of kept) {
        if (kept.size > MAX_KEPT && old.done) drop(oldKey, old);
      }
      await waitFor(answer, signal);
      return answer.table;
    },
    forget: () => {
      for (const [key, answer] of kept) {
        if (answer.done) drop(key, answer);
        else answer.controller.abort();
      }
    },
  };
}

const ofDatabase = new WeakMap<Database, Matches>();

/** The answers kept for an open case. */
export function matchesOf(database: Database): Matches {
  const known = ofDatabase.get(database) ?? createMatches(database);
  ofDatabase.set(database, known);
  return known;
}
