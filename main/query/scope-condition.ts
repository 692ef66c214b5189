import type { Scope } from '../../preload/contract/model/scope.ts';
import type { Database } from '../database/open-database.ts';
import { eventRelation, withoutTexts } from './event-relation.ts';
import { matchesOf } from './matches.ts';
import { allOf, type Condition, rangeSql, scopeSql } from './scope-sql.ts';
import { whereClauses } from './where/where.ts';

/** As many events at most are looked into one by one; of more, a condition is answered for the whole case. */
const FEW = 50_000;

/** Columns that have the raw record read. */
const RAW = /\braw\b|"(userIdentity|requestParameters|responseElements|additionalEventData|resources)"/;
/** Columns and tables whose values change while the records stay the same. */
const CHANGING = /\b(administrator|star_mark|tag_mark|note_mark)\b/;

const readsRaw = ({ sql }: Condition): boolean => RAW.test(withoutTexts(sql));

/** Whether the events that meet a condition stay the same as long as the records do. */
const isLasting = ({ sql }: Condition): boolean =>
  eventRelation(sql) === 'event_without_place' && !CHANGING.test(withoutTexts(sql));

const within = (table: string): Condition => ({
  sql: `record_id in (select record_id from memory.main.${table})`,
  parameters: {},
});

async function isFew(database: Database, condition: Condition, signal?: AbortSignal): Promise<boolean> {
  const [row] = await database.rows(
    `select count(*) as n from (
       select 1 from ${eventRelation(condition.sql)} where ${condition.sql} limit ${FEW + 1}
     )`,
    condition.parameters,
    signal ? { signal } : {},
  );
  return Number(row?.n) <= FEW;
}

/**
 * The events of a scope as a condition, as `scopeSql`, made so that the raw records of millions of events are read
 * once and not by each of the count, the table, the histogram and every facet: clauses that need them are answered
 * once and kept. Throws QueryError when the query text is wrong.
 */
export async function scopeCondition(
  database: Database,
  scope: Scope,
  signal?: AbortSignal,
): Promise<Condition> {
  const clauses = whereClauses(scope.query);
  const deep = clauses.filter(readsRaw);
  if (deep.length === 0 || !deep.every(isLasting)) return scopeSql(scope);
  const matches = matchesOf(database);
  const base = [...clauses.filter((clause) => !readsRaw(clause)), ...rangeSql(scope)];
  const open: Condition[] = [];
  for (const clause of deep) {
    const table = await matches.known(clause);
    if (table === null) open.push(clause);
    else base.push(within(table));
  }
  for (const [index, clause] of open.entries()) {
    if (base.length > 0 && (await isFew(database, allOf(base), signal))) {
      const rest = allOf([...base, ...open.slice(index)]);
      return isLasting(rest) ? within(await matches.tableOf(rest, signal)) : rest;
    }
    base.push(within(await matches.tableOf(clause, signal)));
  }
  return allOf(base);
}
