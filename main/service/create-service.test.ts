import { createHash } from 'node:crypto';
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliveryOf, SQL_DIR, testRecord } from '../ingest/test-import.ts';
import { openTestService, type TestService } from './test-service.ts';

let test: TestService;
let logs: string;

beforeAll(async () => {
  test = await openTestService();
  logs = join(test.dataDir, 'incident logs');
  await mkdir(logs);
  const formula = testRecord(500, {
    userAgent: '=cmd|calc!A1',
    errorCode: '@sum',
    awsRegion: '-1+1',
    eventName: 'Plain,"quoted"\nline',
  });
  await writeFile(join(logs, 'a.json'), deliveryOf(1, 450));
  await writeFile(
    join(logs, 'b.json'),
    JSON.stringify({ Records: [formula, testRecord(501, { errorCode: 'AccessDenied' })] }),
  );
  await test.call('import.start', { paths: [logs] });
  await test.service.importFinished();
});

afterAll(() => test.close());

const everything = { query: '', from: null, to: null };

describe('cases', () => {
  it('are made beside the others when a folder is opened, named after it', async () => {
    const summary = await test.call('case.current', {});
    expect(summary?.name).toBe('incident-logs');
    expect(summary?.counts).toMatchObject({
      files: 2,
      records: 452,
      events: 452,
      duplicates: 0,
      rejected: 0,
    });
    expect(await test.call('case.recent', {})).toMatchObject([{ name: 'incident-logs' }]);
  });

  it('keep the state of the window', async () => {
    await test.call('workspace.write', { state: '{"tabs":[1]}' });
    expect(await test.call('workspace.read', {})).toEqual({ state: '{"tabs":[1]}' });
  });
});

