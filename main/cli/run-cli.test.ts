import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CaseSummary } from '../../preload/contract/model/case.ts';
import { QueryError } from '../query/query-error.ts';
import type { LocalService } from '../service/create-service.ts';
import { NoCaseError, NotFoundError } from '../service/errors.ts';
import type { Handlers } from '../service/service.ts';
import { createListLogger, createTinyService } from '../service/tiny-service.ts';
import type { CliHost } from './cli-host.ts';
import { eventFormatOf } from './commands/events.ts';
import { OutputClosedError } from './output.ts';
import { type Ran, runCommand, testHost } from './test-run.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spoor-cli-'));
});

afterEach(() => rm(folder, { recursive: true }));

const summary: CaseSummary = {
  path: '/case.spoor',
  name: 'case',
  readOnly: false,
  counts: { files: 0, skippedFiles: 0, records: 0, events: 0, duplicates: 0, rejected: 0 },
  oldestAt: null,
  newestAt: null,
  accounts: 0,
  regions: 0,
  integrityFaults: 0,
  interrupted: false,
};

async function run(
  args: readonly string[],
  handlers: Partial<Handlers> = {},
  signal?: AbortSignal,
): Promise<Ran & { readonly logged: number }> {
  const logger = createListLogger();
  const host: CliHost = {
    ...testHost(async () => serviceOf(handlers), logger),
    logPath: '/data/spoor.log',
    serve: async () => {
      throw new NotFoundError('The window is not built.', { hint: 'Run npm run build.' });
    },
  };
  const ran = await runCommand(args, host, { signal });
  return { ...ran, logged: logger.lines.length };
}

function serviceOf(handlers: Partial<Handlers>): LocalService {
  return {
    ...createTinyService({ 'case.open': async () => summary, ...handlers }),
    importFinished: async () => null,
  };
}

/** A search of `total` events named by their position. */
function searchOf(total: number): Partial<Handlers> {
  return {
    'event.search': async () => ({
      searchId: 's',
      events: total,
      total,
      outcomes: { success: total, denied: 0, failed: 0 },
      complete: true,
    }),
    'event.page': async ({ offset, limit, columns }) => {
      const positions = Array.from({ length: Math.min(limit, total - offset) }, (_, index) => offset + index);
      const rows = positions.map((position) => columns.map((column) => `${column}-${position}`));
      return { offset, columns, recordIds: positions, rows };
    },
  };
}

