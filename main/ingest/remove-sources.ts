import { constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { MethodOutput } from '../../preload/contract/methods.ts';
import type { Database } from '../database/open-database.ts';
import { WITH_ARCHIVES } from './with-archives.ts';

/** A file that should be read again is gone. */
export class SourceMissing extends Error {}

/** All that is in those archives. */
const WHOLE = `
  whole as (
    select * from top
    union
    select inner_one.*
    from whole join "case".main.source as inner_one
      on inner_one.container = whole.path and inner_one.import_id = whole.import_id
  )`;

/** What went with the removed sources: files on disk with their members, and events that no other source holds. */
export type Removed = { readonly sources: number; readonly events: number };

/**
 * Takes sources out of the case, each with all members of its archive: their records, duplicates and rejections.
 * Events that another source delivered too stay, with that delivery as their record. The ledger keeps a line of what
 * was removed. Counts of all other sources keep adding up.
 */
export async function removeSources(
  database: Database,
  sqlDir: string,
  sourceIds: readonly number[],
): Promise<Removed> {
  return takeOut(database, sqlDir, (connection) => findDoomed(connection, sourceIds), markRemoved);
}

/**
 * What removing the sources would take out: the files on disk, all sources with their members, their records, the events
 * that no other source holds (`events`) and those of theirs that stay because another one delivered them too (`shared`).
 */
export async function previewRemoval(
  database: Database,
  sourceIds: readonly number[],
): Promise<MethodOutput<'source.preview'>> {
  const parameters = { sourceIds: `[${sourceIds.join(',')}]` };
  const [sums] = await database.rows(
    `with ${WITH_ARCHIVES}, ${WHOLE},
     doomed as (select * from whole where status <> 'removed'),
     delivered as (
       select record_id from "case".main.record where source_id in (select source_id from doomed)
       union
       select record_id from "case".main.duplicate where source_id in (select source_id from doomed)
     ),
     staying as (
       select record_id from "case".main.record
       where record_id in (from delivered) and source_id not in (select source_id from doomed)
       union
       select record_id from "case".main.duplicate
       where record_id in (from delivered) and source_id not in (select source_id from doomed)
     )
     select
       (select to_json(list(path order by path)) from (select path from doomed where container is null order by path limit 5)) as paths,
       count(*) filter (container is null) as files, count(*) as sources,
       coalesce(sum(records), 0)::bigint as records, coalesce(sum(rejected), 0)::bigint as rejected,
       (select count(*) from delivered) - (select count(*) from staying) as events,
       (select count(*) from staying) as shared
     from doomed`,
    parameters,
  );
  const number = (name: string) => Number(sums?.[name] ?? 0);
  return {
    paths: JSON.parse(String(sums?.paths ?? '[]')) as string[],
    files: number('files'),
    sources: number('sources'),
    records: number('records'),
    events: number('events'),
    shared: number('shared'),
    rejected: number('rejected'),
  };
}

/**
 * Takes out what was committed of files that were not read to their end, after a cancel or a kill, as if they had never
 * been begun: a source is in the case whole or not at all.
 */
export async function discardUnfinishedSources(database: Database, sqlDir: string): Promise<void> {
  const unfinished = `from "case".main.source where status = 'reading'`;
  if ((await database.rows(`select source_id ${unfinished} limit 1`)).length === 0) return;
  await takeOut(
    database,
    sqlDir,
    (connection) =>
      connection.run(`create or replace table memory.main.doomed as select source_id ${unfinished}`),
    (writer) => writer.run(`delete ${unfinished}`),
  );
}

async function takeOut(
  database: Database,
  sqlDir: string,
  find: (connection: DuckDBConnection) => Promise<unknown>,
  settle: (writer: DuckDBConnection) => Promise<unknown>,
): Promise<Removed> {
  const project = await readFile(join(sqlDir, 'ingest', 'project.sql'), 'utf8');
  const connection = await database.connect();
  try {
    await find(connection);
    await findSuccessors(connection, project);
    const removed = await database.write(async (writer) => {
      await keepSharedEvents(writer);
      const counts = await deleteDoomed(writer);
      await settle(writer);
      await recount(writer);
      return counts;
    });
    await database.checkpoint();
    return removed;
  } finally {
    await connection.run(
      'drop table if exists memory.main.doomed; drop table if exists memory.main.successor; drop table if exists memory.main.successor_record',
    );
    connection.closeSync();
  }
}

/**
 * Paths of the files on disk that the sources are, or are members of. Throws SourceMissing when one is there no more, so
 * that nothing is taken out of the case that cannot be read again.
 */
export async function pathsOnDisk(database: Database, sourceIds: readonly number[]): Promise<string[]> {
  const rows = await database.rows(
    `with ${WITH_ARCHIVES}
     select distinct path from top where container is null order by path`,
    { sourceIds: `[${sourceIds.join(',')}]` },
    { maxRows: 10_000 },
  );
  const paths = rows.map((row) => String(row.path));
  for (const path of paths) {
    await access(path, constants.R_OK).catch(() => {
      throw new SourceMissing(
        `${path} is not there any more, or cannot be read; it was left as it is in the case.`,
      );
    });
  }
  return paths;
}

/** The sources with the archives they are in and all that is in these, as the same import read them. */
async function findDoomed(connection: DuckDBConnection, sourceIds: readonly number[]): Promise<void> {
  await connection.run(
    `create or replace table memory.main.doomed as
     with ${WITH_ARCHIVES}, ${WHOLE}
     select source_id from whole where status <> 'removed'`,
    { sourceIds: `[${sourceIds.join(',')}]` },
  );
}

/** For each event that loses its record, the best of its other deliveries, projected anew where its text differs. */
async function findSuccessors(connection: DuckDBConnection, project: string): Promise<void> {
  await connection.run(
    `create or replace table memory.main.successor as
     select distinct on (d.record_id) d.*
     from "case".main.duplicate as d
     join "case".main.record as r using (record_id)
     where r.source_id in (from memory.main.doomed) and d.source_id not in (from memory.main.doomed)
     order by d.record_id, not d.identical, d.original is not null, d.source_id, d.position`,
  );
  await connection.run(
    `create or replace table memory.main.successor_record as
     with staged as (
       select record_id, source_id, position, byte_offset, raw, original from memory.main.successor where not identical
     )
     select * from (${project})`,
  );
}

async function keepSharedEvents(connection: DuckDBConnection): Promise<void> {
  await connection.run(
    `delete from "case".main.duplicate as d
     where d.source_id in (from memory.main.doomed) or exists (
       select 1 from memory.main.successor as s where s.source_id = d.source_id and s.position = d.position
     )`,
  );
  await connection.run(
    `update "case".main.record as r
     set source_id = s.source_id, position = s.position, byte_offset = s.byte_offset
     from memory.main.successor as s
     where s.record_id = r.record_id and s.identical`,
  );
  await connection.run(
    `delete from "case".main.record
     where record_id in (select record_id from memory.main.successor where not identical)`,
  );
  await connection.run(
    `insert into "case".main.record by name
     select * exclude (problem) from memory.main.successor_record`,
  );
  await connection.run(
    `update "case".main.duplicate as d set identical = true, raw = null
     from "case".main.record as r
     where r.record_id = d.record_id and d.raw = r.raw
       and d.record_id in (select record_id from memory.main.successor where not identical)`,
  );
}

async function deleteDoomed(connection: DuckDBConnection): Promise<Removed> {
  const counted = await connection.runAndReadAll(
    `select
       (select count(*) from memory.main.doomed)::double,
       (select count(*) from "case".main.record where source_id in (from memory.main.doomed))::double`,
  );
  const [sources, events] = counted.getRows()[0] ?? [];
  for (const table of ['record', 'rejection', 'integrity_document']) {
    await connection.run(`delete from "case".main.${table} where source_id in (from memory.main.doomed)`);
  }
  return { sources: Number(sources), events: Number(events) };
}

/** The line of the ledger that stays of what was removed. */
async function markRemoved(connection: DuckDBConnection): Promise<void> {
  await connection.run(
    `update "case".main.source
     set status = 'removed',
       reason = format(
         'Removed from the case on {} UTC, with {:,} records: {:,} events, {:,} duplicates, {:,} rejected.',
         strftime(now() at time zone 'UTC', '%Y-%m-%d %H:%M:%S'), records, events, duplicates, rejected
       ),
       records = 0, events = 0, duplicates = 0, rejected = 0
     where source_id in (from memory.main.doomed)`,
  );
}

/** Events that a duplicate now stands for count for its source. */
async function recount(connection: DuckDBConnection): Promise<void> {
  await connection.run(
    `update "case".main.source as s set events = c.events, duplicates = s.records - s.rejected - c.events
     from (
       select r.source_id, count(*) as events
       from "case".main.record as r
       where r.source_id in (select source_id from memory.main.successor)
       group by r.source_id
     ) as c
     where c.source_id = s.source_id`,
  );
}
