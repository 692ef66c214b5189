import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliveryOf, testRecord } from '../ingest/test-import.ts';
import { realHost, runCommand } from './test-run.ts';

// The commands of the ledger over the real service; they follow one another on one case.

let folder: string;
let logs: string;
let casePath: string;

async function run(...args: string[]) {
  const { code, stdout, stderr } = await runCommand([...args, '--case', casePath], realHost(folder));
  const short = (text: string): string => text.replaceAll(folder, 'FOLDER');
  return { code, stdout: short(stdout), stderr: short(stderr) };
}

async function runJson(...args: string[]) {
  const ran = await run(...args, '--json');
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  return JSON.parse(ran.stdout);
}

const NAME = '111122223333_CloudTrail_us-east-1_20250101T0305Z_AAAAAAAAAAAAAAAA.json';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spoor-ledger-cli-'));
  logs = join(folder, 'logs');
  casePath = join(folder, 'case.spoor');
  await mkdir(join(logs, 'copy'), { recursive: true });
  await writeFile(join(logs, NAME), deliveryOf(1, 3));
  await writeFile(join(logs, 'copy', 'a.json'), deliveryOf(1, 2));
  await writeFile(
    join(logs, 'broken.json'),
    JSON.stringify({
      Records: [testRecord(3, { userAgent: 'other' }), { hello: '\u001b[31m' }, testRecord(20_000)],
    }),
  );
  await run('ingest', logs);
});

afterAll(() => rm(folder, { recursive: true }));

describe('the command line shows the ledger', () => {
  it('coverage: events, files and gaps of each account and region', async () => {
    const { code, stdout } = await run('coverage');
    expect(code).toBe(0);
    expect(stdout).toBe(
      [
        '6 hours from 2025-01-01T00:00 (UTC). A gap is an hour without a file or an event.',
        '',
        'account       region     events  dataEvents  files  first             last              gaps  longestGap',
        '111122223333  us-east-1       4           0      1  2025-01-01T00:00  2025-01-01T05:00     3           2',
        '',
      ].join('\n'),
    );
    expect(await runJson('coverage', '--unit', 'month')).toMatchObject({ unit: 'month', buckets: 1 });
    expect((await run('coverage', '--unit', 'week')).code).toBe(2);
  });

  it('duplicates: by reason and pair, and event by event', async () => {
    const { stdout } = await run('duplicates');
    expect(stdout).toContain('3 events delivered again 3 times, 1 with another text.');
    expect(stdout).toContain('other-file: 3, 1 differing, in 2 pairs of files. Two files hold the event.');
    const events = await run('duplicates', '--events', '--limit', '3');
    expect(events.stdout).toContain('userAgent');
    expect(events.stdout.split('\n').filter((line) => line.includes('kept'))).toHaveLength(3);
    expect(await runJson('duplicates', '--reason', 'same-file')).toMatchObject({ total: 0, pairs: [] });
    const listed = await runJson('duplicates', '--events');
    expect(listed.events[0].deliveries).toMatchObject([{ kept: true }, { kept: false, identical: true }]);
  });

  it('rejected: listed for a terminal, and exported with a manifest', async () => {
    const { stdout } = await run('rejected', '--source', 'broken.json');
    expect(stdout).toContain('1: The record is not a CloudTrail record');
    expect(stdout).toContain('{"hello":"\\\\u001b[31m"}'.replace('\\\\', '\\'));
    expect((await run('rejected', '--source', NAME)).stdout).toBe('Nothing was rejected.\n');
    const out = join(folder, 'rejected.ndjson');
    expect(await run('rejected', '--export', out)).toEqual({
      code: 0,
      stdout: '',
      stderr:
        '1 rejected piece written to FOLDER/rejected.ndjson. Its manifest is FOLDER/rejected.ndjson.manifest.json.\n',
    });
    expect(JSON.parse(await readFile(out, 'utf8'))).toMatchObject({ position: 2, excerptComplete: true });
    const manifest = JSON.parse(await readFile(`${out}.manifest.json`, 'utf8'));
    expect(manifest).toMatchObject({ content: 'rejections', rows: 1 });
    expect(await runJson('rejected', '--export', join(folder, 'rejected.csv'))).toMatchObject({ rows: 1 });
  });

  it('imports: new, changed and unchanged files', async () => {
    await writeFile(join(logs, 'copy', 'a.json'), deliveryOf(1, 1));
    await run('ingest', logs);
    expect(await runJson('imports')).toMatchObject([
      { importId: 2, files: 1, changed: 1, unchanged: 2, duplicates: 1 },
      { importId: 1, files: 3, changed: 0, unchanged: 0, records: 8, events: 4, duplicates: 3, rejected: 1 },
    ]);
    expect((await run('imports')).stdout).toContain('FOLDER/logs');
  });
});

describe('the command line changes the ledger', () => {
  it('removes a file only when it is told to, and says what goes', async () => {
    const asked = await run('remove', 'broken.json');
    expect(asked).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'spoor: Nothing was removed. --yes would remove 1 file with 1 event that no other file holds (3 records in all); 1 event that another file holds too stay.\n',
    });
    expect(await runJson('remove', 'broken.json')).toMatchObject({ removed: false, events: 1, shared: 1 });
    expect((await run('remove', join(logs, 'broken.json'), '--yes')).stdout).toMatch(
      /^Removed 1 file with 1 event/,
    );
    expect(await runJson('count')).toEqual({ events: 3 });
    expect((await run('remove', 'broken.json', '--yes')).stderr).toContain(
      'The case has no file broken.json',
    );
  });

  it('reads files again, and asks for a number where a name means several', async () => {
    const several = await run('reread', 'a.json');
    expect(several.code).toBe(2);
    expect(several.stderr).toMatch(/2 files are named a\.json; give a number instead: \d, \d\./);
    const [number] = /\d(?=, )/.exec(several.stderr) ?? [];
    expect(await runJson('reread', NAME)).toMatchObject({ files: 1, records: 3 });
    expect((await run('reread', number ?? '')).stdout).toMatch(
      /^0 files read again: .* 1 file in the case already as on disk\.\n$/,
    );
    await rm(join(logs, NAME));
    const gone = await run('reread', NAME);
    expect(gone).toMatchObject({ code: 1, stdout: '' });
    expect(gone.stderr).toContain('is not there any more');
    expect(await runJson('count')).toEqual({ events: 3 });
  });
});
