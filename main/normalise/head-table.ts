import { parse } from 'csv-parse/sync';
import type { EntryHead } from './entry-head.ts';

const DELIMITERS = [',', ';', '\t'] as const;
const LONGEST_HEADER = 16 * 1024;

/** What separates the cells of a table that begins so: the separator that its first line has most of. */
export function delimiterOf(bytes: Uint8Array): string {
  const line = firstLine(bytes);
  const counts = DELIMITERS.map((delimiter) => line.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** The names in the first line of a table, as they stand there; none where it is no line of a table. */
export function tableHeader({ bytes }: EntryHead): readonly string[] {
  const line = firstLine(bytes);
  if (line.length > LONGEST_HEADER || !/[,;\t]/.test(line)) return [];
  try {
    const options = { delimiter: delimiterOf(bytes), relax_quotes: true, trim: true };
    return (parse(line, options) as string[][])[0] ?? [];
  } catch {
    return [];
  }
}

function firstLine(bytes: Uint8Array): string {
  const text = Buffer.from(
    bytes.buffer,
    bytes.byteOffset,
    Math.min(bytes.byteLength, LONGEST_HEADER + 1),
  ).toString('utf8');
  return text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/, 1)[0] ?? '';
}
