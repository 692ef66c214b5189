import type { MethodOutput } from '../../preload/contract/methods.ts';
import type { Database } from '../database/open-database.ts';

/** Finished exports of the case, newest first. */
export async function listExports(database: Database): Promise<MethodOutput<'export.list'>> {
  const rows = await database.rows(
    `select exported_at, path, row_count, sha256, manifest ->> '$.query' as query, manifest ->> '$.content' as content
     from "case".main.export order by exported_at desc limit 500`,
  );
  return rows.map((row) => ({
    exportedAt: String(row.exported_at),
    path: String(row.path),
    rows: Number(row.row_count),
    sha256: String(row.sha256),
    content: row.content === 'rejections' ? ('rejections' as const) : ('events' as const),
    query: String(row.query ?? ''),
  }));
}
