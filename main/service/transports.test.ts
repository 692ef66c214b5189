import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCallChannel } from '../electron/call-channel.ts';
import type { Platform } from '../platform/platform.ts';
import { createTestCase, SQL_DIR, type TestCase } from '../query/test-case.ts';
import { createDownloads } from '../server/downloads.ts';
import { type RunningServer, startServer } from '../server/start-server.ts';
import { createService, type LocalService } from './create-service.ts';
import { type CallResult, dispatch } from './dispatch.ts';
import { createListLogger } from './tiny-service.ts';

// One table of calls, run through every transport over the same service: whichever host carries a call, the
// answer is the same.

type Transport = (name: string, input: unknown) => Promise<CallResult>;

const NEVER = new AbortController().signal;
const logger = createListLogger();

let folder: string;
let testCase: TestCase;
let service: LocalService;
let server: RunningServer;

function record(eventName: string, minute: number, extra: object = {}): object {
  return {
    eventVersion: '1.08',
    eventID: `00000000-0000-4000-8000-0000000000${String(minute).padStart(2, '0')}`,
    eventTime: `2024-03-01T10:${String(minute).padStart(2, '0')}:00Z`,
    eventSource: 's3.amazonaws.com',
    eventName,
    awsRegion: 'eu-central-1',
    sourceIPAddress: '203.0.113.7',
    userAgent: 'aws-cli/2.15.0 <b>Ünïcode 🙂</b> \u001b[31m',
    recipientAccountId: '111122223333',
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDAEXAMPLE',
      arn: 'arn:aws:iam::111122223333:user/ana',
      accountId: '111122223333',
      userName: 'ana',
    },
    ...extra,
  };
}

const RECORDS = [
  record('ListBuckets', 0),
  record('GetBucketAcl', 1, {
    requestParameters: { bucketName: 'logs', big: 12345678901234567890n.toString() },
  }),
  record('PutBucketPolicy', 2, { errorCode: 'AccessDenied', errorMessage: '=cmd|"/c calc"' }),
];

const SCOPE = { scope: {} };
const DENIED = { scope: { query: 'outcome:denied' } };

