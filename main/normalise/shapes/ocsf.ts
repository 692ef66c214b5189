import type { EntryHead } from '../entry-head.ts';
import type { Unwrapped } from '../found-record.ts';
import { objectsOf } from '../head-fields.ts';
import { getPath, setPath } from '../set-path.ts';
import { rebuilt, recordsIn } from '../unwrap-json.ts';
import type { Shape } from './shape.ts';

/**
 * Events of Amazon Security Lake as JSON: CloudTrail in OCSF 1.0.0-rc.2 to 1.5 (API Activity, Authentication, Account
 * Change). Records that are kept in them word for word are preferred; others are rebuilt.
 */
export const ocsf: Shape = {
  kind: 'ocsf',
  recognises: (head) =>
    objectsOf(head).some((object) => object.has('class_uid') && object.has('metadata')) && isCloudTrail(head),
  reading: { form: 'json', listKeys: ['events', 'Records'], unwrap: unwrapOcsf },
};

const isCloudTrail = ({ bytes }: EntryHead): boolean => bytes.includes('"CloudTrail"');

type Event = Readonly<Record<string, unknown>>;

/** Only `raw_data` may hold the record: what looks like one elsewhere is what a call asked for or got. */
function unwrapOcsf(piece: Buffer): Unwrapped {
  const event = parseObject(piece.toString('utf8'));
  if (event === null) return { records: [], problem: 'It is not a JSON object.' };
  const kept = typeof event.raw_data === 'string' ? recordsIn(Buffer.from(event.raw_data)) : null;
  if (kept?.records.length === 1)
    return { ...kept, records: kept.records.map((record) => ({ ...record, offset: 0 })) };
  return rebuilt(rebuildOcsf(event), piece.toString('utf8'));
}

function parseObject(text: string): Event | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Event) : null;
  } catch {
    return null;
  }
}

/** Fields of OCSF by the CloudTrail field that they come from; of several the first that is there. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  eventVersion: ['metadata.product.version'],
  'userIdentity.type': ['actor.user.type'],
  'userIdentity.accountId': ['actor.user.account.uid', 'actor.user.account_uid'],
  'userIdentity.accessKeyId': ['actor.user.credential_uid'],
  'userIdentity.userName': ['actor.user.name'],
  'userIdentity.invokedBy': ['actor.invoked_by'],
  'userIdentity.identityProvider': ['actor.idp.name'],
  'userIdentity.sessionContext.sessionIssuer.arn': ['actor.session.issuer'],
  eventSource: ['api.service.name'],
  eventName: ['api.operation'],
  awsRegion: ['cloud.region'],
  sourceIPAddress: ['src_endpoint.ip', 'src_endpoint.domain'],
  userAgent: ['http_request.user_agent'],
  errorCode: ['api.response.error'],
  errorMessage: ['api.response.message'],
  requestID: ['api.request.uid'],
  eventID: ['metadata.uid'],
  eventType: ['metadata.event_code'],
  apiVersion: ['api.version'],
  vpcEndpointId: ['src_endpoint.uid'],
  recipientAccountId: ['unmapped.recipientAccountId', 'cloud.account.uid', 'cloud.account_uid'],
  'tlsDetails.tlsVersion': ['tls.version'],
  'tlsDetails.cipherSuite': ['tls.cipher'],
  'tlsDetails.clientProvidedHostHeader': ['tls.sni'],
  'additionalEventData.LoginTo': ['dst_endpoint.svc_name'],
};

function rebuildOcsf(event: Event): object | string {
  if (typeof event.class_uid === 'object') {
    return 'It holds OCSF events column by column, as pandas writes tables; write them row by row (orient="records") and import that.';
  }
  const time = timeOf(event.time) ?? timeOf(event.time_dt);
  if (time === null) return 'It is an OCSF event without a time that can be read.';
  const record: Record<string, unknown> = { eventTime: time };
  for (const [field, paths] of Object.entries(TEXTS)) {
    const value = paths.map((path) => textAt(event, path)).find((text) => text !== null);
    if (value !== undefined) setPath(record, field.split('.'), value);
  }
  addIdentity(record, event);
  addSession(record, event);
  for (const [field, path] of [
    ['requestParameters', 'api.request.data'],
    ['responseElements', 'api.response.data'],
  ] as const) {
    const value = dataAt(event, path);
    if (value !== null) setPath(record, [field], value);
  }
  const category = textAt(event, 'metadata.product.feature.name');
  if (category !== null && /^(?:Management|Data|Insight|NetworkActivity)$/.test(category))
    record.eventCategory = category;
  const resources = getPath(event, 'resources');
  if (Array.isArray(resources) && resources.length > 0) record.resources = resources.map(resourceOf);
  addUnmapped(record, event.unmapped);
  addSignIn(record, event);
  return record;
}

/** From 1.1 on `uid` is the ARN and `uid_alt` the principal; before, `uid` was the principal and `uuid` the ARN. */
function addIdentity(record: Record<string, unknown>, event: Event): void {
  const uid = textAt(event, 'actor.user.uid');
  const isArn = uid?.startsWith('arn:') ?? false;
  const arn = isArn ? uid : textAt(event, 'actor.user.uuid');
  const principal = isArn
    ? textAt(event, 'actor.user.uid_alt')
    : (uid ?? textAt(event, 'actor.user.uid_alt'));
  if (arn !== null) setPath(record, ['userIdentity', 'arn'], arn);
  if (principal === null) return;
  const isCenter = textAt(event, 'actor.user.type') === 'IdentityCenterUser';
  setPath(
    record,
    isCenter ? ['userIdentity', 'onBehalfOf', 'userId'] : ['userIdentity', 'principalId'],
    principal,
  );
  const store = textAt(event, 'actor.idp.uid');
  if (isCenter && store !== null) setPath(record, ['userIdentity', 'onBehalfOf', 'identityStoreArn'], store);
}

