import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../database/open-database.ts';
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

/** Runs the import in a process of its own and kills it at the moment, or after so many milliseconds. */
function killAt(casePath: string, moment: string, from = logs, afterMs = 0): Promise<NodeJS.Signals | null> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', CHILD, casePath, moment, from], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.stdout.on('data', (line: Buffer) => {
      if (line.includes('waiting')) child.kill('SIGKILL');
      else if (moment === 'any') setTimeout(() => child.kill('SIGKILL'), afterMs);
    });
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

/** The sources that are whole in the case, each with its events, as the ledger and as the records have it. */
async function wholeSources(database: Database): Promise<ReadonlyMap<string, number>> {
  const rows = await database.rows(
    `select s.path, s.events, count(r.record_id) as held
     from "case".source s left join "case".record r using (source_id)
     group by s.source_id, s.path, s.events, s.status having s.status = 'read'`,
  );
  for (const { held, events } of rows) expect(held).toBe(events);
  return new Map(rows.map(({ path, events }) => [String(path), Number(events)]));
}

it('keeps all whole files of a case through twenty kills at random moments', async () => {
  const casePath = join(folder.path, 'twenty.spoor');
  const rounds = join(folder.path, 'rounds');
  const [files, records] = [8, 2000];
  let kept: ReadonlyMap<string, number> = new Map();
  let killed = 0;
  for (let round = 0; round < 20; round++) {
    const from = join(rounds, String(round));
    await mkdir(from, { recursive: true });
    for (let file = 0; file < files; file++) {
      const first = 1_000_000 + (round * files + file) * records;
      await writeFile(join(from, `${file}.json`), deliveryOf(first, records));
    }
    const signal = await killAt(casePath, 'any', rounds, Math.random() * 1500);
    if (signal === 'SIGKILL') killed++;
    const database = await openTestCase(casePath);
    await settleInterruptedImports(database, SQL_DIR);
    const whole = await wholeSources(database);
    for (const [path, events] of kept) expect(whole.get(path), `round ${round}: ${path}`).toBe(events);
    kept = whole;
    await database.close();
  }
  expect(killed).toBeGreaterThan(10);
  const database = await openTestCase(casePath);
  await importInto(database, [rounds]);
  const all = 20 * files * records;
  expect(await database.rows('select count(*) n, count(distinct "eventID") ids from event')).toEqual([
    { n: all, ids: all },
  ]);
  await database.close();
}, 300_000);
