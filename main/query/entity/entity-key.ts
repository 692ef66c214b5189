import { type EntityEvent, MOST_KEY_EVENTS } from '../../../preload/contract/model/entity.ts';
import type { Database } from '../../database/open-database.ts';
import { EVENT_COLUMNS, toEntityEvent } from './entity-events.ts';

/** Calls that answer with temporary credentials; most are recorded as reads. GetSigninToken turns them into a sign-in. */
const ISSUING_SESSIONS = [
  'AssumeRole',
  'AssumeRoleWithSAML',
  'AssumeRoleWithWebIdentity',
  'AssumeRoot',
  'GetSessionToken',
  'GetFederationToken',
  'GetCredentialsForIdentity',
  'GetSigninToken',
];

/** Where an access key came from and what became of it, in the whole case. */
export type KeyHistory = {
  readonly issued: readonly EntityEvent[];
  readonly changed: readonly EntityEvent[];
};

/** Finds the events that issued the access key of that id (in any case), and those that changed it. */
export async function readKeyHistory(
  database: Database,
  id: string,
  signal: AbortSignal,
): Promise<KeyHistory> {
  const [created, session, changed] = await Promise.all([
    readEvents(
      database,
      `list_contains(['CreateAccessKey'], "eventName")
       and lower(json_extract_string(change_response, '$.accessKey.accessKeyId')) = lower($id)`,
      { id },
      signal,
    ),
    readSessionIssue(database, id, signal),
    readEvents(
      database,
      `list_contains(['UpdateAccessKey', 'DeleteAccessKey'], "eventName")
       and lower(json_extract_string(change_request, '$.accessKeyId')) = lower($id)`,
      { id },
      signal,
    ),
  ]);
  return { issued: [...created, ...session], changed };
}

/**
 * The calls of STS that answered with the key. What STS answers stands in the raw records only, of which there may be
 * hundreds of thousands: those of the moment in which the key's session began are read first, and all only where the
 * key was not among them.
 */
async function readSessionIssue(
  database: Database,
  id: string,
  signal: AbortSignal,
): Promise<readonly EntityEvent[]> {
  if (!/^ASIA/i.test(id)) return [];
  const answered = `list_contains(from_json($calls, '["VARCHAR"]'), "eventName") and contains(raw, upper($id))
    and lower(json_extract_string(raw, '$.responseElements.credentials.accessKeyId')) = lower($id)`;
  const parameters = { id, calls: JSON.stringify(ISSUING_SESSIONS) };
  const began = await database.rows(
    `select distinct try_cast("userIdentity.sessionContext.attributes.creationDate" as timestamp) as began_at
     from event_without_place
     where lower("userIdentity.accessKeyId") = lower($id) and began_at is not null limit 8`,
    { id },
    { signal },
  );
  for (const { began_at: beganAt } of began) {
    const near = await readEvents(
      database,
      `"eventTime" between $began::timestamp - interval 5 minutes and $began::timestamp + interval 5 minutes
       and ${answered}`,
      { ...parameters, began: String(beganAt) },
      signal,
    );
    if (near.length > 0) return near;
  }
  return readEvents(database, answered, parameters, signal);
}

async function readEvents(
  database: Database,
  condition: string,
  parameters: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<readonly EntityEvent[]> {
  const rows = await database.rows(
    `select ${EVENT_COLUMNS} from event_without_place where ${condition}
     order by "eventTime", record_id limit ${MOST_KEY_EVENTS}`,
    parameters,
    { signal },
  );
  return rows.map(toEntityEvent);
}
