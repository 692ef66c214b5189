import type { Row } from '../../../preload/contract/model/panel.ts';
import type { Database } from '../../database/open-database.ts';
import type { Condition } from '../scope-sql.ts';
import { oneOf, SLOT_SQL, slotId, slotOf, text } from './chain-usage.ts';
import { isoOf, parseStsDate } from './parse-sts-date.ts';

/** A call by which one identity came from another: who made it, and what it gave out. Times are ISO UTC. */
export type Issue = {
  readonly recordId: number;
  readonly eventID: string | null;
  readonly at: string;
  readonly eventName: string;
  readonly outcome: string;
  readonly errorCode: string | null;
  readonly address: string | null;
  /** The account whose trail has the record. */
  readonly recipient: string | null;
  readonly sharedEventID: string | null;
  readonly caller: IssueCaller;
  /** The access key given out; null where the record has none. */
  readonly key: string | null;
  readonly sessionArn: string | null;
  readonly principalId: string | null;
  readonly expiresAt: string | null;
  readonly sourceIdentity: string | null;
  readonly role: string | null;
  readonly sessionName: string | null;
  /** The account that AssumeRoot asks for. */
  readonly target: string | null;
  readonly switchFrom: string | null;
  readonly mfa: boolean | null;
};

type IssueCaller = {
  readonly type: string | null;
  readonly key: string | null;
  readonly account: string | null;
  readonly created: string | null;
  readonly arn: string | null;
  readonly principalId: string | null;
  readonly invokedBy: string | null;
  readonly actor: string | null;
};

/** The calls of STS and of the sign-in page that chains are made of. */
const ISSUING = [
  'AssumeRole',
  'AssumeRoleWithSAML',
  'AssumeRoleWithWebIdentity',
  'AssumeRoot',
  'GetSessionToken',
  'GetFederationToken',
  'GetSigninToken',
  'SwitchRole',
  'ConsoleLogin',
];

const FROM_CHAIN = `list_contains(['${ISSUING.join("', '")}'], "eventName")
  and list_contains(['sts.amazonaws.com', 'signin.amazonaws.com'], "eventSource")`;

/** Where in a record the facts of an issue stand, by name. */
const PATHS = {
  key: '$.responseElements.credentials.accessKeyId',
  expiration: '$.responseElements.credentials.expiration',
  role_arn: '$.responseElements.assumedRoleUser.arn',
  role_id: '$.responseElements.assumedRoleUser.assumedRoleId',
  federated_arn: '$.responseElements.federatedUser.arn',
  federated_id: '$.responseElements.federatedUser.federatedUserId',
  given_identity: '$.responseElements.sourceIdentity',
  asked_identity: '$.requestParameters.sourceIdentity',
  role: '$.requestParameters.roleArn',
  resource: '$.resources[0].ARN',
  session_name: '$.requestParameters.roleSessionName',
  target: '$.requestParameters.targetPrincipal',
  serial: '$.requestParameters.serialNumber',
  switch_from: '$.additionalEventData.SwitchFrom',
  mfa_used: '$.additionalEventData.MFAUsed',
} as const;

const MOST = 5000;

/** Issuing calls that match a condition over columns: their records are parsed, those of others are not. */
export async function readIssues(
  database: Database,
  condition: Condition,
  signal: AbortSignal,
): Promise<readonly Issue[]> {
  const found = await database.rows(
    `select record_id from event_without_place where ${FROM_CHAIN} and ${condition.sql} limit ${MOST}`,
    condition.parameters,
    { signal },
  );
  return parseIssues(
    database,
    found.map((row) => Number(row.record_id)),
    signal,
  );
}

/** The issuing calls within any of these stretches of time. */
export async function readIssuesWithin(
  database: Database,
  windows: readonly TimeWindow[],
  signal: AbortSignal,
  eventName: string | null = null,
): Promise<readonly Issue[]> {
  if (windows.length === 0) return [];
  const found = await database.rows(
    `with stretch as (
       select unnest(from_json($windows, '[{"from_at": "TIMESTAMP", "to_at": "TIMESTAMP"}]'), recursive := true)
     )
     select e.record_id
     from event_without_place as e
     join stretch as s on e."eventTime" between s.from_at and s.to_at
     where ${FROM_CHAIN} and ($eventName is null or "eventName" = $eventName)
     limit ${MOST}`,
    { windows: JSON.stringify(joinWindows(windows).map(inSql)), eventName },
    { signal },
  );
  return parseIssues(
    database,
    found.map((row) => Number(row.record_id)),
    signal,
  );
}

/** How many calls of one kind a caller made, by its slot: those that succeeded, and those that failed. */
export type CallTotals = ReadonlyMap<string, { readonly given: number; readonly failed: number }>;

/** Each condition is a read of its own: alternatives of one read are not tested while the columns are read. */
const callsWhere = (condition: string): string => `
  select ${SLOT_SQL}, record_id, "eventTime" as called_at, outcome = 'success' as succeeded,
    "eventName" = 'GetSigninToken' as is_token
  from event_without_place
  where ${FROM_CHAIN} and ${condition}`;

/**
 * Issuing calls that match one of the conditions (which must exclude each other), for each caller at most `perCaller` that succeeded and as many that failed, the earliest
 * first, and how many there are. Tokens of the sign-in page are not counted: most are for the caller's own session.
 */
