import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Row } from '../../../preload/contract/model/panel.ts';
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
} from './test-case.invictus.ts';

/** The panels of Triage about an attack on a real data set, against an independent count over its raw JSON. */

type Json = Readonly<Record<string, unknown>>;
type FullRecord = RawRecord & {
  readonly requestParameters?: Json | null;
  readonly readOnly?: boolean;
  readonly awsRegion?: string;
};

const OWN = '123837392027';
const outcomeOf = (record: RawRecord): string => {
  if (isSuccess(record)) return 'success';
  return isDenied(record) ? 'denied' : 'failed';
};
const textsOf = (value: unknown): readonly string[] => JSON.stringify(value ?? null).match(/\d{12}/g) ?? [];
const requestText = (record: FullRecord, key: string): string | undefined => {
  const value = record.requestParameters?.[key];
  return typeof value === 'string' ? value : undefined;
};

describe.runIf(isThere)('Triage on the Invictus data set', () => {
  let invictus: InvictusCase;
  let records: readonly FullRecord[] = [];
  const rowsOf = async (name: string): Promise<readonly Row[]> => (await invictus.run(`triage/${name}`)).rows;
  const named = (names: readonly string[]) => records.filter(({ eventName }) => names.includes(eventName));
  const newestFirst = (found: readonly FullRecord[]) =>
    found
      .toSorted((a, b) => b.eventTime.localeCompare(a.eventTime) || (a.eventID < b.eventID ? -1 : 1))
      .map(({ eventID }) => eventID);

  beforeAll(async () => {
    invictus = await openInvictusCase();
    records = invictus.records;
  });
  afterAll(() => invictus.close());

  it('root did nothing', async () => {
    expect(records.filter(({ userIdentity }) => userIdentity.type === 'Root')).toEqual([]);
    expect(await rowsOf('root-use')).toEqual([]);
  });

  it('log tampering: trails stopped and deleted, flow logs, a log group, and logs that expire after a day', async () => {
    const rows = await rowsOf('log-tampering');
    const expiring = named(['PutBucketLifecycle']).filter((record) =>
      JSON.stringify(record.requestParameters).includes('"Expiration":{"Days":1}'),
    );
    const found = named([
      'StopLogging',
      'DeleteTrail',
      'PutEventSelectors',
      'DeleteFlowLogs',
      'DeleteLogGroup',
    ]);
    expect(rows.map((row) => row.eventID)).toEqual(newestFirst([...found, ...expiring]));
    expect(tallyRows(rows, ['eventName', 'outcome'])).toEqual(
      tally([...found, ...expiring], (record) => `${record.eventName} ${outcomeOf(record)}`),
    );
    expect(rows.filter((row) => row.effect === 'objects of the bucket are deleted after 1 day')).toHaveLength(
      expiring.length,
    );
    const blind = named(['PutEventSelectors']).filter((record) =>
      JSON.stringify(record.requestParameters).includes('"includeManagementEvents":false'),
    );
    expect(rows.filter((row) => row.effect === 'nothing is recorded')).toHaveLength(blind.length);
  });

  it('credential creation: for whom, which key, and that all were for somebody else', async () => {
    const rows = await rowsOf('credential-creation');
    const iam = named(['CreateUser', 'CreateAccessKey', 'CreateLoginProfile']);
    const others = named(['CreateTrustAnchor', 'CreateProfile']);
    expect(rows.map((row) => row.eventID)).toEqual(newestFirst([...iam, ...others]));
    const byId = new Map(records.map((record) => [record.eventID, record]));
    for (const row of rows) {
      const record = byId.get(String(row.eventID));
      const user = record && requestText(record, 'userName');
      expect(row.for_whom ?? undefined, row.eventID as string).toBe(user);
      if (user) expect(row.for_another).toBe(user !== record.userIdentity.userName);
    }
    const keys = iam.flatMap(
      (record) => JSON.stringify(record.responseElements).match(/AKIA[A-Z0-9]{16}/g) ?? [],
    );
    expect(
      rows.map((row) => String(row.credential).split(' ')[2]).filter((id) => id?.startsWith('AKIA')),
    ).toEqual(expect.arrayContaining(keys));
    expect(keys.length).toBeGreaterThan(0);
  });

  it('trust and sharing: what went to foreign accounts and to everybody, and nothing else', async () => {
    const isForeign = (record: FullRecord): boolean => {
      const { requestParameters: request, eventName } = record;
      if (eventName === 'SharedSnapshotVolumeCreated' || eventName === 'LeaveOrganization') return true;
      if (eventName === 'AddPermission20150331v2') return request?.principal === '*';
      if (eventName === 'UpdateAssumeRolePolicy' || eventName === 'CreateRole') {
        const policy = String(request?.policyDocument ?? request?.assumeRolePolicyDocument);
        return textsOf(policy).some((account) => account !== OWN);
      }
      if (eventName === 'PutBucketPolicy') {
        return (JSON.stringify(request).match(/"AWS":"[^"]*"/g) ?? []).some((principal) =>
          textsOf(principal).some((account) => account !== OWN),
        );
      }
      if (/^Modify(DB)?(Snapshot|Image)/.test(eventName)) {
        return /"add"|valuesToAdd/.test(JSON.stringify(request));
      }
      return false;
    };
    const found = records.filter(isForeign);
    const rows = await rowsOf('trust-and-sharing');
    expect(rows.map((row) => row.eventID)).toEqual(newestFirst(found));
    for (const row of rows) {
      const record = found.find(({ eventID }) => eventID === row.eventID);
      const [account] = textsOf(record?.requestParameters).filter((id) => id !== OWN);
      if (account !== undefined) expect(row.shared_with, String(row.eventName)).toBe(account);
      else
        expect(['everybody', 'another account, not recorded', 'outside the organisation']).toContain(
          row.shared_with,
        );
    }
  });

  it('secrets access: events, different secrets and refusals by actor and address', async () => {
    const reads = named(['GetSecretValue', 'GetParameter', 'GetParameters', 'GetPasswordData']).filter(
      (record) =>
        !isByAws(record) &&
        (!record.eventName.startsWith('GetParameter') || record.requestParameters?.withDecryption === true),
    );
    const rows = await rowsOf('secrets-access');
    const keyOf = (record: FullRecord) => `${actorOf(record)} ${record.sourceIPAddress}`;
    expect(byKey(rows, ['actor', 'sourceIPAddress'])).toEqual(tally(reads, keyOf));
    const secrets = new Map<string, Set<string>>();
    for (const record of reads) {
      const { secretId, name, names, instanceId } = record.requestParameters ?? {};
      const found = secrets.get(keyOf(record)) ?? new Set<string>();
      for (const id of [secretId, name, instanceId, ...(Array.isArray(names) ? names : [])]) {
        if (typeof id === 'string') found.add(`${record.awsRegion} ${id}`);
      }
      secrets.set(keyOf(record), found);
    }
    const sizes = Object.fromEntries([...secrets].map(([key, found]) => [key, found.size]));
    expect(byKey(rows, ['actor', 'sourceIPAddress'], 'secrets')).toEqual(sizes);
    const denied = tally(reads.filter(isDenied), keyOf);
    for (const row of rows) expect(row.denied).toBe(denied[`${row.actor} ${row.sourceIPAddress}`] ?? 0);
  });

  it('enumeration bursts: different calls that read, by actor and hour', async () => {
    const reads = records.filter((record) => record.readOnly === true && !isByAws(record));
    const keyOf = (record: FullRecord) => `${hourOf(record)} ${actorOf(record)}`;
    const calls = new Map<string, Set<string>>();
    for (const record of reads) {
      const seen = calls.get(keyOf(record)) ?? new Set<string>();
      calls.set(keyOf(record), seen.add(`${serviceOf(record)}:${record.eventName}`));
    }
    const bursts = [...calls].filter(([, seen]) => seen.size >= 15);
    const rows = await rowsOf('enumeration-bursts');
    expect(byKey(rows, ['bucket_at', 'actor'], 'distinct_calls')).toEqual(
      Object.fromEntries(bursts.map(([key, seen]) => [key, seen.size])),
    );
    const events = tally(reads, keyOf);
    for (const row of rows) expect(row.events).toBe(events[`${row.bucket_at} ${row.actor}`]);
    expect(rows.length).toBeGreaterThan(0);
  });

  it('nobody sprayed passwords', async () => {
    expect(records.filter(({ responseElements }) => responseElements?.ConsoleLogin === 'Failure')).toEqual(
      [],
    );
    expect(await rowsOf('password-spraying-by-address')).toEqual([]);
  });
});

/** How many rows have the same values in these columns. */
function tallyRows(rows: readonly Row[], columns: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const row of rows) {
    const key = columns.map((column) => row[column]).join(' ');
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}
