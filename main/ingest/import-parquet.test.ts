import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../database/open-database.ts';
import { CREATE_USER_OCSF } from '../normalise/export-fixtures.ts';
import { importInto, openTestCase, temporaryFolder } from './test-import.ts';

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

/** A file of as many events, each with an ID and a request of its own. */
async function writeEvents(name: string, count: number): Promise<void> {
  const json = join(folder.path, 'event.json');
  await writeFile(json, JSON.stringify(CREATE_USER_OCSF));
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await connection.run(
    `copy (
      select
        * exclude (i, unmapped) replace (
          struct_update(metadata, uid := 'event-' || i) as metadata,
          struct_update(api, request := {uid: 'request-' || i, data: '{"userName":"' || md5(i::varchar) || '"}'}) as api
        ),
        map(['recipientAccountId', 'readOnly'], ['111122223333', 'false']) as unmapped
      from read_json('${json}'), range(${count}) as r(i)
    ) to '${join(logs, name)}' (format parquet, compression zstd)`,
  );
  connection.closeSync();
  instance.closeSync();
}

const leftFolders = async (): Promise<string[]> =>
  (await readdir(tmpdir())).filter((name) => name.startsWith(`spoor-parquet-${process.pid}-`));

describe('importing Parquet files of Security Lake', () => {
  it('gives events that say what they were rebuilt from', async () => {
    await writeEvents('a.gz.parquet', 3);
    await writeFile(join(logs, 'b.parquet'), 'PAR1 and nothing that follows');
    const result = await importInto(database, [logs]);
    expect(result).toMatchObject({ events: 3, rejected: 0, kinds: { 'security-lake-parquet': 2 } });
    expect(
      await database.rows(
        `select "eventName", "eventID", actor, outcome, "awsRegion", e.original like '{"class_uid":3001,%' as told
        from event join (select record_id, original from "case".main.record) as e using (record_id)
        order by "eventID" limit 1`,
      ),
    ).toEqual([
      {
        eventName: 'CreateUser',
        eventID: 'event-0',
        actor: 'role/Admin/session-1',
        outcome: 'failed',
        awsRegion: 'us-east-1',
        told: true,
      },
    ]);
    expect(await database.rows('select status from source order by path')).toEqual([
      { status: 'read' },
      { status: 'damaged' },
    ]);
  });

  it('can be stopped in the middle of a file, which leaves nothing behind', async () => {
    await writeEvents('a.parquet', 60_000);
    const controller = new AbortController();
    const result = await importInto(database, [logs], {
      signal: controller.signal,
      onProgress: (progress) => {
        if (progress.records >= 4000) controller.abort(new Error('enough'));
      },
    });
    expect(result).toMatchObject({ cancelled: true, events: 0 });
    expect(await leftFolders()).toEqual([]);
  });
});
