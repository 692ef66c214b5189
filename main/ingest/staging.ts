import {
  BIGINT,
  BLOB,
  DuckDBBlobValue,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBStructValue,
  INTEGER,
  STRUCT,
  VARCHAR,
} from '@duckdb/node-api';
import { RECORD_SEPARATOR, type RecordBatch } from '../normalise/record-batch.ts';

/** The bytes are in a struct, of which DuckDB keeps no statistics, for which it would hash each megabyte. */
const COLUMNS =
  'first_id bigint, end_id bigint, source_id integer, first_position bigint, positions varchar, byte_offsets varchar, raws struct(bytes blob), originals varchar';
const TYPES = [BIGINT, BIGINT, INTEGER, BIGINT, VARCHAR, VARCHAR, STRUCT({ bytes: BLOB }), VARCHAR];
const SEPARATOR = String.fromCharCode(RECORD_SEPARATOR);

/** Rows of a row group of a table in memory, the part of it that DuckDB gives one thread to read. */
const MEMORY_ROW_GROUP = 122_880;
const EMPTY_ROWS = 2048;

/**
 * Raw records on their way into the case: a table in memory that is appended to, projected into the case, then
 * dropped. It has lanes, one after the other, and is read by as many threads as it has lanes.
 */
export type Staging = {
  readonly table: string;
  readonly lanes: number;
  /** Records in all lanes. */
  readonly rows: number;
  /** Records in the lane being filled, and their bytes. */
  readonly laneRows: number;
  readonly laneBytes: number;
  /** Records by source. */
  readonly bySource: ReadonlyMap<number, number>;
  /** Copies `count` of the batch's records, from number `first` on, into the table; they get ids from `firstId` on. */
  readonly append: (
    sourceId: number,
    batch: RecordBatch,
    first: number,
    count: number,
    firstId: number,
  ) => void;
  /** Ends the lane and begins the next one. */
  readonly nextLane: () => Promise<void>;
  /** Makes the appended rows visible to other connections. */
  readonly finish: () => void;
};

/** One row: the records as they lie in the batch, and where each stood in its file, as text where it is a list. */
function chunkOf(
  sourceId: number,
  batch: RecordBatch,
  first: number,
  count: number,
  firstId: number,
): DuckDBDataChunk {
  const end = first + count;
  const bytes = batch.bytes.subarray(batch.offsets[first], (batch.offsets[end] ?? 1) - 1);
  const firstPosition = batch.positions[first] ?? 0;
  const isNumberedThrough = batch.positions[end - 1] === firstPosition + count - 1;
  const chunk = DuckDBDataChunk.create(TYPES, 1);
  chunk.setColumns([
    [BigInt(firstId)],
    [BigInt(firstId + count)],
    [sourceId],
    [BigInt(firstPosition)],
    [isNumberedThrough ? null : batch.positions.subarray(first, end).join(',')],
    [batch.byteOffsets.subarray(first, end).join(',')],
    [new DuckDBStructValue({ bytes: new DuckDBBlobValue(bytes) })],
    [batch.originals?.slice(first, end).join(SEPARATOR) ?? null],
  ]);
  return chunk;
}

function emptyChunk(rows: number): DuckDBDataChunk {
  const chunk = DuckDBDataChunk.create(TYPES, rows);
  chunk.setColumns(TYPES.map(() => new Array<null>(rows).fill(null)));
  return chunk;
}

/** Creates the table `memory.<table>`, which sql/ingest/unpack.sql reads, and opens it for appending. */
export async function openStaging(connection: DuckDBConnection, table: string): Promise<Staging> {
  await connection.run(`create or replace table memory.main.${table} (${COLUMNS})`);
  const open = () => connection.createAppender(table, 'main', 'memory');
  let appender = await open();
  let lanes = 1;
  let rows = 0;
  let laneRows = 0;
  let laneBytes = 0;
  let laneChunks = 0;
  const bySource = new Map<number, number>();
  const finish = () => {
    appender.flushSync();
    appender.closeSync();
  };
  return {
    table,
    bySource,
    get lanes() {
      return lanes;
    },
    get rows() {
      return rows;
    },
    get laneRows() {
      return laneRows;
    },
    get laneBytes() {
      return laneBytes;
    },
    append: (sourceId, batch, first, count, firstId) => {
      appender.appendDataChunk(chunkOf(sourceId, batch, first, count, firstId));
      rows += count;
      laneRows += count;
      laneChunks += 1;
      laneBytes += (batch.offsets[first + count] ?? 0) - (batch.offsets[first] ?? 0);
      bySource.set(sourceId, (bySource.get(sourceId) ?? 0) + count);
    },
    nextLane: async () => {
      const empty = emptyChunk(EMPTY_ROWS);
      let missing = MEMORY_ROW_GROUP - laneChunks;
      for (; missing >= EMPTY_ROWS; missing -= EMPTY_ROWS) appender.appendDataChunk(empty);
      appender.appendDataChunk(emptyChunk(missing));
      finish();
      appender = await open();
      lanes += 1;
      laneRows = 0;
      laneBytes = 0;
      laneChunks = 0;
    },
    finish,
  };
}
