import type { Database } from '../database/open-database.ts';
import { countEvents } from '../query/count.ts';
import { type CsvOptions, csvSelect } from './csv-select.ts';
import { buildManifest } from './manifest.ts';
import { type ExportOutcome, type ExportPlace, writeExport } from './write-export.ts';

export type ExportJob = CsvOptions & ExportPlace & { readonly caseName: string; readonly version: string };

/**
 * Writes exactly the events of the scope as CSV, with a manifest beside it and an entry in the case. Leaves
 * no file behind when it is cancelled or fails. Rejects with a `cancelled` DatabaseError on abort.
 */
export async function exportCsv(
  database: Database,
  job: ExportJob,
  onRows: (rows: number, total: number) => void,
  signal: AbortSignal,
): Promise<ExportOutcome> {
  const counts = await countEvents(database, job.scope, signal);
  return writeExport(
    database,
    job,
    { select: csvSelect(job), format: 'csv', expectedRows: counts.events },
    (rows, file) =>
      buildManifest(
        database,
        {
          version: job.version,
          case: { name: job.caseName, path: database.path, events: counts.total },
          query: job.scope.query,
          from: job.scope.from,
          to: job.scope.to,
          sort: job.sort,
          columns: job.columns,
          rows,
          formulasDefused: job.defuse,
          file,
        },
        job.scope,
      ),
    onRows,
    signal,
  );
}
