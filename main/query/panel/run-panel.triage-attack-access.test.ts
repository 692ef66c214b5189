import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DashboardCase, openDashboardCase } from './test-case.dashboard.ts';

/** What the panels of Triage on sharing, secrets, enumeration and spraying make of the traps of their fixture. */
let dashboard: DashboardCase;
beforeAll(async () => {
  dashboard = await openDashboardCase('triage', { archive: 'triage-attack' });
});
afterAll(() => dashboard.case.close());

const pick = async (name: string, columns: readonly string[], options: Record<string, string> = {}) =>
  (await dashboard.run(name, options)).rows.map((row) => columns.map((column) => row[column]));

describe('trust and sharing', () => {
  const shared = async (call: string) =>
    (await pick('trust-and-sharing', ['eventName', 'what', 'shared_with']))
      .filter(([name]) => name === call)
      .map(([, what, whom]) => [what, whom]);

  it('names the foreign accounts of a request, and not the account itself', async () => {
    expect(await shared('UpdateAssumeRolePolicy')).toEqual([['pipeline', '999988887777']]);
    expect(await shared('CreateRole')).toEqual([['door', 'everybody']]);
    expect(await shared('CreateGrant')).toEqual([['k-1', '999988887777']]);
  });

  it('leaves out statements that deny, services, and everybody narrowed to the own account', async () => {
    const resources = (await shared('PutBucketPolicy')).map(([what]) => what);
    expect(resources).not.toContain('b2');
    expect(await shared('PutKeyPolicy')).toEqual([]);
    expect(await shared('SetTopicAttributes')).toEqual([]);
  });

  it('names an organisation, or that a condition holds, instead of everybody', async () => {
    const policies = await shared('PutBucketPolicy');
    expect(policies).toContainEqual(['b3', 'organisation o-abcdefghij']);
    expect(policies).toContainEqual(['b4', 'canonical user 79a59df900, everybody, under a condition']);
    expect(policies).toContainEqual(['b1', 'everybody']);
  });

  it('leaves out calls that take access away', async () => {
    expect(await shared('ModifySnapshotAttribute')).toEqual([
      [null, 'not recorded'],
      ['snap-1', '999988887777'],
    ]);
    expect(await shared('ModifyDBSnapshotAttribute')).toEqual([['db-snap', '999988887777, everybody']]);
  });

  it('says where CloudTrail kept no request (P15), but only of calls that are about nothing else', async () => {
    expect(await shared('PutResourcePolicy')).toEqual([[null, 'not recorded']]);
    const denied = await pick('trust-and-sharing', ['eventName', 'outcome']);
    expect(denied).not.toContainEqual(['CreateRole', 'denied']);
  });

  it('knows Lambda’s names with a date (P14), and the service event of a used snapshot (P6)', async () => {
    expect(await shared('AddPermission20150331v2')).toEqual([
      ['f2', 'organisation o-abcdefghij'],
      ['f1', 'everybody'],
    ]);
    expect(await shared('SharedSnapshotVolumeCreated')).toEqual([
      ['snap-1', 'another account, not recorded'],
    ]);
  });

  it('bears requests of another shape', async () => {
    expect(await shared('SetQueueAttributes')).toEqual([]);
    expect((await shared('PutBucketPolicy'))[0]).toEqual(['odd', 'everybody']);
  });
});

describe('secrets access', () => {
  it('counts a secret once, by its name or its ARN', async () => {
    expect(await pick('secrets-access', ['actor', 'events', 'secrets'])).toContainEqual(['eve', 9, 7]);
  });

  it('counts refused calls, however they are spelled (P4)', async () => {
    expect(await pick('secrets-access', ['actor', 'denied'])).toContainEqual(['eve', 3]);
  });

  it('counts neither Decrypt nor parameters read without decryption', async () => {
    const [lists] = await pick('secrets-access', ['call_list', 'secret_list']);
    expect(String(lists)).not.toContain('Decrypt');
    expect(String(lists)).not.toContain('/prod/plain');
  });

  it('counts what AWS services read only when asked (P6)', async () => {
    const rotation = ['role/rotate/rot-1', 'secretsmanager.amazonaws.com'];
    const columns = ['actor', 'sourceIPAddress'];
    expect(await pick('secrets-access', columns)).not.toContainEqual(rotation);
    expect(await pick('secrets-access', columns, { aws_calls: 'true' })).toContainEqual(rotation);
  });
});

describe('enumeration bursts', () => {
  it('count different calls, by service and name, and not their number', async () => {
    const [row] = (await dashboard.run('enumeration-bursts')).rows;
    expect(row).toMatchObject({ actor: 'eve', distinct_calls: 17, events: 22 });
  });

  it('count what readOnly says reads, HeadBucket too (P5), and nothing a service did (P6, P12)', async () => {
    const { rows, messages } = await dashboard.run('enumeration-bursts');
    expect(rows).toHaveLength(1);
    expect(messages.query).toContain('access:read AND initiator:principal');
  });

  it('can begin at fewer different calls, or more', async () => {
    const actors = async (least: string) =>
      pick('enumeration-bursts', ['actor', 'distinct_calls'], { least });
    expect(await actors('10')).toEqual([
      ['eve', 17],
      ['role/admin/kim', 10],
    ]);
    expect(await actors('30')).toEqual([]);
  });
});

describe('password spraying by address', () => {
  const panel = 'password-spraying-by-address';

  it('counts attempts with names that do not exist, which all have one name (P10)', async () => {
    expect(await pick(panel, ['sourceIPAddress', 'events', 'names', 'unknown_names'])).toContainEqual([
      '192.0.2.30',
      5,
      4,
      2,
    ]);
  });

  it('shows who signed in afterwards, not before', async () => {
    expect(await pick(panel, ['sourceIPAddress', 'successes', 'success_list'])).toContainEqual([
      '192.0.2.30',
      1,
      'bob',
    ]);
  });

  it('counts failures of Identity Center, by the names of its users (P9)', async () => {
    expect(await pick(panel, ['events', 'name_list'])).toContainEqual([
      2,
      'grace@example.com, heidi@example.com',
    ]);
  });

  it('tells failures that had got as far as MFA (P7)', async () => {
    expect(await pick(panel, ['sourceIPAddress', 'stopped_at_mfa'])).toContainEqual(['192.0.2.30', 1]);
  });

  it('leaves out single mistakes unless asked', async () => {
    expect(await pick(panel, ['sourceIPAddress'])).toHaveLength(3);
    expect(await pick(panel, ['sourceIPAddress'], { least: '10' })).toEqual([]);
    const addresses = (await pick(panel, ['sourceIPAddress'], { least: '1' })).flat();
    expect(addresses).toContain('2001:db8::40');
    expect(addresses).toContain('203.0.113.20');
  });
});
