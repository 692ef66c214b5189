import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DashboardCase, openDashboardCase } from './test-case.dashboard.ts';

/** Who called, with what, and what was new or refused: pitfalls of the panels that run-panel.triage-data.test.ts runs. */
let dashboard: DashboardCase;
beforeAll(async () => {
  dashboard = await openDashboardCase('triage', { archive: 'triage-data' });
});
afterAll(() => dashboard.case.close());

const pick = async (name: string, columns: readonly string[], options: Record<string, string> = {}) =>
  (await dashboard.run(name, options)).rows.map((row) => columns.map((column) => row[column]));

describe('error codes', () => {
  it('are denials in any spelling, and a dry run is none (P3, P4)', async () => {
    const rows = await pick('error-codes', ['errorCode', 'denied', 'failed']);
    expect(rows).toContainEqual(['Client.UnauthorizedOperation', 2, 0]);
    expect(rows).toContainEqual(['AccessDeniedException', 1, 0]);
    expect(rows).toContainEqual(['Client.DryRunOperation', 0, 1]);
  });

  it('leave out failures that have none, such as failed sign-ins (P3)', async () => {
    const calls = (await pick('error-codes', ['eventName'], { group_by: 'eventName' })).flat();
    expect(calls).toContain('CreateUser');
    expect(calls).not.toContain('ConsoleLogin');
  });

  it('count what an endpoint refused, and no other network activity (P12)', async () => {
    expect(await pick('error-codes', ['errorCode', 'events'])).toContainEqual(['VpceAccessDenied', 2]);
    const calls = (await pick('error-codes', ['eventName'], { group_by: 'eventName' })).flat();
    expect(calls).not.toContain('CreateKey');
  });

  it('are one code in upper and lower case, as a query finds them', async () => {
    const columns = ['errorCode', 'events', 'error_code_list'];
    expect(await pick('error-codes', columns)).toContainEqual([
      'accessDenied',
      4,
      'AccessDenied, accessDenied',
    ]);
  });

  it('can leave out what happened to AWS services, and tell who met them', async () => {
    const codes = (await pick('error-codes', ['errorCode'], { aws_calls: 'false' })).flat();
    expect(codes).not.toContain('NoSuchLifecycleConfiguration');
    const [top] = await pick('error-codes', ['actor', 'events', 'denied', 'error_codes'], {
      group_by: 'actor',
    });
    expect(top).toEqual(['alice', 7, 6, 4]);
  });
});

describe('user agents', () => {
  it('leave out those of AWS services unless asked (P6)', async () => {
    const quiet = (await pick('user-agents', ['userAgent'])).flat();
    expect(quiet).not.toContain('config.amazonaws.com');
    const all = await pick('user-agents', ['userAgent', 'events'], { aws_calls: 'true' });
    expect(all).toContainEqual(['config.amazonaws.com', 3]);
  });

  it('can begin with the rarest', async () => {
    const rows = await pick('user-agents', ['userAgent', 'events'], { first: 'rare' });
    const events = rows.map(([, count]) => Number(count));
    expect(events).toEqual(events.toSorted((a, b) => a - b));
    expect(rows.at(-1)).toEqual((await pick('user-agents', ['userAgent', 'events']))[0]);
  });

  it('are kept as they are written, hostile ones and none at all included', async () => {
    const rows = await pick('user-agents', ['userAgent', 'events']);
    expect(rows).toContainEqual([`odd "agent" * ? (a OR b) \\ \n=cmd|' /C calc'!A0`, 1]);
    expect(rows).toContainEqual([null, 2]);
    expect(rows).toContainEqual(['[curl/8.5.0]', 1]);
    expect(rows).toContainEqual(['boto3/1.34.1', 7]);
  });
});

