import { BLOB, type DuckDBConnection, DuckDBDataChunk, INTEGER, VARCHAR } from '@duckdb/node-api';
import { RECORD_SEPARATOR, type RecordBatch } from '../normalise/record-batch.ts';

const TYPES = [INTEGER, VARCHAR, VARCHAR, BLOB, VARCHAR];
const SEPARATOR = String.fromCharCode(RECORD_SEPARATOR);

/** A table of raw records on their way into the case, in memory: appended to, then projected, then dropped. */
export type Staging = {
  readonly table: string;
  readonly rows: number;
  readonly bytes: number;
  /** Copies `count` of the batch's records, from number `first` on, into the table. */
  readonly append: (sourceId: number, batch: RecordBatch, first: number, count: number) => void;
  /** Makes the appended rows visible to other connections. */
  readonly finish: () => void;
};

/** One row: the records as they lie in the batch, and where each stood in its file, as lists in text. */
function chunkOf(sourceId: number, batch: RecordBatch, first: number, count: number): DuckDBDataChunk {
  const end = first + count;
  const raws = batch.bytes.subarray(batch.offsets[first], (batch.offsets[end] ?? 1) - 1);
  const chunk = DuckDBDataChunk.create(TYPES, 1);
  chunk.setColumns([
    [sourceId],
    [batch.positions.subarray(first, end).join(',')],
    [batch.byteOffsets.subarray(first, end).join(',')],
    [{ bytes: raws } as never],
    [batch.originals?.slice(first, end).join(SEPARATOR) ?? null],
  ]);
  return chunk;
}

/** Creates the table `memory.<table>`, which sql/ingest/unpack.sql reads, and opens it for appending. */
export async function openStaging(connection: DuckDBConnection, table: string): Promise<Staging> {
  await connection.run(
    `create or replace table memory.main.${table} (source_id integer, positions varchar, byte_offsets varchar, raws blob, originals varchar)`,
  );
  const appender = await connection.createAppender(table, 'main', 'memory');
  let rows = 0;
  let bytes = 0;
  return {
    table,
    get rows() {
      return rows;
    },
    get bytes() {
      return bytes;
    },
    append: (sourceId, batch, first, count) => {
      appender.appendDataChunk(chunkOf(sourceId, batch, first, count));
      rows += count;
      bytes += (batch.offsets[first + count] ?? 0) - (batch.offsets[first] ?? 0);
    },
    finish: () => {
      appender.flushSync();
      appender.closeSync();
    },
  };
}
