import { branchAt, type Draft, fieldAt, nested, newDraft, put } from './dotted-fields.ts';
import { isJsonObject, type JsonObject } from './json-object.ts';
import { parsed, resourcesOf, text, timeText, truth, truthText } from './rebuild-fields.ts';

/** Where OCSF keeps fields of a CloudTrail record as they are (github.com/ocsf/examples, AWS CloudTrail). */
const PLAIN: readonly (readonly [field: string, ...paths: readonly string[]])[] = [
  ['eventVersion', 'metadata.product.version'],
  ['userIdentity.type', 'actor.user.type'],
  ['userIdentity.accountId', 'actor.user.account.uid', 'actor.user.account_uid'],
  ['userIdentity.accessKeyId', 'actor.user.credential_uid'],
  ['userIdentity.userName', 'actor.user.name'],
  ['userIdentity.invokedBy', 'actor.invoked_by'],
  ['userIdentity.sessionContext.sessionIssuer.arn', 'actor.session.issuer'],
  ['eventSource', 'api.service.name'],
  ['eventName', 'api.operation'],
  ['awsRegion', 'cloud.region'],
  ['sourceIPAddress', 'src_endpoint.ip', 'src_endpoint.domain'],
  ['vpcEndpointId', 'src_endpoint.uid'],
  ['userAgent', 'http_request.user_agent'],
  ['errorCode', 'api.response.error'],
  ['errorMessage', 'api.response.message'],
  ['eventID', 'metadata.uid'],
  ['eventType', 'metadata.event_code'],
  ['apiVersion', 'api.version'],
  ['tlsDetails.tlsVersion', 'tls.version'],
  ['tlsDetails.cipherSuite', 'tls.cipher'],
  ['tlsDetails.clientProvidedHostHeader', 'tls.sni'],
  ['recipientAccountId', 'unmapped.recipientAccountId', 'cloud.account.uid', 'cloud.account_uid'],
];

/** The class whose `user` is whom the call is about. */
const ACCOUNT_CHANGE = 3001;

/** What `metadata.product.feature.name` says of the category; "Management, Data, and Insights" says nothing. */
const CATEGORIES = ['Management', 'Data', 'NetworkActivity', 'Insight'];

/** A CloudTrail record from an event of OCSF as Amazon Security Lake writes them, or a sentence why it gives none. */
export function ocsfRecord(event: JsonObject): object | string {
  if (isJsonObject(event.class_uid)) {
    return 'It is a table written column by column; write it row by row (in pandas, orient="records").';
  }
  const product = text(fieldAt(event, 'metadata.product.name')) ?? 'an unnamed product';
  if (!/cloudtrail/i.test(product)) return `It is an OCSF event of ${product}, not of CloudTrail.`;
  const eventTime = timeText(event.time) ?? timeText(event.time_dt);
  if (eventTime === undefined) return 'It has no time that can be read.';
  if (text(fieldAt(event, 'api.operation')) === undefined)
    return 'It names no call: api.operation is missing.';
  const draft = unmappedFields(event);
  for (const [field, ...paths] of PLAIN) {
    put(
      draft,
      field,
      paths.map((path) => text(fieldAt(event, path))).find((found) => found !== undefined),
    );
  }
  put(draft, 'eventTime', eventTime);
  putIdentity(draft, event);
  putCall(draft, event);
  for (const field of ['readOnly', 'managementEvent']) put(draft, field, truth(draft[field]));
  const category = text(fieldAt(event, 'metadata.product.feature.name')) ?? '';
  if (CATEGORIES.includes(category)) put(draft, 'eventCategory', category);
  put(draft, 'resources', resourcesOf(event.resources, resourceOf));
  return draft;
}

function resourceOf(resource: unknown) {
  return {
    ARN: text(fieldAt(resource, 'uid')),
    accountId:
      text(fieldAt(resource, 'owner.account.uid')) ??
      text(fieldAt(resource, 'account.uid')) ??
      text(fieldAt(resource, 'account_uid')),
    type: text(fieldAt(resource, 'type')),
  };
}

/** The fields that OCSF has no place for, under their own names joined by dots: an object, or a map of Parquet. */
function unmappedFields({ unmapped }: JsonObject): Draft {
  const draft = nested(pairsOf(parsed(unmapped)));
  for (const field of ['requestParameters', 'responseElements', 'additionalEventData', 'resources']) {
    put(draft, field, parsed(draft[field]));
  }
  return draft;
}

/** A map as an object, as lists of its keys and its values, or as a list of pairs. */
function pairsOf(map: unknown): JsonObject {
  const pairs = newDraft();
  if (Array.isArray(map)) {
    for (const pair of map) {
      const [key, value] = Array.isArray(pair) ? pair : [fieldAt(pair, 'key'), fieldAt(pair, 'value')];
      if (typeof key === 'string') pairs[key] = value;
    }
    return pairs;
  }
  if (!isJsonObject(map)) return pairs;
  const { key: keys, value: values } = map;
  if (!Array.isArray(keys) || !Array.isArray(values)) return map;
  for (const [i, key] of keys.entries()) if (typeof key === 'string') pairs[key] = values[i];
  return pairs;
}

