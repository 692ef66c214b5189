import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder, writeFound, zipBytes } from '../archive/archive-fixtures.ts';
import type { Limits } from '../archive/limits.ts';
import { CREATE_USER, CREATE_USER_OCSF } from './export-fixtures.ts';
import { readAll, recordText } from './record-fixtures.ts';

const folder = temporaryFolder();
let instance: DuckDBInstance;
beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:', { threads: '1' });
});
afterAll(() => {
  instance.closeSync();
  folder.remove();
});

let files = 0;

/** The bytes of a Parquet file with the rows of a query. */
async function parquet(sql: string, options = 'compression zstd'): Promise<Buffer> {
  const path = join(folder.path, `made-${files++}.parquet`);
  const connection = await instance.connect();
  await connection.run(`copy (${sql}) to '${path}' (format parquet, ${options})`);
  connection.closeSync();
  return readFileSync(path);
}

const quoted = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** A query for events with the types that Security Lake has: structs, a map, a time, a list of structs. */
function ocsfRows(count: number): string {
  const { unmapped, ...event } = CREATE_USER_OCSF;
  const keys = Object.keys(unmapped).map(quoted);
  const values = Object.values(unmapped).map(quoted);
  const path = join(folder.path, 'events.json');
  writeFileSync(path, JSON.stringify(event));
  return `
    select
      * exclude (i) replace (timestamp '2024-03-04 10:00:00' as time_dt),
      map([${keys}], [${values}]) as unmapped
    from read_json('${path}'), range(${count}) as r(i)`;
}

const read = (bytes: Buffer, name = 'a.gz.parquet', limits: Partial<Limits> = {}) =>
  readAll(writeFound(folder.path, name, bytes), limits);

test.each(['zstd', 'snappy', 'gzip', 'uncompressed'])(
  'rows of OCSF events in %s pages give back the record, row by row',
  async (compression) => {
    const bytes = await parquet(ocsfRows(3), `compression ${compression}`);
    const { records, rejected, finished } = await read(bytes);
    expect(records.map((record) => JSON.parse(record.text))).toEqual([CREATE_USER, CREATE_USER, CREATE_USER]);
    expect(records.map(({ position }) => position)).toEqual([1, 2, 3]);
    expect(JSON.parse(records[0]?.original ?? '')).toMatchObject({
      class_uid: 3001,
      cloud: { region: 'us-east-1' },
    });
    expect(rejected).toEqual([]);
    expect(finished).toMatchObject([
      {
        kind: 'security-lake-parquet',
        status: 'read',
        reason: null,
        records: 3,
        contentSha256: createHash('sha256').update(bytes).digest('hex'),
      },
    ]);
  },
);

test('a member of an archive and a gzipped file are read, and nothing is left of them', async () => {
  const bytes = await parquet(ocsfRows(2));
  const before = readdirSync(tmpdir()).filter((name) => name.startsWith('spoor-parquet-'));
  const zip = await read(zipBytes([{ name: "it's.parquet", bytes }]), 'a.zip');
  expect(zip.records).toHaveLength(2);
  expect((await read(gzipSync(bytes), 'a.gz')).records).toHaveLength(2);
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith('spoor-parquet-'))).toEqual(before);
});

test('a column with the whole record gives it as it stands', async () => {
  const record = recordText(1).replace('{', '{ ');
  const { records } = await read(await parquet(`select 1 as n, ${quoted(record)} as raw`));
  expect(records).toMatchObject([{ text: record, original: null }]);
});

test('ten thousand rows come in the order of the file', async () => {
  const rows = `select 'row-' || i as raw from range(10000) as r(i)`;
  const { rejected, finished } = await read(await parquet(rows, 'compression zstd, row_group_size 2048'));
  expect(finished).toMatchObject([{ records: 0, rejected: 10_000 }]);
  expect(rejected.map(({ position }) => position)).toEqual(rejected.map((_, i) => i + 1));
  expect(rejected[9_999]?.excerpt).toBe('{"raw":"row-9999"}');
});

test('a file of other columns is passed over with their names', async () => {
  const { finished, rejected } = await read(
    await parquet('select 1 as a, 2 as b, 3 as c, 4 as d, 5 as e, 6 as f, 7 as g'),
  );
  expect(rejected).toEqual([]);
  expect(finished).toMatchObject([{ status: 'skipped', records: 0 }]);
  expect(finished[0]?.reason).toBe(
    'It is a Parquet file of other things than OCSF events or whole records: its columns are a, b, c, d, e, f and 1 more. Export the records as JSON or CSV instead.',
  );
});

test('a row that is too long is rejected, and rows without end are stopped', async () => {
  const long = await parquet(`select repeat('x', 100000) as raw`);
  const { rejected } = await read(long, 'long.parquet', { maxRecordBytes: 50_000 });
  expect(rejected.map(({ reason }) => reason)).toEqual(['The row is longer than the limit of 50000 bytes.']);
  const bomb = await parquet(`select 'x' as raw from range(300000)`);
  const { finished } = await read(bomb, 'bomb.parquet', { ratioFloorBytes: 100_000 });
  expect(finished).toMatchObject([{ status: 'damaged' }]);
  expect(finished[0]?.reason).toMatch(/decompression bomb/);
  expect(finished[0]?.rejected).toBeLessThan(300_000);
});

test('a damaged file is told of in a sentence that names no file of ours', async () => {
  const bytes = await parquet(ocsfRows(3));
  for (const damaged of [
    Buffer.from('PAR1'),
    bytes.subarray(0, 500),
    Buffer.concat([bytes, Buffer.from('x')]),
  ]) {
    const { finished, records } = await read(damaged, 'damaged.parquet');
    expect(records).toEqual([]);
    expect(finished).toMatchObject([{ kind: 'security-lake-parquet', status: 'damaged' }]);
    expect(finished[0]?.reason).toMatch(/^It is damaged, or no Parquet file that can be read: /);
    expect(finished[0]?.reason).not.toContain('spoor-parquet-');
    expect(finished[0]?.contentSha256).toBe(createHash('sha256').update(damaged).digest('hex'));
  }
});

test('damage anywhere in a file is survived', async () => {
  const whole = await parquet(ocsfRows(50));
  let seed = 11;
  const random = (below: number): number => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed % below;
  };
  for (let i = 0; i < 60; i++) {
    const bytes = Buffer.from(whole);
    for (let hit = 0; hit <= random(4); hit++) bytes[4 + random(bytes.length - 8)] = random(256);
    const { finished, records } = await read(bytes, 'mutated.parquet');
    expect(finished).toHaveLength(1);
    for (const record of records) expect(() => JSON.parse(record.text)).not.toThrow();
  }
});
