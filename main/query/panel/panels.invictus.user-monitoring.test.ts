import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refreshAdministrators } from '../../ingest/refresh-administrators.ts';
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
} from './test-case.invictus.ts';

const ADMINISTRATOR = 'arn:aws:iam::123837392027:user/bert-jan';

/** What CloudTrail says of reading, in the records of this data set always. */
const isRead = (record: RawRecord): boolean => (record as { readOnly?: boolean }).readOnly === true;

type Instances = { readonly instancesSet?: { readonly items?: readonly unknown[] } };
const instancesOf = ({ responseElements }: RawRecord): number =>
  (responseElements as Instances | null | undefined)?.instancesSet?.items?.length ?? 0;

describe.runIf(isThere)('user monitoring on the Invictus data set', () => {
  let invictus: InvictusCase;
  let instances: readonly RawRecord[] = [];
  let changes: readonly RawRecord[] = [];
  const run: InvictusCase['run'] = (id, options) => invictus.run(`user-monitoring/${id}`, options);

  async function setAdministrators(principals: readonly string[]): Promise<void> {
    await invictus.database.write((connection) =>
      connection.run(`insert or replace into "case".case_property values ('administrators_added', $value)`, {
        value: JSON.stringify(principals),
      }),
    );
    await refreshAdministrators(invictus.database);
  }

  beforeAll(async () => {
    invictus = await openInvictusCase();
    instances = invictus.records.filter(({ eventName }) => /^(Run|Terminate)Instances$/.test(eventName));
    changes = invictus.records.filter(
      (record) => record.userIdentity.arn === ADMINISTRATOR && !isRead(record) && !isByAws(record),
    );
  });
  afterAll(() => invictus.close());

  it('the map of all users and the top 10 users are those of the overview', async () => {
    for (const panel of ['geo-location-of-all-users', 'top-10-users']) {
      const { rows, unplaced } = await run(panel);
      expect({ rows, unplaced }).toEqual(
        await invictus
          .run(`overview/${panel}`)
          .then((other) => ({ rows: other.rows, unplaced: other.unplaced })),
      );
    }
  });

  it('launched and terminated instances: 2 and 2, since 6 of 8 launches failed', async () => {
    const keyOf = (record: RawRecord) => `${hourOf(record)} ${actorOf(record)} ${record.eventName}`;
    const { rows } = await run('launched-and-terminated-instances-by-user');
    expect(byKey(rows, ['bucket_at', 'actor', 'eventName'])).toEqual(
      tally(instances.filter(isSuccess), keyOf),
    );
    const expected: Record<string, number> = {};
    for (const record of instances.filter(isSuccess)) {
      expected[record.eventName] = (expected[record.eventName] ?? 0) + instancesOf(record);
    }
    const found: Record<string, number> = {};
    for (const { eventName, instances: number } of rows) {
      found[String(eventName)] = (found[String(eventName)] ?? 0) + Number(number);
    }
    expect(found).toEqual(expected);
    expect(found).toEqual({ RunInstances: 2, TerminateInstances: 2 });
  });

  it('failed launches: 4 of a wrong parameter, 2 of a limit', async () => {
    const { rows } = await run('launched-and-terminated-instances-by-user', { result: 'failure' });
    const failed = instances.filter((record) => !isSuccess(record));
    expect(failed).toHaveLength(6);
    expect(byKey(rows, ['bucket_at', 'actor', 'error_list'])).toEqual(
      tally(failed, (record) => `${hourOf(record)} ${actorOf(record)} ${record.errorCode}`),
    );
    const codes = tally(failed, ({ errorCode }) => errorCode);
    expect(codes).toEqual({ 'Client.InvalidParameterValue': 4, 'Client.VcpuLimitExceeded': 2 });
  });

  it('there is no administrator until the settings name one, since none was seen to act', async () => {
    for (const panel of ['administrative-activities-over-time', 'recent-activity-by-administrative-users']) {
      expect((await run(panel)).rows).toEqual([]);
    }
  });

  describe('with an administrator of the settings', () => {
    beforeAll(() => setAdministrators([ADMINISTRATOR]));
    afterAll(() => setAdministrators([]));

    it('administrative activities over time', async () => {
      const { rows } = await run('administrative-activities-over-time');
      expect(byKey(rows, ['bucket_at', 'actor'])).toEqual(
        tally(changes, (record) => `${hourOf(record)} ${actorOf(record)}`),
      );
      const denied = tally(changes.filter(isDenied), hourOf);
      for (const row of rows)
        expect(row.denied, String(row.bucket_at)).toBe(denied[String(row.bucket_at)] ?? 0);
    });

    it('top 10 activities', async () => {
      const { rows } = await run('top-10-activities-by-administrative-users');
      const all = tally(changes, (record) => `${record.eventName} ${serviceOf(record)}`);
      const top = Object.entries(all).toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
      expect(byKey(rows, ['eventName', 'service'])).toEqual(Object.fromEntries(top.slice(0, 10)));
    });

    it('recent activity: the newest 500, with the reason where there is no place', async () => {
      const { rows, truncated } = await run('recent-activity-by-administrative-users');
      const newest = changes.toSorted(
        (a, b) => Date.parse(b.eventTime) - Date.parse(a.eventTime) || (a.eventID < b.eventID ? -1 : 1),
      );
      expect(truncated).toBe(newest.length > 500);
      expect(rows.map(({ eventID }) => eventID)).toEqual(newest.slice(0, 500).map(({ eventID }) => eventID));
      expect(rows.map(({ no_place: reason }) => reason)).toEqual(
        newest.slice(0, 500).map(({ sourceIPAddress }) => sourceClassOf(sourceIPAddress)),
      );
    });
  });
});
