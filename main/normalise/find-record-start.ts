import { Byte, isSpace } from './json-bytes.ts';

/** Either where a record begins, or from where on it cannot be said before more bytes are there. */
type RecordStart = { readonly found: number } | { readonly undecided: number };

const MAX_SPACE = 256;

/**
 * Fields that a CloudTrail record may begin with and that are rare as the first key of a nested object
 * (cloudtrail.md §1). `eventVersion` is what AWS writes first; exports with sorted keys begin with others.
 */
const FIRST_FIELDS = new Set([
  'eventVersion',
  'userIdentity',
  'eventTime',
  'awsRegion',
  'userAgent',
  'eventID',
  'eventType',
  'eventCategory',
  'requestID',
  'requestParameters',
  'responseElements',
  'additionalEventData',
  'addendum',
  'errorCode',
  'errorMessage',
  'recipientAccountId',
  'sharedEventID',
  'managementEvent',
  'readOnly',
  'sourceIPAddress',
  'insightDetails',
  'serviceEventDetails',
]);
const LONGEST_FIELD = Math.max(...[...FIRST_FIELDS].map((field) => field.length));

/**
 * Looks in damaged text for the next place where a record begins: a brace and a CloudTrail field, or, when
 * `lines` is set, a brace at the start of a line. Quotes inside strings are escaped, so text never matches.
 */
export function findRecordStart(bytes: Buffer, from: number, end: number, lines: boolean): RecordStart {
  for (
    let i = bytes.indexOf(Byte.openBrace, from);
    i !== -1 && i < end;
    i = bytes.indexOf(Byte.openBrace, i + 1)
  ) {
    if (lines && i > 0 && bytes[i - 1] === Byte.newline) return { found: i };
    const match = beginsRecord(bytes, i, end);
    if (match === 'yes') return { found: i };
    if (match === 'undecided') return { undecided: i };
  }
  return { undecided: end };
}

function beginsRecord(bytes: Buffer, brace: number, end: number): 'yes' | 'no' | 'undecided' {
  let i = brace + 1;
  while (i < end && i - brace <= MAX_SPACE && isSpace(bytes[i])) i++;
  if (i === end) return 'undecided';
  if (bytes[i] !== Byte.quote) return 'no';
  const close = bytes.indexOf(Byte.quote, i + 1);
  const length = (close === -1 || close >= end ? end : close) - i - 1;
  if (length > LONGEST_FIELD) return 'no';
  if (close === -1 || close >= end) return 'undecided';
  const field = bytes.toString('latin1', i + 1, close);
  if (!FIRST_FIELDS.has(field)) return 'no';
  return field === 'eventVersion' || !followsColon(bytes, brace) ? 'yes' : 'no';
}

function followsColon(bytes: Buffer, brace: number): boolean {
  let i = brace - 1;
  while (i >= 0 && brace - i <= MAX_SPACE && isSpace(bytes[i])) i--;
  return bytes[i] === Byte.colon;
}
