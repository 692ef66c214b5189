import type { EntryHead } from './entry-head.ts';
import type { Fields } from './peek-fields.ts';
import { recordsIn } from './unwrap-json.ts';

/** Whether an object of the head, complete or not, has all of these fields at its top. */
export function hasObjectWith(head: EntryHead, ...fields: readonly string[]): boolean {
  return objectsOf(head).some((object) => fields.every((field) => object.has(field)));
}

/** The objects of the head, complete or cut off. */
export function objectsOf({ objects, brokenObjects }: EntryHead): readonly Fields[] {
  return [...objects, ...brokenObjects];
}

/**
 * Whether JSON of the head holds records within its own objects, or within strings of them. Of an object that goes on
 * after the head, whether it names the fields that records begin with.
 */
export function wrapsRecords({ bytes, ranges, isWhole }: EntryHead): boolean {
  if (ranges.some(([start, end]) => recordsIn(bytes.subarray(start, end)).records.length > 0)) return true;
  return !isWhole && ranges.length === 0 && namesRecordFields(bytes);
}

/** Whether the text has the names of a record's first fields as JSON keys, also of JSON within a string. */
export function namesRecordFields(bytes: Buffer): boolean {
  return ['eventVersion', 'eventTime', 'eventSource'].every(
    (field) => bytes.includes(`"${field}"`) || bytes.includes(`"${field}\\"`),
  );
}