function addSession(record: Record<string, unknown>, event: Event): void {
  const attributes = ['userIdentity', 'sessionContext', 'attributes'];
  const created =
    timeOf(getPath(event, 'actor.session.created_time_dt')) ??
    timeOf(getPath(event, 'actor.session.created_time'));
  if (created !== null) setPath(record, [...attributes, 'creationDate'], created);
  const mfa = getPath(event, 'actor.session.is_mfa') ?? getPath(event, 'actor.session.mfa');
  if (typeof mfa === 'boolean') setPath(record, [...attributes, 'mfaAuthenticated'], String(mfa));
}

/** What a sign-in tells beside its call: whether MFA was used, and its result where no response does. */
function addSignIn(record: Record<string, unknown>, event: Event): void {
  if (record.eventName !== 'ConsoleLogin') return;
  const mfa = event.is_mfa ?? event.mfa;
  if (typeof mfa === 'boolean' && getPath(record, 'additionalEventData.MFAUsed') === undefined) {
    setPath(record, ['additionalEventData', 'MFAUsed'], mfa ? 'Yes' : 'No');
  }
  const result = textAt(event, 'status');
  if (record.responseElements === undefined && (result === 'Success' || result === 'Failure')) {
    record.responseElements = { ConsoleLogin: result };
  }
}

/** Fields that OCSF has no place for, by their path in the record; a field that has a place keeps what it has. */
function addUnmapped(record: Record<string, unknown>, unmapped: unknown): void {
  if (typeof unmapped !== 'object' || unmapped === null) return;
  for (const [path, value] of Object.entries(unmapped)) {
    if (value === '' || value === null || getPath(record, path) !== undefined) continue;
    setPath(
      record,
      path.split('.'),
      /^(?:readOnly|managementEvent)$/.test(path) ? value === true || value === 'true' : value,
    );
  }
}

function textAt(event: Event, path: string): string | null {
  const value = getPath(event, path);
  return typeof value === 'string' && value !== '' && value !== "''" ? value : null;
}

/** Parameters and results are JSON as text, or objects. */
function dataAt(event: Event, path: string): unknown {
  const value = getPath(event, path);
  if (typeof value !== 'string') return typeof value === 'object' ? value : null;
  if (value === '' || value === 'null') return null;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Milliseconds since 1970, or a time with its zone; null for anything else. */
function timeOf(value: unknown): string | null {
  if (typeof value !== 'number' && typeof value !== 'string') return null;
  const time = new Date(value);
  return Number.isNaN(time.getTime()) ? null : time.toISOString().replace('.000Z', 'Z');
}

function resourceOf(resource: unknown): object {
  return {
    ARN: getPath(resource, 'uid'),
    accountId: getPath(resource, 'owner.account.uid') ?? getPath(resource, 'account_uid'),
    type: getPath(resource, 'type'),
  };
}
