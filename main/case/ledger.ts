import type { Rejection, SourceFile, SourceStatus } from '../../preload/contract/model/case.ts';
import type { Database } from '../database/open-database.ts';

type Page = { readonly offset: number; readonly limit: number };

/** Files and archive members that imports have seen, in the order they were read. */
export async function listFiles(
  database: Database,
  input: Page & { readonly status: 'all' | 'read' | 'damaged' | 'skipped' | 'removed' },
): Promise<{ total: number; files: SourceFile[] }> {
  const where = `where $status = 'all' or status = $status`;
  const [count] = await database.rows(`select count(*) as n from source ${where}`, { status: input.status });
  const rows = await database.rows(
    `select source_id, path, container, kind, status, reason, size_bytes, raw_bytes, sha256, records, events,
       duplicates, rejected, read_at
     from source ${where} order by source_id limit $limit offset $offset`,
    { status: input.status, limit: input.limit, offset: input.offset },
  );
  const text = (value: unknown) => (value === null || value === undefined ? null : String(value));
  return {
    total: Number(count?.n ?? 0),
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
      records: Number(row.records),
      events: Number(row.events),
      duplicates: Number(row.duplicates),
      rejected: Number(row.rejected),
      readAt: text(row.read_at),
    })),
  };
}

/** Pieces that are not CloudTrail records, of one file or of all. */
export async function listRejections(
  database: Database,
  input: Page & { readonly sourceId: number | null },
): Promise<{ total: number; rejections: Rejection[] }> {
  const where = 'where $sourceId is null or source_id = $sourceId::integer';
  const [count] = await database.rows(`select count(*) as n from rejection ${where}`, {
    sourceId: input.sourceId,
  });
  const rows = await database.rows(
    `select source_id, path, position, byte_offset, size_bytes, reason, excerpt
     from rejection ${where} order by source_id, position, byte_offset limit $limit offset $offset`,
    { sourceId: input.sourceId, limit: input.limit, offset: input.offset },
  );
  return {
    total: Number(count?.n ?? 0),
    rejections: rows.map((row) => ({
      sourceId: Number(row.source_id),
      path: String(row.path),
      position: Number(row.position),
      byteOffset: Number(row.byte_offset),
      sizeBytes: Number(row.size_bytes),
      reason: String(row.reason),
      excerpt: String(row.excerpt),
    })),
  };
}
