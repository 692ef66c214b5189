import { Byte, isSpace } from './json-bytes.ts';

/** The top-level fields of an object; the value is the text of a short string, null for anything else. */
export type Fields = ReadonlyMap<string, string | null>;

const MAX_FIELDS = 200;
const MAX_TEXT_BYTES = 200;

/** Reads the field names of the object that begins at `start`; copes with objects that are cut off or damaged. */
export function peekFields(bytes: Buffer, start: number, end: number): Fields {
  const fields = new Map<string, string | null>();
  let depth = 0;
  let name: string | null = null;
  for (let i = start; i < end && fields.size < MAX_FIELDS; i++) {
    const byte = bytes[i];
    if (byte === Byte.quote) {
      const close = closingQuote(bytes, i, end);
      if (depth === 1) {
        const text = close - i <= MAX_TEXT_BYTES ? bytes.toString('utf8', i + 1, close) : null;
        if (name !== null) fields.set(name, text);
        name = name === null && text !== null && isName(bytes, close, end) ? text : null;
        if (name !== null) fields.set(name, null);
      }
      i = close;
    } else if (byte === Byte.openBrace || byte === Byte.openBracket) depth++;
    else if (byte === Byte.closeBrace || byte === Byte.closeBracket) {
      if (--depth === 0) break;
    } else if (byte === Byte.comma && depth === 1) name = null;
  }
  return fields;
}

function closingQuote(bytes: Buffer, open: number, end: number): number {
  let i = open + 1;
  while (i < end && bytes[i] !== Byte.quote) i += bytes[i] === Byte.backslash ? 2 : 1;
  return Math.min(i, end);
}

function isName(bytes: Buffer, close: number, end: number): boolean {
  let i = close + 1;
  while (i < end && isSpace(bytes[i])) i++;
  return i < end && bytes[i] === Byte.colon;
}

/** Fields that only a CloudTrail record has beside its name and source (cloudtrail.md §1). */
const ENVELOPE = [
  'eventTime',
  'eventID',
  'eventVersion',
  'eventType',
  'eventCategory',
  'userIdentity',
  'requestID',
  'awsRegion',
  'sourceIPAddress',
  'recipientAccountId',
];

/**
 * Whether an object is a CloudTrail record: it names an event or a source and has a part of the record's
 * envelope, or is an Insight or aggregated event. Catalogues of events and S3 notifications are not.
 */
export function isCloudTrailRecord(fields: Pick<Fields, 'has' | 'get'>): boolean {
  if (fields.has('insightDetails')) return true;
  if (fields.get('eventSource')?.startsWith('aws:')) return false;
  const names = fields.has('eventName') || fields.has('eventSource') || fields.has('eventVersion');
  return names && ENVELOPE.some((field) => field !== 'eventVersion' && fields.has(field));
}

/** Fields that tell a record whose rest cannot be seen. */
const TELLING = [
  ...ENVELOPE,
  'eventName',
  'eventSource',
  'requestParameters',
  'responseElements',
  'additionalEventData',
];

/** Whether the visible part of a damaged or cut-off object is that of a CloudTrail record. */
export function seemsCloudTrailRecord(fields: Fields): boolean {
  return TELLING.some((field) => fields.has(field)) || fields.has('insightDetails');
}
