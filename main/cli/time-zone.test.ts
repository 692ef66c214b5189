import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { temporaryFolder } from '../ingest/test-import.ts';
import { realHost, runCommand } from './test-run.ts';

const HISTORY =
  'Event ID,Event time,User name,Event name,Resource type,Resources,AWS access key,AWS region,Error code,Source IP address\n' +
  '11111111-2222-4333-8444-555555555555,"2020-07-01, 12:00:00 PM",ana,ListUsers,,,AKIAEXAMPLE,us-east-1,,203.0.113.7\n';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  folder = await temporaryFolder();
  await mkdir(join(folder.path, 'logs'));
  await writeFile(join(folder.path, 'logs', 'event_history.csv'), HISTORY);
});
afterEach(() => folder.remove());

const run = (command: string, ...args: string[]) =>
  runCommand([command, ...args, '--case', join(folder.path, 'test.spoor'), '--json'], realHost(folder.path));
const timeOfEvent = async () =>
  JSON.parse((await run('events', '--columns', 'eventTime')).stdout)[0].eventTime as string;
const zoneOfFile = async () => JSON.parse((await run('files')).stdout).at(-1).assumedZone as string;

it('a file whose times tell no zone is read again in the zone it was read in, until another one is given', async () => {
  await run('ingest', join(folder.path, 'logs'));
  expect(await timeOfEvent()).toBe('2020-07-01T12:00:00Z');
  expect(await zoneOfFile()).toBe('UTC');
  await run('reread', 'event_history.csv', '--time-zone', 'Europe/Berlin');
  expect(await timeOfEvent()).toBe('2020-07-01T10:00:00Z');
  await run('reread', 'event_history.csv');
  expect(await timeOfEvent()).toBe('2020-07-01T10:00:00Z');
  expect(await zoneOfFile()).toBe('Europe/Berlin');
  await writeFile(join(folder.path, 'logs', 'event_history.csv'), HISTORY.replace('5555,', '5556,'));
  await run('ingest', join(folder.path, 'logs'));
  expect(await zoneOfFile()).toBe('Europe/Berlin');
  expect(await run('reread', '4', '--time-zone', 'Mars/Olympus')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('is no time zone'),
  });
});
