import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { settleInterruptedImports } from './import-run.ts';
import { deliveryOf, importInto, openTestCase, SQL_DIR, temporaryFolder } from './test-import.ts';

const CHILD = join(import.meta.dirname, 'test-import-child.ts');
const LARGE = 260_000;
const SMALL = 500;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let logs: string;

function* lines(count: number): Generator<string> {
  for (let i = 0; i < count; i++) {
    const id = `10000000-0000-4000-8000-${String(i).padStart(12, '0')}`;
    yield `{"eventVersion":"1.08","eventTime":"2025-01-02T00:00:00Z","eventSource":"s3.amazonaws.com","eventName":"GetObject","eventID":"${id}","sourceIPAddress":"8.8.8.8"}\n`;
  }
}

beforeAll(async () => {
  folder = await temporaryFolder();
  logs = join(folder.path, 'logs');
  await mkdir(logs);
  await writeFile(join(logs, 'a-small.json'), deliveryOf(1, SMALL));
  await pipeline(
    Readable.from(lines(LARGE)),
    createGzip({ level: 1 }),
    createWriteStream(join(logs, 'b-large.ndjson.gz')),
  );
  await writeFile(join(logs, 'c-small.json'), deliveryOf(10_000, SMALL));
});

afterAll(() => folder.remove());

/** Runs the import in a process of its own, which stops at the moment, and kills it there. */
function killAt(casePath: string, moment: string): Promise<NodeJS.Signals | null> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', CHILD, casePath, moment, logs], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.stdout.on('data', () => child.kill('SIGKILL'));
    child.on('exit', (_code, signal) => resolve(signal));
  });
}

const moments = [
  ['as it begins to read', 'reading'],
  ['after the first batch, in the middle of a file', 'committed'],
  ['while it places addresses', 'placing'],
] as const;

it.each(moments)(
  'leaves a case that opens, holds whole files only and can be resumed when killed %s',
  async (_name, moment) => {
    const casePath = join(folder.path, `${moment}.spoor`);
    expect(await killAt(casePath, moment)).toBe('SIGKILL');
    const database = await openTestCase(casePath);
    await settleInterruptedImports(database, SQL_DIR);
    expect(await database.rows(`select count(*) n from "case".import where status = 'interrupted'`)).toEqual([
      { n: 1 },
    ]);
    const held = await database.rows(
      `select s.events, count(r.record_id) as held
     from "case".source s left join "case".record r using (source_id) group by s.source_id, s.events`,
    );
    for (const row of held) expect(row.held).toBe(row.events);
    await importInto(database, [logs]);
    expect(await database.rows('select count(*) n, count(distinct "eventID") ids from event')).toEqual([
      { n: LARGE + 2 * SMALL, ids: LARGE + 2 * SMALL },
    ]);
    await database.close();
  },
);
