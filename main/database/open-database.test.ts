import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DatabaseError } from './database-error.ts';
import { backupPath, openDatabase, SCHEMA_VERSION } from './open-database.ts';

const sqlDir = join(import.meta.dirname, '..', '..', 'sql');
let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spoor-test-'));
  path = join(folder, 'case.spoor');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const open = (create = true) => openDatabase({ path, sqlDir, create });

describe('a case file', () => {
  it('is made on request only', async () => {
    await expect(open(false)).rejects.toMatchObject({ problem: 'missing' });
    await (await open()).close();
    await (await open(false)).close();
  });

  it('keeps what is written, and nothing of a transaction that failed', async () => {
    const first = await open();
    await first.write((connection) =>
      connection.run(`insert into "case".case_property values ('kept', 'yes')`),
    );
    const failing = first.write(async (connection) => {
      await connection.run(`insert into "case".case_property values ('lost', 'yes')`);
      throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    await first.close();
    const second = await open(false);
    expect(await second.rows(`select name from "case".case_property where name in ('kept', 'lost')`)).toEqual(
      [{ name: 'kept' }],
    );
    await second.close();
  });

  it('is open once in a process', async () => {
    const first = await open();
    await expect(open(false)).rejects.toMatchObject({ problem: 'busy' });
    await first.close();
    await (await open(false)).close();
  });

  it('is open in one process at a time', async () => {
    await (await open()).close();
    const hold = `import { DuckDBInstance } from '@duckdb/node-api';
      const instance = await DuckDBInstance.create(${JSON.stringify(path)});
      await instance.connect(); console.log('held'); setInterval(() => instance, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', hold], { cwd: join(sqlDir, '..') });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    await expect(open(false)).rejects.toMatchObject({ problem: 'busy' });
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    await (await open(false)).close();
  });

  it('is told from other files', async () => {
    await writeFile(path, '{"Records":[]}');
    await expect(open()).rejects.toMatchObject({ problem: 'not_a_case' });
    await writeFile(path, '');
    await expect(open()).rejects.toMatchObject({ problem: 'not_a_case' });
  });

  it('cannot be a folder, nor be made in one that is missing', async () => {
    const asFolder = openDatabase({ path: folder, sqlDir, create: true });
    await expect(asFolder).rejects.toMatchObject({ problem: 'not_a_case' });
    const inNone = openDatabase({ path: join(folder, 'none', 'case.spoor'), sqlDir, create: true });
    await expect(inNone).rejects.toMatchObject({ problem: 'missing' });
  });

  it('of an older version is brought up to this one', async () => {
    const first = await open();
    const record = JSON.stringify({
      requestParameters: { bucketName: 'b', key: 'k', 'x-amz-acl': 'public-read' },
    });
    await first.write(async (connection) => {
      await connection.run(
        `insert into "case".main.record by name
         select 1 as record_id, 1 as source_id, 0 as position, 0 as byte_offset, 1 as event_key, 1 as raw_hash,
           $record as raw, timestamp '2024-01-01' as "eventTime", 'PutObject' as "eventName",
           's3.amazonaws.com' as "eventSource", 'success' as outcome, 'write' as access, 'principal' as initiator`,
        { record },
      );
      await connection.run('alter table "case".main.record drop column "publicAccess"');
      await connection.run('alter table "case".main.source drop column damage');
      for (const table of ['integrity_document', 'integrity_level', 'public_key']) {
        await connection.run(`drop table "case".main.${table}`);
      }
      await connection.run(`update "case".main.case_property set value = '1' where name = 'schema_version'`);
    });
    await first.close();
    await expect(openDatabase({ path, sqlDir, create: false, readOnly: true })).rejects.toMatchObject({
      problem: 'older',
    });
    const before = await readFile(path);
    const second = await open(false);
    expect(await second.rows('select "publicAccess", raw from event')).toEqual([
      { publicAccess: 'acl', raw: record },
    ]);
    expect(await second.rows('select damage, integrity from source')).toEqual([]);
    await second.close();
    expect((await readFile(backupPath(path, 1))).equals(before)).toBe(true);
    await (await openDatabase({ path, sqlDir, create: false, readOnly: true })).close();
  });

  it('of an older version is left as it is where no copy of it can be kept', async () => {
    const first = await open();
    await first.write((connection) =>
      connection.run(`update "case".main.case_property set value = '2' where name = 'schema_version'`),
    );
    await first.close();
    const before = await readFile(path);
    await mkdir(`${backupPath(path, 2)}.partial`);
    await expect(open(false)).rejects.toMatchObject({
      problem: 'older',
      message: expect.stringContaining('could not be made'),
    });
    expect((await readFile(path)).equals(before)).toBe(true);
  });

  it('of a newer version is left alone', async () => {
    const database = await open();
    await database.write((connection) =>
      connection.run(`update "case".case_property set value = $version where name = 'schema_version'`, {
        version: String(SCHEMA_VERSION + 1),
      }),
    );
    await database.close();
    await expect(open()).rejects.toMatchObject({ problem: 'newer' });
  });

  it('opened for reading is not written', async () => {
    await (await open()).close();
    const database = await openDatabase({ path, sqlDir, create: false, readOnly: true });
    expect(await database.rows('select count(*) as n from event')).toEqual([{ n: 0 }]);
    await expect(database.write(async () => undefined)).rejects.toMatchObject({ problem: 'read_only' });
    await database.close();
  });
});

describe('a damaged case', () => {
  const ROWS = 20_000;
  const everything = 'select count(*) as n, sum(length(raw)) as bytes from "case".main.record';
  let sound: Buffer;
  let held: unknown;

  beforeEach(async () => {
    const database = await open();
    await database.write((connection) =>
      connection.run(
        `insert into "case".main.record by name
         select range as record_id, 1 as source_id, range as position, 0 as byte_offset, range as event_key,
           hash(range) as raw_hash, format('{{"eventID":"{}"}}', md5(range::varchar)) as raw,
           timestamp '2024-01-01' as "eventTime", 'success' as outcome, 'read' as access, 'principal' as initiator
         from range(${ROWS})`,
      ),
    );
    held = await database.rows(everything);
    await database.close();
    sound = await readFile(path);
  });

  /** What comes of opening the file and reading all of it. */
  async function attempt(bytes: Uint8Array): Promise<unknown> {
    await writeFile(path, bytes);
    try {
      const database = await open(false);
      try {
        return await database.rows(everything);
      } finally {
        await database.close();
      }
    } catch (error) {
      return error;
    }
  }

  it('is told wherever the damage is, and what is read of it is true', async () => {
    const step = Math.floor(sound.length / 40);
    const outcomes: unknown[] = [];
    for (let at = 0; at < sound.length; at += step) {
      const damaged = Buffer.from(sound);
      damaged.fill(0xa5, at, Math.min(at + 512, damaged.length));
      outcomes.push(await attempt(damaged));
    }
    const told = outcomes.filter((outcome) => outcome instanceof DatabaseError);
    expect(told.length).toBeGreaterThan(10);
    for (const error of told) expect(error.problem).toMatch(/^(damaged|not_a_case)$/);
    for (const outcome of outcomes) {
      if (!(outcome instanceof DatabaseError)) expect(outcome).toEqual(held);
    }
  });

  it('is told where its end is missing', async () => {
    for (const share of [0.2, 0.4, 0.6]) {
      const outcome = await attempt(sound.subarray(0, Math.floor(sound.length * share)));
      expect(outcome).toMatchObject({ problem: 'damaged', message: expect.stringContaining(path) });
    }
  });
});

describe('an open case', () => {
  it('reaches no other file, no network and no other setting', async () => {
    const database = await open();
    const attempts = [
      `select * from read_text('/etc/hostname')`,
      `copy (select 1) to '${join(folder, 'out.csv')}'`,
      `attach '${join(folder, 'other.db')}'`,
      'install httpfs',
      'load httpfs',
      'set enable_external_access = true',
      `select * from read_csv('https://127.0.0.1/x.csv')`,
    ];
    for (const sql of attempts) await expect(database.query(sql), sql).rejects.toThrow();
    await database.close();
  });

  it('stops a query whose caller went away', async () => {
    const database = await open();
    const controller = new AbortController();
    const counting = database.query(
      'select sum(a) from range(1000000000000) t(a)',
      {},
      { signal: controller.signal },
    );
    setTimeout(() => controller.abort(), 50);
    await expect(counting).rejects.toMatchObject({ problem: 'cancelled' });
    expect(await database.rows('select 1 as one')).toEqual([{ one: 1 }]);
    await database.close();
  });

  it('closes while queries run, and refuses later ones', async () => {
    const database = await open();
    const counting = database.query('select sum(a) from range(1000000000000) t(a)');
    counting.catch(() => undefined);
    await database.close();
    await expect(counting).rejects.toThrow();
    await expect(database.query('select 1')).rejects.toMatchObject({ problem: 'closed' });
  });

  it('hands over cells as they cross to a window', async () => {
    const database = await open();
    const [row] = await database.rows(
      `select 1::bigint as small, 9007199254740993::bigint as large, timestamp '2025-01-02 03:04:05' as at,
         timestamp '2025-01-02 03:04:05.250' as fine, [1, 2] as list, {'a': 'b'} as struct, null as nothing,
         'NaN'::double as nan, true as yes, date '2025-01-02' as day`,
    );
    expect(row).toEqual({
      small: 1,
      large: '9007199254740993',
      at: '2025-01-02T03:04:05Z',
      fine: '2025-01-02T03:04:05.250Z',
      list: '[1,2]',
      struct: '{"a":"b"}',
      nothing: null,
      nan: 'NaN',
      yes: true,
      day: '2025-01-02',
    });
    await database.close();
  });

  it('says when there were more rows than asked for', async () => {
    const database = await open();
    const some = await database.query('select * from range(10)', {}, { maxRows: 3 });
    expect(some.rows).toHaveLength(3);
    expect(some.truncated).toBe(true);
    expect((await database.query('select * from range(3)', {}, { maxRows: 3 })).truncated).toBe(false);
    await database.close();
  });
});
