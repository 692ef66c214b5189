import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import type { MethodInput } from '../../preload/contract/methods.ts';
import { methods } from '../../preload/contract/methods.ts';
import { zipBytes } from '../archive/archive-fixtures.ts';
import { caseForEachTest } from '../ingest/case-under-test.ts';
import { previewRemoval, removeSources } from '../ingest/remove-sources.ts';
import { deliveryOf, SQL_DIR, testRecord } from '../ingest/test-import.ts';
import { countEvents } from '../query/count.ts';
import { listImports } from './imports.ts';
import { countFiles, listFiles } from './ledger.ts';
import { readRejectedPiece } from './rejected-piece.ts';
import { listRejections } from './rejections.ts';

const given = caseForEachTest();
const NEVER = new AbortController().signal;

const { write, read } = given;
const files = (input: MethodInput<'ledger.files'>) =>
  listFiles(given.database, methods['ledger.files'].input.parse(input));
const names = async (input: MethodInput<'ledger.files'>) =>
  (await files(input)).files.map(({ path }) => path.slice(given.logs.length + 1));
const rejections = (input: MethodInput<'ledger.rejections'>) =>
  listRejections(given.database, methods['ledger.rejections'].input.parse(input));
const count = async (query: string) =>
  (await countEvents(given.database, { query, from: null, to: null }, NEVER)).events;

describe('the files of the ledger', () => {
  beforeEach(async () => {
    await write('a.json', deliveryOf(1, 3));
    await write('B.json', JSON.stringify({ Records: [testRecord(3), testRecord(9), { hello: 1 }] }));
    await write('c.zip', zipBytes([{ name: 'x.json', bytes: Buffer.from(deliveryOf(20, 5)) }]));
    await write('d.txt', 'shopping list');
    await read();
  });

  it('are sorted by what is asked for, the order of reading last', async () => {
    expect(await names({})).toEqual(['B.json', 'a.json', 'c.zip!/x.json', 'c.zip', 'd.txt']);
    expect(await names({ sort: { by: 'path' } })).toEqual([
      'a.json',
      'B.json',
      'c.zip',
      'c.zip!/x.json',
      'd.txt',
    ]);
    expect(await names({ sort: { by: 'events', direction: 'desc' }, limit: 2 })).toEqual([
      'c.zip!/x.json',
      'B.json',
    ]);
    expect(await names({ sort: { by: 'events', direction: 'desc' }, limit: 2, offset: 2 })).toEqual([
      'a.json',
      'c.zip',
    ]);
  });

  it('are found by status, kind, import, a part of their path and the beginning of their hash', async () => {
    expect(await names({ status: 'skipped' })).toEqual(['d.txt']);
    expect(await names({ kind: 'zip' })).toEqual(['c.zip']);
    expect(await names({ importId: 2 })).toEqual([]);
    expect(await names({ search: 'C.ZIP' })).toEqual(['c.zip!/x.json', 'c.zip']);
    const { sha256 } = (await files({ search: 'a.json' })).files[0] ?? {};
    expect(await names({ search: ` ${sha256?.slice(0, 20).toUpperCase()}` })).toEqual(['a.json']);
    expect(await names({ search: '%' })).toEqual([]);
  });

  it('add up, and bytes inside archives count once', async () => {
    const all = await files({});
    expect(all.total).toBe(5);
    expect(all.sums).toMatchObject({ records: 11, events: 9, duplicates: 1, rejected: 1 });
    const onDisk = all.files.filter(({ container }) => container === null);
    expect(all.sums.sizeBytes).toBe(onDisk.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0));
    expect((await files({ search: 'b.json' })).sums).toMatchObject({
      records: 3,
      events: 2,
      duplicates: 0,
      rejected: 1,
    });
    expect(await countFiles(given.database)).toEqual({
      statuses: [
        { status: 'read', files: 3 },
        { status: 'container', files: 1 },
        { status: 'skipped', files: 1 },
      ],
      kinds: [
        { kind: 's3-delivery', files: 3 },
        { kind: 'foreign', files: 1 },
        { kind: 'zip', files: 1 },
      ],
      zones: [],
      levels: [],
    });
  });

  it('lead to their events, those they delivered again among them', async () => {
    const [b, a] = (await files({})).files;
    expect(await count(`delivery.source:${a?.sourceId}`)).toBe(3);
    expect(await count(`delivery.source:${b?.sourceId}`)).toBe(2);
    expect(await count(`delivery.source:${a?.sourceId} AND delivery.source:${b?.sourceId}`)).toBe(1);
    expect(await count('delivery.again:true')).toBe(1);
    expect(await count('NOT delivery.again:true')).toBe(8);
    expect(await count('delivery.identical:false')).toBe(0);
    expect(await count('delivery.file:*c.zip!/*')).toBe(5);
    expect(await count('Delivery.Kind:S3-Delivery delivery.import:1')).toBe(9);
    expect(await count('delivery.import:[2 TO *]')).toBe(0);
    await expect(count('delivery.source:many')).rejects.toThrow('A number was expected for delivery.source');
  });
});

