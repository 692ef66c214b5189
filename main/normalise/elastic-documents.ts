import { fieldAt } from './dotted-fields.ts';
import type { JsonObject } from './json-object.ts';
import { documentsInList, innerDocument, type JsonDocument, wholePiece } from './unwrap-documents.ts';
import { isRecord } from './unwrap-json.ts';

/** Where a document may hold the record as an object. */
const RECORD_PATHS = [['aws', 'cloudtrail'], ['cloudtrail'], ['json']] as const;
const ACTIONS = ['index', 'create', 'update', 'delete'];

/** Whether an object is a line of the bulk format that says what to do with the document on the next line. */
export function isBulkAction(names: readonly string[]): boolean {
  return names.length === 1 && ACTIONS.includes(names[0] ?? '');
}

/**
 * The documents of Elasticsearch and OpenSearch in a piece: of the answer to one search or to several, a line of a
 * dump, or a document alone. Lines of the bulk format that are no document are passed over.
 */
export function elasticDocuments(piece: Buffer, value: JsonObject): readonly JsonDocument[] | null {
  if (isBulkAction(Object.keys(value))) return null;
  return wholePiece(piece, value).flatMap((whole) => inAnswer(piece, whole));
}

function inAnswer(piece: Buffer, answer: JsonDocument): readonly JsonDocument[] {
  const several = documentsInList(piece, answer, 'responses');
  if (several.length > 0) return several.flatMap((one) => inAnswer(piece, one));
  const hits = innerDocument(piece, answer, 'hits');
  if (hits !== null) return documentsInList(piece, hits, 'hits').map((hit) => sourceOf(piece, hit));
  const raw = innerDocument(piece, answer, 'rawResponse');
  return raw === null ? [sourceOf(piece, answer)] : inAnswer(piece, raw);
}

function sourceOf(piece: Buffer, hit: JsonDocument): JsonDocument {
  const source = innerDocument(piece, hit, '_source') ?? fieldsOf(piece, hit) ?? hit;
  if (typeof fieldAt(source.value, 'event.original') === 'string') return source;
  const records = RECORD_PATHS.map((path) => innerDocument(piece, source, ...path));
  return records.find((inner) => inner !== null && isRecord(inner.value)) ?? source;
}

/** The fields that a search asked for instead of the document; each is a list, mostly of one. */
function fieldsOf(piece: Buffer, hit: JsonDocument): JsonDocument | null {
  const fields = innerDocument(piece, hit, 'fields');
  if (fields === null) return null;
  const single = Object.entries(fields.value).map(([name, value]) => [
    name,
    Array.isArray(value) && value.length === 1 ? value[0] : value,
  ]);
  return { ...fields, value: Object.fromEntries(single) };
}
