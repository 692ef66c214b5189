import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PanelResult, Row } from '../../preload/contract/model/panel.ts';
import { countEvents } from './count.ts';
import { loadPanelCatalogue, type PanelCatalogue } from './panel-catalogue.ts';
import { runPanel } from './run-panel.ts';
import { countedEvents } from './test-case.dashboard.ts';
import { createTestCase, SQL_DIR, type TestCase } from './test-case.ts';

/**
 * Every panel on a real data set (2,900 events of an attack simulation) against an independent count: plain
 * loops over the raw JSON, written from the panels' specification and not from their SQL.
 */
const DATA = join(import.meta.dirname, '../../../shared/data/invictus-ir/CloudTrail');
const GOLDEN = join(import.meta.dirname, '../../fixtures/expected/invictus');
const isThere = existsSync(DATA);
if (!isThere) {
  console.info(`Left out: panels on the Invictus data set, because there is no ${DATA}.`);
}

type RawRecord = {
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

const isSuccess = (record: RawRecord): boolean =>
  !record.errorCode && !record.errorMessage && record.responseElements?.ConsoleLogin !== 'Failure';

const isDenied = (record: RawRecord): boolean =>
  /^accessdenied|unauthorized|notauthorized|^authfailure|operationnotpermitted|^forbidden/i.test(
    record.errorCode ?? '',
  );

/** P1, as far as this data set has identities: IAM users, roles, services and service events. */
function actorOf({ userIdentity: who }: RawRecord): string {
  if (who.type === 'IAMUser') return who.userName ?? '';
  if (who.type === 'AssumedRole') {
    return `role/${who.sessionContext?.sessionIssuer?.userName}/${who.principalId?.split(':')[1]}`;
  }
  return who.invokedBy ?? '';
}

/** P6: service events, services, service-linked roles, and what a service did for somebody. */
function isByAws({ userIdentity: who, eventType }: RawRecord): boolean {
  const role = who.sessionContext?.sessionIssuer?.arn ?? '';
  const isService = who.type === 'AWSService' || who.invokedBy !== undefined;
  return eventType === 'AwsServiceEvent' || isService || role.includes(':role/aws-service-role/');
}

function sourceClassOf(address: string): string {
  if (/^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|127\.)/.test(address)) return 'private';
  if (/^\d+\.\d+\.\d+\.\d+$/.test(address)) return 'public4';
  if (address.includes(':')) return 'public6';
  return address.startsWith('AWS Internal') ? 'aws_internal' : 'aws_service';
}

const serviceOf = (record: RawRecord): string => record.eventSource.replace('.amazonaws.com', '');
const typeOf = (record: RawRecord, verbs: string): string | undefined =>
  new RegExp(`^(?:${verbs})([A-Z][A-Za-z]*)`).exec(record.eventName)?.[1];
const hourOf = (record: RawRecord): string => `${record.eventTime.slice(0, 13)}:00:00Z`;

