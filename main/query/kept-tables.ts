import { DatabaseError } from '../database/database-error.ts';
import type { Database } from '../database/open-database.ts';
import type { Parameters } from '../database/run-query.ts';

/** What a table holds: its SELECT, with its parameters. */
type KeptSelect = { readonly sql: string; readonly parameters: Parameters };

/** Answers kept as tables in memory, so that all who ask the same share them; the least recently used goes first. */
export type KeptTables = {
  /** The table that already holds the answer, null when it was not asked for yet. */
  readonly known: (key: string) => Promise<string | null>;
  /** The same, written first where need be. Rejects once the signal is aborted. */
  readonly tableOf: (key: string, select: KeptSelect, signal?: AbortSignal) => Promise<string>;
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

/** Tables called `NAME_1`, `NAME_2`, …, at most `most` of them at a time. */
export function createKeptTables(database: Database, name: string, most: number): KeptTables {
  const kept = new Map<string, Answer>();
  let next = 1;

  /** While records are only added, their number tells an older state. */
  const keyNow = async (key: string): Promise<string> => {
    const [row] = await database.rows('select count(*) as n from "case".main.record');
    return `${row?.n} ${key}`;
  };
  const drop = (key: string, { table }: Answer): void => {
    if (kept.get(key)?.table === table) kept.delete(key);
    database.query(`drop table if exists memory.main.${table}`).catch(() => undefined);
  };
  const write = (key: string, { sql, parameters }: KeptSelect): Answer => {
    const table = `${name}_${next++}`;
    const controller = new AbortController();
    const written = database
      .query(`create or replace table memory.main.${table} as ${sql}`, parameters, {
        signal: controller.signal,
      })
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
    known: async (key) => {
      const answer = kept.get(await keyNow(key));
      return answer?.done === true ? answer.table : null;
    },
    tableOf: async (asked, select, signal) => {
      const key = await keyNow(asked);
      const found = kept.get(key);
      const answer = found && !found.controller.signal.aborted ? found : write(key, select);
      kept.delete(key);
      kept.set(key, answer);
      for (const [oldKey, old] of kept) {
        if (kept.size > most && old.done) drop(oldKey, old);
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
