import type { Database } from '../database/open-database.ts';

/** Log files of S3 delivery are named after their account, their region and the minute of their delivery. */
export const DELIVERY_NAME = String.raw`(\d{12})_CloudTrail(?:-Insight)?_([a-z0-9-]+)_(\d{8}T\d{4})Z_[^/\\]*$`;

/** What a trail's files lie under, and the mark of an organisation's in it. */
const TRAIL_FOLDER = String.raw`^(.*?)[/\\]?AWSLogs[/\\]`;
const ORGANISATION = String.raw`[/\\]?AWSLogs[/\\]o-[a-z0-9]{10,32}[/\\]`;

const TABLE = 'memory.main.duplicate_pair';

const PAIRS = `
  with pair as (
    select
      r.source_id as kept, d.source_id as file,
      count(*) as duplicates, count(*) filter (not d.identical) as differing
    from "case".main.duplicate as d
    join "case".main.record as r using (record_id)
    group by all
  ),
  named as (
    select
      source_id, path, kind, sha256, content_sha256,
      regexp_matches(path, '${ORGANISATION}') as organisation,
      regexp_extract(path, '${TRAIL_FOLDER}', 1) as folder,
      regexp_matches(path, '${TRAIL_FOLDER}') as has_folder,
      regexp_extract(path, '${DELIVERY_NAME}', ['account', 'region', 'at']) as name
    from "case".main.source
  )
  select
    kept, file, duplicates, differing,
    k.path as kept_path, k.kind as kept_kind, f.path as file_path, f.kind as file_kind,
    case
      when kept = file then 'same-file'
      when k.sha256 = f.sha256 or k.content_sha256 = f.content_sha256 then 'same-content'
      when k.path = f.path then 'changed-file'
      when k.kind <> f.kind then 'other-shape'
      when k.organisation <> f.organisation then 'organisation'
      when k.has_folder and f.has_folder and k.folder <> f.folder then 'other-trail'
      when k.name.at = '' or f.name.at = '' then 'other-file'
      when k.name.region <> f.name.region then 'other-region'
      else 'redelivered'
    end as reason
  from pair
  join named as k on k.source_id = kept
  join named as f on f.source_id = file`;

const tables = new WeakMap<Database, { readonly state: string; readonly written: Promise<unknown> }>();

/**
 * A table with one row a pair of files: `file` delivered events again that `kept` had delivered, and why (see
 * DUPLICATE_REASONS). Made once for a state of the ledger; answers the table's name.
 */
export async function duplicatePairs(database: Database): Promise<string> {
  const [row] = await database.rows(
    `select concat_ws(' ',
       (select count(*) from "case".main.record), (select count(*) from "case".main.duplicate),
       (select count(*) from "case".main.source), (select count(*) from "case".main.source where status = 'removed')
     ) as state`,
  );
  const state = String(row?.state);
  const known = tables.get(database);
  if (known?.state === state) {
    await known.written;
    return TABLE;
  }
  const written = database.query(`create or replace table ${TABLE} as ${PAIRS}`);
  tables.set(database, { state, written });
  try {
    await written;
  } catch (error) {
    tables.delete(database);
    throw error;
  }
  return TABLE;
}
