import type { Scope } from '../../preload/contract/model/scope.ts';
import type { Database } from '../database/open-database.ts';
import { eventRelation } from './event-relation.ts';
import { scopeCondition } from './scope-condition.ts';

/** How many events match, and how many the case holds. */
export async function countEvents(
  database: Database,
  scope: Scope,
  signal?: AbortSignal,
): Promise<{ events: number; total: number }> {
  const condition = await scopeCondition(database, scope, signal);
  const options = signal ? { signal } : {};
  const [matching] = await database.rows(
    `select count(*) as n from ${eventRelation(condition.sql)} where ${condition.sql}`,
    condition.parameters,
    options,
  );
  const [all] = await database.rows('select count(*) as n from "case".main.record', {}, options);
  return { events: Number(matching?.n ?? 0), total: Number(all?.n ?? 0) };
}
