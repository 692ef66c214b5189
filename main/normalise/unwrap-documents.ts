import type { FoundRecord, Unwrap, Unwrapped } from './found-record.ts';
import { childrenOf, endOfValue, skipSpace } from './json-children.ts';
import { isJsonObject, type JsonObject, parseJson } from './json-object.ts';
import { isRecord, type Rebuild, rebuilt, recordsOfText } from './unwrap-json.ts';

/** An object of a shape that has the fields of a record under names of its own; `bytes[start, end)` is its text. */
export type JsonDocument = { readonly value: JsonObject; readonly start: number; readonly end: number };

/** How the records of a shape are found: in its documents, as text in one of its fields, or rebuilt of the others. */
export type DocumentReading = {
  /** The documents in a piece, which may hold many; null to pass it over. */
  readonly documents: (piece: Buffer, value: JsonObject) => readonly JsonDocument[] | null;
  /** Whether a document is a record as it stands. */
  readonly isWhole?: (document: JsonObject) => boolean;
  /** The fields that may hold the record itself, the likeliest first. */
  readonly carriers: (document: JsonObject) => readonly unknown[];
  readonly rebuild: Rebuild;
};

/** The records of documents, as they stand where a document carries them and rebuilt where it does not. */
export function unwrapDocuments(reading: DocumentReading): Unwrap {
  return (piece) => {
    const value = parseJson(piece.toString('utf8'));
    if (!isJsonObject(value)) return { records: [], problem: 'It is not valid JSON.' };
    const found = reading.documents(piece, value);
    if (found === null) return { records: [], problem: null };
    return joined(found.map((document) => recordsOfDocument(piece, document, reading)));
  };
}

/** The piece as the only document in it. */
export function wholePiece(piece: Buffer, value: JsonObject): readonly JsonDocument[] {
  const start = skipSpace(piece, 0);
  return [{ value, start, end: endOfValue(piece, start) }];
}

/** The object at a path of nested names in a document; null where there is none. */
export function innerDocument(
  piece: Buffer,
  document: JsonDocument,
  ...path: readonly string[]
): JsonDocument | null {
  let at = document;
  for (const name of path) {
    const value = Object.hasOwn(at.value, name) ? at.value[name] : undefined;
    // Of a name that is given twice, JSON.parse takes the last.
    const child = isJsonObject(value)
      ? [...childrenOf(piece, at.start)].findLast(({ key }) => key === name)
      : undefined;
    if (!isJsonObject(value) || child === undefined) return null;
    at = { value, start: child.start, end: child.end };
  }
  return at;
}

/** The objects in the list of that name in a document. */
export function documentsInList(
  piece: Buffer,
  document: JsonDocument,
  name: string,
): readonly JsonDocument[] {
  const list = Object.hasOwn(document.value, name) ? document.value[name] : undefined;
  const place = [...childrenOf(piece, document.start)].findLast(({ key }) => key === name);
  if (!Array.isArray(list) || place === undefined) return [];
  return [...childrenOf(piece, place.start)].flatMap(({ key, start, end }) => {
    const value: unknown = list[Number(key)];
    return isJsonObject(value) ? [{ value, start, end }] : [];
  });
}

function recordsOfDocument(
  piece: Buffer,
  { value, start, end }: JsonDocument,
  { isWhole = isRecord, carriers, rebuild }: DocumentReading,
): Unwrapped {
  if (isWhole(value)) {
    return { records: [{ bytes: piece.subarray(start, end), offset: start, original: null }], problem: null };
  }
  for (const carrier of carriers(value)) {
    const records = carriedBy(carrier);
    if (records.length > 0)
      return { records: records.map((bytes) => ({ bytes, offset: start, original: null })), problem: null };
  }
  const { records, problem } = rebuilt(rebuild(value), piece.toString('utf8', start, end));
  return { records: records.map((record) => ({ ...record, offset: start })), problem };
}

/** The records that a field holds as text. */
function carriedBy(carrier: unknown): readonly Buffer[] {
  return typeof carrier === 'string' && /^\s*[{[]/.test(carrier) ? recordsOfText(carrier).records : [];
}

function joined(parts: readonly Unwrapped[]): Unwrapped {
  const records: FoundRecord[] = [];
  const problems: string[] = [];
  for (const part of parts) {
    for (const record of part.records) records.push(record);
    if (part.problem !== null) problems.push(part.problem);
  }
  const [first] = problems;
  if (first === undefined || parts.length === 1) return { records, problem: first ?? null };
  return {
    records,
    problem: `${problems.length} of the ${parts.length} documents in it give no record. The first: ${first}`,
  };
}
