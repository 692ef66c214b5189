import {
  type ChangeKind,
  changeKind,
  type EntityChanges,
  type EntityEvent,
} from '../../../preload/contract/model/entity.ts';
import type { Row } from '../../../preload/contract/model/panel.ts';
import type { Scope } from '../../../preload/contract/model/scope.ts';
import { CREATING, changesQuery, DELETING, WRITES } from '../../../preload/contract/query/changes-query.ts';
import { joinQueries } from '../../../preload/contract/query/join-queries.ts';
import type { Database } from '../../database/open-database.ts';
import { eventRelation } from '../event-relation.ts';
import { scopeCondition } from '../scope-condition.ts';

/** Events of one kind of change that are told one by one; the others are counted. */
const LATEST = 20;

/** The columns of an event in a line. */
export const EVENT_COLUMNS = `record_id, "eventTime", "eventName", outcome, actor, resource, "eventID"`;

/** A row of these columns as an event in a line. */
export function toEntityEvent(row: Row): EntityEvent {
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  return {
    recordId: Number(row.record_id),
    eventTime: String(row.eventTime),
    eventName: text(row.eventName),
    outcome: String(row.outcome),
    actor: text(row.actor),
    resource: text(row.resource),
    eventID: text(row.eventID),
  };
}

/** The successful writes among the events of a scope: counted by kind, with the latest of each kind. */
export async function listChanges(
  database: Database,
  scope: Scope,
  signal: AbortSignal,
): Promise<EntityChanges[]> {
  const counts = await countChanges(database, scope, signal);
  return Promise.all(
    changeKind.options.map(async (kind) => {
      const query = changesQuery(kind);
      const events = counts.get(kind) ?? 0;
      const within = { ...scope, query: joinQueries(scope.query, query) };
      return { kind, events, query, latest: events === 0 ? [] : await latest(database, within, signal) };
    }),
  );
}

/** Counts by call and judges each name once: a regular expression over millions of events would take its time. */
async function countChanges(
  database: Database,
  scope: Scope,
  signal: AbortSignal,
): Promise<ReadonlyMap<ChangeKind, number>> {
  const writes = { ...scope, query: joinQueries(scope.query, WRITES) };
  const condition = await scopeCondition(database, writes, signal);
  const rows = await database.rows(
    `with called as (
       select "eventName", count(*) as events
       from ${eventRelation(condition.sql)} where ${condition.sql}
       group by all
     )
     select
       case
         when regexp_matches("eventName", $creating, 'i') then 'created'
         when regexp_matches("eventName", $deleting, 'i') then 'deleted'
         else 'changed'
       end as kind,
       sum(events)::bigint as events
     from called group by all`,
    { ...condition.parameters, creating: CREATING, deleting: DELETING },
    { signal },
  );
  return new Map(rows.map((row) => [changeKind.parse(row.kind), Number(row.events)]));
}

async function latest(database: Database, scope: Scope, signal: AbortSignal): Promise<EntityEvent[]> {
  const condition = await scopeCondition(database, scope, signal);
  const rows = await database.rows(
    `select ${EVENT_COLUMNS}
     from ${eventRelation(condition.sql)} where ${condition.sql}
     order by "eventTime" desc, record_id desc limit ${LATEST}`,
    condition.parameters,
    { signal },
  );
  return rows.map(toEntityEvent);
}
