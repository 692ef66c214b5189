import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testRecord } from '../ingest/test-import.ts';
import { type Ran, realHost, runCommand } from './test-run.ts';

// The command line over the real service: what scripts rely on, from a folder of logs to evidence.

let folder: string;
let logs: string;
let casePath: string;

const run = (args: readonly string[], host = realHost(folder), signal?: AbortSignal): Promise<Ran> =>
  runCommand(args, host, { signal });

async function runJson(args: readonly string[]): Promise<unknown> {
  const ran = await run([...args, '--json']);
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  return JSON.parse(ran.stdout);
}

function delivery(...records: readonly object[]): string {
  return JSON.stringify({ Records: records });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spoor-real-cli-'));
  logs = join(folder, 'logs');
  casePath = join(folder, 'case.spoor');
  await mkdir(join(logs, 'AWSLogs'), { recursive: true });
  const denied = {
    eventName: 'CreateUser',
    errorCode: 'AccessDenied',
    userAgent: '=HYPERLINK("x")\u001b[2J',
  };
  const first = delivery(testRecord(1), testRecord(2, denied), testRecord(3, { eventName: 'GetUser' }));
  await writeFile(join(logs, 'AWSLogs', 'a.json.gz'), gzipSync(first));
  await writeFile(join(logs, 'AWSLogs', 'b.json'), delivery(testRecord(1), testRecord(86_400)));
  await writeFile(join(logs, 'notes.txt'), 'shopping list\n');
  await writeFile(join(logs, 'cut.json.gz'), gzipSync(delivery(testRecord(5))).subarray(0, 60));
});

afterAll(() => rm(folder, { recursive: true }));

