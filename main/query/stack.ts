import type { Row } from '../../preload/contract/model/panel.ts';
import type { Scope } from '../../preload/contract/model/scope.ts';
import type { StackCounts, StackOrder, StackResult, StackRow } from '../../preload/contract/model/stack.ts';
import { DatabaseError } from '../database/database-error.ts';
import type { Database } from '../database/open-database.ts';
import { scopeCondition } from './scope-condition.ts';
import { mergedSql, type StackSql, stackOrderSql, stackSql, unmergedSql } from './stack-sql.ts';

/** Fields over a scope kept at a time, and orders of each; the least recently used goes first. */
const MAX_STACKS = 6;
const MAX_ORDERS = 8;

export type StackInput = {
  readonly field: string;
  readonly scope: Scope;
  readonly order: StackOrder;
  readonly contains: string;
  readonly offset: number;
  readonly limit: number;
};

/** All values of fields over one case, each written once with its counts so that a page is a short read. */
export type Stacks = {
  readonly run: (input: StackInput, signal: AbortSignal) => Promise<StackResult>;
  /** Forgets what was found out, because what a query finds has changed: all, or the questions (field and scope as JSON) that are. */
  readonly forget: (isGone?: (question: string) => boolean) => Promise<void>;
};

/** The values of a field as the table `values`, and their number and events. */
type Stack = {
  readonly table: string;
  readonly sql: StackSql;
  readonly totals: Pick<StackResult, 'events' | 'distinct' | 'multiple' | 'missing'>;
  readonly orders: Kept<Ordered>;
};

/** Positions in `values` in one order, of the values that hold a text. */
type Ordered = { readonly table: string; readonly matching: number };

/** Results by question, in the order of their last use; each is being worked out, or is there. */
type Kept<T> = Map<string, Promise<T>>;

/** The result kept under the key, worked out if there is none, and the ones that had to give way. */
async function keep<T>(
  kept: Kept<T>,
  key: string,
  most: number,
  make: () => Promise<T>,
  drop: (gone: T) => Promise<void>,
): Promise<T> {
  const found = kept.get(key) ?? make();
  kept.delete(key);
  kept.set(key, found);
  try {
    return await found;
  } catch (error) {
    if (kept.get(key) === found) kept.delete(key);
    throw error;
  } finally {
    for (const [oldest, gone] of [...kept].slice(0, Math.max(0, kept.size - most))) {
      kept.delete(oldest);
      await gone.then(drop, () => undefined);
    }
  }
}