describe('searches', () => {
  it('read any page of the whole sorted result', async () => {
    const search = await test.call('event.search', {
      scope: everything,
      sort: [{ field: 'eventTime', direction: 'asc' }],
    });
    expect(search).toMatchObject({
      events: 452,
      total: 452,
      outcomes: { success: 450, denied: 1, failed: 1 },
    });
    const page = await test.call('event.page', {
      searchId: search.searchId,
      offset: 440,
      limit: 200,
      columns: ['eventTime', 'requestID'],
    });
    expect(page.rows).toHaveLength(12);
    expect(page.rows[0]).toEqual(['2025-01-01T00:07:21Z', 'request-441']);
    expect(page.recordIds).toHaveLength(12);
  });

  it('sort by several fields, JSON paths among them, and put missing values last', async () => {
    const search = await test.call('event.search', {
      scope: everything,
      sort: [
        { field: 'errorCode', direction: 'desc' },
        { field: 'userIdentity.userName', direction: 'asc' },
        { field: 'requestParameters.nothing', direction: 'asc' },
      ],
    });
    const page = await test.call('event.page', {
      searchId: search.searchId,
      limit: 3,
      columns: ['errorCode'],
    });
    expect(page.rows.map(([code]) => code)).toEqual(['AccessDenied', '@sum', null]);
  });

  it('say that a result is no longer kept', async () => {
    await expect(test.call('event.page', { searchId: '999', columns: ['actor'] })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('show an event whole, with where it came from', async () => {
    const { recordId } = await test.call('event.find', { eventID: '00000000-0000-4000-8000-000000000007' });
    const event = await test.call('event.get', { recordId: recordId ?? -1 });
    expect(JSON.parse(event.raw)).toEqual(testRecord(7));
    expect(event.fields).toMatchObject({ actor: 'alice.dev', outcome: 'success', country: 'US' });
    expect(event.deliveries).toHaveLength(1);
    const bytes = await readFile(join(logs, 'a.json'));
    const [delivery] = event.deliveries;
    expect(delivery).toMatchObject({ path: join(logs, 'a.json'), position: 7, identical: true });
    expect(delivery?.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    const start = delivery?.byteOffset ?? 0;
    expect(bytes.toString('utf8', start, start + event.raw.length)).toBe(event.raw);
  });
});

describe('counts', () => {
  it('of a facet follow the scope and name what is missing', async () => {
    const facet = await test.call('facet.run', { field: 'errorCode', scope: everything });
    expect(facet).toEqual({
      field: 'errorCode',
      distinct: 2,
      missing: 450,
      values: [
        { value: '@sum', events: 1 },
        { value: 'AccessDenied', events: 1 },
      ],
    });
  });

  it('of a facet tell the values asked for, however rare, and not those there are none of', async () => {
    const facet = await test.call('facet.run', {
      field: 'errorCode',
      scope: everything,
      limit: 1,
      also: ['accessdenied', 'Unknown'],
    });
    expect(facet.values).toEqual([
      { value: '@sum', events: 1 },
      { value: 'AccessDenied', events: 1 },
    ]);
    const top = await test.call('facet.run', { field: 'errorCode', scope: everything, limit: 1 });
    expect(top.values).toEqual([{ value: '@sum', events: 1 }]);
  });

  it('of a histogram add up to the events', async () => {
    const result = await test.call('histogram.run', { scope: everything, buckets: 20 });
    expect(result.bucketSeconds).toBe(30);
    expect(result.buckets.reduce((sum, bucket) => sum + bucket.events, 0)).toBe(452);
  });

  it('of a range include its start and exclude its end', async () => {
    const scope = { query: '', from: '2025-01-01T00:00:10Z', to: '2025-01-01T00:00:20Z' };
    expect(await test.call('event.count', { scope })).toEqual({ events: 10, total: 452 });
  });
});

describe('an evidence CSV', () => {
  it('holds exactly the events, defuses formulas and is described by its manifest', async () => {
    const path = join(test.dataDir, 'out', 'events.csv');
    const done = await test.finishExport({
      scope: { query: 'errorCode:*', from: null, to: null },
      sort: [{ field: 'eventTime', direction: 'asc' }],
      columns: ['eventTime', 'eventName', 'userAgent', 'errorCode', 'awsRegion'],
      path,
    });
    expect(done).toMatchObject({ status: 'finished', rows: 2, path, manifestPath: `${path}.manifest.json` });
    const csv = await readFile(path, 'utf8');
    expect(csv).toBe(
      'eventTime,eventName,userAgent,errorCode,awsRegion\n' +
        `2025-01-01T00:08:20Z,"Plain,""quoted""\nline",'=cmd|calc!A1,'@sum,'-1+1\n` +
        '2025-01-01T00:08:21Z,ListUsers,aws-cli/2.15,AccessDenied,us-east-1\n',
    );
    const manifest = JSON.parse(await readFile(`${path}.manifest.json`, 'utf8'));
    expect(manifest).toMatchObject({
      product: 'Spoor',
      query: 'errorCode:*',
      timeZone: 'UTC',
      rows: 2,
      formulasDefused: true,
      case: { events: 452 },
      file: { name: 'events.csv', sha256: createHash('sha256').update(csv).digest('hex') },
    });
    expect(manifest.sources).toHaveLength(2);
    expect(manifest.sources.map((source: { exportedEvents: number }) => source.exportedEvents)).toEqual([
      0, 2,
    ]);
    for (const source of manifest.sources) {
      const bytes = await readFile(source.path);
      expect(source.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    }
    expect(await test.call('export.list', {})).toMatchObject([{ path, rows: 2, query: 'errorCode:*' }]);
  });

  it('leaves values as they are when asked to, and carries raw records and JSON paths', async () => {
    const path = join(test.dataDir, 'out', 'raw.csv');
    await test.finishExport({
      scope: { query: 'errorCode:"@sum"', from: null, to: null },
      columns: ['errorCode', 'userIdentity.type', 'raw'],
      defuse: false,
      path,
    });
    const [, line = ''] = (await readFile(path, 'utf8')).split('\n');
    expect(line.startsWith('@sum,IAMUser,"{""eventVersion""')).toBe(true);
  });

  it('has every row, without a cap', async () => {
    const path = join(test.dataDir, 'out', 'all.csv');
    const done = await test.finishExport({ scope: everything, columns: ['eventID'], path });
    expect(done.rows).toBe(452);
    expect((await readFile(path, 'utf8')).trimEnd().split('\n')).toHaveLength(453);
  });

  it('is not written at all when it cannot be finished', async () => {
    const path = join(logs, 'a.json', 'events.csv');
    const done = await test.finishExport({ scope: everything, columns: ['eventID'], path });
    expect(done.status).toBe('failed');
    await expect(access(path)).rejects.toThrow();
  });
});

describe('the SQL console', () => {
  it('reads the case, its panels included', async () => {
    expect((await test.call('sql.run', { sql: 'select count(*) as n from event' })).rows).toEqual([
      { n: 452 },
    ]);
    const panel = await test.call('sql.run', { sql: 'select * from "overview/top-10-users"' });
    expect(panel.rows).toMatchObject([{ actor: 'alice.dev', events: 452 }]);
  });

  it('explains how a query is run', async () => {
    const sql = 'explain analyze select count(*) from event';
    expect((await test.call('sql.run', { sql })).rows).toHaveLength(1);
    expect((await test.call('sql.run', { sql: 'EXPLAIN select 1' })).rows).toHaveLength(1);
  });

  it.each([
    `delete from "case".record`,
    'drop view event',
    `copy (select 1) to 'x.csv'`,
    'select 1; select 2',
    'selec 1',
    'set threads = 1',
    'create table t (a int)',
    'explain analyze delete from "case".main.record',
    'explain /* a */ analyze delete from "case".main.record',
    'explain analyze create table "case".main.t as select 1 as a',
    `explain analyze copy (select 1) to '${join(SQL_DIR, 'reference', 'written-by-test.csv')}'`,
    'explain explain analyze delete from "case".main.record',
  ])('refuses %s with a sentence', async (sql) => {
    await expect(test.call('sql.run', { sql })).rejects.toMatchObject({ code: 'bad_input' });
    expect((await test.call('sql.run', { sql: 'select count(*) as n from event' })).rows).toEqual([
      { n: 452 },
    ]);
  });
});

it('lists folders and logs for hosts without dialogs', async () => {
  const listing = await test.call('folder.list', { path: logs });
  expect(listing.entries.map((entry) => [entry.name, entry.kind])).toEqual([
    ['a.json', 'log'],
    ['b.json', 'log'],
  ]);
  await expect(test.call('folder.list', { path: join(logs, 'none') })).rejects.toMatchObject({
    code: 'not_found',
  });
});