describe('the imports of a case', () => {
  it('tell what was new, changed, unchanged and is gone again', async () => {
    await write('a.json', deliveryOf(1, 3));
    await write('b.json', deliveryOf(11, 3));
    await read();
    await write('b.json', deliveryOf(11, 4));
    await write('c.json', deliveryOf(30, 2));
    await read();
    const [second, first] = await listImports(given.database);
    expect(first).toMatchObject({ importId: 1, status: 'finished', files: 2, changed: 0, unchanged: 0 });
    expect(second).toMatchObject({
      importId: 2,
      paths: [given.logs],
      files: 2,
      changed: 1,
      unchanged: 1,
      records: 6,
      events: 3,
      duplicates: 3,
      removed: 0,
    });
    const versions = (await files({ search: 'b.json' })).files;
    expect(versions.map(({ version, versions: of }) => [version, of])).toEqual([
      [1, 2],
      [2, 2],
    ]);
    await removeSources(given.database, SQL_DIR, [versions[0]?.sourceId ?? 0]);
    expect((await listImports(given.database))[1]).toMatchObject({
      files: 1,
      removed: 1,
      records: 3,
      events: 3,
    });
    expect((await files({ search: 'b.json' })).files[1]).toMatchObject({ version: 1, versions: 1 });
  });
});

describe('a removal', () => {
  it('is told before it is done: what goes, what stays because another file delivered it too', async () => {
    await write('a.json', deliveryOf(1, 3));
    await write('b.json', deliveryOf(2, 4));
    await write(
      'c.zip',
      zipBytes([
        { name: 'x.json', bytes: Buffer.from(deliveryOf(20, 5)) },
        { name: 'y.json', bytes: Buffer.from(deliveryOf(30, 1)) },
      ]),
    );
    await read();
    const [a, , x] = (await files({})).files;
    const preview = await previewRemoval(given.database, [a?.sourceId ?? 0]);
    expect(preview).toEqual({
      paths: [join(given.logs, 'a.json')],
      files: 1,
      sources: 1,
      records: 3,
      events: 1,
      shared: 2,
      rejected: 0,
    });
    const b = (await files({ search: 'b.json' })).files[0];
    expect(await previewRemoval(given.database, [b?.sourceId ?? 0])).toMatchObject({
      records: 4,
      events: 2,
      shared: 2,
    });
    expect(await previewRemoval(given.database, [x?.sourceId ?? 0])).toMatchObject({
      paths: [join(given.logs, 'c.zip')],
      files: 1,
      sources: 3,
      events: 6,
    });
    expect(await removeSources(given.database, SQL_DIR, [a?.sourceId ?? 0])).toEqual({
      sources: 1,
      events: 1,
    });
    expect(await previewRemoval(given.database, [a?.sourceId ?? 0])).toMatchObject({ sources: 0, paths: [] });
  });
});

describe('a rejected piece', () => {
  const long = { hello: 'x'.repeat(5000), end: 'Grüße' };
  const content = JSON.stringify({ Records: [testRecord(1), long, testRecord(2), { short: 1 }] });
  const wholeOf = async (name: string) => {
    const all = await rejections({ limit: 1000 });
    const found = all.rejections.filter(({ path }) => path.endsWith(name));
    return Promise.all(found.map((rejection) => readRejectedPiece(given.database, rejection, NEVER)));
  };

  it('is read whole from its file, packed or in an archive', async () => {
    await write('a.json.gz', gzipSync(content));
    await write(
      'b.zip',
      zipBytes([
        { name: 'first.json', bytes: Buffer.from(deliveryOf(5, 50)) },
        { name: 'x.json', bytes: gzipSync(content) },
      ]),
    );
    await read();
    for (const name of ['a.json.gz', 'x.json']) {
      expect(await wholeOf(name)).toMatchObject([
        { text: JSON.stringify(long), from: 'file', complete: true, problem: null },
        { text: '{"short":1}', from: 'case', complete: true, problem: null },
      ]);
    }
  });

  it('is what the case kept of it once its file has changed or is gone', async () => {
    await write('a.json', content);
    await read();
    await write('a.json', content.replaceAll('x', 'y'));
    const [changed] = await wholeOf('a.json');
    expect(changed).toMatchObject({ from: 'case', complete: false });
    expect(changed?.text).toHaveLength(2000);
    expect(changed?.problem).toContain('The file has changed since it was read');
    await rm(join(given.logs, 'a.json'));
    expect((await wholeOf('a.json'))[0]?.problem).toContain('The file is not there any more');
  });

  it('is listed by file and by reason, whatever its numbers', async () => {
    await write('a.json', content);
    await write('b.json', JSON.stringify({ Records: [{ short: 1 }, testRecord(7, { eventTime: 'noon' })] }));
    await read();
    const all = await rejections({});
    expect(all.total).toBe(4);
    expect(all.reasons.map(({ rejected }) => rejected)).toEqual([3, 1]);
    const [common, rare] = all.reasons;
    expect((await rejections({ reason: common?.reason ?? null })).total).toBe(3);
    const [noon] = (await rejections({ reason: rare?.reason ?? null })).rejections;
    expect(noon?.excerpt).toContain('noon');
    const ofB = await rejections({ sourceId: noon?.sourceId ?? 0 });
    expect(ofB.total).toBe(2);
    expect(ofB.reasons).toHaveLength(2);
  });
});
