import { hasObjectWith } from '../head-fields.ts';
import { type Rebuild, unwrapJson } from '../unwrap-json.ts';
import type { Shape } from './shape.ts';

/**
 * What `aws cloudtrail lookup-events` and the SDKs answer: `{"Events":[{"EventId":…,"CloudTrailEvent":"{…}"}]}`, the
 * list alone, or an event a line. The record is the text of CloudTrailEvent.
 */
export const lookupEvents: Shape = {
  kind: 'lookup-events',
  recognises: (head) =>
    hasObjectWith(head, 'CloudTrailEvent') ||
    hasObjectWith(head, 'EventId', 'EventName') ||
    (hasObjectWith(head, 'Events') && ['EventId', 'eventID'].some((field) => head.bytes.includes(field))),
  reading: { form: 'json', listKeys: ['Events'], unwrap: unwrapJson(rebuildLookedUpEvent) },
};

/** A record of the few fields that an event has beside a CloudTrailEvent that was left out. */
function rebuildLookedUpEvent(event: Parameters<Rebuild>[0]): object | string {
  const time = timeOf(event.EventTime);
  if (typeof event.EventName !== 'string')
    return 'It is not an event: it has no EventName and no CloudTrailEvent.';
  if (time === null) return 'It has no CloudTrailEvent, and no EventTime that is a time.';
  const resources = Array.isArray(event.Resources) ? event.Resources.map(resourceOf) : [];
  return {
    eventTime: time,
    eventSource: event.EventSource,
    eventName: event.EventName,
    eventID: event.EventId,
    readOnly: event.ReadOnly,
    userIdentity: { userName: event.Username, accessKeyId: event.AccessKeyId },
    ...(resources.length > 0 ? { resources } : {}),
  };
}

/** Seconds since 1970, as the API has them, or a time as the SDKs print it; null for anything else. */
function timeOf(value: unknown): string | null {
  const time =
    typeof value === 'number' ? new Date(value * 1000) : new Date(typeof value === 'string' ? value : '');
  return Number.isNaN(time.getTime()) ? null : time.toISOString().replace('.000Z', 'Z');
}

function resourceOf(
  resource: { readonly ResourceType?: unknown; readonly ResourceName?: unknown } | null,
): object {
  return { type: resource?.ResourceType, ARN: resource?.ResourceName };
}
