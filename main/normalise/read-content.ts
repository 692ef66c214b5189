import type { Limits } from '../archive/limits.ts';
import { excerptOf } from './excerpt.ts';
import type { Unwrap } from './found-record.ts';
import type { ContentEnd, Structure } from './piece.ts';
import type { PieceOutput } from './piece-output.ts';
import { readLines } from './read-lines.ts';
import { readParquet } from './read-parquet.ts';
import { readTable } from './read-table.ts';
import type { Reading } from './shapes/shape.ts';
import { RecordSplitter } from './split-records.ts';

/** Bytes given to the splitter between two times the output is served. */
const SLICE_BYTES = 1024 * 1024;

/** Reads the content of an entry as its shape says and tells what it is made of. */
export function readContent(
  content: AsyncIterable<Uint8Array>,
  reading: Reading,
  output: PieceOutput,
  limits: Limits,
  timeZone: string,
): Promise<ContentEnd> {
  const { maxRecordBytes, maxWrappingBytes } = limits;
  switch (reading.form) {
    case 'json':
      return readJson(content, reading, output, reading.unwrap === null ? maxRecordBytes : maxWrappingBytes);
    case 'lines':
      return readLines(content, reading.unwrap, output, maxWrappingBytes);
    case 'table':
      return readTable(content, reading.rowReader, output, { maxPieceBytes: maxRecordBytes, timeZone });
    case 'parquet':
      return readParquet(content, reading.unwrap, output, limits);
  }
}

async function readJson(
  content: AsyncIterable<Uint8Array>,
  { listKeys, unwrap }: Extract<Reading, { form: 'json' }>,
  output: PieceOutput,
  maxPieceBytes: number,
): Promise<Structure> {
  const splitter = new RecordSplitter(
    { record: recordSink(output, unwrap), rejected: (piece) => output.rejected(piece) },
    maxPieceBytes,
    listKeys,
  );
  for await (const chunk of content) {
    for (let start = 0; start < chunk.byteLength; start += SLICE_BYTES) {
      splitter.push(chunk.subarray(start, start + SLICE_BYTES));
      await output.serve(false);
    }
  }
  splitter.finish();
  await output.serve(true);
  return splitter.structure;
}

function recordSink(output: PieceOutput, unwrap: Unwrap | null) {
  return (bytes: Buffer, start: number, end: number, _position: number, byteOffset: number): void => {
    if (unwrap === null) output.record(bytes, start, end, byteOffset);
    else {
      output.unwrapped(unwrap(bytes.subarray(start, end)), { byteOffset, sizeBytes: end - start }, () =>
        excerptOf(bytes, start, end),
      );
    }
  };
}
