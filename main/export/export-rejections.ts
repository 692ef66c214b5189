import type { ParsedInput } from '../../preload/contract/methods.ts';
import type { Database } from '../database/open-database.ts';
import { exportedIntegrity, listSources } from './exported-sources.ts';
import {
  defused,
  type ExportOutcome,
  type ExportPlace,
  type WrittenFile,
  writeExport,
} from './write-export.ts';

export type RejectionExport = Omit<ParsedInput<'export.rejections'>, 'path'> &
  ExportPlace & {
    readonly caseName: string;
    readonly version: string;
    /** The condition that the rejections meet, over `rejection`, with its parameters. */
    readonly condition: {
      readonly sql: string;
      readonly parameters: Readonly<Record<string, string | number | null>>;
    };
  };

const COLUMNS = [
  'file',
  'fileSha256',
  'position',
  'byteOffset',
  'sizeBytes',
  'reason',
  'excerpt',
  'excerptComplete',
];

/** Files that rejected pieces are of, with their hashes and how many of the exported pieces each holds. */
async function sourcesOf(database: Database, { condition }: RejectionExport) {
  const sources = await listSources(database, {
    sql: `select source_id, count(*) as n from rejection where ${condition.sql} group by source_id`,
    parameters: condition.parameters,
    all: false,
  });
  return sources.map(({ exported, ...source }) => ({ ...source, exportedRejections: exported }));
}

async function manifestOf(database: Database, job: RejectionExport, rows: number, file: WrittenFile) {
  const { version, caseName, sourceId, reason, format, defuse } = job;
  return {
    product: 'Spoor',
    version,
    exportedAt: new Date().toISOString(),
    content: 'rejections',
    case: { name: caseName, path: database.path },
    sourceId,
    reason,
    columns: COLUMNS,
    rows,
    formulasDefused: format === 'csv' && defuse,
    file,
    integrity: await exportedIntegrity(database),
    sources: await sourcesOf(database, job),
  };
}

/**
 * Writes the rejected pieces that meet the condition as CSV or NDJSON, in the order of files and positions, with a
 * manifest beside it and an entry in the case. The text of a piece is what the case kept of it (2,000 bytes). Rejects as
 * `writeExport` does.
 */
export async function exportRejections(
  database: Database,
  job: RejectionExport,
  onRows: (rows: number, total: number) => void,
  signal: AbortSignal,
): Promise<ExportOutcome> {
  const { condition, format, defuse } = job;
  const [count] = await database.rows(
    `select count(*) as n from rejection where ${condition.sql}`,
    condition.parameters,
  );
  const text = (sql: string) => (format === 'csv' && defuse ? defused(sql) : sql);
  const select = {
    sql: `
      with wanted as (select * from rejection where ${condition.sql})
      select
        ${text('w.path')} as "file", s.sha256 as "fileSha256", w.position, w.byte_offset as "byteOffset",
        w.size_bytes as "sizeBytes", ${text('w.reason')} as reason, ${text('w.excerpt')} as excerpt,
        strlen(w.excerpt) >= w.size_bytes as "excerptComplete"
      from wanted as w join source as s using (source_id)
      order by source_id, w.position, w.byte_offset`,
    parameters: condition.parameters,
  };
  return writeExport(
    database,
    job,
    { select, format, expectedRows: Number(count?.n ?? 0) },
    (rows, file) => manifestOf(database, job, rows, file),
    onRows,
    signal,
  );
}
