import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../database/open-database.ts';
import { deliveryOf, importInto, openTestCase, temporaryFolder, testRecord } from './test-import.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let logs: string;
let database: Database;

beforeEach(async () => {
  folder = await temporaryFolder();
  logs = join(folder.path, 'logs');
  await mkdir(logs);
  database = await openTestCase(join(folder.path, 'case.spoor'));
});

afterEach(async () => {
  await database.close();
  await folder.remove();
});

const write = (name: string, content: string | Buffer) => writeFile(join(logs, name), content);

describe('importing archives', () => {
  it('keeps each record as the exact bytes of its file', async () => {
    const text =
      '{ "eventTime":"2025-01-01T00:00:00Z",\t"eventName":"A\\u0042", "eventSource":"x.amazonaws.com", "n": 1.50 }';
    await write('a.json', `{"Records": [${text}]}`);
    await importInto(database, [logs]);
    expect(await database.rows('select raw from event')).toEqual([{ raw: text }]);
  });

  it('leaves out its own case file, and names what cannot be read once', async () => {
    await write('a.json', deliveryOf(1, 1));
    await symlink(folder.path, join(logs, 'link'));
    for (const files of [1, 0]) {
      expect(await importInto(database, [folder.path])).toMatchObject({ files });
    }
    const sources = await database.rows('select path, status from source order by source_id');
    expect(sources).toEqual([
      { path: join(logs, 'link'), status: 'skipped' },
      { path: join(logs, 'a.json'), status: 'read' },
    ]);
  });

  it('counts records as unique, duplicate and rejected, and the sum holds', async () => {
    await write('a.json.gz', gzipSync(deliveryOf(1, 10)));
    await write('b.json.gz', gzipSync(deliveryOf(8, 10)));
    await write(
      'c.ndjson',
      `${JSON.stringify(testRecord(30))}\n{"eventName": broken}\n${JSON.stringify(testRecord(30))}\n`,
    );
    const result = await importInto(database, [logs]);
    expect(result).toMatchObject({
      files: 3,
      records: 23,
      events: 18,
      duplicates: 4,
      rejected: 1,
      skippedFiles: 0,
    });
    expect(
      await database.rows(
        'select sum(records)::int r, sum(events)::int e, sum(duplicates)::int d, sum(rejected)::int j from source',
      ),
    ).toEqual([{ r: 23, e: 18, d: 4, j: 1 }]);
    expect(await database.rows('select count(*) n from event')).toEqual([{ n: 18 }]);
  });

  it('tells of every piece of a file which one it is and where it begins', async () => {
    const [first, second] = [JSON.stringify(testRecord(1)), JSON.stringify(testRecord(2))];
    const broken = '{"eventName": broken}';
    await write('a.ndjson', [first, broken, second, first].join('\n'));
    await importInto(database, [logs]);
    const lengths = [0, first.length + 1, broken.length + 1, second.length + 1];
    const places = lengths.map((_, i) => lengths.slice(0, i + 1).reduce((sum, length) => sum + length));
    const pieces = await database.rows(
      `select position, byte_offset from "case".record
       union all select position, byte_offset from "case".duplicate
       union all select position, byte_offset from "case".rejection
       order by position`,
    );
    expect(pieces).toEqual(places.map((byte_offset, i) => ({ position: i + 1, byte_offset })));
  });

  it('keeps the provenance of every delivery, and the raw record where a delivery differs', async () => {
    await write('a.json', JSON.stringify({ Records: [testRecord(1)] }));
    await write('b.json', JSON.stringify({ Records: [testRecord(1)] }));
    await write('c.json', JSON.stringify({ Records: [testRecord(1, { errorCode: 'AccessDenied' })] }));
    await importInto(database, [logs]);
    const deliveries = await database.rows(
      'select s.path, d.position, d.byte_offset, d.identical from delivery d join source s using (source_id) order by s.path',
    );
    expect(
      deliveries.map((row) => [String(row.path).slice(-6), row.position, row.byte_offset, row.identical]),
    ).toEqual([
      ['a.json', 1, 12, true],
      ['b.json', 1, 12, true],
      ['c.json', 1, 12, false],
    ]);
    expect(
      await database.rows(`select raw ->> '$.errorCode' as code from "case".duplicate where raw is not null`),
    ).toEqual([{ code: 'AccessDenied' }]);
  });

  it('treats the same eventID of two recipient accounts as two events', async () => {
    const other = testRecord(1, { recipientAccountId: '444455556666' });
    await write('a.json', JSON.stringify({ Records: [testRecord(1), other] }));
    expect(await importInto(database, [logs])).toMatchObject({ events: 2, duplicates: 0 });
  });

  describe('of events that some files hold only in part', () => {
    const looked = (record: Record<string, unknown>) =>
      JSON.stringify({
        Events: [
          {
            EventId: record.eventID,
            EventName: record.eventName,
            EventTime: record.eventTime,
            Username: 'alice.dev',
          },
        ],
      });
    const ledger = () =>
      database.rows(
        `select right(path, 6) as path, records::int r, events::int e, duplicates::int d from source order by source_id`,
      );
    const held = () =>
      database.rows(`select record_id::int as id, raw ->> '$.userAgent' as agent from event`);

    it('puts the whole record in the place of the rebuilt one, and keeps that as a duplicate', async () => {
      await write('a.json', looked(testRecord(1)));
      await importInto(database, [logs]);
      expect(await held()).toEqual([{ id: 1, agent: null }]);
      await write('b.json', JSON.stringify({ Records: [testRecord(1), testRecord(1)] }));
      expect(await importInto(database, [logs])).toMatchObject({ records: 2, events: 0, duplicates: 2 });
      expect(await held()).toEqual([{ id: 1, agent: 'aws-cli/2.15' }]);
      expect(await ledger()).toEqual([
        { path: 'a.json', r: 1, e: 0, d: 1 },
        { path: 'b.json', r: 2, e: 1, d: 1 },
      ]);
      expect(
        await database.rows(
          `select identical, original ->> '$.Events' is null and original like '{"EventId"%' as rebuilt
           from "case".duplicate order by identical`,
        ),
      ).toEqual([
        { identical: false, rebuilt: true },
        { identical: true, rebuilt: null },
      ]);
    });

    it('counts a rebuilt one that comes later, or with it, as a duplicate', async () => {
      await write('a.json', looked(testRecord(1)));
      await write('b.json', JSON.stringify({ Records: [testRecord(1)] }));
      await write('c.json', looked(testRecord(1)));
      expect(await importInto(database, [logs])).toMatchObject({ records: 3, events: 1, duplicates: 2 });
      expect(await held()).toEqual([{ id: expect.any(Number), agent: 'aws-cli/2.15' }]);
      await write('d.json', looked(testRecord(1)));
      expect(await importInto(database, [logs])).toMatchObject({ records: 1, events: 0, duplicates: 1 });
      expect((await ledger()).map(({ e }) => e)).toEqual([0, 1, 0, 0]);
    });
  });

  it('says of a file that it has changed since it was read before', async () => {
    await write('a.json', deliveryOf(1, 2));
    await importInto(database, [logs]);
    await write('a.json', deliveryOf(2, 2));
    expect(await importInto(database, [logs])).toMatchObject({ events: 1, duplicates: 1 });
    expect(await database.rows('select reason from source order by source_id')).toEqual([
      { reason: null },
      {
        reason: expect.stringMatching(
          /^The file has changed since it was read before, when its SHA-256 was [0-9a-f]{64}\.$/,
        ),
      },
    ]);
  });

  it('keeps a record without eventID and recognises its exact copy', async () => {
    const { eventID: _, ...anonymous } = testRecord(1);
    await write('a.json', JSON.stringify({ Records: [anonymous, anonymous] }));
    expect(await importInto(database, [logs])).toMatchObject({ events: 1, duplicates: 1, rejected: 0 });
  });

  it('rejects records that are no CloudTrail records, with reason and position', async () => {
    await write(
      'a.json',
      JSON.stringify({
        Records: [
          testRecord(1),
          { eventName: 'X', eventTime: 'yesterday' },
          { eventName: 'Y' },
          { hello: 1 },
        ],
      }),
    );
    expect(await importInto(database, [logs])).toMatchObject({ records: 4, events: 1, rejected: 3 });
    expect(await database.rows('select position, reason from rejection order by position')).toEqual([
      { position: 2, reason: 'The record has an eventTime that is not a time.' },
      { position: 3, reason: 'The record has no eventTime.' },
      {
        position: 4,
        reason: 'The record is not a CloudTrail record: it has neither eventName nor eventSource.',
      },
    ]);
  });

  it('reports foreign and broken files and reads on', async () => {
    await write('a-truncated.json.gz', gzipSync(deliveryOf(1, 200)).subarray(0, 1200));
    await write('b-picture.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 1]));
    await write('c-package.json', '{"name":"left","version":"1.0.0"}');
    await write('d-good.json', deliveryOf(1000, 3));
    const result = await importInto(database, [logs]);
    expect(result.skippedFiles).toBe(2);
    const sources = await database.rows('select path, status, reason from source order by path');
    expect(sources.map((row) => row.status)).toEqual(['damaged', 'skipped', 'skipped', 'read']);
    for (const row of sources.slice(0, 3)) expect(String(row.reason).length).toBeGreaterThan(10);
    expect(
      await database.rows(
        `select count(*) n from event where "eventTime" >= timestamp '2025-01-01 00:16:40'`,
      ),
    ).toEqual([{ n: 3 }]);
  });

  it('adds nothing when the same folder is read again, and only what is new when files were added', async () => {
    await write('a.json.gz', gzipSync(deliveryOf(1, 10)));
    await importInto(database, [logs]);
    expect(await importInto(database, [logs])).toMatchObject({
      records: 0,
      events: 0,
      skippedFiles: 1,
      kinds: { unchanged: 1 },
    });
    expect(await database.rows('select count(*) n from source')).toEqual([{ n: 1 }]);
    await write('b.json.gz', gzipSync(deliveryOf(5, 10)));
    expect(await importInto(database, [logs])).toMatchObject({ events: 4, duplicates: 6 });
    expect(await database.rows('select count(*) n from event')).toEqual([{ n: 14 }]);
  });

  it('places addresses and says of those without a place what they are', async () => {
    const at = (number: number, sourceIPAddress: string) => testRecord(number, { sourceIPAddress });
    await write(
      'a.json',
      JSON.stringify({
        Records: [
          at(1, '8.8.8.8'),
          at(2, 'AWS Internal'),
          at(3, 'cloudformation.amazonaws.com'),
          at(4, '10.0.0.1'),
          at(5, '2001:4860:4860::8888'),
        ],
      }),
    );
    await importInto(database, [logs]);
    expect(
      await database.rows(
        'select "sourceClass", country is not null as placed from event order by record_id',
      ),
    ).toEqual([
      { sourceClass: 'public4', placed: true },
      { sourceClass: 'aws_internal', placed: false },
      { sourceClass: 'aws_service', placed: false },
      { sourceClass: 'private', placed: false },
      { sourceClass: 'public6', placed: true },
    ]);
  });

  it('reads an empty folder as nothing at all', async () => {
    expect(await importInto(database, [logs])).toMatchObject({
      files: 0,
      records: 0,
      events: 0,
      skippedFiles: 0,
    });
  });

  it('says of a path that does not exist that it does not', async () => {
    const result = await importInto(database, [join(logs, 'nowhere')]);
    expect(result).toMatchObject({ files: 0, skippedFiles: 1 });
    const [row] = await database.rows('select reason from source');
    expect(String(row?.reason)).toMatch(/exist|found/i);
  });

  it('takes hostile text for text', async () => {
    const userAgent = `<img src=x onerror=alert(1)>'; drop table record; --\u202e`;
    await write('a.json', JSON.stringify({ Records: [testRecord(1, { userAgent })] }));
    await importInto(database, [logs]);
    expect(await database.rows('select "userAgent" from event')).toEqual([{ userAgent }]);
  });

  it('tells how far it is, with sums that end where the result does', async () => {
    await write('a.json.gz', gzipSync(deliveryOf(1, 50)));
    const phases: string[] = [];
    let last = 0;
    const result = await importInto(database, [logs], {
      onProgress: (progress) => {
        if (phases.at(-1) !== progress.phase) phases.push(progress.phase);
        last = progress.events;
      },
    });
    expect(phases).toEqual(['listing', 'reading', 'placing', 'done']);
    expect(last).toBe(result.events);
  });

  it('keeps whole files and nothing of the one under way when it is cancelled, and can be resumed', async () => {
    for (let file = 0; file < 30; file++)
      await write(`f${String(file).padStart(2, '0')}.json`, deliveryOf(file * 2000, 2000));
    const controller = new AbortController();
    const cancelled = await importInto(database, [logs], {
      signal: controller.signal,
      onProgress: (progress) => {
        if (progress.records >= 6000) controller.abort(new Error('enough'));
      },
    });
    expect(cancelled.cancelled).toBe(true);
    const [held] = await database.rows('select count(*) n, count(distinct source_id) files from event');
    expect(Number(held?.n)).toBe(Number(held?.files) * 2000);
    expect(cancelled.events).toBe(Number(held?.n));
    expect(await database.rows(`select count(*) n from source where status = 'reading'`)).toEqual([{ n: 0 }]);
    await importInto(database, [logs]);
    expect(await database.rows('select count(*) n from event')).toEqual([{ n: 60_000 }]);
  });
});
