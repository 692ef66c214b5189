import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Database } from '../database/open-database.ts';
import type { RejectedPiece } from '../normalise/piece.ts';
import type { SourceRow } from './source-row.ts';
import { writeSources } from './source-row.ts';

export type BatchSql = {
  readonly unpack: string;
  readonly project: string;
  readonly withoutAccount: string;
  readonly duplicated: string;
  readonly upgraded: string;
};

/** The SELECTs a batch goes through, from `sql/ingest/`. */
export async function readBatchSql(sqlDir: string): Promise<BatchSql> {
  const read = (name: string) => readFile(join(sqlDir, 'ingest', name), 'utf8');
  return {
    unpack: await read('unpack.sql'),
    project: await read('project.sql'),
    withoutAccount: await read('without-account.sql'),
    duplicated: await read('duplicated.sql'),
    upgraded: await read('upgraded.sql'),
  };
}

/** Counts of one batch for one source: records = events + duplicates + rejected. */
export type SourceCounts = {
  readonly sourceId: number;
  readonly records: number;
  readonly duplicates: number;
  readonly rejected: number;
};

/** Guards each record's JSON in `project.sql`; without it one invalid record fails the whole statement. */
const GUARD = 'json_or_null(raw_record)';

/**
 * Projects the staged records into the table `memory.<projected>` and drops the staged ones. Checks each
 * record's JSON only when one of the batch turns out to be invalid, which spares parsing all of them twice.
 */
export async function projectBatch(
  connection: DuckDBConnection,
  sql: BatchSql,
  staged: string,
  projected: string,
): Promise<void> {
  const project = (select: string) =>
    connection.run(
      `create or replace table memory.main.${projected} as
       with staged_batch as (select * from memory.main.${staged}),
       staged as (${sql.unpack})
       select * from (${select})`,
    );
  try {
    await project(sql.project.replace(GUARD, 'raw_record'));
  } catch {
    await project(sql.project);
  }
  await connection.run(`drop table memory.main.${staged}`);
}

/** Gives deliveries of one event one key where only some of them tell the recipient account. */
async function joinKeys(connection: DuckDBConnection, sql: BatchSql, projected: string): Promise<void> {
  const untold = `where "recipientAccountId" is null and "eventID" is not null limit 1`;
  const reader = await connection.runAndReadAll(
    `(select 1 from memory.main.${projected} ${untold}) union all (select 1 from "case".main.record ${untold})`,
  );
  if (reader.currentRowCount === 0) return;
  await connection.run(
    `update memory.main.${projected} as p set event_key = k.event_key
     from (
       with projected as (select * from memory.main.${projected}) select * from (${sql.withoutAccount})
     ) as k
     where k.source_id = p.source_id and k.position = p.position`,
  );
}

/** Finds the duplicates in a projected batch, into memory, and counts the batch by source. */
export async function findDuplicates(
  connection: DuckDBConnection,
  sql: BatchSql,
  projected: string,
): Promise<readonly SourceCounts[]> {
  await joinKeys(connection, sql, projected);
  await connection.run(
    `create or replace table memory.main.duplicated as
     with projected as (select * from memory.main.${projected}) select * from (${sql.duplicated})`,
  );
  await connection.run(
    `create or replace table memory.main.upgraded as
     with projected as (select * from memory.main.${projected}), duplicated as (from memory.main.duplicated)
     select * from (${sql.upgraded})`,
  );
  const reader = await connection.runAndReadAll(
    `select p.source_id, count(*)::double, count(d.position)::double, (count(*) filter (p.problem is not null))::double
     from memory.main.${projected} as p
     left join memory.main.duplicated as d using (source_id, position)
     group by p.source_id`,
  );
  return reader.getRows().map((row) => ({
    sourceId: Number(row[0]),
    records: Number(row[1]),
    duplicates: Number(row[2]),
    rejected: Number(row[3]),
  }));
}

async function insertRecords(connection: DuckDBConnection, projected: string): Promise<void> {
  const reader = await connection.runAndReadAll(
    `select coalesce(max(record_id) + 1, 1) from "case".main.record`,
  );
  const base = reader.getRows()[0]?.[0] ?? 1n;
  const duplicates = await connection.runAndReadAll('select count(*) from memory.main.duplicated');
  const onlyNew =
    duplicates.getRows()[0]?.[0] === 0n
      ? ''
      : `and not exists (
           select 1 from memory.main.duplicated as d
           where d.source_id = p.source_id and d.position = p.position
         )`;
  await connection.run(
    `insert into "case".main.record by name
     select $base::bigint + rowid as record_id, p.* exclude (problem)
     from memory.main.${projected} as p
     where problem is null ${onlyNew}`,
    { base },
  );
  if (onlyNew === '') return;
  await connection.run(
    `insert into "case".main.duplicate
     select
       r.record_id, p.source_id, p.position, p.byte_offset,
       p.raw_hash = r.raw_hash as identical,
       if(p.raw_hash = r.raw_hash, null, p.raw),
       p.original
     from memory.main.${projected} as p
     join memory.main.duplicated as d using (source_id, position)
     join "case".main.record as r on r.event_key = p.event_key`,
  );
}

