import { brokenLimit, type Limits } from '../archive/limits.ts';
import { excerptOf } from './excerpt.ts';
import type { Unwrap } from './found-record.ts';
import { ParquetError, type ParquetRows, withParquetRows } from './parquet-rows.ts';
import type { ContentEnd, Structure } from './piece.ts';
import type { PieceOutput } from './piece-output.ts';

/** Columns by which a table is one of OCSF events, or may hold whole records as text. */
const TELLING_COLUMNS = [
  'class_uid',
  'raw_data',
  'eventjson',
  'CloudTrailEvent',
  'event_original',
  '_raw',
  'raw',
  'message',
];

const SHOWN_COLUMNS = 6;

/**
 * Reads the rows of a Parquet file, each of which `unwrap` gets as JSON. Stops at rows that come to more than an
 * entry may hold. A file of other columns is refused, a damaged one read as far as it goes.
 */
export async function readParquet(
  content: AsyncIterable<Uint8Array>,
  unwrap: Unwrap,
  output: PieceOutput,
  limits: Limits,
): Promise<ContentEnd> {
  try {
    return await withParquetRows(content, (rows) => readRows(rows, unwrap, output, limits));
  } catch (error) {
    if (!(error instanceof ParquetError)) throw error;
    return { ...NOTHING, problem: { status: 'damaged', reason: error.message } };
  } finally {
    await output.serve(true);
  }
}

const NOTHING: Structure = { batches: 0, arrays: 0, topValues: 0, unclosed: false };

async function readRows(
  { columns, sizeBytes, batches }: ParquetRows,
  unwrap: Unwrap,
  output: PieceOutput,
  limits: Limits,
): Promise<ContentEnd> {
  if (!columns.some((column) => TELLING_COLUMNS.includes(column))) {
    return { ...NOTHING, problem: { status: 'skipped', reason: foreignColumns(columns) } };
  }
  let rawBytes = 0;
  let topValues = 0;
  for await (const batch of batches()) {
    for (const row of batch) {
      const bytes = Buffer.from(row);
      topValues++;
      rawBytes += bytes.length;
      readRow(bytes, unwrap, output, limits);
    }
    await output.serve(false);
    const broken = brokenLimit(rawBytes, sizeBytes, limits);
    if (broken !== null) return { ...NOTHING, topValues, problem: { status: 'damaged', reason: broken } };
  }
  return { ...NOTHING, topValues };
}

function readRow(bytes: Buffer, unwrap: Unwrap, output: PieceOutput, { maxRecordBytes }: Limits): void {
  const place = { byteOffset: 0, sizeBytes: bytes.length };
  const excerpt = (): string => excerptOf(bytes, 0, bytes.length);
  if (bytes.length > maxRecordBytes) {
    const reason = `The row is longer than the limit of ${maxRecordBytes} bytes.`;
    output.rejected({ ...place, reason, excerpt: excerpt() });
    return;
  }
  const { records, problem } = unwrap(bytes);
  output.unwrapped({ records: records.map((record) => ({ ...record, offset: 0 })), problem }, place, excerpt);
}

function foreignColumns(columns: readonly string[]): string {
  const shown = columns.slice(0, SHOWN_COLUMNS).join(', ');
  const more = columns.length > SHOWN_COLUMNS ? ` and ${columns.length - SHOWN_COLUMNS} more` : '';
  return `It is a Parquet file of other things than OCSF events or whole records: its columns are ${shown}${more}. Export the records as JSON or CSV instead.`;
}
