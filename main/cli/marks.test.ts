import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { deliveryOf } from '../ingest/test-import.ts';
import { realHost, runCommand } from './test-run.ts';

// The commands over the real service; they follow one another on one case.

let folder: string;
const run = (...args: string[]) =>
  runCommand([...args, '--case', join(folder, 'case.spoor')], realHost(folder));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spoor-marks-cli-'));
  await writeFile(join(folder, 'a.json'), deliveryOf(1, 5));
  await run('ingest', join(folder, 'a.json'));
});
afterAll(() => rm(folder, { recursive: true }));

it('stars what matches, and nothing without being told what', async () => {
  expect(await run('star')).toMatchObject({ code: 2, stderr: expect.stringContaining("--query '*'") });
  expect(await run('star', '--query', 'requestID:*-2 OR requestID:*-3')).toMatchObject({
    code: 0,
    stdout: '2 events starred.\n',
  });
  expect((await run('star', '--query', 'requestID:*-3', '--take')).stdout).toBe(
    '1 event without a star now.\n',
  );
});

it('tags events and entities', async () => {
  expect((await run('tag', 'Exfil', '--query', '*')).stdout).toBe('5 events tagged “Exfil”.\n');
  expect((await run('tag', 'exfil', '--query', 'requestID:*-1', '--take')).stdout).toBe(
    '1 event no longer tagged “exfil”.\n',
  );
  const entity = ['--entity', 'address', '8.8.8.8'];
  expect((await run('tag', 'attacker', '--color', 'green', ...entity)).stdout).toBe(
    'address 8.8.8.8 tagged “attacker”.\n',
  );
  expect(await run('tag', 'a,b', '--query', '*')).toMatchObject({ code: 2 });
  expect(await run('tag', 'x', '--query', '*', ...entity)).toMatchObject({ code: 2 });
  expect(await run('tag', 'x', '--entity', 'address')).toMatchObject({ code: 2 });
});

it('notes, and lists what is marked', async () => {
  const id = '00000000-0000-4000-8000-000000000004';
  expect((await run('note', id, 'why?')).stdout).toBe('Noted.\n');
  expect((await run('note', 'none', 'why?')).code).toBe(1);
  expect((await run('marks')).stdout).toBe(
    [
      '1 event starred, 1 note.',
      '',
      'tag       color   events  entities',
      'attacker  green   5       address 8.8.8.8',
      'Exfil     violet  4',
      '',
    ].join('\n'),
  );
  expect(
    (await run('events', '--query', 'note:why?', '--columns', 'requestID,star,tag,note', '--format', 'csv'))
      .stdout,
  ).toBe('requestID,star,tag,note\r\nrequest-4,false,"attacker, Exfil",why?\r\n');
});
