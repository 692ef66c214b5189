import type { ParsedInput } from '../../preload/contract/methods.ts';
import type { SourceFile, SourceStatus } from '../../preload/contract/model/case.ts';
import type { IntegrityLevel } from '../../preload/contract/model/integrity.ts';
import type { FileFilter, FileSort, FileSums } from '../../preload/contract/model/ledger.ts';
import type { Database } from '../database/open-database.ts';

const WHERE = `
  ($status = 'all' or status = $status)
  and ($kind::varchar is null or kind = $kind::varchar)
  and ($importId::integer is null or import_id = $importId::integer)
  and ($integrity::varchar is null or integrity = $integrity::varchar)
  and ($sourceId::integer is null or source_id = $sourceId::integer)
  and ($search = '' or contains(lower(path), lower($search)) or starts_with(sha256, lower($search)))`;

/** What the rows are sorted by, as SQL. */
const ORDERS: Readonly<Record<FileSort['by'], string>> = {
  order: 'source_id',
  status: 'status',
  path: 'lower(path)',
  kind: 'kind',
  sizeBytes: 'size_bytes',
  rawBytes: 'raw_bytes',
  records: 'records',
  events: 'events',
  duplicates: 'duplicates',
  rejected: 'rejected',
  reason: 'reason',
  integrity: 'integrity',
};

/** Files on disk that can be another version of each other: of one path, in the case, with a content. */
const VERSION = `o.container is null and o.status in ('read', 'damaged', 'container') and o.sha256 is not null`;

function parametersOf({ status, kind, importId, integrity, sourceId, search }: FileFilter) {
  return { status, kind, importId, integrity, sourceId, search: search.trim() };
}

async function sumUp(database: Database, filter: FileFilter): Promise<{ total: number; sums: FileSums }> {
  const [row] = await database.rows(
    `select
       count(*) as files,
       coalesce(sum(size_bytes) filter (container is null), 0)::bigint as size_bytes,
       coalesce(sum(raw_bytes), 0)::bigint as raw_bytes,
       coalesce(sum(records), 0)::bigint as records,
       coalesce(sum(events), 0)::bigint as events,
       coalesce(sum(duplicates), 0)::bigint as duplicates,
       coalesce(sum(rejected), 0)::bigint as rejected
     from source where ${WHERE}`,
    parametersOf(filter),
  );
  const number = (name: string) => Number(row?.[name] ?? 0);
  return {
    total: number('files'),
    sums: {
      sizeBytes: number('size_bytes'),
      rawBytes: number('raw_bytes'),
      records: number('records'),
      events: number('events'),
      duplicates: number('duplicates'),
      rejected: number('rejected'),
    },
  };
}

/** A page of the files and archive members that imports have seen, with the sums of all that the filter means. */
export async function listFiles(
  database: Database,
  input: ParsedInput<'ledger.files'>,
): Promise<{ total: number; sums: FileSums; files: SourceFile[] }> {
  const { sort, offset, limit } = input;
  const rows = await database.rows(
    `with paged as (
       select * from source where ${WHERE}
       order by ${ORDERS[sort.by]} ${sort.direction} nulls last, source_id
       limit $limit offset $offset
     ),
     version as (
       select p.source_id, count(distinct o.sha256) as versions,
         count(distinct o.sha256) filter (o.source_id <= p.source_id) as version
       from paged as p join source as o on o.path = p.path and ${VERSION}
       where p.container is null
       group by p.source_id
     )
     select p.*, coalesce(version, 1) as version, coalesce(versions, 1) as versions
     from paged as p left join version using (source_id)
     order by ${ORDERS[sort.by]} ${sort.direction} nulls last, source_id`,
    { ...parametersOf(input), limit, offset },
  );
  const text = (value: unknown) => (value === null || value === undefined ? null : String(value));
  return {
    ...(await sumUp(database, input)),
    files: rows.map((row) => ({
      sourceId: Number(row.source_id),
      path: String(row.path),
      container: text(row.container),
      kind: String(row.kind),
      status: String(row.status) as SourceStatus,
      reason: text(row.reason),
      sizeBytes: Number(row.size_bytes),
      rawBytes: Number(row.raw_bytes),
      sha256: text(row.sha256),
      assumedZone: text(row.assumed_zone),
      integrity: text(row.integrity) as IntegrityLevel | null,
      records: Number(row.records),
      events: Number(row.events),
      duplicates: Number(row.duplicates),
      rejected: Number(row.rejected),
      readAt: text(row.read_at),
      importId: Number(row.import_id),
      version: Math.max(1, Number(row.version)),
      versions: Number(row.versions),
    })),
  };
}

/** How many files the ledger has of each status, kind and level of integrity, the most frequent first. */
export async function countFiles(database: Database): Promise<{
  statuses: { status: SourceStatus; files: number }[];
  kinds: { kind: string; files: number }[];
  zones: { zone: string; sourceIds: number[] }[];
  levels: { level: IntegrityLevel; files: number }[];
}> {
  const count = (column: 'status' | 'kind' | 'integrity') =>
    database.rows(
      `select ${column} as value, count(*) as files from source group by ${column} order by files desc, value`,
    );
  const [statuses, kinds, levels] = await Promise.all([count('status'), count('kind'), count('integrity')]);
  const judged = levels.filter(({ value }) => value !== null);
  const isChecked = judged.some(({ value }) => value !== 'not-covered');
  return {
    statuses: statuses.map(({ value, files }) => ({
      status: String(value) as SourceStatus,
      files: Number(files),
    })),
    kinds: kinds.map(({ value, files }) => ({ kind: String(value), files: Number(files) })),
    zones: await listZones(database),
    levels: isChecked
      ? judged.map(({ value, files }) => ({ level: value as IntegrityLevel, files: Number(files) }))
      : [],
  };
}

const MOST_OF_A_ZONE = 10_000;

async function listZones(database: Database): Promise<{ zone: string; sourceIds: number[] }[]> {
  const rows = await database.rows(
    `select assumed_zone as zone, to_json(list(source_id order by source_id)[:${MOST_OF_A_ZONE}])::varchar as ids
     from source where assumed_zone is not null and status in ('read', 'damaged')
     group by assumed_zone order by assumed_zone`,
  );
  return rows.map(({ zone, ids }) => ({
    zone: String(zone),
    sourceIds: JSON.parse(String(ids)) as number[],
  }));
}
