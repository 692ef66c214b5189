import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refreshAdministrators } from '../../ingest/refresh-administrators.ts';
import { type DashboardCase, openDashboardCase } from './test-case.dashboard.ts';

let dashboard: DashboardCase;
beforeAll(async () => {
  dashboard = await openDashboardCase('user-monitoring');
});
afterAll(() => dashboard.case.close());

const pick = async (name: string, columns: readonly string[], options: Record<string, string> = {}) =>
  (await dashboard.run(name, options)).rows.map((row) => columns.map((column) => row[column]));

describe('every panel of user monitoring', () => {
  it('is empty where nothing happened, and says so in its header', async () => {
    for (const info of dashboard.panels) {
      const result = await dashboard.run(info.id.split('/')[1] ?? '', {}, { to: '2024-03-04T07:00:00Z' });
      expect(result.rows, info.id).toEqual([]);
      expect(info.empty, info.id).not.toBe('');
    }
  });
});

describe('launched and terminated instances', () => {
  const panel = 'launched-and-terminated-instances-by-user';
  const columns = ['actor', 'eventName', 'events', 'instances'];

  it('are successful calls, and the instances of these calls', async () => {
    const rows = await pick(panel, ['bucket_at', ...columns]);
    expect(rows).toContainEqual(['2024-03-04T09:00:00Z', 'alice', 'RunInstances', 3, 9]);
    expect(rows).toContainEqual(['2024-03-04T10:00:00Z', 'alice', 'TerminateInstances', 1, 2]);
  });

  it('have the number asked for where the response was cut, and none where the record is odd', async () => {
    const cut = { from: '2024-03-04T09:20:00Z', to: '2024-03-04T09:20:01Z' };
    expect((await dashboard.run(panel, {}, cut)).rows).toMatchObject([
      { instances: 5, instance_type_list: 'c5.9xlarge' },
    ]);
    const odd = { from: '2024-03-04T11:30:00Z', to: '2024-03-04T11:30:01Z' };
    expect((await dashboard.run(panel, {}, odd)).rows).toMatchObject([
      { events: 1, instances: null, instance_type_list: null },
    ]);
  });

  it('leave out failures and dry runs, which can be shown by themselves (P3)', async () => {
    expect(await pick(panel, [...columns, 'error_list'], { result: 'failure' })).toEqual([
      ['alice', 'RunInstances', 2, 16, 'Client.DryRunOperation, Client.VcpuLimitExceeded'],
      ['alice', 'TerminateInstances', 1, 1, 'Client.UnauthorizedOperation'],
    ]);
  });

  it('leave out what AWS services launched unless asked, and never count the end of a spot instance (P6)', async () => {
    const mine = await pick(panel, columns);
    const all = await pick(panel, columns, { aws_calls: 'true' });
    const more = all.filter((row) => !mine.some((other) => JSON.stringify(other) === JSON.stringify(row)));
    expect(more).toEqual([['role/AWSServiceRoleForAutoScaling/AutoScaling', 'RunInstances', 1, 2]]);
  });

  it('are told apart by session and by account (P1)', async () => {
    const rows = await pick(panel, ['bucket_at', 'actor', 'account', 'eventName']);
    const at = '2024-03-04T10:00:00Z';
    expect(rows).toContainEqual([at, 'role/deploy/ci-1', '111122223333', 'RunInstances']);
    expect(rows).toContainEqual([at, 'role/deploy/ci-2', '111122223333', 'RunInstances']);
    expect(rows).toContainEqual([at, 'alice', '444455556666', 'RunInstances']);
    expect(rows).toContainEqual([at, 'alice', '111122223333', 'TerminateInstances']);
  });

  it('do not count the repetitions of network activity (P12)', async () => {
    const actors = (await pick(panel, ['actor'], { aws_calls: 'true' })).map(String);
    expect(actors.filter((actor) => actor.startsWith('account/'))).toEqual([]);
  });

  it('can be launches or terminations alone, or the requests for fleets and spot instances', async () => {
    const names = async (show: string) => [...new Set((await pick(panel, ['eventName'], { show })).flat())];
    expect(await names('launches')).toEqual(['RunInstances']);
    expect(await names('terminations')).toEqual(['TerminateInstances']);
    expect(await pick(panel, ['eventName', 'instances', 'instance_type_list'], { show: 'requests' })).toEqual(
      [
        ['CreateFleet', 4, 'c5.xlarge'],
        ['RequestSpotInstances', 6, 'g4dn.xlarge'],
      ],
    );
    const failed = { show: 'requests', result: 'failure' };
    expect(await pick(panel, ['eventName', 'instances', 'instance_type_list'], failed)).toEqual([
      ['RequestSpotFleet', 20, 'p2.xlarge'],
    ]);
  });
});