describe('the command line on a real case', () => {
  it('reads a folder into a new case and says what became of every record and file', async () => {
    const result = await runJson(['ingest', logs, '--case', casePath]);
    expect(result).toEqual({
      files: expect.any(Number),
      records: 5,
      events: 4,
      duplicates: 1,
      rejected: expect.any(Number),
      skippedFiles: 1,
      bytesCompressed: expect.any(Number),
      bytesRaw: expect.any(Number),
      durationMs: expect.any(Number),
      kinds: expect.any(Object),
    });
  });

  it('adds nothing when it reads the same folder again, and names the files that were left out', async () => {
    const again = await run(['ingest', logs, '--case', casePath]);
    expect(again.code).toBe(0);
    expect(again.stdout).toContain('0 records: 0 new events');
    expect(again.stdout).toContain('already in the case, unchanged');
    expect(again.stdout).toContain('cut.json.gz: ');
    expect(again.stdout).toContain('notes.txt: ');
    expect(await runJson(['count', '--case', casePath])).toEqual({ events: 4 });
  });

  it('lists the panels without a case', async () => {
    const panels = (await runJson(['panel', 'list'])) as Record<string, unknown>[];
    expect(panels.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['overview/top-10-users', 'console-logins/logins-without-mfa']),
    );
    for (const panel of panels) {
      expect(Object.keys(panel)).toEqual(['id', 'dashboard', 'title', 'chart', 'description']);
    }
  });

  it('runs a panel', async () => {
    const result = await runJson(['panel', 'run', 'overview/top-10-users', '--case', casePath]);
    expect(Object.keys(result as object)).toEqual(['id', 'columns', 'rows']);
    expect(result).toMatchObject({
      id: 'overview/top-10-users',
      columns: expect.arrayContaining([{ name: 'events', type: expect.any(String) }]),
      rows: [{ actor: 'alice.dev', events: 4 }],
    });
  });

  it('counts within a query and a half-open range of days', async () => {
    const count = (...args: string[]) => runJson(['count', '--case', casePath, ...args]);
    expect(await count('--query', 'outcome:denied')).toEqual({ events: 1 });
    expect(await count('--to', '2025-01-02')).toEqual({ events: 3 });
    expect(await count('--from', '2025-01-02')).toEqual({ events: 1 });
    expect(await count('--from', '2025-01-02', '--to', '2025-01-02')).toEqual({ events: 0 });
  });

  it('lists the values of a field', async () => {
    expect(await runJson(['facet', 'eventName', '--case', casePath])).toEqual([
      { value: 'ListUsers', events: 2 },
      { value: 'CreateUser', events: 1 },
      { value: 'GetUser', events: 1 },
    ]);
  });

  it('tells what is known of an entity, as sections of tables or as JSON', async () => {
    const args = ['entity', 'actor', 'alice.dev', '--case', casePath];
    expect(await runJson(args)).toMatchObject({
      query: 'actor:alice.dev',
      events: 4,
      outcomes: { success: 3, denied: 1, failed: 0 },
    });
    const { stdout } = await run(args);
    expect(stdout).toContain(
      'Actor alice.dev\nEvents: 4 (3 success, 1 denied, 0 failed)\nFirst seen: 2025-01-01',
    );
    expect(stdout).toMatch(/\nCall \(3\)\nvalue +events +first +last\nListUsers +2 /);
    expect(stdout).not.toContain('\u001b');
    expect((await run([...args, '--query', 'outcome:denied'])).stdout).toContain('Events: 1 (');
    expect((await run(['entity', 'role', 'none', '--case', casePath])).stdout).toBe('Role none\nEvents: 0\n');
  });

  it('lists events sorted and cut, in every format', async () => {
    const args = ['events', '--case', casePath, '--columns', 'eventID,eventName', '--sort', 'eventTime:asc'];
    const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
    expect(await runJson([...args, '--limit', '2'])).toEqual([
      { eventID: id(1), eventName: 'ListUsers' },
      { eventID: id(2), eventName: 'CreateUser' },
    ]);
    const csv = await run([...args, '--format', 'csv']);
    expect(csv.stdout.split('\r\n')).toEqual([
      'eventID,eventName',
      `${id(1)},ListUsers`,
      `${id(2)},CreateUser`,
      `${id(3)},GetUser`,
      `${id(86_400)},ListUsers`,
      '',
    ]);
    expect((await run([...args, '--format', 'ndjson'])).stdout.trimEnd().split('\n')).toHaveLength(4);
    expect((await run([...args, '--format', 'table'])).stdout.split('\n')[0]).toMatch(/^eventID +eventName$/);
  });

  it('lets no control character of a log reach the terminal', async () => {
    const args = ['events', '--case', casePath, '--columns', 'userAgent', '--query', 'outcome:denied'];
    for (const format of ['table', 'json', 'ndjson']) {
      const { stdout } = await run([...args, '--format', format]);
      expect(stdout).not.toContain('\u001b');
      expect(stdout).toContain('1b[2J');
    }
  });

  it('exports evidence: the matching rows, defused, with a manifest whose hash is the file’s', async () => {
    const out = join(folder, 'evidence.csv');
    const args = [
      '--case',
      casePath,
      '--query',
      'outcome:denied',
      '--columns',
      'eventName,userAgent',
      '--out',
      out,
    ];
    const written = await runJson(['events', ...args]);
    expect(written).toEqual({ path: out, manifestPath: `${out}.manifest.json`, rows: 1 });
    const csv = await readFile(out);
    expect(csv.toString()).toContain(`"'=HYPERLINK(""x"")`);
    const manifest = await readFile(`${out}.manifest.json`, 'utf8');
    expect(manifest).toContain(createHash('sha256').update(csv).digest('hex'));
    expect(JSON.parse(manifest)).toMatchObject({ query: 'outcome:denied' });
  });

  it('runs SQL that reads, and nothing else', async () => {
    const sql = (text: string) => run(['sql', text, '--case', casePath, '--json']);
    expect(JSON.parse((await sql('select count(*) as n from event')).stdout)).toMatchObject({
      rows: [{ n: 4 }],
    });
    const dropped = await sql('drop table record');
    expect(dropped).toMatchObject({ code: 1, stdout: '' });
    expect(await runJson(['count', '--case', casePath])).toEqual({ events: 4 });
  });

  it('answers what cannot be done with a sentence', async () => {
    const missing = join(folder, 'missing.spoor');
    for (const args of [
      ['count', '--case', missing],
      ['sql', 'selec 1', '--case', casePath],
      ['panel', 'run', 'no/such-panel', '--case', casePath],
      ['count', '--case', casePath, '--query', 'outcome:('],
      ['count', '--case', join(logs, 'notes.txt')],
    ]) {
      const ran = await run([...args, '--json']);
      expect(ran, args.join(' ')).toMatchObject({ code: 1, stdout: '' });
      expect(ran.stderr, args.join(' ')).toMatch(/^spoor: \S/);
      expect(ran.stderr, args.join(' ')).not.toMatch(/\n {4}at |could not finish/);
    }
  });

  it('keeps what was read when it is stopped, and goes on from there', async () => {
    const many = join(folder, 'many');
    await mkdir(many);
    for (let file = 0; file < 40; file += 1) {
      const records = Array.from({ length: 500 }, (_, index) => testRecord(file * 500 + index));
      await writeFile(join(many, `${file}.json`), delivery(...records));
    }
    const stop = new AbortController();
    const path = join(folder, 'stopped.spoor');
    const stopped = await run(
      ['ingest', many, '--case', path, '--json'],
      realHost(folder, () => stop.abort()),
      stop.signal,
    );
    expect(stopped).toMatchObject({ code: 130, stdout: '' });
    expect(stopped.stderr).toMatch(
      /^spoor: Stopped: .* holds what was read so far .*; run the same command again to go on\.\n$/,
    );
    expect((await run(['ingest', many, '--case', path])).code).toBe(0);
    expect(await runJson(['count', '--case', path])).toEqual({ events: 20_000 });
  });
});

describe('the process of the command line', () => {
  function start(...args: readonly string[]) {
    const root = join(import.meta.dirname, '..', '..');
    const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');
    const env = { ...process.env, SPOOR_DATA_DIR: join(folder, 'data') };
    return spawn(process.execPath, [tsx, join(root, 'main', 'entry-cli.ts'), ...args], { env });
  }

  it('ends with 0 and without a word when its reader closes the pipe', async () => {
    const child = start(
      'sql',
      'select range as n from range(10000)',
      '--limit',
      '10000',
      '--case',
      casePath,
      '--json',
    );
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.stdout.destroy();
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('gives errors on stderr and a non-zero exit code', async () => {
    const child = start('count', '--case', join(folder, 'missing.spoor'), '--json');
    const texts = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => {
      texts.stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      texts.stderr += chunk;
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(code).toBe(1);
    expect(texts.stdout).toBe('');
    expect(texts.stderr).toMatch(/^spoor: There is no case file at .*\.\n$/);
  });
});
