import { type DuckDBConnection, DuckDBTimestampValue } from '@duckdb/node-api';
import type { SourceStatus } from '../../preload/contract/model/case.ts';

/** What is known of a file from reading it; replaced when its end is reached. */
export type SourceState = {
  readonly kind: string;
  readonly status: SourceStatus;
  readonly reason: string | null;
  readonly sizeBytes: number;
  readonly rawBytes: number;
  readonly sha256: string | null;
  readonly contentSha256: string | null;
  readonly damage: string | null;
  readonly assumedZone: string | null;
  /** Of a file that vouches for others. */
  readonly text: string | null;
};

/**
 * A row of the ledger while its file is being imported. `state` runs ahead of the case, the counts are those
 * of the batches committed so far; `stored` once a row of that id is in the case.
 */
export type SourceRow = {
  readonly sourceId: number;
  readonly importId: number;
  readonly path: string;
  readonly container: string | null;
  state: SourceState;
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
       sha256 = $sha256, content_sha256 = $contentSha256,
       damage = $damage, assumed_zone = $assumedZone, records = $records, events = $events, duplicates = $duplicates, rejected = $rejected,
       read_at = $readAt
     where source_id = $sourceId`,
    {
      sourceId: row.sourceId,
      kind: row.state.kind,
      status: row.state.status,
      reason: row.state.reason,
      sizeBytes: row.state.sizeBytes,
      rawBytes: row.state.rawBytes,
      sha256: row.state.sha256,
      contentSha256: row.state.contentSha256,
      damage: row.state.damage,
      assumedZone: row.state.assumedZone,
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
  await addDocuments(connection, rows);
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
    appender.appendVarchar(row.state.kind);
    appender.appendVarchar(row.state.status);
    text(row.state.reason);
    appender.appendBigInt(BigInt(row.state.sizeBytes));
    appender.appendBigInt(BigInt(row.state.rawBytes));
    text(row.state.sha256);
    appender.appendBigInt(BigInt(row.records));
    appender.appendBigInt(BigInt(row.records - row.duplicates - row.rejected));
    appender.appendBigInt(BigInt(row.duplicates));
    appender.appendBigInt(BigInt(row.rejected));
    appender.appendTimestamp(new DuckDBTimestampValue(nowMicros()));
    text(row.state.contentSha256);
    text(row.state.damage);
    text(row.state.assumedZone);
    appender.endRow();
  }
  appender.flushSync();
  appender.closeSync();
}

/** Keeps the texts of the files that vouch for others. */
async function addDocuments(connection: DuckDBConnection, rows: readonly SourceRow[]): Promise<void> {
  if (rows.every(({ state }) => state.text === null)) return;
  const appender = await connection.createAppender('integrity_document', 'main', 'case');
  for (const { sourceId, state } of rows) {
    if (state.text === null) continue;
    appender.appendInteger(sourceId);
    appender.appendVarchar(state.text);
    appender.endRow();
  }
  appender.flushSync();
  appender.closeSync();
}
