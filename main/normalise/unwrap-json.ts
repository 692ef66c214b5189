import type { FoundRecord, Unwrap, Unwrapped } from './found-record.ts';
import { childrenOf, endOfValue, skipSpace } from './json-children.ts';
import { isJsonObject, type JsonObject, parseJson } from './json-object.ts';
import { isCloudTrailRecord } from './peek-fields.ts';
import { RecordSplitter } from './split-records.ts';

/** How deep in a wrapping records are looked for. */
const MAX_DEPTH = 10;

/** A CloudTrail record made of an object that holds none, or a sentence why it cannot be. */
export type Rebuild = (value: JsonObject) => object | string;

const NO_RECORD = 'It holds no CloudTrail record.';
const DAMAGED_TEXT = 'A text in it begins like a CloudTrail record but is damaged or cut off.';

/**
 * Takes CloudTrail records out of JSON that wraps them, whatever the wrapping: records that are objects as exact
 * slices, records written as text inside a string as that text, unescaped. An object without any is for `rebuild`.
 */
export function unwrapJson(rebuild: Rebuild | null = null): Unwrap {
  return (piece) => {
    const value = parseJson(piece.toString('utf8'));
    if (value === undefined) return { records: [], problem: 'It is not valid JSON.' };
    const found = recordsOf(piece, value);
    if (found.records.length > 0 || found.problem !== null) return found;
    if (rebuild === null || !isJsonObject(value)) return { records: [], problem: NO_RECORD };
    return rebuilt(rebuild(value), piece.toString('utf8'));
  };
}

/** A rebuilt record with the text it was made from; the sentence where it could not be. */
export function rebuilt(record: object | string, original: string): Unwrapped {
  if (typeof record === 'string') return { records: [], problem: record };
  const text = textOf(record);
  if (text === null) return { records: [], problem: 'It is nested too deeply.' };
  return { records: [{ bytes: Buffer.from(text), offset: 0, original }], problem: null };
}

/** JSON text; null where the nesting is more than the printer bears. */
function textOf(record: object): string | null {
  try {
    return JSON.stringify(record);
  } catch {
    return null;
  }
}

/** The records in the JSON text of a piece, in their order; none where it is not sound JSON. */
export function recordsIn(piece: Buffer): Unwrapped {
  return recordsOf(piece, parseJson(piece.toString('utf8')));
}

function recordsOf(piece: Buffer, value: unknown): Unwrapped {
  const records: FoundRecord[] = [];
  let damaged = false;
  const visit = (inner: unknown, start: number, end: number, depth: number): void => {
    if (typeof inner === 'string') {
      if (!mayHoldRecord(inner)) return;
      const text = recordsOfText(inner);
      damaged ||= text.damaged;
      for (const bytes of text.records) records.push({ bytes, offset: start, original: null });
    } else if (isJsonObject(inner) && isRecord(inner)) {
      records.push({ bytes: piece.subarray(start, end), offset: start, original: null });
    } else if (typeof inner === 'object' && inner !== null && depth < MAX_DEPTH) {
      for (const child of childrenOf(piece, start)) {
        visit((inner as JsonObject)[child.key], child.start, child.end, depth + 1);
      }
    }
  };
  const start = skipSpace(piece, 0);
  visit(value, start, endOfValue(piece, start), 0);
  return { records, problem: damaged ? DAMAGED_TEXT : null };
}

/** Whether an object is a CloudTrail record itself. */
export function isRecord(value: JsonObject): boolean {
  const get = (name: string): string | null => {
    const field = value[name];
    return typeof field === 'string' ? field : null;
  };
  return isCloudTrailRecord({ has: (name) => Object.hasOwn(value, name), get });
}

/** A cheap look at a string before it is parsed. */
function mayHoldRecord(text: string): boolean {
  if (!/^\s*[{[]/.test(text)) return false;
  return ['"eventSource', '"eventName', '"insightDetails'].some((field) => text.includes(field));
}

/** The records of a JSON text, which may be a batch or wrap them once more, and whether a part of it is damaged. */
export function recordsOfText(text: string): { readonly records: Buffer[]; readonly damaged: boolean } {
  const value = parseJson(text);
  if (isJsonObject(value) && isRecord(value)) return { records: [Buffer.from(text.trim())], damaged: false };
  const bytes = Buffer.from(text);
  const records: Buffer[] = [];
  let damaged = false;
  const splitter = new RecordSplitter(
    {
      record: (source, start, end) => {
        const piece = Buffer.from(source.subarray(start, end));
        const inner = parseJson(piece.toString('utf8'));
        const found = inner === undefined ? null : recordsOf(piece, inner);
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
