import type { FoundRecord, Unwrap, Unwrapped } from './found-record.ts';
import { Byte } from './json-bytes.ts';
import { childrenOf, endOfValue, skipSpace } from './json-children.ts';
import { isCloudTrailRecord, peekFields } from './peek-fields.ts';
import { RecordSplitter } from './split-records.ts';

/** How deep in a wrapping records are looked for. */
const MAX_DEPTH = 10;

/** A CloudTrail record made of an object that holds none, or a sentence why it cannot be. */
export type Rebuild = (value: Readonly<Record<string, unknown>>) => object | string;

const NO_RECORD = 'It holds no CloudTrail record.';
const DAMAGED_TEXT = 'A text in it begins like a CloudTrail record but is damaged or cut off.';

/**
 * Takes CloudTrail records out of JSON that wraps them, whatever the wrapping: records that are objects as exact
 * slices, records written as text inside a string as that text, unescaped. An object without any is for `rebuild`.
 */
export function unwrapJson(rebuild: Rebuild | null = null): Unwrap {
  return (piece) => {
    const value = parse(piece);
    if (value === undefined) return { records: [], problem: 'It is not valid JSON.' };
    const found = recordsIn(piece);
    if (found.records.length > 0 || found.problem !== null) return found;
    if (rebuild === null || typeof value !== 'object' || value === null) {
      return { records: [], problem: NO_RECORD };
    }
    return rebuilt(rebuild(value as Readonly<Record<string, unknown>>), piece.toString('utf8'));
  };
}

/** A rebuilt record with the text it was made from; the sentence where it could not be. */
export function rebuilt(record: object | string, original: string): Unwrapped {
  if (typeof record === 'string') return { records: [], problem: record };
  return { records: [{ bytes: Buffer.from(JSON.stringify(record)), offset: 0, original }], problem: null };
}

/** The records in sound JSON, in the order of the text. */
export function recordsIn(piece: Buffer): Unwrapped {
  const records: FoundRecord[] = [];
  let damaged = false;
  const visit = (start: number, end: number, depth: number): void => {
    if (piece[start] === Byte.quote) {
      if (!mayHoldRecord(piece, start, end)) return;
      const text = recordsOfText(String(parse(piece.subarray(start, end))));
      damaged ||= text.damaged;
      for (const bytes of text.records) records.push({ bytes, offset: start, original: null });
    } else if (piece[start] === Byte.openBrace && isCloudTrailRecord(peekFields(piece, start, end))) {
      records.push({ bytes: piece.subarray(start, end), offset: start, original: null });
    } else if (depth < MAX_DEPTH) {
      for (const child of childrenOf(piece, start)) visit(child.start, child.end, depth + 1);
    }
  };
  const start = skipSpace(piece, 0);
  visit(start, endOfValue(piece, start), 0);
  return { records, problem: damaged ? DAMAGED_TEXT : null };
}

function parse(piece: Buffer): unknown {
  try {
    return JSON.parse(piece.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** A cheap look at a JSON string before it is unescaped. */
function mayHoldRecord(bytes: Buffer, start: number, end: number): boolean {
  if (end - start < 40) return false;
  const head = bytes.toString('latin1', start + 1, start + 20).replace(/^(\s|\\[nrt])*/, '');
  if (!head.startsWith('{') && !head.startsWith('[')) return false;
  const text = bytes.subarray(start, end);
  return ['eventSource', 'eventName', 'insightDetails'].some((field) => text.includes(field));
}

/** The records of a JSON text, which may be a batch or wrap them once more, and whether a part of it is damaged. */
function recordsOfText(text: string): { readonly records: Buffer[]; readonly damaged: boolean } {
  const bytes = Buffer.from(text);
  const records: Buffer[] = [];
  let damaged = false;
  const splitter = new RecordSplitter(
    {
      record: (source, start, end) => {
        const piece = Buffer.from(source.subarray(start, end));
        const found = parse(piece) === undefined ? null : recordsIn(piece);
        damaged ||= found === null || found.problem !== null;
        for (const record of found?.records ?? []) records.push(Buffer.from(record.bytes));
      },
      rejected: () => {
        damaged = true;
      },
    },
    bytes.length + 1,
  );
  splitter.push(bytes);
  splitter.finish();
  return { records, damaged };
}
