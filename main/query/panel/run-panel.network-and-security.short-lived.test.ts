import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countEvents } from '../count.ts';
import { createTestCase, SQL_DIR } from '../test-case.ts';
import { loadPanelCatalogue } from './panel-catalogue.ts';
import { runPanel } from './run-panel.ts';
import { countedEvents, type DashboardCase, openDashboardCase } from './test-case.dashboard.ts';

const PANEL = 'short-lived-critical-operations';

let dashboard: DashboardCase;
beforeAll(async () => {
  dashboard = await openDashboardCase('network-and-security');
});
afterAll(() => dashboard.case.close());

const lives = async (object: string, options: Record<string, string> = {}) =>
  (await dashboard.run(PANEL, options)).rows
    .filter((row) => row.object === object)
    .map((row) => row.lived_seconds);

/** Runs `work` while the case says that something short-lived lives so many minutes at most. */
async function withLimit<T>(minutes: number, work: () => Promise<T>): Promise<T> {
  const { database } = dashboard.case;
  await database.write((connection) =>
    connection.run(`insert into "case".case_property values ('short_lived_minutes', '${minutes}')`),
  );
  const done = await work();
  await database.write((connection) =>
    connection.run(`delete from "case".case_property where name = 'short_lived_minutes'`),
  );
  return done;
}

describe('short-lived things', () => {
  it('may be removed by somebody else than who made them', async () => {
    const { rows } = await dashboard.run(PANEL);
    expect(rows.find((row) => row.object === 'tmp')).toMatchObject({
      created_by: 'alice',
      removed_by: 'eve',
      address_list: '198.51.100.10, 192.0.2.30',
    });
  });

  it('live as long as the limit at most, to the second', async () => {
    expect(await lives('edge')).toEqual([600]);
    expect(await lives('late')).toEqual([]);
  });

  it('are judged by the setting of the case', async () => {
    expect(await withLimit(11, () => lives('late'))).toEqual([601]);
    expect(await withLimit(3, () => lives('tmp'))).toEqual([]);
  });

  it('may be gone in the same second', async () => {
    expect(await lives('at-once')).toEqual([0]);
  });

  it('are not those that were removed first and made again later', async () => {
    expect(await lives('renewed')).toEqual([]);
  });

  it('have as many lives as they were made times', async () => {
    expect(await lives('twice')).toEqual([120, 60]);
    expect(await lives('twice ← inline')).toEqual([40, 50]);
  });

  it('were really made and really removed: failures are passed over (P3)', async () => {
    expect(await lives('known')).toEqual([]);
    expect(await lives('slow')).toEqual([120]);
  });

  it('are made and removed in one account', async () => {
    expect(await lives('namesake')).toEqual([]);
  });

  it('have an identity of their own: the other key, version or policy is another thing', async () => {
    expect(await lives('AKIABOBEXAMPLE000001')).toEqual([120]);
    expect(await lives('AKIABOBEXAMPLE000002')).toEqual([]);
    expect(await lives('arn:aws:iam::111122223333:policy/wide v2')).toEqual([60]);
    expect(await lives('bob ← arn:aws:iam::aws:policy/AdministratorAccess')).toEqual([60]);
    expect(await lives('bob ← arn:aws:iam::111122223333:policy/wide')).toEqual([]);
  });

  it('are of every kind there is a pair of calls for', async () => {
    const { rows } = await dashboard.run(PANEL);
    expect(new Set(rows.map((row) => row.kind))).toEqual(
      new Set([
        'user',
        'group',
        'role',
        'access key',
        'password',
        'policy',
        'policy version',
        'policy of a user',
        'policy of a role',
        'policy of a group',
        'policy attached to a user',
        'policy attached to a role',
        'policy attached to a group',
        'membership of a group',
        'security group',
        'ingress rule',
        'egress rule',
        'instance',
        'trail',
        'logging switched off',
      ]),
    );
  });

  it('are rules one by one, by what they say or by their id, and in their direction', async () => {
    expect(await lives('sg-0e5 tcp 22 203.0.113.0/24')).toEqual([60]);
    expect(await lives('sg-0e5 tcp 443 203.0.113.0/24')).toEqual([60]);
    expect(await lives('sg-0e5 tcp 8080 203.0.113.0/24')).toEqual([]);
  });

  it('are instances one by one, also where one call launched several', async () => {
    expect(await lives('i-01')).toEqual([120]);
    expect(await lives('i-02')).toEqual([540]);
  });

  it('are no instances of autoscaling, unless asked for (P6)', async () => {
    expect(await lives('i-03')).toEqual([]);
    expect(await lives('i-03', { launches: 'true' })).toEqual([60]);
  });

  it('are no repetitions by network activity (P12)', async () => {
    expect(await lives('sg-0f6')).toEqual([]);
  });

  it('know a trail by its name and by its ARN', async () => {
    expect(await lives('us-east-1 own')).toEqual([60]);
    expect(await lives('us-east-1 main')).toEqual([120]);
  });

  it('are of IAM, EC2 and CloudTrail; a group of the identity store is another thing', async () => {
    expect(await lives('staff')).toEqual([]);
  });

  it('can be those of one service', async () => {
    const { rows } = await dashboard.run(PANEL, { show: 'cloudtrail' });
    expect(rows.map((row) => row.kind)).toEqual(['logging switched off', 'trail']);
  });

  it('lead to exactly their events where there are more than are listed', async () => {
    const records = Array.from({ length: 400 }, (_, index) => ({
      eventVersion: '1.09',
      userIdentity: { type: 'IAMUser', userName: 'alice', accountId: '111122223333' },
      eventTime: new Date(Date.UTC(2024, 2, 4) + index * 1000).toISOString(),
      eventSource: 'iam.amazonaws.com',
      eventName: index % 2 === 0 ? 'CreateUser' : 'DeleteUser',
      eventID: crypto.randomUUID(),
      requestParameters: { userName: `user-${Math.floor(index / 2)}` },
    }));
    const { database, close } = await createTestCase(records);
    const catalogue = await loadPanelCatalogue(SQL_DIR);
    const id = `network-and-security/${PANEL}`;
    const scope = { query: 'userIdentity.userName:alice', from: null, to: null };
    const input = { id, scope, options: {}, bucket: 'hour' as const };
    const result = await runPanel(database, catalogue, input, new AbortController().signal);
    const { events } = await countEvents(database, result.messages);
    await close();
    expect([result.rows.length, result.truncated]).toEqual([150, true]);
    expect(result.rows[0]?.object).toBe('user-199');
    const info = catalogue.panels.get(id)?.info;
    expect(info && countedEvents(info, result)).toBe(300);
    expect(events).toBe(300);
  });
});
