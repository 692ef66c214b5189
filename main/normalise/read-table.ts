import { Readable } from 'node:stream';
import { CsvError, type Info, parse } from 'csv-parse';
import { EXCERPT_BYTES, excerptOf } from './excerpt.ts';
import { delimiterOf } from './head-table.ts';
import type { Structure } from './piece.ts';
import type { PieceOutput } from './piece-output.ts';
import type { ReadRow, RowReader } from './table-row.ts';

type ParsedRow = {
  readonly record: readonly string[];
  readonly raw: string;
  readonly info: Pick<Info, 'bytes'>;
};

const ROWS_BETWEEN_SERVINGS = 1000;

/**
 * Reads comma-, semicolon- or tab-separated values with a header (RFC 4180, any line ends). Rows keep the text they have in the file.
 * What cannot be read as a row is rejected, with all that follows where a quote is never closed.
 */
export async function readTable(
  content: AsyncIterable<Uint8Array>,
  rowReader: RowReader,
  output: PieceOutput,
  { maxPieceBytes, timeZone }: { readonly maxPieceBytes: number; readonly timeZone: string },
): Promise<Structure> {
  const chunks = content[Symbol.asyncIterator]();
  const first = await chunks.next();
  if (first.done === true) return { batches: 0, arrays: 0, topValues: 0, unclosed: false };
  const rows = Readable.from(withFirst(first.value, chunks)).pipe(
    parse({
      delimiter: delimiterOf(first.value),
      raw: true,
      info: true,
      bom: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: maxPieceBytes,
    }),
  );
  let readRow: ReadRow | null = null;
  let count = 0;
  let end = 0;
  try {
    for await (const row of rows as AsyncIterable<ParsedRow>) {
      const place = { byteOffset: end, sizeBytes: row.info.bytes - end };
      end = row.info.bytes;
      if (readRow === null) {
        readRow = rowReader(row.record, timeZone);
        continue;
      }
      output.unwrapped(readRow(row.record, withoutLineEnd(row.raw)), place, () => shorten(row.raw));
      if (++count % ROWS_BETWEEN_SERVINGS === 0) await output.serve(false);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    output.rejected({ byteOffset: end, sizeBytes: 0, reason: reasonOf(error), excerpt: '' });
  }
  await output.serve(true);
  return { batches: 0, arrays: 0, topValues: count, unclosed: false };
}

async function* withFirst(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

function withoutLineEnd(raw: string): string {
  return raw.replace(/[\r\n]+$/, '');
}

function shorten(raw: string): string {
  const bytes = Buffer.from(raw.slice(0, EXCERPT_BYTES));
  return excerptOf(bytes, 0, bytes.length);
}

function reasonOf({ code, message }: CsvError): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED')
    return 'A quote is opened here and never closed; the rest was not read.';
  if (code === 'CSV_MAX_RECORD_SIZE') {
    return 'A row is too long; a quote in it may not be closed. The rest was not read.';
  }
  return `The table cannot be read from here on: ${message}`;
}
