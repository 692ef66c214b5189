import type { DuckDBConnection } from '@duckdb/node-api';
import type { Database } from '../database/open-database.ts';
import type { RejectedPiece } from '../normalise/piece.ts';
import { type BatchSql, projectedRecords, stagedRecords } from './batch-sql.ts';
import {
  type FoundDuplicates,
  findDuplicates,
  hasRows,
  type SourceCounts,
  TELLS_NO_ACCOUNT,
} from './find-duplicates.ts';
import { type SourceRow, type SourceState, writeSources } from './source-row.ts';

/** A batch on its way into the case, with its sources in the states they had when its last record was staged. */
export type Batch = {
  /** The table in memory that holds its records. */
  readonly staged: string;
  readonly rows: number;
  readonly bySource: ReadonlyMap<number, number>;
  /** Id of its first record; ids below it are those of records that are in the case. */
  readonly firstId: number;
  readonly sources: readonly { readonly row: SourceRow; readonly state: SourceState }[];
  readonly pieces: readonly (RejectedPiece & { readonly sourceId: number })[];
};

/** What was committed. */
export type Committed = {
  /** The sources of the batch, in their order, with what it added to their counts. */
  readonly sources: readonly SourceRow[];
  /** All its records are new events. */
  readonly isRegular: boolean;
  /** Duplicates of sources whose events became other sources', or the reverse, in place of what they were. */
  readonly recounted: ReadonlyMap<number, number>;
};

class IrregularBatch extends Error {}

/**
 * Whether an event of the batch is in the case twice now, or might be since a delivery of it tells no account. DuckDB
 * builds a hash table of what stands after `in`: that of the batch, however large the case is.
 */
function hasDuplicates(connection: DuckDBConnection, firstId: number): Promise<boolean> {
  return hasRows(
    connection,
    `select 1 where exists (
       select 1 from "case".main.record where record_id >= $firstId group by event_key having count(*) > 1
     ) or exists (
       select 1 from "case".main.record where record_id < $firstId and event_key in (
         select event_key from "case".main.record where record_id >= $firstId
       )
     ) or exists (
       select 1 from "case".main.record where ${TELLS_NO_ACCOUNT}
     )`,
    { firstId: BigInt(firstId) },
  );
}

/** The sources' rows with what the batch adds to their counts. Throws where records are of none of them. */
function countedSources(batch: Batch, counts: readonly SourceCounts[]): SourceRow[] {
  const bySource = new Map(counts.map((count) => [count.sourceId, count]));
  const known = new Set(batch.sources.map(({ row }) => row.sourceId));
  const lost = [...counts, ...batch.pieces].find(({ sourceId }) => !known.has(sourceId));
  if (lost) throw new Error(`Records of source ${lost.sourceId} were staged without its row.`);
  const piecesBySource = new Map<number, number>();
  for (const { sourceId } of batch.pieces) {
    piecesBySource.set(sourceId, (piecesBySource.get(sourceId) ?? 0) + 1);
  }
  return batch.sources.map(({ row, state }) => {
    const count = bySource.get(row.sourceId);
    const pieces = piecesBySource.get(row.sourceId) ?? 0;
    return {
      ...row,
      state,
      records: row.records + (count?.records ?? 0) + pieces,
      duplicates: row.duplicates + (count?.duplicates ?? 0),
      rejected: row.rejected + (count?.rejected ?? 0) + pieces,
    };
  });
}