function putIdentity(draft: Draft, event: JsonObject): void {
  const user = fieldAt(event, 'actor.user');
  const session = fieldAt(event, 'actor.session');
  // Until 1.0.0 `uid` was the principal and `uuid` the ARN, since then `uid_alt` and `uid`.
  const ids = ['uid', 'uuid', 'uid_alt'].map((name) => text(fieldAt(user, name)));
  const principal = text(fieldAt(user, 'uid_alt')) ?? ids.find((id) => id !== undefined && !isArn(id));
  put(draft, 'userIdentity.arn', ids.find(isArn));
  if (text(fieldAt(user, 'type')) === 'IdentityCenterUser') putIdentityCenterUser(draft, event, principal);
  else put(draft, 'userIdentity.principalId', principal);
  const created = timeText(fieldAt(session, 'created_time_dt')) ?? timeText(fieldAt(session, 'created_time'));
  put(draft, 'userIdentity.sessionContext.attributes.creationDate', created);
  const mfa = truthText(fieldAt(session, 'is_mfa')) ?? truthText(fieldAt(session, 'mfa'));
  put(draft, 'userIdentity.sessionContext.attributes.mfaAuthenticated', mfa);
  const provider = text(fieldAt(event, 'actor.idp.name'));
  if (/^(SAML|WebIdentity)User$/.test(text(fieldAt(user, 'type')) ?? '')) {
    put(draft, 'userIdentity.identityProvider', provider);
  } else put(draft, 'userIdentity.sessionContext.webIdFederationData.federatedProvider', provider);
}

/** Since 1.5 the fields of an Identity Center user stand where those of other identities do. */
function putIdentityCenterUser(draft: Draft, event: JsonObject, userId: string | undefined): void {
  put(draft, 'userIdentity.onBehalfOf.userId', userId);
  put(draft, 'userIdentity.onBehalfOf.identityStoreArn', text(fieldAt(event, 'actor.idp.uid')));
  const { userIdentity } = draft;
  if (!isJsonObject(userIdentity)) return;
  const { accessKeyId, userName, ...others } = userIdentity;
  draft.userIdentity = others;
  put(draft, 'userIdentity.credentialId', accessKeyId);
  put(draft, 'additionalEventData.UserName', userName);
}

function isArn(id: string | undefined): boolean {
  return id?.startsWith('arn:') === true;
}

function putCall(draft: Draft, event: JsonObject): void {
  // An empty request ID is written as two quotes.
  const requestId = text(fieldAt(event, 'api.request.uid'));
  if (requestId !== "''") put(draft, 'requestID', requestId);
  put(draft, 'requestParameters', parsed(fieldAt(event, 'api.request.data')));
  put(draft, 'responseElements', parsed(fieldAt(event, 'api.response.data')));
  const call = text(fieldAt(event, 'api.operation')) ?? '';
  if (call === 'ConsoleLogin') putSignIn(draft, event);
  else if (call.startsWith('AssumeRole')) putAssumedRole(draft, event);
  else if (event.class_uid === ACCOUNT_CHANGE && fieldAt(event, 'api.request.data') === undefined) {
    putMissing(
      draft,
      `requestParameters.${call.includes('Role') ? 'roleName' : 'userName'}`,
      fieldAt(event, 'user.name'),
    );
  }
}

/** Puts a text where nothing is yet. */
function putMissing(draft: Draft, path: string, value: unknown): void {
  if (branchAt(draft, path) === undefined) put(draft, path, text(value));
}

function putSignIn(draft: Draft, event: JsonObject): void {
  put(draft, 'additionalEventData.LoginTo', text(fieldAt(event, 'dst_endpoint.svc_name')));
  const mfa = truth(event.is_mfa ?? event.mfa);
  if (typeof mfa === 'boolean') put(draft, 'additionalEventData.MFAUsed', mfa ? 'Yes' : 'No');
  putMissing(draft, 'responseElements.ConsoleLogin', event.status);
}

/** What the session of an assumed role tells where the request and the response are not there. */
function putAssumedRole(draft: Draft, event: JsonObject): void {
  const role = [fieldAt(event, 'user.uid'), fieldAt(event, 'user.uuid')].find((id) => isArn(text(id)));
  putMissing(draft, 'requestParameters.roleArn', role);
  putMissing(draft, 'requestParameters.roleSessionName', fieldAt(event, 'user.name'));
  putMissing(draft, 'responseElements.credentials.accessKeyId', fieldAt(event, 'session.credential_uid'));
  putMissing(draft, 'responseElements.assumedRoleUser.arn', fieldAt(event, 'session.uid'));
  putMissing(draft, 'responseElements.assumedRoleUser.assumedRoleId', fieldAt(event, 'session.uid_alt'));
}
