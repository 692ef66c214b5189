import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestCase, SQL_DIR } from '../test-case.ts';
import { loadPanelCatalogue } from './panel-catalogue.ts';
import { runPanel } from './run-panel.ts';
import { type DashboardCase, openDashboardCase } from './test-case.dashboard.ts';
import { DATA_PANELS } from './test-case.triage.ts';

let dashboard: DashboardCase;
beforeAll(async () => {
  dashboard = await openDashboardCase('triage', { archive: 'triage-data', panels: DATA_PANELS });
});
afterAll(() => dashboard.case.close());

const pick = async (name: string, columns: readonly string[], options: Record<string, string> = {}) =>
  (await dashboard.run(name, options)).rows.map((row) => columns.map((column) => row[column]));

describe('every panel of what there is to look at', () => {
  it('is there', () => {
    expect(dashboard.panels.map(({ id }) => id)).toEqual(DATA_PANELS.map((name) => `triage/${name}`));
  });

  it('is empty where there are no events', async () => {
    for (const name of DATA_PANELS) {
      expect((await dashboard.run(name, {}, { to: '2024-03-04T08:00:00Z' })).rows, name).toEqual([]);
    }
  });
});

describe('coverage', () => {
  it('counts the days of the whole range, also before the first and after the last event', async () => {
    const range = { from: '2024-03-02T12:00:00Z', to: '2024-03-10T00:00:00Z' };
    const { rows } = await dashboard.run('coverage', {}, range);
    const row = rows.find(({ awsRegion }) => awsRegion === 'eu-west-1');
    expect(row).toMatchObject({ days: 4, days_without: 4 });
  });

  it('tells the longest gap by the events on both sides, and none of less than an hour', async () => {
    const columns = ['awsRegion', 'longest_gap_hours', 'gap_from', 'gap_to'];
    const rows = await pick('coverage', columns);
    expect(rows).toContainEqual(['eu-west-1', 34, '2024-03-06T14:01:00Z', '2024-03-07T23:59:59Z']);
    const { rows: short } = await dashboard.run('coverage', {}, { to: '2024-03-04T09:59:00Z' });
    expect(short.map((row) => [row.awsRegion, row.gap_from])).toEqual([
      ['us-east-1', null],
      ['us-east-1', null],
    ]);
  });

  it('has Insights, network activity and events without an account too (P12, P13)', async () => {
    const rows = await pick('coverage', ['account', 'awsRegion', 'event_categories']);
    expect(rows).toContainEqual(['111122223333', 'us-east-1', 'Data, Insight, Management']);
    expect(rows).toContainEqual(['111122223333', 'eu-central-1', 'Management, NetworkActivity']);
    expect(rows).toContainEqual([null, null, 'Management']);
  });

  it('counts an event once, however often it was delivered or supplemented (P11)', async () => {
    const all = (await pick('coverage', ['events'])).reduce((sum, [events]) => sum + Number(events), 0);
    const overTime = (await pick('events-over-time-by-account', ['events'])).flat();
    expect([all, overTime.reduce<number>((sum, events) => sum + Number(events), 0)]).toEqual([47, 47]);
  });
});

describe('the categories of events', () => {
  it('are derived where a record is too old to state them', async () => {
    expect(await pick('event-categories', ['eventCategory', 'events'])).toEqual([
      ['Management', 35],
      ['Data', 7],
      ['NetworkActivity', 4],
      ['Insight', 1],
    ]);
  });

  it('are listed with 0 where there are none', async () => {
    const { rows } = await dashboard.run('event-categories', {}, { query: 'eventCategory:Data' });
    expect(rows.map(({ eventCategory, events }) => [eventCategory, events])).toEqual([
      ['Data', 7],
      ['Insight', 0],
      ['Management', 0],
      ['NetworkActivity', 0],
    ]);
  });
});

describe('data events', () => {
  it('are said to be none seen, not 0 calls, where S3, Lambda or DynamoDB have none', async () => {
    expect(await pick('data-events-logged', ['account', 'service', 'logged', 'events'])).toEqual([
      ['111122223333', 's3', 'yes', 4],
      ['111122223333', 'dynamodb', 'none seen', 0],
      ['111122223333', 'lambda', 'none seen', 0],
      ['444455556666', 'dynamodb', 'yes', 2],
      ['444455556666', 'sqs', 'yes', 1],
      ['444455556666', 'lambda', 'none seen', 0],
      ['444455556666', 's3', 'none seen', 0],
      [null, 'dynamodb', 'none seen', 0],
      [null, 'lambda', 'none seen', 0],
      [null, 's3', 'none seen', 0],
    ]);
  });

  it('tell reads from writes, because a trail may record one of them only', async () => {
    const rows = await pick('data-events-logged', ['service', 'read_calls', 'write_calls']);
    expect(rows).toContainEqual(['s3', 3, 1]);
    expect(rows).toContainEqual(['sqs', 0, 1]);
  });

  it('are said to be missing where the whole case has none, not where the range has none', async () => {
    const panel = 'data-events-logged';
    const none = await dashboard.run(panel, {}, { query: 'service:ec2' });
    expect([none.logged, none.rows.every(({ events }) => events === 0)]).toEqual([true, true]);
    const record = {
      eventName: 'ListUsers',
      eventSource: 'iam.amazonaws.com',
      eventTime: '2024-03-04T10:00:00Z',
    };
    const other = await createTestCase([record]);
    const catalogue = await loadPanelCatalogue(SQL_DIR);
    const input = { id: `triage/${panel}`, scope: none.messages, options: {}, bucket: 'hour' } as const;
    const { logged } = await runPanel(other.database, catalogue, input, new AbortController().signal);
    await other.close();
    expect(logged).toBe(false);
  });
});

describe('the types of identities', () => {
  it('are null for service events alone, not for Insights (P6, P13)', async () => {
    const columns = ['userIdentity.type', 'events', 'by_aws_service'];
    const rows = await pick('identity-types', columns);
    expect(rows).toContainEqual([null, 2, 1]);
    expect(rows).toContainEqual(['AWSService', 2, 2]);
  });

  it('leave out the repetitions of network activity (P12)', async () => {
    expect(await pick('identity-types', ['userIdentity.type', 'events'])).toContainEqual(['AWSAccount', 3]);
  });
});
