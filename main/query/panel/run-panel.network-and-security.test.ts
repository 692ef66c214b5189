import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DashboardCase, openDashboardCase } from './test-case.dashboard.ts';

let dashboard: DashboardCase;
beforeAll(async () => {
  dashboard = await openDashboardCase('network-and-security');
});
afterAll(() => dashboard.case.close());

const pick = async (name: string, columns: readonly string[], options: Record<string, string> = {}) =>
  (await dashboard.run(name, options)).rows.map((row) => columns.map((column) => row[column]));

const total = async (name: string, options: Record<string, string> = {}) => {
  const { rows, unplaced } = await dashboard.run(name, options);
  return [...rows, ...unplaced].reduce((sum, { events }) => sum + Number(events), 0);
};

describe('every panel of network and security', () => {
  it('is empty where nothing of it happened', async () => {
    for (const info of dashboard.panels) {
      const result = await dashboard.run(info.id.split('/')[1] ?? '', {}, { to: '2024-03-04T09:00:00Z' });
      expect(result.rows, info.id).toEqual([]);
    }
  });
});

describe('authorization failures', () => {
  const map = 'authorization-failures-from-all-countries';
  const overTime = 'authorization-failures-over-time';
  const recent = 'recent-authorization-failures';

  it('are the same on the map, over time and in the list, but for one without an eventID', async () => {
    expect(await total(map)).toBe(18);
    expect(await total(overTime)).toBe(18);
    expect((await dashboard.run(recent)).rows).toHaveLength(17);
  });

  it('count in every spelling, and where only the response has the code (P4)', async () => {
    const codes = (await pick(overTime, ['errorCode'], { group_by: 'errorCode' })).flat();
    expect(new Set(codes)).toEqual(
      new Set([
        'AccessDenied',
        'AccessDeniedException',
        'Client.AuthFailure',
        'Client.OperationNotPermitted',
        'Client.UnauthorizedOperation',
        'ForbiddenException',
        'NotAuthorizedException',
        null,
      ]),
    );
  });

  it('are no other errors, and no dry runs that would have been allowed (P3)', async () => {
    const names = (await pick(recent, ['errorCode'])).flat();
    expect(names).not.toContain('Client.DryRunOperation');
    expect(names).not.toContain('NoSuchEntityException');
  });

  it('without a place are counted beside the map by why (P2)', async () => {
    expect((await dashboard.run(map)).unplaced).toEqual([
      { sourceClass: 'aws_service', events: 1 },
      { sourceClass: 'private', events: 1 },
      { sourceClass: 'public4', events: 1 },
    ]);
  });

  it('at VPC endpoints are a class of their own, shown when asked (P12)', async () => {
    expect(await total(map, { class: 'endpoint' })).toBe(2);
    expect(await total(map, { class: 'all' })).toBe(20);
    expect(await pick(recent, ['eventName', 'errorCode'], { class: 'endpoint' })).toEqual([
      ['PutObject', 'VpceAccessDenied'],
      ['Decrypt', 'VpceAccessDenied'],
    ]);
  });

  it('are reads or writes by readOnly, and by name where an old record lacks it (P5)', async () => {
    const rows = await pick(overTime, ['bucket_at', 'access', 'events']);
    expect(rows).toContainEqual(['2024-03-04T12:00:00Z', 'read', 2]);
    expect(rows).toContainEqual(['2024-03-04T12:00:00Z', 'write', 3]);
  });

  it('can be split by actor or service', async () => {
    expect(await pick(overTime, ['actor', 'events'], { group_by: 'actor' })).toContainEqual(['eve', 3]);
    expect(await pick(overTime, ['service', 'events'], { group_by: 'service' })).toContainEqual(['iam', 2]);
  });

  it('say which kind of policy decided, where the message does', async () => {
    const decided = await pick(recent, ['eventName', 'denied_by']);
    expect(decided.filter(([, by]) => by !== null)).toEqual([
      ['CreateUser', 'no allow: permissions boundary'],
      ['GetSecretValue', 'explicit deny: resource-based policy'],
      ['LeaveOrganization', 'explicit deny: service control policy'],
      ['ListUsers', 'no allow: identity-based policy'],
    ]);
  });
});

describe('network and security events over time', () => {
  const panel = 'network-and-security-events-over-time';

  it('are changes: what only looks is left out, whatever its name (P5)', async () => {
    const names = (await pick(panel, ['eventName'])).flat().map(String);
    expect(names.filter((name) => /^(Describe|Get|List)/.test(name))).toEqual([]);
  });

  it('go by topic and not by name', async () => {
    const names = (await pick(panel, ['eventName'])).flat();
    for (const name of [
      'CreateNetworkInterface',
      'CreateNetworkInsightsPath',
      'CreateCacheSecurityGroup',
      'CreateGrant',
    ]) {
      expect(names).not.toContain(name);
    }
  });

  it('leave out attempts that failed until asked (P3)', async () => {
    const outcomes = await pick(panel, ['outcome'], { group_by: 'outcome' });
    expect(new Set(outcomes.flat())).toEqual(new Set(['success']));
    const all = await pick(panel, ['bucket_at', 'outcome', 'events'], {
      group_by: 'outcome',
      attempts: 'true',
    });
    expect(all).toContainEqual(['2024-03-04T13:00:00Z', 'denied', 1]);
    expect(all).toContainEqual(['2024-03-04T13:00:00Z', 'failed', 1]);
  });

  it('leave out the repetitions of network activity (P12)', async () => {
    expect((await pick(panel, ['eventName'])).flat()).not.toContain('CreateKey');
  });

  it('cover what the pie of created and deleted things counts', async () => {
    const pie = await pick('created-and-deleted-network-and-security-events', ['eventName', 'events']);
    const changes = await pick(panel, ['eventName', 'events']);
    for (const [name, events] of pie) {
      const counted = changes.filter(([change]) => change === name);
      expect(
        counted.reduce((sum, [, count]) => sum + Number(count), 0),
        String(name),
      ).toBe(events);
    }
  });
});