describe('what a principal did for the first time', () => {
  const panel = 'first-seen-per-actor';
  const found = async (dimension: string, learning = '24h') =>
    pick(panel, ['principal', dimension], { dimension, learning });
  const alice = 'arn:aws:iam::111122223333:user/alice';
  const bob = 'arn:aws:iam::444455556666:user/bob';
  const deploy = 'arn:aws:iam::111122223333:role/deploy';

  it('is new 24 hours after its first event, not a minute before', async () => {
    const calls = await found('eventName');
    expect(calls).toContainEqual([alice, 'ListUsers']);
    expect(calls).not.toContainEqual([alice, 'ListBuckets']);
    expect(await found('eventName', '1h')).toContainEqual([alice, 'ListBuckets']);
    expect(await found('eventName', '7d')).toEqual([]);
  });

  it('is judged by the role, so that a new session is nothing new (P1)', async () => {
    const calls = await found('eventName');
    expect(calls).toContainEqual([deploy, 'PutRolePolicy']);
    expect(calls).not.toContainEqual([deploy, 'ListBuckets']);
    const columns = ['eventName', 'events', 'actor_list'];
    expect(await pick(panel, columns)).toContainEqual([
      'PutRolePolicy',
      3,
      'role/deploy/ci-2, role/deploy/ci-3, role/deploy/ci-4',
    ]);
  });

  it('leaves out what AWS did, anonymous callers and names that do not exist (P6, P10)', async () => {
    const calls = (await pick(panel, ['eventName'])).flat();
    expect(calls).not.toContain('CreateRole');
    expect(calls).not.toContain('HeadObject');
    expect((await pick(panel, ['awsRegion'], { dimension: 'awsRegion' })).flat()).toEqual(['eu-central-1']);
  });

  it('leaves out network activity (P12)', async () => {
    expect((await pick(panel, ['eventName'])).flat()).not.toContain('ListKeys');
  });

  it('is no new country or address where that is private (P2)', async () => {
    expect(await found('country')).toEqual([
      [bob, 'US'],
      [alice, 'NL'],
    ]);
    expect(await found('sourceIPAddress')).toEqual([
      [bob, '203.0.113.99'],
      [deploy, '203.0.113.21'],
      [alice, '192.0.2.30'],
    ]);
  });

  it('takes an IPv6 address for the same however it is spelled', async () => {
    expect((await found('sourceIPAddress', '1h')).filter(([, address]) => /:/.test(String(address)))).toEqual(
      [[alice, '2001:db8::40']],
    );
  });

  it('shows a stolen key in all of its ways', async () => {
    const { rows } = await dashboard.run(panel, { dimension: 'userAgent' });
    expect(rows).toContainEqual({
      first_at: '2024-03-05T10:00:00Z',
      principal: alice,
      userAgent: 'TruffleHog',
      events: 1,
      success: 1,
      denied: 0,
      failed: 0,
      last_at: '2024-03-05T10:00:00Z',
      active_since: '2024-03-04T09:00:00Z',
      actor_list: 'alice',
      address_list: '192.0.2.30',
    });
  });

  it('is first in the range, whatever was before it', async () => {
    const { rows } = await dashboard.run(panel, {}, { from: '2024-03-05T09:30:00Z' });
    expect(rows.map(({ eventName }) => eventName)).toEqual(['PutObject']);
  });
});

describe('addresses with denied calls', () => {
  const panel = 'addresses-with-denied-calls';

  it('have all their calls beside those denied', async () => {
    const columns = ['sourceIPAddress', 'events', 'calls', 'success', 'denied_calls', 'country'];
    expect((await pick(panel, columns))[0]).toEqual(['192.0.2.30', 4, 8, 2, 4, 'NL']);
  });

  it('are one row for one IPv6 address, in whatever spelling', async () => {
    expect(await pick(panel, ['sourceIPAddress', 'events', 'calls'])).toContainEqual([
      '2001:DB8:0:0::40',
      1,
      2,
    ]);
  });

  it('may be private, and are then without a place (P2, P12)', async () => {
    const columns = ['sourceIPAddress', 'events', 'country', 'network'];
    expect(await pick(panel, columns)).toContainEqual(['10.1.2.9', 2, null, null]);
  });

  it('are no names of AWS services unless asked (P2)', async () => {
    const name = 'cloudformation.amazonaws.com';
    expect((await pick(panel, ['sourceIPAddress'])).flat()).not.toContain(name);
    expect((await pick(panel, ['sourceIPAddress'], { sources: 'all' })).flat()).toContain(name);
  });
});
