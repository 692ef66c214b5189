import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DashboardCase, openDashboardCase } from './test-case.dashboard.ts';

let dashboard: DashboardCase;
beforeAll(async () => {
  dashboard = await openDashboardCase('overview');
});
afterAll(() => dashboard.case.close());

const pick = async (name: string, columns: readonly string[], options: Record<string, string> = {}) =>
  (await dashboard.run(name, options)).rows.map((row) => columns.map((column) => row[column]));

describe('the map of all users', () => {
  it('counts what has no place beside the map by why (P2, P12)', async () => {
    expect((await dashboard.run('geo-location-of-all-users')).unplaced).toEqual([
      { sourceClass: 'private', events: 4 },
      { sourceClass: 'public4', events: 1 },
    ]);
  });

  it('shows AWS services only when asked (P2)', async () => {
    const result = await dashboard.run('geo-location-of-all-users', { callers: 'all' });
    expect(result.rows.map((row) => [row.city, row.events])).toContainEqual(['Ashburn', 1]);
    expect(result.unplaced).toEqual([
      { sourceClass: 'private', events: 4 },
      { sourceClass: 'aws_service', events: 3 },
      { sourceClass: 'aws_internal', events: 1 },
      { sourceClass: 'public4', events: 1 },
    ]);
  });

  it('counts neither Insights nor network activity (P12, P13)', async () => {
    const { rows, unplaced } = await dashboard.run('geo-location-of-all-users', { callers: 'all' });
    const all = [...rows, ...unplaced].reduce((sum, { events }) => sum + Number(events), 0);
    expect(all).toBe(36);
  });
});

describe('top 10 users', () => {
  it('keeps the sessions of a role apart, and merges them by role (P1)', async () => {
    expect(await pick('top-10-users', ['role', 'events', 'denied'], { group_by: 'role' })).toEqual([
      ['arn:aws:iam::111122223333:role/deploy', 7, 2],
    ]);
  });

  it('names the column after what it groups by', async () => {
    const columns = ['userIdentity.accessKeyId', 'events'];
    expect(await pick('top-10-users', columns, { group_by: 'userIdentity.accessKeyId' })).toEqual([
      ['AKIAALICEEXAMPLE0001', 12],
      ['AKIAEVEEXAMPLE000001', 4],
      ['ASIADEPLOYEXAMPLE002', 4],
      ['ASIADEPLOYEXAMPLE001', 3],
      ['AKIAALICEEXAMPLE0002', 1],
    ]);
  });

  it('calls root root, not the user in its request (P1)', async () => {
    const actors = await pick('top-10-users', ['actor']);
    expect(actors).toContainEqual(['root@111122223333']);
    expect(actors).not.toContainEqual(['victim']);
  });

  it('counts what AWS set off only when asked, and says how much of it that is (P6)', async () => {
    const rows = await pick('top-10-users', ['actor', 'events', 'by_aws_service'], { aws_calls: 'true' });
    expect(rows).toContainEqual(['alice', 15, 1]);
    expect(rows).toContainEqual(['ec2.amazonaws.com', 1, 1]);
  });
});

describe('failed logins', () => {
  it('reads the result where a failure has no error code, in any region (P3, P8)', async () => {
    const [row] = (await dashboard.run('failed-logins')).rows;
    expect(row?.events).toBe(3);
  });

  it('counts failures of Identity Center and unknown names as figures of their own (P9, P10)', async () => {
    const [row] = (await dashboard.run('failed-logins')).rows;
    expect(row).toMatchObject({ identity_center_failures: 1, unknown_user_names: 2 });
  });

  it('says nothing rather than 0 where nobody signed in', async () => {
    const { rows } = await dashboard.run('failed-logins', {}, { to: '2024-03-04T11:00:00Z' });
    expect(rows).toEqual([]);
  });

  it('says 0 where sign-ins only succeeded', async () => {
    const { rows } = await dashboard.run('failed-logins', {}, { from: '2024-03-04T13:03:00Z' });
    expect(rows).toMatchObject([{ events: 0, attempts: 1, top_address: null }]);
  });
});

describe('created and deleted resources', () => {
  it('leave out calls that failed, dry runs too (P3)', async () => {
    expect(await pick('created-resources', ['resourceType', 'events'])).toContainEqual(['Instances', 1]);
    const buckets = await pick('deleted-resources-over-time', ['resourceType', 'bucket_at']);
    expect(buckets.filter(([type]) => type === 'Bucket')).toEqual([['Bucket', '2024-03-04T10:00:00Z']]);
  });

  it('leave out tags, log streams, grants and interfaces when asked', async () => {
    const quiet = await pick('created-resources', ['resourceType'], { noise: 'false' });
    const loud = await pick('created-resources', ['resourceType']);
    const noise = loud.map(String).filter((type) => !quiet.map(String).includes(type));
    expect(noise).toEqual(['Grant', 'LogStream', 'NetworkInterface', 'Tags']);
  });

  it('show other ways to make and to end something when asked', async () => {
    const made = await pick('created-resources', ['resourceType', 'service', 'events'], { calls: 'all' });
    expect(made).toContainEqual(['Address', 'ec2', 1]);
    expect(made).toContainEqual(['Instances', 'ec2', 2]);
    const ended = await pick('deleted-resources-over-time', ['resourceType', 'bucket_at'], { calls: 'all' });
    expect(ended).toContainEqual(['Instances', '2024-03-04T11:00:00Z']);
    expect(ended).toContainEqual(['KeyDeletion', '2024-03-04T12:00:00Z']);
  });

  it('count an event once, however often it was delivered or supplemented (P11)', async () => {
    expect(await pick('created-resources', ['resourceType', 'events'])).toContainEqual(['Function', 1]);
  });
});

describe('network and security events', () => {
  const panel = 'created-and-deleted-network-and-security-events';

  it('go by topic and not by name', async () => {
    const names = (await pick(panel, ['eventName'])).map(String);
    expect(names).not.toContain('CreateNetworkInsightsPath');
    expect(names).not.toContain('CreateNetworkInterface');
    expect(names).not.toContain('CreateCacheSecurityGroup');
    expect(names).not.toContain('CreateSecurityConfiguration');
  });

  it('count successes, and failures beside them (P3)', async () => {
    const rows = await pick(panel, ['eventName', 'events', 'failed']);
    expect(rows).toContainEqual(['DeleteSecurityGroup', 0, 1]);
  });

  it('leave out the repetitions of network activity (P12)', async () => {
    expect(await pick(panel, ['eventName', 'events'])).toContainEqual(['CreateKey', 1]);
  });
});
