import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Database } from '../database/open-database.ts';
import type { RejectedPiece } from '../normalise/piece.ts';
import type { SourceRow } from './source-row.ts';
import { writeSources } from './source-row.ts';

export type BatchSql = { readonly unpack: string; readonly project: string; readonly duplicated: string };

/** The SELECTs a batch goes through, from `sql/ingest/`. */
export async function readBatchSql(sqlDir: string): Promise<BatchSql> {
  const read = (name: string) => readFile(join(sqlDir, 'ingest', name), 'utf8');
  return {
    unpack: await read('unpack.sql'),
    project: await read('project.sql'),
    duplicated: await read('duplicated.sql'),
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

/** Finds the duplicates in a projected batch, into memory, and counts the batch by source. */
export async function findDuplicates(
  connection: DuckDBConnection,
  sql: BatchSql,
  projected: string,
): Promise<readonly SourceCounts[]> {
  await connection.run(
    `create or replace table memory.main.duplicated as
     with projected as (select * from memory.main.${projected}) select * from (${sql.duplicated})`,
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
       if(p.raw_hash = r.raw_hash, null, p.raw)
     from memory.main.${projected} as p
     join memory.main.duplicated as d using (source_id, position)
     join "case".main.record as r on r.event_key = p.event_key`,
  );
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
 * transaction: after a kill the case holds all of the batch or nothing of it.
 */
export async function commitBatch(
  database: Database,
  projected: string,
  sources: readonly SourceRow[],
  pieces: readonly (RejectedPiece & { readonly sourceId: number })[],
): Promise<void> {
  await database.write(async (connection) => {
    await insertRecords(connection, projected);
    await insertRejections(connection, projected, pieces);
    await writeSources(connection, sources);
  });
}