function toInstant(value: Row[string] | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function toCounts(row: Row | undefined): StackCounts {
  const number = (name: string) => Number(row?.[name] ?? 0);
  return {
    events: number('events'),
    denied: number('denied'),
    failed: number('failed'),
    firstAt: toInstant(row?.first_at),
    lastAt: toInstant(row?.last_at),
    actors: number('actors'),
  };
}

async function readTotals(database: Database, table: string, sql: StackSql, signal: AbortSignal) {
  const [[all], [missing]] = await Promise.all([
    database.rows(
      `select sum(firsts)::bigint as events, count(value) as distinct_values, sum(events) > sum(firsts) as multiple
       from memory.main.${table}`,
      {},
      { signal },
    ),
    database.rows(
      `select v.* exclude (acting), ${sql.missingActors === null ? 'len(acting)' : `(${sql.missingActors})`} as actors
       from memory.main.${table} as v
       where value is null`,
      sql.missingActors === null ? {} : sql.parameters,
      { signal },
    ),
  ]);
  return {
    events: Number(all?.events ?? 0),
    distinct: Number(all?.distinct_values ?? 0),
    multiple: all?.multiple === true,
    missing: toCounts(missing),
  };
}

async function writeStack(
  database: Database,
  table: string,
  { field, scope }: StackInput,
  signal: AbortSignal,
): Promise<Stack> {
  const sql = stackSql(field, await scopeCondition(database, scope, signal));
  const target = `memory.main.${table}`;
  await database.query(`create or replace table ${target} as ${sql.values}`, sql.parameters, { signal });
  const [found] = await database.rows(unmergedSql(target), {}, { signal });
  if (found?.unmerged === true) {
    await database.query(`create or replace table ${target} as ${mergedSql(target)}`, {}, { signal });
  }
  return { table, sql, totals: await readTotals(database, table, sql, signal), orders: new Map() };
}

async function writeOrder(
  database: Database,
  table: string,
  stack: Stack,
  { order, contains }: StackInput,
  signal: AbortSignal,
): Promise<Ordered> {
  const filter = contains === '' ? '' : 'and contains(lower(value), lower($contains))';
  await database.query(
    `create or replace table memory.main.${table} as
     select rowid as place from memory.main.${stack.table}
     where value is not null ${filter}
     order by ${stackOrderSql(order)}`,
    contains === '' ? {} : { contains },
    { signal },
  );
  const [row] = await database.rows(`select count(*) as matching from memory.main.${table}`, {}, { signal });
  return { table, matching: Number(row?.matching ?? 0) };
}

async function readPage(
  database: Database,
  stack: Stack,
  ordered: Ordered,
  { offset, limit }: StackInput,
  signal: AbortSignal,
): Promise<StackRow[]> {
  const { actors, parameters } = stack.sql;
  const page = `
    with page as materialized (
      select o.rowid as position, v.*
      from memory.main.${ordered.table} as o
      join memory.main.${stack.table} as v on v.rowid = o.place
      where o.rowid >= $first and o.rowid < $last
    )`;
  const rows = await database.rows(
    actors === null
      ? `${page} select * exclude (acting), len(acting) as actors from page order by position`
      : `${page},
         acting as (${actors('select lower(value) from page')})
         select page.* exclude (acting), acting.actors
         from page left join acting on acting.key = lower(page.value)
         order by position`,
    { ...(actors === null ? {} : parameters), first: offset, last: offset + limit },
    { signal },
  );
  return rows.map((row) => ({
    value: String(row.value),
    spellings: Number(row.spellings),
    ...toCounts(row),
  }));
}

/** Keeps the stacks of the case in `database`. */
export function createStacks(database: Database): Stacks {
  const kept: Kept<Stack> = new Map();
  let next = 1;
  const freshTable = () => `stack_${next++}`;
  const dropTable = async ({ table }: { readonly table: string }) => {
    await database.query(`drop table if exists memory.main.${table}`);
  };
  const dropStack = async (stack: Stack) => {
    await dropTable(stack);
    for (const ordered of stack.orders.values()) await ordered.then(dropTable, () => undefined);
  };

  const runOnce = async (input: StackInput, signal: AbortSignal): Promise<StackResult> => {
    const { field, scope, order, contains, offset } = input;
    const [records] = await database.rows('select count(*) as records from "case".main.record');
    const stack = await keep(
      kept,
      JSON.stringify([Number(records?.records), field, scope.query, scope.from, scope.to]),
      MAX_STACKS,
      () => writeStack(database, freshTable(), input, signal),
      dropStack,
    );
    const ordered = await keep(
      stack.orders,
      JSON.stringify([order, contains]),
      MAX_ORDERS,
      () => writeOrder(database, freshTable(), stack, input, signal),
      dropTable,
    );
    const rows = await readPage(database, stack, ordered, input, signal);
    return { field, ...stack.totals, matching: ordered.matching, offset, rows };
  };

  return {
    run: async (input, signal) => {
      try {
        return await runOnce(input, signal);
      } catch (error) {
        // Another caller began to work it out and was cancelled: this one still wants it.
        if (!(error instanceof DatabaseError) || error.problem !== 'cancelled' || signal.aborted) throw error;
        return runOnce(input, signal);
      }
    },
    forget: async (isGone = () => true) => {
      const gone = [...kept]
        .filter(([question]) => isGone(question))
        .map(([question, stack]) => {
          kept.delete(question);
          return stack;
        });
      for (const stack of gone) await stack.then(dropStack, () => undefined);
    },
  };
}
