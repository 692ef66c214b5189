import type {
  ContextEvent,
  ContextKind,
  ContextSide,
  EventContext,
} from '../../preload/contract/model/context.ts';
import type { Row } from '../../preload/contract/model/panel.ts';
import type { Scope } from '../../preload/contract/model/scope.ts';
import { contextChoice } from '../../preload/contract/query/context-choice.ts';
import { joinQueries } from '../../preload/contract/query/join-queries.ts';
import type { Database } from '../database/open-database.ts';
import { eventRelation } from './event-relation.ts';
import { scopeCondition } from './scope-condition.ts';

const COLUMNS =
  'record_id, "eventTime", actor, service, "eventName", outcome, "sourceIPAddress", resource, "errorCode"';

type ContextInput = {
  readonly recordId: number;
  readonly by: ContextKind;
  readonly aroundMs: number;
  readonly scope: Scope;
  readonly limit: number;
};

/** What is asked for has no answer: the event lacks the field that its surroundings are to share. */
export class ContextMissing extends Error {
  override readonly name = 'ContextMissing';
}

type Side = 'before' | 'after';

/** Which events stand on a side of the origin: by time, and at the same time by record. */
const ON_SIDE: Readonly<Record<Side, string>> = {
  before: '("eventTime", record_id) < ($origin_at::timestamp, $origin)',
  after: '("eventTime", record_id) > ($origin_at::timestamp, $origin)',
};

const NEAREST_FIRST: Readonly<Record<Side, string>> = {
  before: '"eventTime" desc, record_id desc',
  after: '"eventTime", record_id',
};

/** The latest instant that has four digits for its year, as instants are written. */
const LAST_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/**
 * The events within `aroundMs` before and after one, both ends included, that share `by` with it and are of
 * `scope`. Null when there is no such event; throws ContextMissing when it lacks what is to be shared.
 */
export async function readContext(
  database: Database,
  input: ContextInput,
  signal: AbortSignal,
): Promise<EventContext | null> {
  const { recordId, by, aroundMs, limit } = input;
  const [found] = await database.rows(
    `select ${COLUMNS}, "eventTime"::varchar as origin_at, principal, session, identity, "userIdentity.accessKeyId"
     from event_without_place where record_id = $recordId`,
    { recordId },
    { signal },
  );
  if (!found) return null;
  const choice = contextChoice(by, found);
  if (choice.query === null) throw new ContextMissing(choice.missing);
  const shared: Scope = { ...input.scope, query: joinQueries(input.scope.query, choice.query) };
  const scope = windowAround(shared, String(found.eventTime), aroundMs);
  const origin: Origin = { origin: recordId, origin_at: String(found.origin_at) };
  const counts = await countSides(database, scope, origin, signal);
  const sideOf = async (side: Side): Promise<ContextSide> => {
    const total = counts[side];
    const within = total > 0 ? scope : shared;
    const rows = await nearestOf(
      database,
      { side, scope: within, origin, limit: total > 0 ? limit : 1 },
      signal,
    );
    const events = rows.map(toEvent);
    if (total === 0) return { total, events: [], nearest: events[0] ?? null };
    return { total, events: side === 'before' ? events.toReversed() : events, nearest: null };
  };
  const [before, after] = await Promise.all([sideOf('before'), sideOf('after')]);
  return { origin: toEvent(found), originInScope: counts.origin > 0, before, after, scope };
}

/** The scope within the window. `to` is excluded, hence the millisecond, the least step an instant has here. */
function windowAround({ query, from, to }: Scope, at: string, aroundMs: number): Scope {
  const first = Math.max(Date.parse(at) - aroundMs, from === null ? 0 : Date.parse(from));
  const end = Math.min(Date.parse(at) + aroundMs + 1, to === null ? LAST_MS : Date.parse(to));
  return { query, from: new Date(first).toISOString(), to: new Date(end).toISOString() };
}

type Origin = { readonly origin: number; readonly origin_at: string };

async function countSides(
  database: Database,
  scope: Scope,
  origin: Origin,
  signal: AbortSignal,
): Promise<Readonly<Record<Side | 'origin', number>>> {
  const condition = await scopeCondition(database, scope, signal);
  const [row] = await database.rows(
    `select
       count(*) filter (${ON_SIDE.before}) as before,
       count(*) filter (${ON_SIDE.after}) as after,
       count(*) filter (record_id = $origin) as origin
     from ${eventRelation(condition.sql)}
     where ${condition.sql}`,
    { ...condition.parameters, ...origin },
    { signal },
  );
  return {
    before: Number(row?.before ?? 0),
    after: Number(row?.after ?? 0),
    origin: Number(row?.origin ?? 0),
  };
}

type NearestInput = {
  readonly side: Side;
  readonly scope: Scope;
  readonly origin: Origin;
  readonly limit: number;
};

/** The events of a side nearest to the origin, nearest first. */
async function nearestOf(
  database: Database,
  { side, scope, origin, limit }: NearestInput,
  signal: AbortSignal,
): Promise<readonly Row[]> {
  const condition = await scopeCondition(database, scope, signal);
  return database.rows(
    `select ${COLUMNS} from ${eventRelation(condition.sql)}
     where ${condition.sql} and ${ON_SIDE[side]}
     order by ${NEAREST_FIRST[side]} limit $limit`,
    { ...condition.parameters, ...origin, limit },
    { signal },
  );
}

function toEvent(row: Row): ContextEvent {
  const text = (name: string) => (row[name] === null || row[name] === undefined ? null : String(row[name]));
  return {
    recordId: Number(row.record_id),
    eventTime: String(row.eventTime),
    actor: text('actor'),
    service: text('service'),
    eventName: text('eventName'),
    outcome: String(row.outcome),
    sourceIPAddress: text('sourceIPAddress'),
    resource: text('resource'),
    errorCode: text('errorCode'),
  };
}
