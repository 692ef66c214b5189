import type { Database } from '../database/open-database.ts';
import { discardUnfinishedSources } from './remove-sources.ts';

/** Opens the ledger's entry of a run and answers the ids to go on with. */
export async function beginImport(
  database: Database,
  paths: readonly string[],
  productVersion: string,
): Promise<{ importId: number; nextSourceId: number; nextRecordId: number }> {
  const [ids] = await database.rows(
    `select
       (select coalesce(max(import_id), 0) + 1 from "case".main.import) as import_id,
       (select coalesce(max(source_id), 0) + 1 from "case".main.source) as source_id,
       (select coalesce(max(record_id), 0) + 1 from "case".main.record) as record_id`,
  );
  const importId = Number(ids?.import_id ?? 1);
  await database.write((connection) =>
    connection.run(
      `insert into "case".main.import (import_id, started_at, status, paths, product_version)
       values ($importId, now()::timestamp, 'running', $paths, $productVersion)`,
      { importId, paths: JSON.stringify(paths), productVersion },
    ),
  );
  return {
    importId,
    nextSourceId: Number(ids?.source_id ?? 1),
    nextRecordId: Number(ids?.record_id ?? 1),
  };
}

/** Closes the ledger's entry of a run that found `unchanged` files as they had been read before. */
export async function endImport(
  database: Database,
  importId: number,
  status: 'finished' | 'cancelled' | 'failed',
  unchanged: number,
): Promise<void> {
  await database.write((connection) =>
    connection.run(
      `update "case".main.import set finished_at = now()::timestamp, status = $status, unchanged = $unchanged
       where import_id = $importId`,
      { importId, status, unchanged },
    ),
  );
  await database.checkpoint();
}

/** SHA-256 values of the files on disk that the case has read before, by path. */
export async function knownFiles(database: Database): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await database.rows(
    `select path, sha256 from "case".main.source where container is null and sha256 is not null and status not in ('reading', 'removed')`,
    {},
    { maxRows: 10_000_000 },
  );
  const known = new Map<string, string[]>();
  for (const row of rows) {
    const path = String(row.path);
    known.set(path, [...(known.get(path) ?? []), String(row.sha256)]);
  }
  return known;
}

/** Zones that times of files on disk, or of members in them, were last taken to be of, by the path of the file. */
export async function assumedZones(database: Database): Promise<ReadonlyMap<string, string>> {
  const rows = await database.rows(
    `select split_part(path, '!/', 1) as path, arg_max(assumed_zone, source_id) as zone
     from "case".main.source where assumed_zone is not null group by 1`,
    {},
    { maxRows: 10_000_000 },
  );
  return new Map(rows.map((row) => [String(row.path), String(row.zone)]));
}

/** Why files could not be read when they were last tried, by path. */
export async function knownProblems(database: Database): Promise<ReadonlyMap<string, string>> {
  const rows = await database.rows(
    `select path, reason from "case".main.source where kind = 'unreadable' order by source_id`,
    {},
    { maxRows: 10_000_000 },
  );
  return new Map(rows.map((row) => [String(row.path), String(row.reason)]));
}

/** Marks runs that a kill left open as interrupted and removes what they left half-read; answers whether there were any. */
export async function settleInterruptedImports(database: Database, sqlDir: string): Promise<boolean> {
  const open = await database.rows(`select import_id from "case".main.import where status = 'running'`);
  if (open.length === 0) return false;
  await discardUnfinishedSources(database, sqlDir);
  await database.write((connection) =>
    connection.run(`update "case".main.import set status = 'interrupted' where status = 'running'`),
  );
  return true;
}