/**
 * Puts CloudTrail's own records in the place of those that were rebuilt from less; the rebuilt ones become the
 * duplicates. Events keep their numbers.
 */
async function upgradeRecords(connection: DuckDBConnection, projected: string): Promise<void> {
  const upgraded = await connection.runAndReadAll('select count(*) from memory.main.upgraded');
  if (upgraded.getRows()[0]?.[0] === 0n) return;
  await connection.run(
    `delete from "case".main.duplicate
     where exists (
       select 1 from memory.main.upgraded as u
       where u.source_id = duplicate.source_id and u.position = duplicate.position
     )`,
  );
  await connection.run(
    `insert into "case".main.duplicate
     select r.record_id, r.source_id, r.position, r.byte_offset, false, r.raw, r.original
     from "case".main.record as r
     join memory.main.upgraded as u using (record_id)`,
  );
  await connection.run(
    `create or replace temp table changed_source as
     select source_id from "case".main.record where record_id in (select record_id from memory.main.upgraded)
     union select source_id from memory.main.upgraded`,
  );
  await connection.run(
    `delete from "case".main.record where record_id in (select record_id from memory.main.upgraded)`,
  );
  await connection.run(
    `insert into "case".main.record by name
     select
       u.record_id,
       p.* exclude (problem) replace (md5_number(concat_ws('|', "eventID", "recipientAccountId")) as event_key)
     from memory.main.${projected} as p
     join memory.main.upgraded as u using (source_id, position)`,
  );
  await connection.run(
    `update "case".main.duplicate as d set identical = true, raw = null
     from "case".main.record as r
     where r.record_id = d.record_id and d.raw = r.raw
       and r.record_id in (select record_id from memory.main.upgraded)`,
  );
}

/** Counts the events of sources anew, some of whose records have become duplicates or the reverse; by source. */
async function recountSources(connection: DuckDBConnection): Promise<ReadonlyMap<number, number>> {
  const upgraded = await connection.runAndReadAll('select count(*) from memory.main.upgraded');
  if (upgraded.getRows()[0]?.[0] === 0n) return new Map();
  await connection.run(
    `update "case".main.source as s set events = c.events, duplicates = s.records - s.rejected - c.events
     from (
       select changed.source_id, count(r.record_id) as events
       from changed_source as changed
       left join "case".main.record as r using (source_id)
       group by changed.source_id
     ) as c
     where c.source_id = s.source_id`,
  );
  const changed = await connection.runAndReadAll(
    `select source_id, duplicates::double from "case".main.source
     where source_id in (select source_id from changed_source)`,
  );
  await connection.run('drop table changed_source');
  return new Map(changed.getRows().map((row) => [Number(row[0]), Number(row[1])]));
}

async function insertRejections(
  connection: DuckDBConnection,
  projected: string,
  pieces: readonly (RejectedPiece & { readonly sourceId: number })[],
): Promise<void> {
  await connection.run(
    `insert into "case".main.rejection
     select source_id, position, byte_offset, strlen(raw), 'The record ' || problem || '.', left(raw, 2000)
     from memory.main.${projected}
     where problem is not null`,
  );
  if (pieces.length === 0) return;
  const appender = await connection.createAppender('rejection', 'main', 'case');
  for (const piece of pieces) {
    appender.appendInteger(piece.sourceId);
    appender.appendBigInt(BigInt(piece.position));
    appender.appendBigInt(BigInt(piece.byteOffset));
    appender.appendBigInt(BigInt(piece.sizeBytes));
    appender.appendVarchar(piece.reason);
    appender.appendVarchar(piece.excerpt);
    appender.endRow();
  }
  appender.flushSync();
  appender.closeSync();
}

/**
 * Writes the projected batch, the pieces that were rejected while splitting and the sources' rows in one
 * transaction: after a kill the case holds all of the batch or nothing of it. Answers the duplicates of the sources
 * whose counts changed otherwise, by source.
 */
export async function commitBatch(
  database: Database,
  projected: string,
  sources: readonly SourceRow[],
  pieces: readonly (RejectedPiece & { readonly sourceId: number })[],
): Promise<ReadonlyMap<number, number>> {
  return database.write(async (connection) => {
    await insertRecords(connection, projected);
    await upgradeRecords(connection, projected);
    await insertRejections(connection, projected, pieces);
    await writeSources(connection, sources);
    return recountSources(connection);
  });
}
