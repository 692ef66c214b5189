import type { DuckDBConnection } from '@duckdb/node-api';
import { type BatchSql, projectedRecords } from './batch-sql.ts';

/** Counts of one batch for one source: records = events + duplicates + rejected. */
export type SourceCounts = {
  readonly sourceId: number;
  readonly records: number;
  readonly duplicates: number;
  readonly rejected: number;
};

/** What is known of a batch's keys. */
export type FoundDuplicates = {
  readonly counts: readonly SourceCounts[];
  /** Whether some of its records are not valid JSON. */
  readonly guarded: boolean;
  /** How many events of the case give way to CloudTrail's own record of them. */
  readonly upgraded: number;
  /** Whether records got the key of another delivery that tells, or does not tell, the account. */
  readonly joined: boolean;
};

const KEYS = 'record_id, source_id, position, problem, event_key, original, "eventID", "recipientAccountId"';

/** What a record is that might be a delivery of an event whose other deliveries tell the account. */
export const TELLS_NO_ACCOUNT = '"recipientAccountId" is null and "eventID" is not null';

/** Whether a SELECT has any row. */
export async function hasRows(
  connection: DuckDBConnection,
  select: string,
  parameters: Record<string, bigint> = {},
): Promise<boolean> {
  const reader = await connection.runAndReadAll(`${select} limit 1`, parameters);
  return reader.currentRowCount > 0;
}

async function projectKeys(connection: DuckDBConnection, sql: BatchSql, staged: string): Promise<boolean> {
  const project = (guarded: boolean) =>
    connection.run(
      `create or replace table memory.main.projected as
       select ${KEYS} from ${projectedRecords(sql, staged, { guarded })}`,
    );
  try {
    await project(false);
    return false;
  } catch {
    await project(true);
    return true;
  }
}

/** Gives deliveries of one event one key where only some of them tell the recipient account. */
async function joinKeys(connection: DuckDBConnection, sql: BatchSql): Promise<boolean> {
  const any =
    (await hasRows(connection, `select 1 from memory.main.projected where ${TELLS_NO_ACCOUNT}`)) ||
    (await hasRows(connection, `select 1 from "case".main.record where ${TELLS_NO_ACCOUNT}`));
  if (!any) return false;
  await connection.run(
    `update memory.main.projected as p set event_key = k.event_key
     from (
       with projected as (select * from memory.main.projected) select * from (${sql.withoutAccount})
     ) as k
     where k.source_id = p.source_id and k.position = p.position`,
  );
  return true;
}

/**
 * Finds what of a staged batch is no new event, and counts the batch by source. Leaves tables in memory: `projected`, the
 * records' keys and problems; `duplicated`, the further deliveries; `upgraded`, the events that get a better record.
 */
export async function findDuplicates(
  connection: DuckDBConnection,
  sql: BatchSql,
  staged: string,
): Promise<FoundDuplicates> {
  const guarded = await projectKeys(connection, sql, staged);
  const joined = await joinKeys(connection, sql);
  await connection.run(
    `create or replace table memory.main.duplicated as
     with projected as (select * from memory.main.projected), found as (${sql.duplicated})
     select record_id, source_id, position from found join projected using (source_id, position)`,
  );
  await connection.run(
    `create or replace table memory.main.upgraded as
     with projected as (select * from memory.main.projected), duplicated as (from memory.main.duplicated)
     select * from (${sql.upgraded})`,
  );
  const upgraded = await connection.runAndReadAll('select count(*)::double from memory.main.upgraded');
  const reader = await connection.runAndReadAll(
    `select p.source_id, count(*)::double, count(d.record_id)::double, (count(*) filter (p.problem is not null))::double
     from memory.main.projected as p
     left join memory.main.duplicated as d using (record_id)
     group by p.source_id`,
  );
  const counts = reader.getRows().map((row) => ({
    sourceId: Number(row[0]),
    records: Number(row[1]),
    duplicates: Number(row[2]),
    rejected: Number(row[3]),
  }));
  return { counts, guarded, joined, upgraded: Number(upgraded.getRows()[0]?.[0]) };
}
