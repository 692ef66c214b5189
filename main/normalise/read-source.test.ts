import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { noiseBytes, tarBytes, temporaryFolder, writeFound, zipBytes } from '../archive/archive-fixtures.ts';
import { defaultLimits } from '../archive/limits.ts';
import { walkFolder } from '../archive/walk-folder.ts';
import { readSource } from './read-source.ts';
import { readAll, recordText } from './record-fixtures.ts';

const THREE = [recordText(1), recordText(2), recordText(3)];
const DELIVERY = `{"Records":[${THREE.join(',')}]}`;

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

test('a gzipped delivery gives exact records, its hash and its sizes', async () => {
  const stored = gzipSync(DELIVERY);
  const read = await readAll(writeFound(folder.path, 'a.json.gz', stored));
  expect(read.records.map(({ text }) => text)).toEqual(THREE);
  expect(read.records.map(({ position }) => position)).toEqual([1, 2, 3]);
  expect(read.records[1]?.byteOffset).toBe(Buffer.from(DELIVERY).indexOf(THREE[1] ?? ''));
  expect(read.started).toEqual([
    { path: join(folder.path, 'a.json.gz'), container: null, sizeBytes: stored.length, kind: 's3-delivery' },
  ]);
  expect(read.finished).toEqual([
    {
      path: join(folder.path, 'a.json.gz'),
      container: null,
      kind: 's3-delivery',
      status: 'read',
      reason: null,
      sha256: createHash('sha256').update(stored).digest('hex'),
      contentSha256: createHash('sha256').update(DELIVERY).digest('hex'),
      sizeBytes: stored.length,
      rawBytes: Buffer.byteLength(DELIVERY),
      records: 3,
      rejected: 0,
      damage: null,
      assumedZone: null,
      text: null,
    },
  ]);
  expect(read.progress.at(-1)).toEqual({
    storedBytesRead: stored.length,
    rawBytes: Buffer.byteLength(DELIVERY),
  });
});

test('what begins as one object and goes on is NDJSON in the end', async () => {
  const { finished } = await readAll(writeFound(folder.path, 'a', THREE.join('\n')));
  expect(finished[0]).toMatchObject({ kind: 'ndjson', records: 3 });
  const batches = await readAll(writeFound(folder.path, 'b', `${DELIVERY}\n${DELIVERY}\n`));
  expect(batches.finished[0]).toMatchObject({ kind: 'ndjson', records: 6 });
});

test('a record that is not UTF-8 is rejected with its position, the others are read', async () => {
  const bytes = Buffer.from(DELIVERY);
  bytes[bytes.indexOf('bert-2')] = 0xff;
  const read = await readAll(writeFound(folder.path, 'a.json', bytes));
  expect(read.records.map(({ text, position }) => [text, position])).toEqual([
    [THREE[0], 1],
    [THREE[2], 3],
  ]);
  expect(read.rejected).toMatchObject([{ position: 2, reason: 'The record is not valid UTF-8.' }]);
  expect(read.rejected[0]?.excerpt).toContain('\ufffdert-2');
  expect(read.rejected[0]?.byteOffset).toBe(Buffer.from(DELIVERY).indexOf(THREE[1] ?? ''));
});

