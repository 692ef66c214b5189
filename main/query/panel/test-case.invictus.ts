// A real data set for tests of panels, and the parts of an independent count over its raw JSON: plain loops, written
// from the specification of the panels and not from their SQL.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PanelResult, Row } from '../../../preload/contract/model/panel.ts';
import { createTestCase, SQL_DIR, type TestCase } from '../test-case.ts';
import { loadPanelCatalogue, type PanelCatalogue } from './panel-catalogue.ts';
import { runPanel } from './run-panel.ts';

const DATA = join(import.meta.dirname, '../../../../shared/data/invictus-ir/CloudTrail');
/** Whether the data set is beside the project; without it its tests are left out, and say so. */
export const isThere = existsSync(DATA);
if (!isThere) {
  console.info(`Left out: panels on the Invictus data set, because there is no ${DATA}.`);
}

export type RawRecord = {
  readonly eventID: string;
  readonly eventTime: string;
  readonly eventName: string;
  readonly eventSource: string;
  readonly eventType: string;
  readonly eventCategory: string;
  readonly sourceIPAddress: string;
  readonly recipientAccountId: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly responseElements?: Readonly<Record<string, unknown>> | null;
  readonly additionalEventData?: Readonly<Record<string, unknown>> | null;
  readonly userIdentity: {
    readonly type?: string;
    readonly arn?: string;
    readonly accountId?: string;
    readonly userName?: string;
    readonly principalId?: string;
    readonly invokedBy?: string;
    readonly sessionContext?: {
      readonly sessionIssuer?: { readonly arn?: string; readonly userName?: string };
    };
  };
};

function readRecords(): RawRecord[] {
  const records = readdirSync(DATA)
    .toSorted()
    .flatMap(
      (name) => (JSON.parse(readFileSync(join(DATA, name), 'utf8')) as { Records: RawRecord[] }).Records,
    );
  return [...new Map(records.map((record) => [record.eventID, record])).values()];
}

export const isSuccess = (record: RawRecord): boolean =>
  !record.errorCode && !record.errorMessage && record.responseElements?.ConsoleLogin !== 'Failure';

export const isDenied = (record: RawRecord): boolean =>
  /^accessdenied|unauthorized|notauthorized|^authfailure|operationnotpermitted|^forbidden/i.test(
    record.errorCode ?? '',
  );

/** P1, as far as this data set has identities: IAM users, roles, services and service events. */
export function actorOf({ userIdentity: who }: RawRecord): string {
  if (who.type === 'IAMUser') return who.userName ?? '';
  if (who.type === 'AssumedRole') {
    return `role/${who.sessionContext?.sessionIssuer?.userName}/${who.principalId?.split(':')[1]}`;
  }
  return who.invokedBy ?? '';
}

/** P6: service events, services, service-linked roles, and what a service did for somebody. */
export function isByAws({ userIdentity: who, eventType }: RawRecord): boolean {
  const role = who.sessionContext?.sessionIssuer?.arn ?? '';
  const isService = who.type === 'AWSService' || who.invokedBy !== undefined;
  return eventType === 'AwsServiceEvent' || isService || role.includes(':role/aws-service-role/');
}

export function sourceClassOf(address: string): string {
  if (/^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|127\.)/.test(address)) return 'private';
  if (/^\d+\.\d+\.\d+\.\d+$/.test(address)) return 'public4';
  if (address.includes(':')) return 'public6';
  return address.startsWith('AWS Internal') ? 'aws_internal' : 'aws_service';
}

export const serviceOf = (record: RawRecord): string => record.eventSource.replace('.amazonaws.com', '');
export const typeOf = (record: RawRecord, verbs: string): string | undefined =>
  new RegExp(`^(?:${verbs})([A-Z][A-Za-z]*)`).exec(record.eventName)?.[1];
export const hourOf = (record: RawRecord): string => `${record.eventTime.slice(0, 13)}:00:00Z`;

/** Counts records by a key; records without one are left out. */
export function tally(
  records: readonly RawRecord[],
  keyOf: (record: RawRecord) => string | undefined,
): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const record of records) {
    const key = keyOf(record);
    if (key !== undefined) counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

export const byKey = (
  rows: readonly Row[],
  columns: readonly string[],
  count = 'events',
): Record<string, number> =>
  Object.fromEntries(rows.map((row) => [columns.map((column) => row[column]).join(' '), Number(row[count])]));

/** The data set as a case, beside the raw records that it was made of. */
export type InvictusCase = {
  readonly records: readonly RawRecord[];
  readonly database: TestCase['database'];
  readonly catalogue: PanelCatalogue;
  /** Runs a panel by its id over the whole data set, hour by hour. */
  readonly run: (id: string, options?: Readonly<Record<string, string>>) => Promise<PanelResult>;
  readonly close: TestCase['close'];
};

/** Opens the data set: 2,900 events of an attack simulation. */
export async function openInvictusCase(): Promise<InvictusCase> {
  const records = readRecords();
  const { database, close } = await createTestCase(records);
  const catalogue = await loadPanelCatalogue(SQL_DIR);
  const scope = { query: '', from: null, to: null };
  return {
    records,
    database,
    catalogue,
    run: (id, options = {}) =>
      runPanel(database, catalogue, { id, scope, options, bucket: 'hour' }, new AbortController().signal),
    close,
  };
}
