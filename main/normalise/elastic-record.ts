import { branchAt, type Draft, fieldAt, newDraft, put } from './dotted-fields.ts';
import type { JsonObject } from './json-object.ts';
import { parsePresto } from './presto-value.ts';
import { parsed, resourcesOf, text, timeText, truth, truthText } from './rebuild-fields.ts';

/** Where the AWS integration of Elastic keeps texts of a CloudTrail record, and where others do. */
const TEXTS: readonly (readonly [field: string, ...paths: readonly string[]])[] = [
  ['eventVersion', 'aws.cloudtrail.event_version'],
  ['userIdentity.type', 'aws.cloudtrail.user_identity.type'],
  ['userIdentity.principalId', 'aws.cloudtrail.user_identity.principalId', 'user.id'],
  ['userIdentity.arn', 'aws.cloudtrail.user_identity.arn'],
  ['userIdentity.accountId', 'aws.cloudtrail.user_identity.accountId', 'cloud.account.id'],
  [
    'userIdentity.accessKeyId',
    'aws.cloudtrail.user_identity.access_key_id',
    'aws.cloudtrail.user_identity.accessKeyId',
  ],
  [
    'userIdentity.invokedBy',
    'aws.cloudtrail.user_identity.invoked_by',
    'aws.cloudtrail.user_identity.invokedBy',
  ],
  ['eventSource', 'event.provider'],
  ['eventName', 'event.action'],
  ['awsRegion', 'cloud.region'],
  ['sourceIPAddress', 'source.address', 'source.ip'],
  ['userAgent', 'user_agent.original'],
  ['errorCode', 'aws.cloudtrail.error_code', 'action.properties.errorCode'],
  ['errorMessage', 'aws.cloudtrail.error_message', 'action.properties.errorMessage'],
  ['requestID', 'aws.cloudtrail.request_id'],
  ['eventID', 'event.id'],
  ['eventType', 'aws.cloudtrail.event_type', 'action.type'],
  ['eventCategory', 'aws.cloudtrail.event_category'],
  ['apiVersion', 'aws.cloudtrail.api_version'],
  ['recipientAccountId', 'aws.cloudtrail.recipient_account_id', 'action.properties.recipientAccountId'],
  ['sharedEventID', 'aws.cloudtrail.shared_event_id'],
  ['vpcEndpointId', 'aws.cloudtrail.vpc_endpoint_id'],
  ['tlsDetails.cipherSuite', 'tls.cipher'],
  ['tlsDetails.clientProvidedHostHeader', 'tls.client.server_name'],
];

/** Objects, kept whole as `flattened` and, at times in a writing that is no JSON, as a text. */
const OBJECTS: readonly (readonly [field: string, name: string])[] = [
  ['requestParameters', 'request_parameters'],
  ['responseElements', 'response_elements'],
  ['additionalEventData', 'additional_eventdata'],
  ['serviceEventDetails', 'service_event_details'],
  ['insightDetails', 'insight_details'],
];

const SESSION = 'aws.cloudtrail.user_identity.session_context';

/** A CloudTrail record from a document in the Elastic Common Schema, or a sentence why it gives none. */
export function elasticRecord(document: JsonObject): object | string {
  const action = text(fieldAt(document, 'event.action'));
  const insight = branchAt(document, 'aws.cloudtrail.flattened.insight_details');
  if (action === undefined && insight === undefined)
    return 'It holds no CloudTrail record and has no event.action.';
  if (!isOfCloudTrail(document)) return 'It is a document of something else than CloudTrail.';
  const eventTime = timeText(fieldAt(document, '@timestamp'));
  if (eventTime === undefined) return 'It has no @timestamp that can be read.';
  const draft = newDraft();
  put(draft, 'eventTime', eventTime);
  for (const [field, ...paths] of TEXTS) {
    put(
      draft,
      field,
      paths.map((path) => text(fieldAt(document, path))).find((found) => found !== undefined),
    );
  }
  for (const [field, name] of OBJECTS) put(draft, field, objectOf(document, name));
  put(draft, 'readOnly', truth(fieldAt(document, 'aws.cloudtrail.read_only')));
  put(draft, 'managementEvent', truth(fieldAt(document, 'aws.cloudtrail.management_event')));
  put(draft, 'resources', resourcesOf(branchAt(document, 'aws.cloudtrail.resources'), resourceOf));
  putSession(draft, document);
  putTlsVersion(draft, document);
  return draft;
}

function isOfCloudTrail(document: JsonObject): boolean {
  const told = ['event.dataset', 'data_stream.dataset', 'event.module', 'cloud.service.name'];
  return (
    branchAt(document, 'aws.cloudtrail') !== undefined ||
    told.some((path) => /cloudtrail/i.test(text(fieldAt(document, path)) ?? ''))
  );
}

/** An object, also of its text as JSON or as Elastic's pipeline prints it; a text that is neither stays one. */
function objectOf(document: JsonObject, name: string): unknown {
  const paths = [`aws.cloudtrail.flattened.${name}`, `aws.cloudtrail.${name}`];
  const value = paths.map((path) => parsed(branchAt(document, path))).find((found) => found !== undefined);
  return typeof value === 'string' ? (parsePresto(value) ?? value) : value;
}

function resourceOf(resource: unknown) {
  return {
    ARN: text(fieldAt(resource, 'arn')) ?? text(fieldAt(resource, 'ARN')),
    accountId: text(fieldAt(resource, 'account_id')) ?? text(fieldAt(resource, 'accountId')),
    type: text(fieldAt(resource, 'type')),
  };
}

/** `user.name` is the name of the role where a session has an issuer, as CloudTrail has it in two places. */
function putSession(draft: Draft, document: JsonObject): void {
  const context = 'userIdentity.sessionContext';
  const issuer = `${context}.sessionIssuer`;
  put(draft, `${issuer}.type`, text(fieldAt(document, `${SESSION}.session_issuer.type`)));
  put(draft, `${issuer}.principalId`, text(fieldAt(document, `${SESSION}.session_issuer.principal_id`)));
  put(draft, `${issuer}.arn`, text(fieldAt(document, `${SESSION}.session_issuer.arn`)));
  put(draft, `${issuer}.accountId`, text(fieldAt(document, `${SESSION}.session_issuer.account_id`)));
  const created = timeText(fieldAt(document, `${SESSION}.creation_date`));
  put(draft, `${context}.attributes.creationDate`, created);
  const mfa = truthText(fieldAt(document, `${SESSION}.mfa_authenticated`));
  put(draft, `${context}.attributes.mfaAuthenticated`, mfa);
  const owner = fieldAt(draft, issuer) === undefined ? 'userIdentity' : issuer;
  put(draft, `${owner}.userName`, userNameOf(document));
}

/** Pipelines that keep CloudTrail's own names in user_identity mean somebody else by `user.name`. */
function userNameOf(document: JsonObject): string | undefined {
  const identity = 'aws.cloudtrail.user_identity';
  const isOwn = text(fieldAt(document, `${identity}.principalId`)) !== undefined;
  return text(fieldAt(document, isOwn ? `${identity}.userName` : 'user.name'));
}

function putTlsVersion(draft: Draft, document: JsonObject): void {
  const version = text(fieldAt(document, 'tls.version'));
  const protocol = text(fieldAt(document, 'tls.version_protocol'))?.toUpperCase();
  if (version !== undefined && protocol !== undefined)
    put(draft, 'tlsDetails.tlsVersion', `${protocol}v${version}`);
}
