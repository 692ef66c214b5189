import { type DuckDBConnection, DuckDBTimestampValue } from '@duckdb/node-api';
import type { SourceStatus } from '../../preload/contract/model/case.ts';

/** A row of the ledger while its file is being read; `stored` once a row of that id is in the case. */
export type SourceRow = {
  readonly sourceId: number;
  readonly importId: number;
  readonly path: string;
  readonly container: string | null;
  kind: string;
  status: SourceStatus;
  reason: string | null;
  sizeBytes: number;
  rawBytes: number;
  sha256: string | null;
  records: number;
  duplicates: number;
  rejected: number;
  stored: boolean;
};

const nowMicros = (): bigint => BigInt(Date.now()) * 1000n;

async function updateSource(connection: DuckDBConnection, row: SourceRow): Promise<void> {
  await connection.run(
    `update "case".main.source set
       kind = $kind, status = $status, reason = $reason, size_bytes = $sizeBytes, raw_bytes = $rawBytes,
       sha256 = $sha256, records = $records, events = $events, duplicates = $duplicates, rejected = $rejected,
       read_at = $readAt
     where source_id = $sourceId`,
    {
      sourceId: row.sourceId,
      kind: row.kind,
      status: row.status,
      reason: row.reason,
      sizeBytes: row.sizeBytes,
      rawBytes: row.rawBytes,
      sha256: row.sha256,
      records: row.records,
      events: row.records - row.duplicates - row.rejected,
      duplicates: row.duplicates,
      rejected: row.rejected,
      readAt: new DuckDBTimestampValue(nowMicros()),
    },
  );
}

/** Adds or updates the rows of `source` within the caller's transaction. */
export async function writeSources(connection: DuckDBConnection, rows: readonly SourceRow[]): Promise<void> {
  for (const row of rows.filter((candidate) => candidate.stored)) await updateSource(connection, row);
  const added = rows.filter((candidate) => !candidate.stored);
  if (added.length === 0) return;
  const appender = await connection.createAppender('source', 'main', 'case');
  const text = (value: string | null) =>
    value === null ? appender.appendNull() : appender.appendVarchar(value);
  for (const row of added) {
    appender.appendInteger(row.sourceId);
    appender.appendInteger(row.importId);
    appender.appendVarchar(row.path);
    text(row.container);
    appender.appendVarchar(row.kind);
    appender.appendVarchar(row.status);
    text(row.reason);
    appender.appendBigInt(BigInt(row.sizeBytes));
    appender.appendBigInt(BigInt(row.rawBytes));
    text(row.sha256);
    appender.appendBigInt(BigInt(row.records));
    appender.appendBigInt(BigInt(row.records - row.duplicates - row.rejected));
    appender.appendBigInt(BigInt(row.duplicates));
    appender.appendBigInt(BigInt(row.rejected));
    appender.appendTimestamp(new DuckDBTimestampValue(nowMicros()));
    appender.endRow();
  }
  appender.flushSync();
  appender.closeSync();
}
