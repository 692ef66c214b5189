import type { Row } from '../../../preload/contract/model/panel.ts';
import type { Scope } from '../../../preload/contract/model/scope.ts';
import { groupBy } from '../../database/group-by.ts';
import type { Database } from '../../database/open-database.ts';
import { eventRelation } from '../event-relation.ts';
import { scopeSql } from '../scope-sql.ts';
import type { Draft } from './chain-graph.ts';
import { ARN, KEY, oneOf, SLOT_SQL, text } from './chain-usage.ts';

/** What was done as a node within a scope. */
export type Facts = {
  readonly events: {
    readonly total: number;
    readonly success: number;
    readonly denied: number;
    readonly failed: number;
  };
  readonly addresses: number;
  readonly userAgents: number;
  readonly firstAt: string | null;
  readonly lastAt: string | null;
};

export const NO_FACTS: Facts = {
  events: { total: 0, success: 0, denied: 0, failed: 0 },
  addresses: 0,
  userAgents: 0,
  firstAt: null,
  lastAt: null,
};

const COUNTED = `count(*) as total,
  count(*) filter (outcome = 'success') as success,
  count(*) filter (outcome = 'denied') as denied,
  count(*) filter (outcome = 'failed') as failed,
  count(distinct "sourceIPAddress") as addresses,
  count(distinct "userAgent") as user_agents,
  min("eventTime") as first_at,
  max("eventTime") as last_at`;

/** Counts the events of each node within the scope, by node id; nodes without any are left out. */
export async function readFacts(
  database: Database,
  nodes: readonly Draft[],
  scope: Scope,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Facts>> {
  const used = nodes.filter(({ usages }) => usages.length > 0);
  const origins = groupBy(
    nodes.filter(({ target }) => target !== null),
    ({ target }) => target?.field ?? '',
  );
  const counted = await Promise.all([
    readUsed(database, used, scope, signal),
    ...[...origins.values()].map((group) => readOrigins(database, group, scope, signal)),
  ]);
  return new Map(counted.flat());
}

/** All credentials are counted in one pass over the events. */
async function readUsed(
  database: Database,
  nodes: readonly Draft[],
  scope: Scope,
  signal: AbortSignal,
): Promise<readonly (readonly [string, Facts])[]> {
  if (nodes.length === 0) return [];
  const condition = scopeSql(scope);
  const slots = nodes.flatMap(({ id, usages }) =>
    usages.map(({ slot }) => ({ id, ...slot, keyless: slot.arn })),
  );
  const keys = slots.flatMap(({ key }) => key ?? []);
  const keyless = slots.flatMap((slot) => (slot.key === null ? (slot.keyless ?? []) : []));
  const read = (where: string) => `
    select ${SLOT_SQL}, "eventTime", outcome, "sourceIPAddress", "userAgent"
    from ${eventRelation(condition.sql)} where ${where} and ${condition.sql}`;
  const parts = [read(oneOf(KEY, 'keys'))];
  if (keyless.length > 0) {
    parts.push(read(`${KEY} is null and ${oneOf(ARN, 'keyless')}`));
  }
  const rows = await database.rows(
    `with slot as (
       select unnest(from_json($slots, '[{"id": "VARCHAR", "key": "VARCHAR", "account": "VARCHAR",
         "created": "VARCHAR", "keyless": "VARCHAR"}]'), recursive := true)
     ),
     used as (${parts.join(' union all ')})
     select s.id, ${COUNTED}
     from used as u
     join slot as s on u.key is not distinct from s.key and u.owner is not distinct from s.account
       and u.created is not distinct from s.created and u.keyless is not distinct from s.keyless
     group by s.id`,
    {
      ...condition.parameters,
      slots: JSON.stringify(slots),
      keys: JSON.stringify([...new Set(keys)]),
      ...(keyless.length > 0 ? { keyless: JSON.stringify([...new Set(keyless)]) } : {}),
    },
    { signal },
  );
  return rows.map((row) => [String(row.id), toFacts(row)]);
}

/** Origins found by one field are counted in one pass. Values are the same in either case, as in queries. */
async function readOrigins(
  database: Database,
  nodes: readonly Draft[],
  scope: Scope,
  signal: AbortSignal,
): Promise<readonly (readonly [string, Facts])[]> {
  const field = nodes[0]?.target?.field;
  if (field === undefined) return [];
  const condition = scopeSql(scope);
  const values = nodes.map(({ target }) => target?.value.toLowerCase() ?? '');
  const rows = await database.rows(
    `select lower("${field}") as value, ${COUNTED} from ${eventRelation(condition.sql)}
     where list_contains(from_json($values, '["VARCHAR"]'), lower("${field}")) and ${condition.sql}
     group by value`,
    { ...condition.parameters, values: JSON.stringify(values) },
    { signal },
  );
  return rows.flatMap((row) =>
    nodes.filter((_, index) => values[index] === row.value).map(({ id }) => [id, toFacts(row)] as const),
  );
}

function toFacts(row: Row): Facts {
  return {
    events: {
      total: Number(row.total),
      success: Number(row.success),
      denied: Number(row.denied),
      failed: Number(row.failed),
    },
    addresses: Number(row.addresses),
    userAgents: Number(row.user_agents),
    firstAt: text(row.first_at),
    lastAt: text(row.last_at),
  };
}
