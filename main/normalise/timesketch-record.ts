import { type Draft, fieldAt, nested, newDraft, put } from './dotted-fields.ts';
import { isJsonObject, type JsonObject } from './json-object.ts';
import { parsed, text, timeText, truth } from './rebuild-fields.ts';
import { isRecord } from './unwrap-json.ts';

/** Attributes of plaso's event of CloudTrail, and the fields that they were made of. */
const PLASO: readonly (readonly [attribute: string, field: string])[] = [
  ['event_name', 'eventName'],
  ['event_source', 'eventSource'],
  ['source_ip', 'sourceIPAddress'],
  ['user_identity_arn', 'userIdentity.arn'],
  ['user_name', 'userIdentity.userName'],
  ['access_key', 'userIdentity.accessKeyId'],
  ['account_identifier', 'userIdentity.accountId'],
];

/** Fields of a record (cloudtrail.md §1) that timelines carry under their own names, nested or dotted. */
const FIELDS = new Set(
  `eventVersion userIdentity eventTime eventSource eventName awsRegion sourceIPAddress userAgent errorCode errorMessage
  requestParameters responseElements additionalEventData requestID eventID apiVersion readOnly resources eventType
  recipientAccountId sharedEventID vpcEndpointId vpcEndpointAccountId serviceEventDetails managementEvent eventCategory
  addendum sessionCredentialFromConsole edgeDeviceDetails tlsDetails eventContext insightDetails`.split(
    /\s+/,
  ),
);

/** Whether an event of a timeline is a record to which the attributes of the timeline were added. */
export function isWholeRecord(event: JsonObject): boolean {
  return isRecord(event) && typeof event.eventTime === 'string' && isJsonObject(event.userIdentity);
}

/** A CloudTrail record from the attributes of an event in a timeline, or a sentence why it gives none. */
export function timesketchRecord(event: JsonObject): object | string {
  const draft = ownFields(event);
  for (const [attribute, field] of PLASO) {
    if (fieldAt(draft, field) === undefined) put(draft, field, text(event[attribute]));
  }
  const eventTime = text(draft.eventTime) ?? timeOf(event);
  if (text(draft.eventName) === undefined && draft.insightDetails === undefined) {
    return 'It is an event of something else than CloudTrail, or has no event name.';
  }
  if (eventTime === undefined) return 'It has no datetime that can be read.';
  put(draft, 'eventTime', eventTime);
  const names = text(event.resources)?.split(', ') ?? [];
  if (names.length > 0 && typeof event.resources === 'string' && event.event_name !== undefined) {
    draft.resources = names.map((name) => ({ ARN: name }));
  }
  return draft;
}

function ownFields(event: JsonObject): Draft {
  const own = newDraft();
  for (const [name, value] of Object.entries(event)) {
    const root = name.split('.', 1)[0] ?? '';
    if (FIELDS.has(root))
      own[name] = ['readOnly', 'managementEvent'].includes(name) ? truth(value) : parsed(value);
  }
  return nested(own);
}

/** `datetime` as Timesketch has it, or the microseconds since 1970 that plaso counts. */
function timeOf({ datetime, timestamp }: JsonObject): string | undefined {
  return timeText(datetime) ?? (typeof timestamp === 'number' ? timeText(timestamp / 1000) : undefined);
}