test('a truncated gzip file gives its complete records and is called damaged', async () => {
  const many = Array.from({ length: 5000 }, (_, i) =>
    recordText(i, { noise: noiseBytes(200, i).toString('hex') }),
  );
  const stored = gzipSync(`{"Records":[${many.join(',')}]}`);
  const read = await readAll(writeFound(folder.path, 'cut.gz', stored.subarray(0, stored.length / 2)));
  const [end] = read.finished;
  expect(end).toMatchObject({ status: 'damaged', kind: 's3-delivery', rejected: 1 });
  expect(end?.reason).toMatch(
    /^The compressed data ends too early; the file is truncated. \(At byte \d+ of the file/,
  );
  expect(read.records.length).toBeGreaterThan(2000);
  expect(read.records.map(({ text }) => text)).toEqual(many.slice(0, read.records.length));
  expect(read.rejected[0]?.reason).toMatch(/^The text ends inside it/);
});

test('a gzip file damaged at its very beginning is damaged, not empty', async () => {
  const { finished } = await readAll(writeFound(folder.path, 'x.gz', gzipSync(DELIVERY).subarray(0, 9)));
  expect(finished[0]).toMatchObject({ kind: 'empty', status: 'damaged', records: 0 });
});

test('a delivery cut off between two records is called damaged', async () => {
  const { finished } = await readAll(writeFound(folder.path, 'a', `{"Records":[${THREE.join(',')},`));
  expect(finished[0]).toMatchObject({ status: 'damaged', records: 3, rejected: 0 });
});

test('bytes after a gzip file are mentioned and cost nothing', async () => {
  const { finished } = await readAll(
    writeFound(folder.path, 'a', Buffer.concat([gzipSync(DELIVERY), Buffer.from('x')])),
  );
  expect(finished[0]).toMatchObject({ status: 'read', records: 3 });
  expect(finished[0]?.reason).toMatch(/^Unexpected bytes follow/);
});

test('bombs of zeros and of blanks are stopped', async () => {
  const zeros = await readAll(writeFound(folder.path, 'zeros.gz', gzipSync(Buffer.alloc(100 << 20))));
  expect(zeros.finished[0]).toMatchObject({ kind: 'foreign', status: 'skipped' });
  expect(zeros.finished[0]?.rawBytes).toBeLessThan(40 << 20);
  const padded = Buffer.concat([Buffer.from(`{"Records":[${THREE[0]},`), Buffer.alloc(150 << 20, ' ')]);
  const blanks = await readAll(writeFound(folder.path, 'blanks.gz', gzipSync(padded)));
  expect(blanks.finished[0]).toMatchObject({ kind: 's3-delivery', status: 'damaged', records: 1 });
  expect(blanks.finished[0]?.reason).toMatch(/decompression bomb/);
});

test('the members of archives are entries, refused ones too, and the archive comes last', async () => {
  const zip = zipBytes([
    { name: '../evil.json', bytes: Buffer.from(DELIVERY) },
    { name: 'a.json.gz', bytes: gzipSync(DELIVERY), stored: true },
    { name: 'README.md', bytes: Buffer.from('hello') },
    { name: 'inner.zip', bytes: zipBytes([{ name: 'deep.zip', bytes: zipBytes([]) }]) },
  ]);
  const file = writeFound(folder.path, 'a.zip', zip);
  const { finished, started } = await readAll(file);
  const path = `${file.path}!/`;
  expect(
    finished.map((entry) => [entry.path, entry.container, entry.kind, entry.status, entry.records]),
  ).toEqual([
    [`${path}../evil.json`, file.path, 'refused', 'skipped', 0],
    [`${path}a.json.gz`, file.path, 's3-delivery', 'read', 3],
    [`${path}README.md`, file.path, 'foreign', 'skipped', 0],
    [`${path}inner.zip!/deep.zip`, `${path}inner.zip`, 'foreign', 'skipped', 0],
    [`${path}inner.zip`, file.path, 'zip', 'container', 0],
    [file.path, null, 'zip', 'container', 0],
  ]);
  expect(started.map((entry) => entry.path)).toEqual(finished.map((entry) => entry.path));
  expect(finished[0]?.sha256).toBeNull();
});

test('a tar.gz of deliveries is read', async () => {
  const tar = gzipSync(
    await tarBytes(['x', 'y'].map((name) => ({ header: { name }, bytes: gzipSync(DELIVERY) }))),
  );
  const { finished, records } = await readAll(writeFound(folder.path, 'a.tar.gz', tar));
  expect(finished.map(({ kind, status }) => [kind, status])).toEqual([
    ['s3-delivery', 'read'],
    ['s3-delivery', 'read'],
    ['tar.gz', 'container'],
  ]);
  expect(records).toHaveLength(6);
});

test('what cannot be read is an entry with its reason', async () => {
  const { finished } = await readAll({ path: '/x', problem: 'It does not exist.' });
  expect(finished).toMatchObject([
    { path: '/x', kind: 'unreadable', status: 'skipped', reason: 'It does not exist.' },
  ]);
});

test('a folder of unrelated files gives skipped entries and no records', async () => {
  const contents = [
    'text',
    'a,b,c,d\n',
    '{"a":1}',
    '[1,2]',
    noiseBytes(100_000, 1),
    '',
    '<html>',
    'PK\x03\x04',
    '{{{[',
  ];
  for (const [i, content] of contents.entries()) writeFound(folder.path, `f${i}`, content);
  let skipped = 0;
  for await (const file of walkFolder([folder.path])) {
    const { finished, records } = await readAll(file);
    expect(records).toEqual([]);
    expect(finished[0]?.status).toMatch(/skipped|damaged/);
    expect(finished[0]?.reason).toMatch(/\.$|\)$/);
    skipped += finished.length;
  }
  expect(skipped).toBe(contents.length);
});

