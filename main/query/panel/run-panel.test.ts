import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PanelResult } from '../../../preload/contract/model/panel.ts';
import { panelResult } from '../../../preload/contract/model/panel.ts';
import { countEvents } from '../count.ts';
import { QueryError } from '../query-error.ts';
import { createTestCase, type TestCase } from '../test-case.ts';
import type { PanelCatalogue } from './panel-catalogue.ts';
import { parsePanelFile } from './panel-catalogue-header.ts';
import { type PanelInput, runPanel } from './run-panel.ts';
import { panelBucketSeconds } from './run-panel-values.ts';

const HEADER = `-- title: Test
-- chart: table
-- keys: eventName
-- option: least (At least) = 1|One, 2|Two
-- query: eventName:*
-- query when least=2: NOT eventName:CreateUser
-- description: Test.
-- condition: Test.
-- empty: Nothing.
`;

const PANELS: Readonly<Record<string, string>> = {
  plain: `${HEADER}select "eventName", count(*) as events from event group by all
    having count(*) >= $least::integer order by events desc`,
  'of-rows': `${HEADER.replace('-- empty', '-- messages: rows\n-- empty')}with calls as (
    select "eventName", count(*) as events from event where $least <> '' group by all order by events desc limit 1
  ) from calls`,
  'long-list': `${HEADER.replace('-- empty', '-- messages: rows\n-- rows: 400\n-- empty')}select
    'Call' || range || repeat('x', 100) as "eventName", 1 as events from range(500) where $least <> '' order by range`,
  'over-time': `${HEADER}select time_bucket($bucket, "eventTime") as bucket_at, $range_from as range_from,
    $range_to as range_to, count(*) as events from event where $least <> '' group by all order by all`,
  'large-over-time': `${HEADER}select time_bucket($bucket, minute) as bucket_at, n as "eventName", 1 as events
    from range(timestamp '2024-03-04', timestamp '2024-03-05', interval 1 minute) as t (minute), range(10) as u (n)
    where $least <> '' group by all order by all`,
  large: `${HEADER}select 'x' as "eventName", range as events from range(6000) where $least <> ''`,
};

const catalogue: PanelCatalogue = {
  dashboards: [],
  panels: new Map(
    Object.entries(PANELS).map(([name, text]) => [name, parsePanelFile(`${name}.sql`, `test/${name}`, text)]),
  ),
};

const record = (eventName: string, minute: number, errorCode?: string) => ({
  eventName,
  eventSource: 'iam.amazonaws.com',
  eventTime: `2024-03-04T10:${String(minute).padStart(2, '0')}:00Z`,
  eventID: `${eventName}-${minute}`,
  errorCode,
});

let testCase: TestCase;
beforeAll(async () => {
  testCase = await createTestCase([
    record('ListUsers', 0),
    record('ListUsers', 1, 'AccessDenied'),
    record('ListUsers', 30),
    record('CreateUser', 45),
  ]);
});
afterAll(() => testCase.close());

const run = (id: string, input: Partial<PanelInput> = {}): Promise<PanelResult> =>
  runPanel(
    testCase.database,
    catalogue,
    { id, scope: { query: '', from: null, to: null }, options: {}, bucket: 'hour', ...input },
    new AbortController().signal,
  );

