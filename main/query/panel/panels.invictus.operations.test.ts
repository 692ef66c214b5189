import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
  tally,
  typeOf,
} from './test-case.invictus.ts';

type Told = { readonly readOnly?: boolean; readonly awsRegion?: string };
/** What CloudTrail says of reading, in the records of this data set always. */
const isRead = (record: RawRecord): boolean => (record as Told).readOnly === true;
const regionOf = (record: RawRecord): string | undefined => (record as Told).awsRegion;

type Address = { readonly publicIp?: string; readonly allocationId?: string };
const requestOf = (record: RawRecord): Address =>
  (record as { requestParameters?: Address | null }).requestParameters ?? {};
const responseOf = ({ responseElements }: RawRecord): Address => (responseElements as Address | null) ?? {};

describe.runIf(isThere)('operations on the Invictus data set', () => {
  let invictus: InvictusCase;
  let records: InvictusCase['records'] = [];
  const run: InvictusCase['run'] = (id, options) => invictus.run(`operations/${id}`, options);

  beforeAll(async () => {
    invictus = await openInvictusCase();
    records = invictus.records;
  });
  afterAll(() => invictus.close());

  it('action events, without the 73 that only look like changes', async () => {
    const nameOf = (record: RawRecord) => `${record.eventName} ${serviceOf(record)}`;
    const changes = records.filter((record) => !isRead(record) && !isByAws(record));
    const { rows } = await run('action-events');
    const top = Object.entries(tally(changes, nameOf)).toSorted(
      ([a, n], [b, m]) => m - n || (a < b ? -1 : 1),
    );
    expect(byKey(rows, ['eventName', 'service'])).toEqual(Object.fromEntries(top.slice(0, 50)));
    const denied = tally(changes.filter(isDenied), nameOf);
    const success = tally(changes.filter(isSuccess), nameOf);
    for (const row of rows) {
      const name = `${row.eventName} ${row.service}`;
      expect([row.denied, row.success], name).toEqual([denied[name] ?? 0, success[name] ?? 0]);
    }
    const misread = records.filter(
      (record) =>
        isRead(record) &&
        ['AssumeRole', 'GenerateDataKey', 'LookupEvents', 'SearchInsights'].includes(record.eventName),
    );
    expect(misread).toHaveLength(73);
  });

  it('action events with those of AWS services', async () => {
    const { rows } = await run('action-events', { aws_calls: 'true' });
    const all = tally(
      records.filter((record) => !isRead(record)),
      (record) => `${record.eventName} ${serviceOf(record)}`,
    );
    for (const row of rows) expect(row.events).toBe(all[`${row.eventName} ${row.service}`]);
    const serviceEvents = rows.filter(({ eventName }) => /SecretVersionDelete/.test(String(eventName)));
    expect(serviceEvents.map((row) => row.events === row.by_aws_service)).toEqual([true, true]);
  });

  it('requested services over time, all 2,900', async () => {
    const { rows } = await run('requested-aws-services-over-time');
    expect(byKey(rows, ['bucket_at', 'service'])).toEqual(
      tally(records, (record) => `${hourOf(record)} ${serviceOf(record)}`),
    );
    const people = await run('requested-aws-services-over-time', { aws_calls: 'false', access: 'write' });
    expect(byKey(people.rows, ['bucket_at', 'service'])).toEqual(
      tally(
        records.filter((record) => !isByAws(record) && !isRead(record)),
        (record) => `${hourOf(record)} ${serviceOf(record)}`,
      ),
    );
  });

  it('events by region, with and without global services', async () => {
    const keyOf = (record: RawRecord) => `${hourOf(record)} ${regionOf(record)}`;
    const { rows } = await run('events-by-aws-region');
    expect(byKey(rows, ['bucket_at', 'awsRegion'])).toEqual(tally(records, keyOf));
    const global =
      /^(iam|sts|signin|organizations|account|cloudfront|route53(domains)?|waf|shield|support|trustedadvisor|health|ce|budgets|cur)$/;
    const regional = records.filter(
      (record) => regionOf(record) !== 'us-east-1' || !global.test(serviceOf(record)),
    );
    expect(regional.length).toBeLessThan(records.length);
    const without = await run('events-by-aws-region', { global_services: 'false' });
    expect(byKey(without.rows, ['bucket_at', 'awsRegion'])).toEqual(tally(regional, keyOf));
  });

  it('operations on Elastic IP addresses: all 3 releases, each with its address', async () => {
    const operations = records
      .filter(({ eventName }) => /^(Allocate|Release|Associate|Disassociate)Address$/.test(eventName))
      .toSorted((a, b) => Date.parse(b.eventTime) - Date.parse(a.eventTime));
    const addresses = new Map(
      operations.map((record) => [responseOf(record).allocationId, responseOf(record).publicIp]),
    );
    const expected = operations.map((record) => [
      record.eventID,
      record.eventName,
      responseOf(record).publicIp ?? addresses.get(requestOf(record).allocationId),
      actorOf(record),
    ]);
    const { rows } = await run('recent-elastic-ip-address-operations');
    expect(rows.map((row) => [row.eventID, row.eventName, row.public_ip, row.actor])).toEqual(expected);
    const released = rows.filter(({ eventName }) => eventName === 'ReleaseAddress');
    expect(released.map((row) => row.public_ip)).toEqual(['52.45.102.28', '3.225.16.109', '54.204.150.149']);
  });

  it('created and deleted resources over time: 112 of 125, and 147 of 193', async () => {
    const verbs = { 'created-resources-over-time': 'Create|Run', 'deleted-resources-over-time': 'Delete' };
    const totals: number[] = [];
    for (const [panel, verb] of Object.entries(verbs)) {
      const keyOf = (record: RawRecord) => {
        const type = typeOf(record, verb);
        return type === undefined ? undefined : `${hourOf(record)} ${type} ${serviceOf(record)}`;
      };
      const expected = tally(records.filter(isSuccess), keyOf);
      const { rows } = await run(panel);
      expect(byKey(rows, ['bucket_at', 'resourceType', 'service'])).toEqual(expected);
      const sum = (counts: Readonly<Record<string, number>>) =>
        Object.values(counts).reduce((total, count) => total + count, 0);
      totals.push(sum(expected), sum(tally(records, keyOf)));
    }
    expect(totals).toEqual([112, 125, 147, 193]);
  });
});