describe('what administrators did', () => {
  const overTime = 'administrative-activities-over-time';
  const top = 'top-10-activities-by-administrative-users';
  const recent = 'recent-activity-by-administrative-users';

  it('is theirs by ARN and session, not by a name that others have too (P1)', async () => {
    const actors = [...new Set((await pick(overTime, ['actor'])).flat())].sort();
    expect(actors).toEqual([
      'carol',
      'role/AWSReservedSSO_AdministratorAccess_0a1b2c3d4e5f6071/erin@example.com',
      'role/AWSReservedSSO_AdministratorAccess_0a1b2c3d4e5f6071/sam@example.com',
      'role/platform-admin/kim',
      'role/platform-admin/lee',
      'root@111122223333',
      'root@444455556666',
    ]);
  });

  it('is what readOnly says is no read, and the name where the record says nothing (P5)', async () => {
    const names = (await pick(recent, ['eventName'])).flat();
    for (const read of ['AssumeRole', 'GenerateDataKey', 'LookupEvents', 'HeadBucket', 'Decrypt']) {
      expect(names).not.toContain(read);
    }
    expect(names).not.toContain('SimulatePrincipalPolicy');
    expect(names).toContain('DeleteVolume');
    expect(names).toContain('Invoke');
  });

  it('is not what AWS did for them or with their name (P6)', async () => {
    const names = (await pick(recent, ['eventName'])).flat();
    expect(names).not.toContain('StartSecretVersionDelete');
    expect(names).not.toContain('CreateTopic');
  });

  it('holds neither Insights nor the repetitions of network activity (P12, P13)', async () => {
    const rows = await pick(top, ['eventName']);
    expect(rows.flat()).not.toContain('CreateKey');
    expect((await pick(recent, ['actor'])).flat()).not.toContain(null);
  });

  it('counts an event once, however often it was delivered (P11)', async () => {
    expect((await pick(recent, ['eventName'])).flat().filter((name) => name === 'CreateUser')).toHaveLength(
      1,
    );
  });

  it('is counted by call and service, since services share names', async () => {
    const rows = await pick(top, ['eventName', 'service', 'events']);
    expect(rows).toContainEqual(['CreateAccessKey', 'iam', 3]);
    expect(rows).toContainEqual(['CreateAccessKey', 'logs', 1]);
  });

  it('is listed with a place, or with the reason why there is none (P2)', async () => {
    const rows = await pick(recent, ['sourceIPAddress', 'country', 'no_place']);
    expect(rows).toContainEqual(['2001:db8::40', 'US', null]);
    expect(rows).toContainEqual(['10.0.0.5', null, 'private']);
    expect(rows).toContainEqual(['AWS Internal', null, 'aws_internal']);
    expect(rows).toContainEqual(['cloudformation.amazonaws.com', null, 'aws_service']);
    expect(rows).toContainEqual(['203.0.113.200', null, 'public4']);
  });

  it('is listed event by event, newest first, whatever the order in the files (P15)', async () => {
    const times = (await pick(recent, ['eventTime'])).flat();
    expect(times).toEqual(times.toSorted().reverse());
    const keys = await pick(recent, ['eventName', 'eventTime']);
    expect(
      keys.filter(([name, at]) => name === 'CreateAccessKey' && String(at).includes('12:00:')),
    ).toHaveLength(2);
  });

  it('is that of the administrators whom the settings name', async () => {
    const { database } = dashboard.case;
    const set = async (added: readonly string[], removed: readonly string[]) => {
      for (const [name, list] of Object.entries({
        administrators_added: added,
        administrators_removed: removed,
      })) {
        await database.write((connection) =>
          connection.run(`insert or replace into "case".case_property values ($name, $value)`, {
            name,
            value: JSON.stringify(list),
          }),
        );
      }
      await refreshAdministrators(database);
    };
    await set(['arn:aws:iam::111122223333:user/helpdesk'], ['arn:aws:iam::111122223333:user/carol']);
    const actors = (await pick(top, ['actor_list'])).flat().join(', ');
    await set([], []);
    expect(actors).toContain('helpdesk');
    expect(actors).not.toContain('carol');
    expect((await pick(top, ['actor_list'])).flat().join(', ')).toContain('carol');
  });
});
