import type { ImportEntry } from '../../preload/contract/model/ledger.ts';
import type { Database } from '../database/open-database.ts';

/** Runs of imports that are listed; older ones are left out. */
const MOST_IMPORTS = 1000;

/** Every run of an import, newest first, with what it read and what is still in the case of it. */
export async function listImports(database: Database): Promise<ImportEntry[]> {
  const rows = await database.rows(
    `with on_disk as (
       select *, lag(sha256) over (partition by path order by source_id) as before
       from "case".main.source
       where container is null and sha256 is not null
     ),
     changed as (
       select import_id, count(*) as changed from on_disk where before <> sha256 group by import_id
     ),
     counted as (
       select
         import_id,
         count(*) filter (container is null and status in ('read', 'damaged', 'container')) as files,
         count(*) filter (status = 'skipped') as skipped,
         count(*) filter (container is null and status = 'removed') as removed,
         sum(records)::bigint as records,
         sum(events)::bigint as events,
         sum(duplicates)::bigint as duplicates,
         sum(rejected)::bigint as rejected
       from "case".main.source
       group by import_id
     )
     select i.*, c.* exclude (import_id), changed
     from "case".main.import as i
     left join counted as c using (import_id)
     left join changed using (import_id)
     order by import_id desc`,
    {},
    { maxRows: MOST_IMPORTS },
  );
  return rows.map((row) => ({
    importId: Number(row.import_id),
    startedAt: String(row.started_at),
    finishedAt: row.finished_at === null ? null : String(row.finished_at),
    status: String(row.status) as ImportEntry['status'],
    paths: (JSON.parse(String(row.paths)) as unknown[]).map(String),
    productVersion: String(row.product_version),
    files: Number(row.files ?? 0),
    changed: Number(row.changed ?? 0),
    unchanged: row.unchanged === null ? null : Number(row.unchanged),
    skipped: Number(row.skipped ?? 0),
    removed: Number(row.removed ?? 0),
    records: Number(row.records ?? 0),
    events: Number(row.events ?? 0),
    duplicates: Number(row.duplicates ?? 0),
    rejected: Number(row.rejected ?? 0),
  }));
}
