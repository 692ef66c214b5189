import { basename } from 'node:path';
import type { CaseSummary } from '../../preload/contract/model/case.ts';
import type { Database } from '../database/open-database.ts';

/** The open case in a glance: its sums over the ledger, and the span of its events. */
export async function summariseCase(database: Database): Promise<CaseSummary> {
  const [sums] = await database.rows(
    `select
       count(*) filter (status in ('read', 'damaged')) as files,
       count(*) filter (status = 'skipped') as skipped_files,
       coalesce(sum(records) filter (status <> 'reading'), 0)::bigint as records,
       coalesce(sum(duplicates) filter (status <> 'reading'), 0)::bigint as duplicates,
       coalesce(sum(rejected) filter (status <> 'reading'), 0)::bigint as rejected,
       count(*) filter (status = 'reading') as unfinished
     from "case".main.source`,
  );
  const [events] = await database.rows(
    `select
       count(*) as events, min("eventTime") as oldest, max("eventTime") as newest,
       count(distinct account) as accounts, count(distinct "awsRegion") as regions
     from "case".main.record`,
  );
  const [last] = await database.rows(`select status from "case".main.import order by import_id desc limit 1`);
  const [faults] = await database.rows(
    `select count(*) as wrong from "case".main.integrity_finding where severity = 'wrong'`,
  );
  const [name] = await database.rows(`select value from "case".main.case_property where name = 'name'`);
  return {
    path: database.path,
    name: String(name?.value ?? basename(database.path, '.spoor')),
    readOnly: database.readOnly,
    counts: {
      files: Number(sums?.files ?? 0),
      skippedFiles: Number(sums?.skipped_files ?? 0),
      records: Number(sums?.records ?? 0),
      events: Number(events?.events ?? 0),
      duplicates: Number(sums?.duplicates ?? 0),
      rejected: Number(sums?.rejected ?? 0),
    },
    oldestAt: (events?.oldest as string | null | undefined) ?? null,
    newestAt: (events?.newest as string | null | undefined) ?? null,
    accounts: Number(events?.accounts ?? 0),
    regions: Number(events?.regions ?? 0),
    integrityFaults: Number(faults?.wrong ?? 0),
    interrupted: last?.status === 'interrupted',
  };
}