test('a slow sink is waited for, in order', async () => {
  const calls: string[] = [];
  const note = async (call: string): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 2));
    calls.push(call);
  };
  await readSource(
    writeFound(folder.path, 'a', `${THREE[0]}\nbroken\n`),
    {
      entryStarted: () => note('started'),
      records: () => note('records'),
      rejected: () => note('rejected'),
      progress: () => undefined,
      entryFinished: () => note('finished'),
    },
    { limits: defaultLimits, signal: new AbortController().signal },
  );
  expect(calls).toEqual(['started', 'rejected', 'records', 'finished']);
});

test('reading is cancelled by its signal', async () => {
  const controller = new AbortController();
  const ignore = (): void => undefined;
  const reading = readSource(
    writeFound(folder.path, 'a', `${THREE.join('\n')}\n`.repeat(3000)),
    {
      entryStarted: () => controller.abort(),
      records: ignore,
      rejected: ignore,
      progress: ignore,
      entryFinished: ignore,
    },
    { limits: defaultLimits, signal: controller.signal },
  );
  await expect(reading).rejects.toThrow(/aborted/i);
});

test('a delivery of 300 MB on one line is read in bounded memory', async () => {
  const path = join(folder.path, 'huge.json');
  const block = Buffer.from(`${Array.from({ length: 2000 }, (_, i) => recordText(i)).join(',')},`);
  const blocks = Math.ceil(300_000_000 / block.length);
  const out = createWriteStream(path);
  out.write('{"Records":[');
  for (let i = 0; i < blocks; i++) if (!out.write(block)) await once(out, 'drain');
  out.end(`${recordText(0)}]}`);
  await once(out, 'finish');
  const used = (): number => {
    const { external, heapUsed } = process.memoryUsage();
    return external + heapUsed;
  };
  const before = used();
  let peak = 0;
  let records = 0;
  let largestBatch = 0;
  const ignore = (): void => undefined;
  await readSource(
    { path, fsPath: path, sizeBytes: out.bytesWritten, modifiedAt: new Date() },
    {
      entryStarted: ignore,
      records: (batch) => {
        records += batch.positions.length;
        largestBatch = Math.max(largestBatch, batch.bytes.byteLength);
        peak = Math.max(peak, used());
      },
      rejected: ignore,
      progress: ignore,
      entryFinished: (entry) => expect(entry).toMatchObject({ status: 'read', rejected: 0 }),
    },
    { limits: defaultLimits, signal: new AbortController().signal },
  );
  expect(out.bytesWritten).toBeGreaterThan(300_000_000);
  expect(records).toBe(blocks * 2000 + 1);
  expect(largestBatch).toBeLessThanOrEqual(4 * 1024 * 1024);
  expect(peak - before).toBeLessThan(160 * 1024 * 1024);
});

const shared = join(import.meta.dirname, '../../../shared/data');

describe.skipIf(!existsSync(shared))(
  'real data from ../shared/data (skipped where that folder is absent)',
  () => {
    test.each([
      ['invictus-ir', 2900, { 's3-delivery': 55, foreign: 3 }],
      ['flaws-slice-umccr', 185, { 's3-delivery': 5, foreign: 2 }],
      ['stratus-detonation-logs', 310, { array: 35, foreign: 2 }],
      ['traildiscover', 315, { array: 296, object: 19, foreign: 405 }],
    ])('%s gives %d records', async (name, expected, kinds) => {
      const seen: Record<string, number> = {};
      let records = 0;
      for await (const file of walkFolder([join(shared, name)])) {
        const read = await readAll(file);
        for (const { text } of read.records) JSON.parse(text);
        for (const { kind } of read.finished) seen[kind] = (seen[kind] ?? 0) + 1;
        expect(read.rejected).toEqual([]);
        records += read.records.length;
      }
      expect(records).toBe(expected);
      expect(seen).toEqual(kinds);
    });
  },
);