/** `code` is that of the expected error, null for a call that succeeds. */
const CALLS: readonly (readonly [name: string, input: unknown, code: string | null])[] = [
  ['app.info', {}, null],
  ['app.info', undefined, null],
  ['case.current', {}, null],
  ['case.recent', {}, null],
  ['dashboard.list', {}, null],
  ['workspace.read', {}, null],
  ['settings.read', {}, null],
  ['import.current', {}, null],
  ['ledger.files', { status: 'damaged' }, null],
  ['ledger.files', { kind: 's3-delivery', search: 'json', sort: { by: 'path', direction: 'desc' } }, null],
  ['ledger.files', { sort: { by: 'mood' } }, 'bad_input'],
  ['ledger.counts', {}, null],
  ['ledger.imports', {}, null],
  ['ledger.coverage', { unit: 'month' }, null],
  ['ledger.rejections', {}, null],
  ['ledger.rejection', { sourceId: 1, position: 99, byteOffset: 0 }, 'not_found'],
  ['ledger.duplicates', {}, null],
  ['ledger.repeatedEvents', { differing: true, pair: { kept: 1, file: 2 } }, null],
  ['ledger.deliveries', { recordId: 99 }, 'not_found'],
  ['source.preview', { sourceIds: [1] }, null],
  ['source.preview', { sourceIds: [] }, 'bad_input'],
  ['event.count', SCOPE, null],
  ['event.count', DENIED, null],
  ['event.count', { scope: { from: '2024-03-01T10:01:00Z', to: '2024-03-01T10:02:00Z' } }, null],
  ['event.get', { recordId: 1 }, null],
  ['event.find', { eventID: '00000000-0000-4000-8000-000000000002' }, null],
  ['event.context', { recordId: 2, aroundMs: 60_000 }, null],
  ['event.context', { recordId: 2, by: 'everything', limit: 1, ...DENIED }, null],
  ['facet.run', { field: 'eventName', ...SCOPE }, null],
  ['facet.run', { field: 'requestParameters.bucketName', ...SCOPE }, null],
  ['facet.run', { field: 'eventName', ...SCOPE, order: 'rare', also: ['listbuckets'] }, null],
  [
    'facet.runMany',
    {
      facets: [
        { field: 'actor', ...SCOPE },
        { field: 'outcome', ...DENIED },
      ],
    },
    null,
  ],
  ['facet.runMany', { facets: [] }, null],
  ['stack.run', { field: 'eventName', ...SCOPE }, null],
  ['stack.run', { field: 'userAgent', ...SCOPE, order: 'new', contains: 'AWS-CLI' }, null],
  ['stack.run', { field: 'requestParameters.bucketName', ...DENIED, order: 'value' }, null],
  ['stack.run', { field: 'requestParameters.big', ...SCOPE, offset: 1, limit: 1 }, null],
  ['histogram.run', SCOPE, null],
  ['entity.get', { entity: { type: 'actor', value: 'ana' }, ...SCOPE }, null],
  ['entity.get', { entity: { type: 'access-key', value: 'AKIAIOSFODNN7EXAMPLE' }, ...SCOPE }, null],
  ['field.paths', SCOPE, null],
  ['panel.run', { id: 'overview/top-10-users', ...SCOPE }, null],
  ['sql.run', { sql: 'select eventName, errorMessage, userAgent from event order by eventTime' }, null],
  ['session.chain', { start: 'arn:aws:iam::111122223333:user/ana' }, null],
  ['session.chain', { recordId: 2, ...DENIED }, null],
  ['session.chain', {}, 'bad_input'],
  ['export.list', {}, null],
  ['folder.list', {}, 'not_possible_here'],
  ['dialog.openFolder', {}, 'not_possible_here'],
  ['panel.run', { id: 'overview/nothing', ...SCOPE }, 'not_found'],
  ['panel.run', { id: 'overview/top-10-users', ...SCOPE, options: { nothing: '1' } }, 'bad_input'],
  ['event.get', { recordId: 99 }, 'not_found'],
  ['event.context', { recordId: 99 }, 'not_found'],
  ['event.context', { recordId: 2, by: 'access-key' }, 'bad_input'],
  ['event.context', { recordId: 2, by: 'mood' }, 'bad_input'],
  ['event.context', { recordId: 2, scope: { query: 'outcome:(' } }, 'bad_query'],
  ['event.locate', { searchId: 'unknown', recordId: 1 }, 'not_found'],
  ['event.locate', { searchId: 'unknown', at: 'yesterday' }, 'bad_input'],
  ['event.page', { searchId: 'unknown', columns: ['eventName'] }, 'not_found'],
  ['case.open', { path: '/nowhere/at-all.spoor' }, 'not_found'],
  ['sql.run', { sql: 'drop table record' }, 'bad_input'],
  ['sql.run', { sql: 'selec 1' }, 'bad_input'],
  ['event.count', { scope: { query: 'outcome:(' } }, 'bad_query'],
  ['stack.run', { field: 'actor', scope: { query: 'outcome:(' } }, 'bad_query'],
  ['stack.run', { field: 'actor', ...SCOPE, order: 'alphabetical' }, 'bad_input'],
  ['stack.run', { field: 'actor', ...SCOPE, limit: 1001 }, 'bad_input'],
  ['event.count', {}, 'bad_input'],
  ['entity.get', { entity: { type: 'person', value: 'ana' }, ...SCOPE }, 'bad_input'],
  ['entity.get', { entity: { type: 'actor', value: '' }, ...SCOPE }, 'bad_input'],
  ['entity.get', { entity: { type: 'actor', value: 'ana' }, scope: { query: 'outcome:(' } }, 'bad_query'],
  ['event.count', { scope: { from: 'yesterday' } }, 'bad_input'],
  ['event.count', 'text', 'bad_input'],
  ['event.count', null, 'bad_input'],
  ['nothing.here', {}, 'not_found'],
  ['__proto__', {}, 'not_found'],
];