/** Counts records by a key; records without one are left out. */
function tally(
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

const byKey = (rows: readonly Row[], columns: readonly string[], count = 'events'): Record<string, number> =>
  Object.fromEntries(rows.map((row) => [columns.map((column) => row[column]).join(' '), Number(row[count])]));

const NETWORK_AND_SECURITY =
  /^(Create|Delete)(SecurityGroup|NetworkAcl(Entry)?|(Default)?(Vpc|Subnet)|DhcpOptions|VpcPeeringConnection|VpcEndpoints?|Route(Table)?|TransitGateway(Route(Table)?)?|(Egress(Only))?InternetGateway|NatGateway|CustomerGateway|VpnGateway|VpnConnection(Route)?|ClientVpnEndpoint|FlowLogs|KeyPair)$|^(Authorize|Revoke)SecurityGroup(In|E)gress$|^ImportKeyPair$/;

describe.runIf(isThere)('on the Invictus data set', () => {
  let testCase: TestCase;
  let catalogue: PanelCatalogue;
  const records = isThere ? readRecords() : [];
  const logins = records.filter((record) => record.eventName === 'ConsoleLogin');
  const principals = records.filter((record) => !isByAws(record));

  beforeAll(async () => {
    testCase = await createTestCase(records);
    catalogue = await loadPanelCatalogue(SQL_DIR);
  });
  afterAll(() => testCase.close());

  const run = (id: string, options: Record<string, string> = {}): Promise<PanelResult> => {
    const scope = { query: '', from: null, to: null };
    return runPanel(
      testCase.database,
      catalogue,
      { id, scope, options, bucket: 'hour' },
      new AbortController().signal,
    );
  };

  it('the case holds the 2,900 events', async () => {
    expect(records).toHaveLength(2900);
    const scope = { query: '', from: null, to: null };
    expect(await countEvents(testCase.database, scope)).toEqual({ events: 2900, total: 2900 });
  });

  it('every panel has the rows written down', async () => {
    const placeDependent = [
      'latitude',
      'longitude',
      'country',
      'countryName',
      'subdivision',
      'city',
      'network',
    ];
    for (const id of catalogue.panels.keys()) {
      const { rows, unplaced } = await run(id);
      const shown = rows.map((row) =>
        Object.fromEntries(Object.entries(row).filter(([column]) => !placeDependent.includes(column))),
      );
      const golden = JSON.parse(readFileSync(join(GOLDEN, `${id}.json`), 'utf8')) as unknown;
      expect({ rows: shown, unplaced }, id).toEqual(golden);
    }
  });

  it('every panel counts as many events as its messages have', async () => {
    for (const id of catalogue.panels.keys()) {
      const result = await run(id);
      if (result.rows.length === 0 && result.unplaced.length === 0) continue;
      expect((await countEvents(testCase.database, result.messages)).events, id).toBe(countedEvents(result));
    }
  });

  it('the map of all users', async () => {
    const { rows, unplaced } = await run('overview/geo-location-of-all-users');
    const classes = tally(principals, (record) => sourceClassOf(record.sourceIPAddress));
    const placed = rows.reduce((sum, row) => sum + Number(row.events), 0);
    expect({ public4: placed, ...byKey(unplaced, ['sourceClass']) }).toEqual(classes);
  });

  it('top 10 users', async () => {
    const all = Object.entries(tally(principals, actorOf)).toSorted(([, a], [, b]) => b - a);
    const { rows } = await run('overview/top-10-users');
    expect(byKey(rows, ['actor'])).toEqual(Object.fromEntries(all.slice(0, 10)));
    const denied = tally(principals.filter(isDenied), actorOf);
    for (const row of rows) expect(row.denied, String(row.actor)).toBe(denied[String(row.actor)] ?? 0);
  });

  it('top 10 roles, by AWS services too', async () => {
    const { rows } = await run('overview/top-10-users', { group_by: 'role', aws_calls: 'true' });
    const roles = tally(records, (record) => record.userIdentity.sessionContext?.sessionIssuer?.arn);
    const top = Object.entries(roles).toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
    expect(byKey(rows, ['role'])).toEqual(Object.fromEntries(top.slice(0, 10)));
  });

  it('failed logins', async () => {
    const { rows } = await run('overview/failed-logins');
    const failures = logins.filter((record) => record.responseElements?.ConsoleLogin === 'Failure');
    expect(rows).toMatchObject([{ events: failures.length, attempts: logins.length }]);
  });

  it('created resources', async () => {
    const noise = ['CreateTags', 'CreateLogStream', 'CreateGrant', 'CreateSession', 'CreateNetworkInterface'];
    const keyOf = (record: RawRecord) => {
      const type = typeOf(record, 'Create|Run');
      return type === undefined ? undefined : `${type} ${serviceOf(record)}`;
    };
    const all = records.filter(isSuccess);
    const quiet = all.filter((record) => !noise.includes(record.eventName));
    const columns = ['resourceType', 'service'];
    expect(byKey((await run('overview/created-resources')).rows, columns)).toEqual(tally(all, keyOf));
    const without = await run('overview/created-resources', { noise: 'false' });
    expect(byKey(without.rows, columns)).toEqual(tally(quiet, keyOf));
  });

  it('deleted resources over time', async () => {
    const { rows } = await run('overview/deleted-resources-over-time');
    const deleted = tally(records.filter(isSuccess), (record) => {
      const type = typeOf(record, 'Delete');
      return type === undefined ? undefined : `${hourOf(record)} ${type} ${serviceOf(record)}`;
    });
    expect(byKey(rows, ['bucket_at', 'resourceType', 'service'])).toEqual(deleted);
  });

  it('created and deleted network and security events', async () => {
    const { rows } = await run('overview/created-and-deleted-network-and-security-events');
    const ec2 = records.filter((record) => serviceOf(record) === 'ec2');
    const named = (record: RawRecord) =>
      NETWORK_AND_SECURITY.test(record.eventName) ? record.eventName : undefined;
    const seen = tally(ec2, named);
    const zero = Object.fromEntries(Object.keys(seen).map((name) => [name, 0]));
    expect(byKey(rows, ['eventName'])).toEqual({ ...zero, ...tally(ec2.filter(isSuccess), named) });
    const failed = tally(
      ec2.filter((record) => !isSuccess(record)),
      named,
    );
    expect(byKey(rows, ['eventName'], 'failed')).toEqual({ ...zero, ...failed });
  });

  it('the map of sign-ins', async () => {
    const { rows, unplaced } = await run('console-logins/geo-location-of-all-users');
    expect(rows).toEqual([]);
    expect(byKey(unplaced, ['sourceClass'])).toEqual(
      tally(logins, (record) => sourceClassOf(record.sourceIPAddress)),
    );
  });

  it('login events by user, and logins over time', async () => {
    const byUser = await run('console-logins/login-events-by-user');
    expect(byKey(byUser.rows, ['bucket_at', 'actor'])).toEqual(
      tally(logins, (record) => `${hourOf(record)} ${actorOf(record)}`),
    );
    const overTime = await run('console-logins/logins-over-time');
    expect(byKey(overTime.rows, ['bucket_at', 'result'])).toEqual(
      tally(logins, (record) => `${hourOf(record)} ${record.responseElements?.ConsoleLogin}`),
    );
  });

  it('logins from multiple addresses', async () => {
    const addresses = new Map<string, Set<string>>();
    for (const record of logins.filter(isSuccess)) {
      const arn = record.userIdentity.arn ?? '';
      addresses.set(arn, (addresses.get(arn) ?? new Set()).add(record.sourceIPAddress));
    }
    const several = [...addresses].filter(([, seen]) => seen.size > 1).map(([arn]) => arn);
    const { rows } = await run('console-logins/logins-from-multiple-ip');
    expect(rows.map((row) => row.identity)).toEqual(several);
  });

  it('logins from outside the home countries, of which private addresses say nothing', async () => {
    const { rows } = await run('console-logins/logins-from-outside-the-home-countries');
    expect(byKey(rows, ['actor', 'no_place'])).toEqual(
      tally(logins, (record) => `${actorOf(record)} ${sourceClassOf(record.sourceIPAddress)}`),
    );
  });

  it('outliers need ten buckets of history, which an hour of data does not have', async () => {
    const success = await run('console-logins/outlier-success-login');
    const hours = tally(logins.filter(isSuccess), hourOf);
    expect(byKey(success.rows, ['bucket_at'])).toEqual({ '2023-07-10T11:00:00Z': 0, ...hours });
    expect(success.rows.filter((row) => row.outlier)).toEqual([]);
    expect((await run('console-logins/outlier-failed-login')).rows).toEqual([]);
  });

  it('the comparison of two days', async () => {
    const newest = Math.max(...records.map((record) => Date.parse(record.eventTime))) + 1000;
    const day = 24 * 3_600_000;
    const last = logins.filter((record) => Date.parse(record.eventTime) >= newest - day);
    const { rows } = await run('console-logins/login-results-one-day-time-comparison');
    expect(rows).toMatchObject([
      { result: 'Success', events: last.filter(isSuccess).length, events_day_before: 0 },
      { result: 'Failure', events: last.filter((record) => !isSuccess(record)).length, events_day_before: 0 },
    ]);
  });

  it('logins without MFA', async () => {
    const { rows } = await run('console-logins/logins-without-mfa');
    const without = logins.filter(
      (record) => isSuccess(record) && String(record.additionalEventData?.MFAUsed).toLowerCase() !== 'yes',
    );
    expect(byKey(rows, ['mfa', 'actor'])).toEqual(tally(without, (record) => `No MFA ${actorOf(record)}`));
  });
});
