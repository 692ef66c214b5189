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
  sourceClassOf,
  tally,
} from './test-case.invictus.ts';

type CallRecord = RawRecord & {
  readonly awsRegion: string;
  readonly userAgent: string;
  readonly readOnly: boolean;
};

/** The text of the values in order, the first five of them. */
const firstFive = (values: readonly string[]): string =>
  [...new Set(values)].toSorted().slice(0, 5).join(', ');

const timesOf = (records: readonly RawRecord[]) => records.map(({ eventTime }) => eventTime).toSorted();

/** The longest time of an hour or more between records that follow each other, in hours; null where none is. */
function longestGap(records: readonly RawRecord[]): number | null {
  const times = timesOf(records).map((time) => Date.parse(time) / 3_600_000);
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  const longest = Math.max(0, ...gaps);
  return longest >= 1 ? Math.round(longest * 10) / 10 : null;
}

function groupsOf<R extends RawRecord>(records: readonly R[], keyOf: (record: R) => string | undefined) {
  const groups = new Map<string, R[]>();
  for (const record of records) {
    const key = keyOf(record);
    if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), record]);
  }
  return groups;
}

/** The triage of data and callers on a real data set, against counts in plain loops over its raw JSON. */
describe.runIf(isThere)('the triage of the Invictus data set', () => {
  let invictus: InvictusCase;
  let records: readonly CallRecord[] = [];
  let principals: readonly CallRecord[] = [];
  let errors: readonly CallRecord[] = [];
  const run: InvictusCase['run'] = (id, options) => invictus.run(`triage/${id}`, options);

  beforeAll(async () => {
    invictus = await openInvictusCase();
    records = invictus.records as readonly CallRecord[];
    principals = records.filter((record) => !isByAws(record));
    errors = records.filter(({ errorCode }) => errorCode !== undefined);
  });
  afterAll(() => invictus.close());

  it('coverage', async () => {
    const { rows } = await run('coverage');
    const places = groupsOf(records, (record) => `${record.recipientAccountId} ${record.awsRegion}`);
    expect(rows).toHaveLength(places.size);
    for (const row of rows) {
      const own = places.get(`${row.account} ${row.awsRegion}`) ?? [];
      const times = timesOf(own);
      expect(row, String(row.awsRegion)).toMatchObject({
        events: own.length,
        first_at: times[0],
        last_at: times.at(-1),
        days: new Set(times.map((time) => time.slice(0, 10))).size,
        longest_gap_hours: longestGap(own),
        event_categories: firstFive(own.map(({ eventCategory }) => eventCategory)),
      });
    }
  });

  it('events over time by account', async () => {
    const { rows } = await run('events-over-time-by-account');
    expect(byKey(rows, ['bucket_at', 'account'])).toEqual(
      tally(records, (record) => `${hourOf(record)} ${record.recipientAccountId}`),
    );
  });

  it('event categories', async () => {
    const { rows } = await run('event-categories');
    const none = { Management: 0, Data: 0, NetworkActivity: 0, Insight: 0 };
    expect(byKey(rows, ['eventCategory'])).toEqual({
      ...none,
      ...tally(records, ({ eventCategory }) => eventCategory),
    });
  });

  it('data events, of which this data set has none', async () => {
    expect(records.filter(({ eventCategory }) => eventCategory === 'Data')).toEqual([]);
    const { rows, logged } = await run('data-events-logged');
    expect(logged).toBe(false);
    const [account] = new Set(records.map(({ recipientAccountId }) => recipientAccountId));
    expect(rows.map((row) => [row.account, row.service, row.logged])).toEqual(
      ['dynamodb', 'lambda', 's3'].map((service) => [account, service, 'none seen']),
    );
  });

  it('identity types, 42 events of services without one among them', async () => {
    const { rows } = await run('identity-types');
    const typeOf = ({ userIdentity }: RawRecord) => userIdentity.type ?? '';
    expect(byKey(rows, ['userIdentity.type'])).toEqual(tally(records, typeOf));
    expect(rows.find((row) => row['userIdentity.type'] === null)?.events).toBe(42);
    for (const row of rows) {
      const own = records.filter((record) => typeOf(record) === (row['userIdentity.type'] ?? ''));
      expect(row).toMatchObject({
        success: own.filter(isSuccess).length,
        denied: own.filter(isDenied).length,
        actors: new Set(own.map(actorOf)).size,
        by_aws_service: own.filter(isByAws).length,
      });
    }
  });

  it('error codes, 60 denials among them and not the 16 of two spellings', async () => {
    const { rows } = await run('error-codes');
    const all = Object.entries(tally(errors, ({ errorCode }) => errorCode));
    const top = all.toSorted(([a, n], [b, m]) => m - n || (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
    expect(Object.entries(byKey(rows, ['errorCode']))).toEqual(top.slice(0, 20));
    const denied = rows.reduce((sum, row) => sum + Number(row.denied), 0);
    expect([denied, errors.filter(isDenied).length]).toEqual([60, 60]);
    const plain = errors.filter(({ errorCode }) =>
      ['AccessDenied', 'UnauthorizedOperation'].includes(errorCode ?? ''),
    );
    expect(plain).toHaveLength(16);
  });

  it('error codes by call and by actor', async () => {
    const byActor = await run('error-codes', { group_by: 'actor' });
    expect(byKey(byActor.rows, ['actor'])).toEqual(tally(errors, actorOf));
    const byCall = await run('error-codes', { group_by: 'eventName', aws_calls: 'false' });
    const own = tally(
      errors.filter((record) => !isByAws(record)),
      ({ eventName }) => eventName,
    );
    const most = Object.values(own).toSorted((a, b) => b - a);
    expect(Object.values(byKey(byCall.rows, ['eventName']))).toEqual(most.slice(0, 20));
    for (const row of byCall.rows) expect(row.events, String(row.eventName)).toBe(own[String(row.eventName)]);
  });

  it('user agents, the most used and the rarest', async () => {
    const all = [...groupsOf(principals, ({ userAgent }) => userAgent).values()];
    const ascending = all.map(({ length }) => length).toSorted((a, b) => a - b);
    const rare = (await run('user-agents', { first: 'rare' })).rows;
    const most = (await run('user-agents')).rows;
    expect(rare.map(({ events }) => events)).toEqual(ascending.slice(0, 20));
    expect(most.map(({ events }) => events)).toEqual(ascending.toReversed().slice(0, 20));
    for (const row of [...most, ...rare]) {
      const own = principals.filter(({ userAgent }) => userAgent === row.userAgent);
      expect(row, String(row.userAgent)).toMatchObject({
        events: own.length,
        success: own.filter(isSuccess).length,
        denied: own.filter(isDenied).length,
        actors: new Set(own.map(actorOf)).size,
        actor_list: firstFive(own.map(actorOf)),
      });
    }
  });

  it('nothing is new in less than an hour of data', async () => {
    const [oldest = '', newest = ''] = [timesOf(records)[0], timesOf(records).at(-1)];
    expect(Date.parse(newest) - Date.parse(oldest)).toBeLessThan(3_600_000);
    expect((await run('first-seen-per-actor', { learning: '1h' })).rows).toEqual([]);
  });

  it('addresses with denied calls', async () => {
    const isAddress = ({ sourceIPAddress }: RawRecord) => !sourceClassOf(sourceIPAddress).startsWith('aws');
    const denied = records.filter((record) => isDenied(record) && isAddress(record));
    const { rows } = await run('addresses-with-denied-calls');
    expect(byKey(rows, ['sourceIPAddress'])).toEqual(tally(denied, ({ sourceIPAddress }) => sourceIPAddress));
    for (const row of rows) {
      const own = records.filter(({ sourceIPAddress }) => sourceIPAddress === row.sourceIPAddress);
      expect(row).toMatchObject({
        calls: own.length,
        success: own.filter(isSuccess).length,
        denied_calls: new Set(own.filter(isDenied).map(({ eventName }) => eventName)).size,
      });
    }
  });
});
