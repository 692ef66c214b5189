import { Byte } from './json-bytes.ts';
import { type Fields, isCloudTrailRecord, peekFields, seemsCloudTrailRecord } from './peek-fields.ts';
import { RecordSplitter, type Structure } from './split-records.ts';

/** The first bytes of an entry, taken apart once for all shapes to look at. */
export type EntryHead = {
  /** Path of the entry, with `/` between its parts. */
  readonly path: string;
  readonly bytes: Buffer;
  /** The head is the whole content. */
  readonly isWhole: boolean;
  readonly structure: Structure;
  /** Fields of the objects that are complete. */
  readonly objects: readonly Fields[];
  /** Fields, as far as they go, of the objects that are damaged or go on after the head. */
  readonly brokenObjects: readonly Fields[];
  /** How many objects are CloudTrail records, or seem to be as far as they go. */
  readonly records: number;
};

export const HEAD_BYTES = 64 * 1024;
const MAX_OBJECTS = 50;

/** Takes the first bytes of an entry apart. */
export function readHead(path: string, bytes: Buffer, isWhole: boolean): EntryHead {
  const objects: Fields[] = [];
  const brokenObjects: Fields[] = [];
  const add = (list: Fields[], start: number, end: number): void => {
    if (list.length < MAX_OBJECTS) list.push(peekFields(bytes, start, end));
  };
  const splitter = new RecordSplitter(
    {
      record: (_bytes, start, end, _position, byteOffset) =>
        add(objects, byteOffset, byteOffset + end - start),
      rejected: ({ byteOffset, sizeBytes }) => {
        if (bytes[byteOffset] === Byte.openBrace) add(brokenObjects, byteOffset, byteOffset + sizeBytes);
      },
    },
    bytes.length + 1,
  );
  splitter.push(bytes);
  splitter.finish();
  const records =
    objects.filter(isCloudTrailRecord).length + brokenObjects.filter(seemsCloudTrailRecord).length;
  return {
    path: path.replaceAll('\\', '/'),
    bytes,
    isWhole,
    structure: splitter.structure,
    objects,
    brokenObjects,
    records,
  };
}

/** Whether the text mentions what only CloudTrail records have, for records too damaged to be taken apart. */
export function mentionsCloudTrail(head: EntryHead): boolean {
  return (
    head.bytes.includes('eventSource') && head.bytes.includes('eventName') && head.bytes.includes('eventTime')
  );
}
