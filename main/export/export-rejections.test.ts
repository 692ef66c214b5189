import { createHash } from 'node:crypto';
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../database/open-database.ts';
import { importInto, openTestCase, temporaryFolder, testRecord } from '../ingest/test-import.ts';
import { exportRejections, type RejectionExport } from './export-rejections.ts';

let folder: { path: string; remove: () => Promise<void> };
let logs: string;
let database: Database;

beforeEach(async () => {
  folder = await temporaryFolder();
  logs = join(folder.path, 'logs');
  await mkdir(logs);
  database = await openTestCase(join(folder.path, 'test.spoor'));
  await writeFile(
    join(logs, 'a.json'),
    JSON.stringify({ Records: [testRecord(1), '=cmd|"/c calc"', { hello: 'Grüße,\n"x"' }] }),
  );
  await writeFile(
    join(logs, 'b.json'),
    JSON.stringify({ Records: [testRecord(2), { long: 'x'.repeat(3000) }] }),
  );
  await importInto(database, [logs]);
});
afterEach(async () => {
  await database.close();
  await folder.remove();
});

const ALL = { sql: 'true', parameters: {} };
const write = (changes: Partial<RejectionExport>, signal = new AbortController().signal) => {
  const path = join(folder.path, 'out', `rejected.${changes.format ?? 'csv'}`);
  const job: RejectionExport = {
    exportId: 'one',
    path,
    caseName: 'test',
    version: 'test',
    condition: ALL,
    sourceId: null,
    reason: null,
    format: 'csv',
    defuse: true,
    ...changes,
  };
  return exportRejections(database, job, () => undefined, signal);
};

describe('rejected pieces go out', () => {
  it('as NDJSON, each with its file, its place and its text as it stood there', async () => {
    const { path, rows } = await write({ format: 'ndjson' });
    const lines = (await readFile(path, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows).toBe(3);
    expect(lines.map(({ excerpt }) => excerpt.slice(0, 30))).toEqual([
      '"=cmd|\\"/c calc\\""',
      '{"hello":"Grüße,\\n\\"x\\""}',
      `{"long":"${'x'.repeat(21)}`,
    ]);
    expect(lines.map(({ excerptComplete }) => excerptComplete)).toEqual([true, true, false]);
    const bytes = await readFile(join(logs, 'a.json'));
    const { byteOffset, sizeBytes, fileSha256 } = lines[1];
    expect(bytes.toString('utf8', byteOffset, byteOffset + sizeBytes)).toBe(lines[1].excerpt);
    expect(fileSha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('as CSV in which no spreadsheet runs a cell, with a manifest and an entry in the case', async () => {
    const { path, manifestPath, sha256 } = await write({
      condition: { sql: 'source_id = $sourceId', parameters: { sourceId: 1 } },
      sourceId: 1,
    });
    const csv = await readFile(path, 'utf8');
    expect(csv.split('\n')[0]).toBe(
      'file,fileSha256,position,byteOffset,sizeBytes,reason,excerpt,excerptComplete',
    );
    expect(csv).not.toMatch(/(^|,)"?[=+@-]/m);
    expect(createHash('sha256').update(csv).digest('hex')).toBe(sha256);
    expect(JSON.parse(await readFile(manifestPath, 'utf8'))).toMatchObject({
      content: 'rejections',
      rows: 2,
      sourceId: 1,
      formulasDefused: true,
      file: { name: 'rejected.csv', sha256 },
      sources: [{ path: join(logs, 'a.json'), exportedRejections: 2 }],
    });
    expect(await database.rows('select row_count::int as n, sha256 from "case".main.export')).toEqual([
      { n: 2, sha256 },
    ]);
  });

  it('not at all when it is cancelled', async () => {
    const controller = new AbortController();
    controller.abort();
    await expect(write({}, controller.signal)).rejects.toMatchObject({ problem: 'cancelled' });
    await expect(access(join(folder.path, 'out', 'rejected.csv'))).rejects.toThrow();
  });
});
