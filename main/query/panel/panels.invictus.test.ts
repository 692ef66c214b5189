import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countEvents } from '../count.ts';
import { countedEvents } from './test-case.dashboard.ts';
import {
  actorOf,
  byKey,
  hourOf,
  type InvictusCase,
  isByAws,
  isDenied,
  isSuccess,
  isThere,
  openInvictusCase,
  type RawRecord,
  serviceOf,
  sourceClassOf,
  tally,
  typeOf,
} from './test-case.invictus.ts';

/**
 * Every panel on a real data set (2,900 events of an attack simulation): its golden rows, and that it leads to what
 * it counts; the two first dashboards against an independent count.
 */
const GOLDEN = join(import.meta.dirname, '../../../fixtures/expected/invictus');

const NETWORK_AND_SECURITY =
  /^(Create|Delete)(SecurityGroup|NetworkAcl(Entry)?|(Default)?(Vpc|Subnet)|DhcpOptions|VpcPeeringConnection|VpcEndpoints?|Route(Table)?|TransitGateway(Route(Table)?)?|(Egress(Only))?InternetGateway|NatGateway|CustomerGateway|VpnGateway|VpnConnection(Route)?|ClientVpnEndpoint|FlowLogs|KeyPair)$|^(Authorize|Revoke)SecurityGroup(In|E)gress$|^ImportKeyPair$/;

describe.runIf(isThere)('on the Invictus data set', () => {
  let invictus: InvictusCase;
  let records: InvictusCase['records'] = [];
  let logins: readonly RawRecord[] = [];
  let principals: readonly RawRecord[] = [];
  const run: InvictusCase['run'] = (id, options) => invictus.run(id, options);

  beforeAll(async () => {
    invictus = await openInvictusCase();
    records = invictus.records;
    logins = records.filter((record) => record.eventName === 'ConsoleLogin');
    principals = records.filter((record) => !isByAws(record));
  });
  afterAll(() => invictus.close());

  it('the case holds the 2,900 events', async () => {
    expect(records).toHaveLength(2900);
    const scope = { query: '', from: null, to: null };
    expect(await countEvents(invictus.database, scope)).toEqual({ events: 2900, total: 2900 });
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
    for (const id of invictus.catalogue.panels.keys()) {
      const { rows, unplaced } = await run(id);
      const shown = rows.map((row) =>
        Object.fromEntries(Object.entries(row).filter(([column]) => !placeDependent.includes(column))),
      );
      const golden = JSON.parse(readFileSync(join(GOLDEN, `${id}.json`), 'utf8')) as unknown;
      expect({ rows: shown, unplaced }, id).toEqual(golden);
    }
  });

  it('every panel counts as many events as its messages have', async () => {
    for (const [id, { info }] of invictus.catalogue.panels) {
      const result = await run(id);
      if (result.rows.length === 0 && result.unplaced.length === 0) continue;
      expect((await countEvents(invictus.database, result.messages)).events, id).toBe(
        countedEvents(info, result),
      );
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