export async function readIssuesByCaller(
  database: Database,
  conditions: readonly string[],
  parameters: Condition['parameters'],
  perCaller: number,
  signal: AbortSignal,
): Promise<{ readonly issues: readonly Issue[]; readonly totals: CallTotals }> {
  const caller = 'key, owner, created, keyless, succeeded, is_token';
  const found = await database.rows(
    `with call as (
       ${conditions.map(callsWhere).join(' union all ')}
     )
     select *, count(*) over (partition by ${caller}) as calls
     from call
     qualify row_number() over (partition by ${caller} order by called_at, record_id) <= ${perCaller}
     limit ${MOST}`,
    parameters,
    { signal },
  );
  const totals = new Map<string, { given: number; failed: number }>();
  for (const row of found) {
    const id = slotId(slotOf(row));
    const known = totals.get(id) ?? { given: 0, failed: 0 };
    if (row.succeeded !== true) totals.set(id, { ...known, failed: Number(row.calls) });
    else if (row.is_token !== true) totals.set(id, { ...known, given: Number(row.calls) });
  }
  const issues = await parseIssues(
    database,
    found.map((row) => Number(row.record_id)),
    signal,
  );
  return { issues, totals };
}

/** A stretch of time in milliseconds since 1970, both ends included. */
export type TimeWindow = { readonly fromMs: number; readonly toMs: number };

const inSql = ({ fromMs, toMs }: TimeWindow) => ({ from_at: isoOf(fromMs), to_at: isoOf(toMs) });

/** The same stretches without overlaps. */
function joinWindows(windows: readonly TimeWindow[]): readonly TimeWindow[] {
  const joined: TimeWindow[] = [];
  for (const window of windows.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = joined.at(-1);
    if (last && window.fromMs <= last.toMs) {
      joined[joined.length - 1] = { fromMs: last.fromMs, toMs: Math.max(last.toMs, window.toMs) };
    } else joined.push(window);
  }
  return joined;
}

/** The call that gave out this key, looked for in the raw records: for keys that no event of the case has used. */
export async function readIssuesOfKey(
  database: Database,
  key: string,
  window: TimeWindow | null,
  signal: AbortSignal,
): Promise<readonly Issue[]> {
  const within = window === null ? 'true' : '"eventTime" between $from_at::timestamp and $to_at::timestamp';
  const issues = await readIssues(
    database,
    {
      sql: `${within} and contains(raw, $key)`,
      parameters: { key, ...(window === null ? {} : inSql(window)) },
    },
    signal,
  );
  return issues.filter((issue) => issue.key === key);
}

async function parseIssues(
  database: Database,
  recordIds: readonly number[],
  signal: AbortSignal,
): Promise<readonly Issue[]> {
  if (recordIds.length === 0) return [];
  const facts = Object.entries(PATHS).map(([name, path]) => `raw ->> '${path}' as ${name}`);
  const rows = await database.rows(
    `select record_id, "eventID", "eventTime", "eventName", outcome, "errorCode", "sourceIPAddress",
       "recipientAccountId", "sharedEventID", actor,
       "userIdentity.type", "userIdentity.accessKeyId", "userIdentity.accountId", "userIdentity.arn",
       "userIdentity.principalId", "userIdentity.invokedBy",
       "userIdentity.sessionContext.attributes.creationDate",
       "userIdentity.sessionContext.attributes.mfaAuthenticated",
       ${facts.join(',\n       ')}
     from event_without_place
     where list_contains(from_json($ids, '["BIGINT"]'), record_id)
     order by "eventTime", record_id`,
    { ids: JSON.stringify(recordIds) },
    { signal },
  );
  return rows.map(toIssue);
}

function toIssue(row: Row): Issue {
  const of = (name: string): string | null => text(row[name]) || null;
  const expiration = of('expiration');
  return {
    recordId: Number(row.record_id),
    eventID: of('eventID'),
    at: String(row.eventTime),
    eventName: String(row.eventName),
    outcome: String(row.outcome),
    errorCode: of('errorCode'),
    address: of('sourceIPAddress'),
    recipient: of('recipientAccountId'),
    sharedEventID: of('sharedEventID'),
    caller: {
      type: of('userIdentity.type'),
      key: of('userIdentity.accessKeyId'),
      account: of('userIdentity.accountId'),
      created: of('userIdentity.sessionContext.attributes.creationDate'),
      arn: of('userIdentity.arn'),
      principalId: of('userIdentity.principalId'),
      invokedBy: of('userIdentity.invokedBy'),
      actor: of('actor'),
    },
    key: of('key'),
    sessionArn: of('role_arn') ?? of('federated_arn'),
    principalId: of('role_id') ?? of('federated_id'),
    expiresAt: expiration === null ? null : parseStsDate(expiration),
    sourceIdentity: of('given_identity') ?? of('asked_identity'),
    role: of('role') ?? of('resource'),
    sessionName: of('session_name'),
    target: of('target'),
    switchFrom: of('switch_from'),
    mfa: mfaOf(of('mfa_used'), of('serial'), of('userIdentity.sessionContext.attributes.mfaAuthenticated')),
  };
}

function mfaOf(used: string | null, serial: string | null, session: string | null): boolean | null {
  if (used !== null) return used.toLowerCase() === 'yes';
  if (serial !== null) return true;
  return session === null ? null : session === 'true';
}

/** The records of one call in several accounts, without `issue` itself. */
export async function readShared(
  database: Database,
  sharedEventIDs: readonly string[],
  signal: AbortSignal,
): Promise<readonly Issue[]> {
  if (sharedEventIDs.length === 0) return [];
  return readIssues(
    database,
    { sql: oneOf('"sharedEventID"', 'shared'), parameters: { shared: JSON.stringify(sharedEventIDs) } },
    signal,
  );
}