const direct: Transport = (name, input) => dispatch(service, name, input, NEVER, logger);

const overHttp: Transport = async (name, input) => {
  const response = await fetch(`http://127.0.0.1:${server.port}/api/call/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${server.token}` },
    body: JSON.stringify(input) ?? '',
  });
  return (await response.json()) as CallResult;
};

let lastId = 0;

const overIpc: Transport = async (name, input) => {
  lastId += 1;
  const sender = { id: 1, frameUrl: 'spoor://app/index.html', isMainFrame: true };
  const args: readonly unknown[] = structuredClone([`call-${lastId}`, name, input]);
  return structuredClone(await createCallChannel(service, logger).call(sender, args));
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spoor-transports-'));
  testCase = await createTestCase(RECORDS);
  const { path } = testCase.database;
  await testCase.database.close();
  const rendererDir = join(folder, 'renderer');
  await mkdir(rendererDir);
  await writeFile(join(rendererDir, 'index.html'), '');
  const downloads = createDownloads();
  const platform: Platform = {
    host: 'server',
    version: '1.2.3',
    dataDir: folder,
    sqlDir: SQL_DIR,
    sampleDir: null,
    workerPath: join(folder, 'no-worker.js'),
    capabilities: ['download'],
    dialogs: null,
    reveal: null,
    offerDownload: downloads.offer,
    logger,
  };
  service = await createService(platform);
  server = await startServer({ service, downloads, logger, rendererDir, port: 0 });
  const opened = await direct('case.open', { path });
  expect(opened).toMatchObject({ ok: true, value: { counts: { events: RECORDS.length } } });
});

afterAll(async () => {
  await server.close();
  await service.close();
  await testCase.close();
  await rm(folder, { recursive: true });
});

describe('every transport', () => {
  it.each(CALLS)('answers %s %j alike', async (name, input, code) => {
    const expected = await direct(name, input);
    expect(expected.ok ? null : expected.error).toEqual(
      code === null ? null : expect.objectContaining({ code }),
    );
    expect(await overHttp(name, input)).toEqual(expected);
    expect(await overIpc(name, input)).toEqual(expected);
  });

  it.each([
    ['direct', direct],
    ['http', overHttp],
    ['ipc', overIpc],
  ])('searches, pages and locates: %s', async (_, call) => {
    const search = await call('event.search', {
      scope: {},
      sort: [{ field: 'eventTime', direction: 'asc' }],
    });
    expect(search).toMatchObject({
      ok: true,
      value: { events: 3, outcomes: { success: 2, denied: 1, failed: 0 } },
    });
    const first = await call('event.searchFirst', {
      scope: {},
      sort: [{ field: 'eventTime', direction: 'asc' }],
    });
    expect(first).toMatchObject({ ok: true, value: { complete: false } });
    const { searchId } = (search as { readonly value: { readonly searchId: string } }).value;
    const page = await call('event.page', {
      searchId,
      offset: 1,
      limit: 5,
      columns: ['eventName', 'errorMessage'],
    });
    expect(page).toMatchObject({
      ok: true,
      value: {
        offset: 1,
        rows: [
          ['GetBucketAcl', null],
          ['PutBucketPolicy', '=cmd|"/c calc"'],
        ],
      },
    });
    expect(await call('event.locate', { searchId, recordId: 2 })).toEqual({
      ok: true,
      value: { position: 1 },
    });
    expect(await call('event.locate', { searchId, at: '2024-03-01T10:01:30Z' })).toEqual({
      ok: true,
      value: { position: 2 },
    });
  });

  it('leaves nothing unexpected in the log', () => {
    expect(logger.lines).toEqual([]);
  });
});
