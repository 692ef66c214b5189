import { Byte } from './json-bytes.ts';
import { type Fields, isCloudTrailRecord, peekFields, seemsCloudTrailRecord } from './peek-fields.ts';
import type { Structure } from './piece.ts';
import { RecordSplitter } from './split-records.ts';

/** The first bytes of an entry, taken apart once for all shapes to look at. */
export type EntryHead = {
  /** Path of the entry, with `/` between its parts. */
  readonly path: string;
  readonly bytes: Buffer;
  /** The head is the whole content. */
  readonly isWhole: boolean;
  /** What the text is made of, as far as it was looked at. */
  readonly structure: Structure;
  /** Fields of the objects that are complete. */
  readonly objects: readonly Fields[];
  /** Where these begin and end in the bytes. */
  readonly ranges: readonly (readonly [start: number, end: number])[];
  /** Fields, as far as they go, of the objects that are damaged or go on after the head. */
  readonly brokenObjects: readonly Fields[];
  /** There is a CloudTrail record, or, where no object is complete, what seems to be one as far as it goes. */
  readonly hasRecords: boolean;
};

export const HEAD_BYTES = 64 * 1024;
const MAX_OBJECTS = 50;
const STEP_BYTES = 4 * 1024;

/** Takes the first bytes of an entry apart, only as far as the first CloudTrail record when there is one. */
export function readHead(path: string, bytes: Buffer, isWhole: boolean): EntryHead {
  const objects: Fields[] = [];
  const brokenObjects: Fields[] = [];
  const ranges: [start: number, end: number][] = [];
  let found = false;
  const add = (list: Fields[], start: number, end: number): void => {
    if (!found && list.length < MAX_OBJECTS) list.push(peekFields(bytes, start, end));
  };
  const splitter = new RecordSplitter(
    {
      record: (_bytes, start, end, _position, byteOffset) => {
        add(objects, byteOffset, byteOffset + end - start);
        if (ranges.length < objects.length) ranges.push([byteOffset, byteOffset + end - start]);
        found ||= isCloudTrailRecord(objects.at(-1) ?? new Map());
      },
      rejected: ({ byteOffset, sizeBytes }) => {
        if (bytes[byteOffset] === Byte.openBrace) add(brokenObjects, byteOffset, byteOffset + sizeBytes);
      },
    },
    bytes.length + 1,
  );
  for (let start = 0; start < bytes.length && !found; start += STEP_BYTES) {
    splitter.push(bytes.subarray(start, start + STEP_BYTES));
  }
  if (!found) splitter.finish();
  const hasRecords = found || (objects.length === 0 && brokenObjects.some(seemsCloudTrailRecord));
  const { structure } = splitter;
  return {
    path: path.replaceAll('\\', '/'),
    bytes,
    isWhole,
    structure,
    objects,
    ranges,
    brokenObjects,
    hasRecords,
  };
}

/** Whether there is no sound object and yet the text mentions what CloudTrail records have. */
export function mentionsCloudTrail({ bytes, objects }: EntryHead): boolean {
  if (objects.length > 0) return false;
  return bytes.includes('eventSource') && bytes.includes('eventName') && bytes.includes('eventTime');
}