describe('a panel', () => {
  it('has a result of the shape the contract says', async () => {
    for (const id of catalogue.panels.keys())
      expect(panelResult.safeParse(await run(id)).error).toBeUndefined();
  });

  it('counts the events of its scope only', async () => {
    const scope = { query: 'errorCode:*', from: null, to: null };
    expect((await run('plain', { scope })).rows).toEqual([{ eventName: 'ListUsers', events: 1 }]);
    const later = { query: '', from: '2024-03-04T10:30:00Z', to: '2024-03-04T10:45:00Z' };
    expect((await run('plain', { scope: later })).rows).toEqual([{ eventName: 'ListUsers', events: 1 }]);
  });

  it('takes the value of an option, and puts its part into the query of its messages', async () => {
    const { rows, messages } = await run('plain', { options: { least: '2' } });
    expect(rows).toEqual([{ eventName: 'ListUsers', events: 3 }]);
    expect(messages.query).toBe('eventName:* AND NOT eventName:CreateUser');
  });

  it('leads to the query of its scope and its own', async () => {
    const scope = { query: 'service:iam OR service:sts', from: null, to: '2024-03-05T00:00:00Z' };
    const { messages } = await run('plain', { scope });
    expect(messages).toEqual({ ...scope, query: '(service:iam OR service:sts) AND eventName:*' });
    expect((await countEvents(testCase.database, messages)).events).toBe(4);
  });

  it('leads to the events of its rows alone where only these count', async () => {
    const { messages } = await run('of-rows');
    expect(messages.query).toBe('eventName:* AND eventName:ListUsers');
  });

  it('ends a list from the top where the query of its rows would become too long, and says so', async () => {
    const { rows, messages, truncated } = await run('long-list');
    expect(truncated).toBe(true);
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.length).toBeLessThan(400);
    expect(messages.query.length).toBeLessThanOrEqual(20_000);
    expect(messages.query.match(/eventName:Call/g)).toHaveLength(rows.length);
  });

  it('is cut off at 5,000 rows, and says so', async () => {
    const { rows, truncated } = await run('large');
    expect([rows.length, truncated]).toEqual([5000, true]);
    expect((await run('plain')).truncated).toBe(false);
  });

  it('knows the range: of its scope, or of the data', async () => {
    expect((await run('over-time')).rows[0]).toMatchObject({
      range_from: '2024-03-04T10:00:00Z',
      range_to: '2024-03-04T10:45:01Z',
    });
    const scope = { query: '', from: '2024-03-04T00:00:00Z', to: null };
    expect((await run('over-time', { scope })).rows[0]).toMatchObject({ range_from: scope.from });
  });

  it('says how wide its buckets are, where it has any', async () => {
    expect(await run('over-time')).toMatchObject({ bucketSeconds: 3600, rows: [{ events: 4 }] });
    expect((await run('over-time', { bucket: 'minute' })).rows).toHaveLength(4);
    expect((await run('plain')).bucketSeconds).toBeNull();
  });

  it('takes wider buckets rather than lose the end of a chart, and says how wide', async () => {
    const scope = { query: '', from: '2024-03-04T00:00:00Z', to: '2024-03-05T00:00:00Z' };
    const result = await run('large-over-time', { scope, bucket: 'minute' });
    expect([result.truncated, result.bucketSeconds, result.rows.length]).toEqual([false, 300, 2880]);
  });

  it('runs over a case without events', async () => {
    const empty = await createTestCase([]);
    const input = {
      id: 'over-time',
      scope: { query: '', from: null, to: null },
      options: {},
      bucket: 'auto',
    } as const;
    const result = await runPanel(empty.database, catalogue, input, new AbortController().signal);
    expect(result.rows).toEqual([]);
    await empty.close();
  });

  it('is refused with a sentence: an unknown panel, option or value, a wrong query', async () => {
    await expect(run('nothing')).rejects.toThrow('There is no panel “nothing”.');
    await expect(run('plain', { options: { most: '1' } })).rejects.toThrow(
      'has no option “most”; it has: least',
    );
    await expect(run('plain', { options: { least: '9' } })).rejects.toThrow('cannot be “9”; it can be: 1, 2');
    const scope = { query: 'eventName:(', from: null, to: null };
    await expect(run('plain', { scope })).rejects.toThrow(QueryError);
  });

  it('stops when it is cancelled', async () => {
    const control = new AbortController();
    control.abort();
    const input = {
      id: 'plain',
      scope: { query: '', from: null, to: null },
      options: {},
      bucket: 'hour',
    } as const;
    await expect(runPanel(testCase.database, catalogue, input, control.signal)).rejects.toMatchObject({
      problem: 'cancelled',
    });
  });
});

describe('the width of buckets', () => {
  const range = (to: string) => ({ from: '2024-01-01T00:00:00Z', to });

  it('gives at most 400 buckets where it is automatic, and never less than a minute', () => {
    expect(panelBucketSeconds('auto', range('2024-01-01T00:05:00Z'))).toBe(60);
    expect(panelBucketSeconds('auto', range('2024-01-02T00:00:00Z'))).toBe(300);
    expect(panelBucketSeconds('auto', range('2024-03-31T00:00:00Z'))).toBe(21_600);
  });

  it('is what was asked for, unless that were more than 5,000 buckets', () => {
    expect(panelBucketSeconds('hour', range('2024-03-31T00:00:00Z'))).toBe(3600);
    expect(panelBucketSeconds('hour', range('2025-06-01T00:00:00Z'))).toBe(10_800);
    expect(panelBucketSeconds('day', range('2024-01-01T01:00:00Z'))).toBe(86_400);
  });
});
