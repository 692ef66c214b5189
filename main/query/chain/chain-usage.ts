import type { Cell, Row } from '../../../preload/contract/model/panel.ts';
import type { Database } from '../../database/open-database.ts';
import type { Condition } from '../scope-sql.ts';

/**
 * One use of one credential: the events that carry this access key in this account since this creation date (an id of
 * temporary credentials alone is not unique). Events without an access key are one use an ARN.
 */
export type Usage = {
  readonly slot: Slot;
  readonly arn: string | null;
  readonly principalId: string | null;
  readonly type: string | null;
  readonly actor: string | null;
  readonly session: string | null;
  readonly issuerType: string | null;
  readonly issuerArn: string | null;
  readonly sourceIdentity: string | null;
  readonly mfa: boolean | null;
  readonly firstAt: string;
  readonly lastAt: string;
  readonly events: number;
  /** Services that made calls with it, and how many events they did not make. */
  readonly services: readonly string[];
  readonly own: number;
};

/** What tells uses apart; the columns of the events, null where they have none. `arn` only where there is no key. */
export type Slot = {
  readonly key: string | null;
  readonly account: string | null;
  readonly created: string | null;
  readonly arn: string | null;
};

/** A slot as a text, to be looked up by. */
export const slotId = ({ key, account, created, arn }: Slot): string =>
  JSON.stringify([key, account, created, arn]);

/** The columns of a slot, named as its parts. */
export const SLOT_SQL = `
  "userIdentity.accessKeyId" as key,
  "userIdentity.accountId" as owner,
  "userIdentity.sessionContext.attributes.creationDate" as created,
  if("userIdentity.accessKeyId" is null, coalesce("userIdentity.arn", "userIdentity.principalId"), null) as keyless`;

export const KEY = '"userIdentity.accessKeyId"';
export const ARN = '"userIdentity.arn"';
export const CREATED = '"userIdentity.sessionContext.attributes.creationDate"';

/** `column` has one of the texts of the parameter `name`; tested while the column is read. */
export const oneOf = (column: string, name: string): string =>
  `list_contains(from_json($${name}, '["VARCHAR"]'), ${column})`;

/** The uses that match, those of others than services first, the most recent first, at most `limit` of them. */
export async function readUsage(
  database: Database,
  condition: Condition,
  limit: number,
  signal: AbortSignal,
): Promise<readonly Usage[]> {
  const rows = await database.rows(
    `select ${SLOT_SQL},
       any_value(${ARN}) as arn,
       any_value("userIdentity.principalId") as principal_id,
       any_value("userIdentity.type") as type,
       any_value(actor) as actor,
       any_value(session) as session,
       any_value("userIdentity.sessionContext.sessionIssuer.type") as issuer_type,
       any_value("userIdentity.sessionContext.sessionIssuer.arn") as issuer_arn,
       any_value("userIdentity.sessionContext.sourceIdentity") as source_identity,
       bool_or("userIdentity.sessionContext.attributes.mfaAuthenticated" = 'true') as mfa,
       min("eventTime") as first_at,
       max("eventTime") as last_at,
       count(*) as events,
       to_json(list(distinct "userIdentity.invokedBy") filter ("userIdentity.invokedBy" is not null)) as services,
       count(*) filter ("userIdentity.invokedBy" is null) as own
     from event_without_place
     where ${condition.sql}
     group by key, owner, created, keyless
     order by own > 0 desc, last_at desc, key
     limit ${limit}`,
    condition.parameters,
    { signal },
  );
  return rows.map(toUsage);
}

/** The slot of a row that has the columns of `SLOT_SQL`. */
export function slotOf(row: Row): Slot {
  return {
    key: text(row.key),
    account: text(row.owner),
    created: text(row.created),
    arn: text(row.keyless),
  };
}

function toUsage(row: Row): Usage {
  return {
    slot: slotOf(row),
    arn: text(row.arn),
    principalId: text(row.principal_id),
    type: text(row.type),
    actor: text(row.actor),
    session: text(row.session),
    issuerType: text(row.issuer_type),
    issuerArn: text(row.issuer_arn),
    sourceIdentity: text(row.source_identity) || null,
    mfa: typeof row.mfa === 'boolean' ? row.mfa : null,
    firstAt: String(row.first_at),
    lastAt: String(row.last_at),
    events: Number(row.events),
    services:
      typeof row.services === 'string' ? (JSON.parse(row.services) as readonly string[]).toSorted() : [],
    own: Number(row.own),
  };
}

/** A cell as text, null where it is null or missing. */
export function text(cell: Cell | undefined): string | null {
  return cell === null || cell === undefined ? null : String(cell);
}