describe('the command line', () => {
  it('shows its help and its version', async () => {
    const help = await run(['--help']);
    expect(help.code).toBe(0);
    for (const command of [
      'ingest',
      'panel',
      'events',
      'count',
      'facet',
      'entity',
      'session',
      'context',
      'sql',
      'files',
      'imports',
      'remove',
      'reread',
      'coverage',
      'duplicates',
      'rejected',
      'settings',
      'serve',
    ]) {
      expect(help.stdout).toContain(command);
    }
    expect(await run(['--version'])).toMatchObject({ code: 0, stdout: '1.2.3\n' });
    expect(await run(['count', '--help'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('--query'),
    });
  });

  it('shows its help on stderr when it is not told what to do', async () => {
    const ran = await run([]);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('Usage: spoor');
  });

  it.each([
    [['explode'], 'Unknown command'],
    [['count'], '--case'],
    [['count', '--case', 'a.spoor', '--cse'], 'Unknown option'],
    [['count', '--case', 'a.spoor', '--from', 'yesterday'], '2023-07-10'],
    [['facet', '--case', 'a.spoor'], 'Missing required argument'],
    [['facet', 'eventName', '--case', 'a.spoor', '--limit', '0'], 'whole number from 1 to 1000'],
    [['entity', 'person', 'ana', '--case', 'a.spoor'], 'the types are actor, role, session, access-key'],
    [['entity', 'actor', '', '--case', 'a.spoor'], 'must not be empty'],
    [['events', '--case', 'a.spoor', '--sort', 'eventTime:up'], 'The order must be asc or desc'],
    [['events', '--case', 'a.spoor', '--format', 'xml'], 'Allowed choices are json, ndjson, csv, table'],
    [['context', 'x', '--case', 'a.spoor', '--around', '5 weeks'], '30s, 15m, 2h or 1d'],
    [['context', 'x', '--case', 'a.spoor', '--around', '367d'], 'at most 366 days'],
    [['context', 'x', '--case', 'a.spoor', '--by', 'mood'], 'Allowed choices are actor'],
    [['serve', '--sample', '--case', 'a.spoor'], 'cannot be used with'],
  ])('answers wrong use %j with one sentence and exit code 2', async (args, words) => {
    const ran = await run(args);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(words);
    expect(ran.stderr).toMatch(/^spoor: [A-Z][^\n]*[.)]\n$/);
  });

  it('counts, as a number or as JSON', async () => {
    const handlers: Partial<Handlers> = { 'event.count': async () => ({ events: 2900, total: 2900 }) };
    expect(await run(['count', '--case', 'a.spoor'], handlers)).toMatchObject({ code: 0, stdout: '2,900\n' });
    expect(await run(['count', '--case', 'a.spoor', '--json'], handlers)).toMatchObject({
      code: 0,
      stdout: '{"events":2900}\n',
      stderr: '',
    });
  });

  it('hands the scope on: the query as it is, dates as the half-open range in UTC', async () => {
    let seen: unknown;
    const handlers: Partial<Handlers> = {
      'event.count': async ({ scope }) => {
        seen = scope;
        return { events: 0, total: 0 };
      },
    };
    await run(
      ['count', '--case', 'a', '--query', 'outcome:denied', '--from', '2023-07-10', '--to', '2023-07-11'],
      handlers,
    );
    expect(seen).toEqual({
      query: 'outcome:denied',
      from: '2023-07-10T00:00:00.000Z',
      to: '2023-07-11T00:00:00.000Z',
    });
  });

  it('lists what happened around an event, marked, and counts what is not listed', async () => {
    const event = (recordId: number, eventTime: string, eventName: string) => ({
      recordId,
      eventTime,
      eventName,
      actor: 'ana',
      service: 'iam',
      outcome: 'success',
      sourceIPAddress: '203.0.113.7',
      resource: null,
      errorCode: null,
    });
    const side = { total: 0, events: [], nearest: null };
    let asked: unknown;
    const handlers: Partial<Handlers> = {
      'event.find': async ({ eventID }) => ({ recordId: eventID === 'x' ? 7 : null }),
      'event.context': async (input) => {
        asked = input;
        return {
          origin: event(7, '2024-03-01T10:05:00Z', 'CreateUser'),
          originInScope: true,
          before: { ...side, total: 1_200, events: [event(6, '2024-03-01T10:04:18Z', 'ListUsers')] },
          after: { ...side, nearest: event(9, '2024-03-02T10:04:18Z', 'ListUsers') },
          scope: { query: 'actor:ana', from: null, to: null },
        };
      },
    };
    const ran = await run(['context', 'x', '--case', 'a', '--around', '15m', '--by', 'address'], handlers);
    expect(asked).toMatchObject({ recordId: 7, aroundMs: 900_000, by: 'address' });
    expect(ran.stdout.split('\n').slice(1)).toEqual([
      '   -42s    2024-03-01T10:04:18Z  ana    iam      ListUsers   success  203.0.113.7',
      '>  +0s     2024-03-01T10:05:00Z  ana    iam      CreateUser  success  203.0.113.7',
      '',
    ]);
    expect(ran.stderr).toBe(
      '1,200 events before, the nearest 1 listed. No event after; the nearest is at 2024-03-02T10:04:18Z.\n',
    );
    expect(await run(['context', 'y', '--case', 'a'], handlers)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'spoor: The case has no event with the eventID y.\n',
    });
  });

  it('marks the place of a fault in the query', async () => {
    const handlers: Partial<Handlers> = {
      'event.count': async () => {
        throw new QueryError('A value is missing after “actor:”.', 15, 6);
      },
    };
    const ran = await run(['count', '--case', 'a.spoor', '--query', 'outcome:denied actor:'], handlers);
    expect(ran.code).toBe(1);
    expect(ran.stderr).toBe(
      'spoor: A value is missing after “actor:”.\n  outcome:denied actor:\n                 ^^^^^^\n',
    );
  });

  it('says what is wrong and what to do, without a control character', async () => {
    const handlers: Partial<Handlers> = {
      'case.open': async () => {
        throw new NotFoundError('There is no case \u001b[2J.', { hint: 'Check the path.' });
      },
    };
    expect(await run(['count', '--case', 'a.spoor', '--json'], handlers)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'spoor: There is no case \\x1b[2J. Check the path.\n',
    });
  });

  it('never shows a stack: an unexpected error is logged, and the sentence says where', async () => {
    const handlers: Partial<Handlers> = {
      'event.count': async () => {
        throw new TypeError('undefined is not a function');
      },
    };
    const ran = await run(['count', '--case', 'a.spoor'], handlers);
    expect(ran).toMatchObject({ code: 1, stdout: '', logged: 1 });
    expect(ran.stderr).toBe('spoor: Spoor could not finish event.count. Details are in /data/spoor.log.\n');
  });

  it('ends with 130 when it was stopped', async () => {
    expect(await run(['count', '--case', 'a.spoor'], {}, AbortSignal.abort())).toMatchObject({
      code: 130,
      stderr: 'spoor: Cancelled.\n',
    });
  });

  it('ends quietly when the reader of its output goes away', async () => {
    const onWrite = (): never => {
      throw new OutputClosedError();
    };
    const host = testHost(async () => serviceOf(searchOf(5000)));
    const { code, stderr } = await runCommand(['events', '--case', 'a', '--json'], host, { onWrite });
    expect(code).toBe(0);
    expect(stderr).toBe('');
  });

  it('lists every event of a result over its pages', async () => {
    const ran = await run(
      ['events', '--case', 'a', '--format', 'ndjson', '--columns', 'eventID'],
      searchOf(2500),
    );
    const lines = ran.stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(2500);
    expect(lines[2499]).toBe('{"eventID":"eventID-2499"}');
  });

  it('cuts a table at 100 events and says so, unless it is told how many', async () => {
    const cut = await run(['events', '--case', 'a'], searchOf(2500));
    expect(cut.stdout.trimEnd().split('\n')).toHaveLength(101);
    expect(cut.stderr).toBe('100 of 2,500 events are listed; --limit lists more.\n');
    const longer = await run(['events', '--case', 'a', '--limit', '1500'], searchOf(2500));
    expect(longer.stdout.trimEnd().split('\n')).toHaveLength(1501);
    expect(longer.stderr).toBe('');
  });

  it('hands columns and sort keys on', async () => {
    let sort: unknown;
    const handlers = searchOf(1);
    const search = handlers['event.search'];
    const ran = await run(
      [
        'events',
        '--case',
        'a',
        '--json',
        '--columns',
        'eventID, eventName',
        '--sort',
        'eventTime:desc,eventID',
      ],
      {
        ...handlers,
        'event.search': async (input, context) => {
          sort = input.sort;
          if (search === undefined) throw new NoCaseError();
          return search(input, context);
        },
      },
    );
    expect(sort).toEqual([
      { field: 'eventTime', direction: 'desc' },
      { field: 'eventID', direction: 'asc' },
    ]);
    expect(JSON.parse(ran.stdout)).toEqual([{ eventID: 'eventID-0', eventName: 'eventName-0' }]);
  });

  it('writes a whole file or none', async () => {
    const out = join(folder, 'a.ndjson');
    const ran = await run(['events', '--case', 'a', '--columns', 'eventID', '--out', out], searchOf(3));
    expect(ran).toMatchObject({ code: 0, stdout: '', stderr: `3 events written to ${out}.\n` });
    expect((await readFile(out, 'utf8')).trimEnd().split('\n')).toHaveLength(3);
    const failing: Partial<Handlers> = {
      ...searchOf(3),
      'event.page': async () => {
        throw new NotFoundError('This search is no longer kept.');
      },
    };
    expect((await run(['events', '--case', 'a', '--out', join(folder, 'b.json')], failing)).code).toBe(1);
    expect(await readdir(folder)).toEqual(['a.ndjson']);
  });

  it('says when a file cannot be written', async () => {
    const ran = await run(
      ['events', '--case', 'a', '--json', '--out', join(folder, 'none', 'a.json')],
      searchOf(3),
    );
    expect(ran.code).toBe(1);
    expect(ran.stderr).toMatch(/^spoor: The file .* cannot be written \(ENOENT\)\.\n$/);
  });

  it('does not make a case when there is nothing to read', async () => {
    const ran = await run(['ingest', join(folder, 'missing'), '--case', join(folder, 'new.spoor')]);
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toMatch(/^spoor: There is no readable file or folder /);
  });

  it('says when the local web host cannot start', async () => {
    expect(await run(['serve', '--no-open'])).toMatchObject({
      code: 1,
      stderr: 'spoor: The window is not built. Run npm run build.\n',
    });
  });
});

describe('the format of events', () => {
  it('is what was asked for, else what the file’s name says', () => {
    expect(eventFormatOf({})).toBe('table');
    expect(eventFormatOf({ json: true })).toBe('json');
    expect(eventFormatOf({ format: 'csv', json: true })).toBe('csv');
    expect(eventFormatOf({ out: 'a.csv' })).toBe('csv');
    expect(eventFormatOf({ out: 'a.jsonl' })).toBe('ndjson');
    expect(eventFormatOf({ out: 'a.JSON' })).toBe('json');
    expect(eventFormatOf({ out: 'a.txt', json: true })).toBe('csv');
    expect(eventFormatOf({ out: 'a.csv', format: 'table' })).toBe('table');
  });
});