async function insertPieces(connection: DuckDBConnection, { pieces }: Batch): Promise<void> {
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
 * Commits a batch of nothing but new events at once: its records are projected straight into the case. Answers null, with
 * nothing committed, where some are duplicates or rejected, which only shows then.
 */
export async function commitIfRegular(
  database: Database,
  sql: BatchSql,
  batch: Batch,
): Promise<Committed | null> {
  const counts = [...batch.bySource].map(([sourceId, records]) => ({
    sourceId,
    records,
    duplicates: 0,
    rejected: 0,
  }));
  const sources = countedSources(batch, counts);
  try {
    await database.write(async (connection) => {
      const projected = projectedRecords(sql, batch.staged, { guarded: false });
      const inserted = await connection
        .run(
          `insert into "case".main.record by name
           select * exclude (problem) from ${projected} where problem is null`,
        )
        .catch((error: unknown) => {
          throw new IrregularBatch(String(error));
        });
      if (inserted.rowsChanged !== batch.rows || (await hasDuplicates(connection, batch.firstId))) {
        throw new IrregularBatch();
      }
      await insertPieces(connection, batch);
      await writeSources(connection, sources);
    });
    return { sources, isRegular: true, recounted: new Map() };
  } catch (error) {
    if (error instanceof IrregularBatch) return null;
    throw error;
  }
}

async function insertRecords(
  connection: DuckDBConnection,
  sql: BatchSql,
  { staged }: Batch,
  { guarded, joined }: FoundDuplicates,
): Promise<void> {
  const key = joined ? 'k.event_key' : 'p.event_key';
  const keys = joined ? 'join memory.main.projected as k using (record_id)' : '';
  await connection.run(
    `insert into "case".main.record by name
     select p.* exclude (problem) replace (${key} as event_key)
     from ${projectedRecords(sql, staged, { guarded })} as p ${keys}
     where p.problem is null and p.record_id not in (select record_id from memory.main.duplicated)`,
  );
  await connection.run(
    `insert into "case".main.duplicate
     select
       r.record_id, s.source_id, s.position, s.byte_offset,
       hash(s.raw) = r.raw_hash as identical,
       if(hash(s.raw) = r.raw_hash, null, s.raw),
       nullif(s.original, '')
     from ${stagedRecords(sql, staged)} as s
     join memory.main.duplicated as d using (record_id)
     join memory.main.projected as p using (record_id)
     join "case".main.record as r on r.event_key = p.event_key`,
  );
}

/**
 * Puts CloudTrail's own records in the place of those that were rebuilt from less; the rebuilt ones become the
 * duplicates. Events keep their numbers.
 */
async function upgradeRecords(
  connection: DuckDBConnection,
  sql: BatchSql,
  { staged }: Batch,
  { guarded }: FoundDuplicates,
): Promise<void> {
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
  const where = '(source_id, position) in (select (source_id, position) from memory.main.upgraded)';
  await connection.run(
    `insert into "case".main.record by name
     select
       p.* exclude (problem) replace (
         u.record_id as record_id,
         md5_number(concat_ws('|', "eventID", "recipientAccountId")) as event_key
       )
     from ${projectedRecords(sql, staged, { guarded, where })} as p
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

/**
 * Commits a batch in one transaction, with its rejected pieces and its sources' rows: after a kill the case holds all of
 * it or nothing. What is no new event is found first, on a connection of the caller's.
 */
export async function commitCarefully(
  database: Database,
  connection: DuckDBConnection,
  sql: BatchSql,
  batch: Batch,
): Promise<Committed> {
  const found = await findDuplicates(connection, sql, batch.staged);
  const sources = countedSources(batch, found.counts);
  const recounted = await database.write(async (writer) => {
    await insertRecords(writer, sql, batch, found);
    if (found.upgraded > 0) await upgradeRecords(writer, sql, batch, found);
    await writer.run(
      `insert into "case".main.rejection
       select
         s.source_id, s.position, s.byte_offset, strlen(s.raw), 'The record ' || p.problem || '.', left(s.raw, 2000)
       from ${stagedRecords(sql, batch.staged)} as s
       join memory.main.projected as p using (record_id)
       where p.problem is not null`,
    );
    await insertPieces(writer, batch);
    await writeSources(writer, sources);
    return found.upgraded > 0 ? await recountSources(writer) : new Map<number, number>();
  });
  const isRegular = found.counts.every(({ duplicates, rejected }) => duplicates + rejected === 0);
  return { sources, isRegular, recounted };
}
