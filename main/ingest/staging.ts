import {
  BIGINT,
  BLOB,
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBDataChunk,
  INTEGER,
} from '@duckdb/node-api';
import type { RecordBatch } from '../normalise/record-batch.ts';

const CHUNK_ROWS = 2048;
const TYPES = [INTEGER, BIGINT, BIGINT, BLOB];

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

function chunkOf(sourceId: number, batch: RecordBatch, first: number, count: number): DuckDBDataChunk {
  const source = new Array<number>(count).fill(sourceId);
  const position = new Array<bigint>(count);
  const byteOffset = new Array<bigint>(count);
  const raw = new Array<{ readonly bytes: Uint8Array }>(count);
  for (let i = 0; i < count; i++) {
    const at = first + i;
    position[i] = BigInt(batch.positions[at] ?? 0);
    byteOffset[i] = BigInt(batch.byteOffsets[at] ?? 0);
    raw[i] = { bytes: batch.bytes.subarray(batch.offsets[at], batch.offsets[at + 1]) };
  }
  const chunk = DuckDBDataChunk.create(TYPES, count);
  chunk.setColumns([source, position, byteOffset, raw as never[]]);
  return chunk;
}

/** Creates the table `memory.<table>` and opens it for appending. */
export async function openStaging(connection: DuckDBConnection, table: string): Promise<Staging> {
  await connection.run(
    `create or replace table memory.main.${table} (source_id integer, position bigint, byte_offset bigint, raw blob)`,
  );
  const appender: DuckDBAppender = await connection.createAppender(table, 'main', 'memory');
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
      const end = first + count;
      for (let at = first; at < end; at += CHUNK_ROWS) {
        appender.appendDataChunk(chunkOf(sourceId, batch, at, Math.min(CHUNK_ROWS, end - at)));
      }
      rows += count;
      bytes += (batch.offsets[end] ?? 0) - (batch.offsets[first] ?? 0);
    },
    finish: () => {
      appender.flushSync();
      appender.closeSync();
    },
  };
}
