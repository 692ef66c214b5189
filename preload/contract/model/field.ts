/** How a field's values compare, and what a filter on it may say. A `list` is several texts. */
export type FieldKind = 'text' | 'time' | 'number' | 'boolean' | 'address' | 'json' | 'list';

/** Where a field comes from: a path of the CloudTrail record, a fact derived from it, or what the investigator marked. */
export type FieldOrigin = 'record' | 'derived' | 'case';

/**
 * A named field of an event. `name` is at once the spelling in the query language, the column of the
 * `event` view and the key in JSON output: CloudTrail's own spelling for what the record holds.
 */
export type Field = {
  readonly name: string;
  readonly title: string;
  readonly kind: FieldKind;
  readonly origin: FieldOrigin;
  readonly description: string;
};

const record = (name: string, title: string, description: string, kind: FieldKind = 'text'): Field => ({
  name,
  title,
  kind,
  origin: 'record',
  description,
});

const derived = (name: string, title: string, description: string, kind: FieldKind = 'text'): Field => ({
  name,
  title,
  kind,
  origin: 'derived',
  description,
});

const marked = (name: string, title: string, description: string, kind: FieldKind): Field => ({
  name,
  title,
  kind,
  origin: 'case',
  description,
});

/** Every field that is a column of the `event` view, in the order of the view. */
export const FIELDS: readonly Field[] = [
  record('eventTime', 'Time', 'When the call completed at the service, UTC', 'time'),
  derived('actor', 'Actor', 'Who did it: user, role/session, root@account, service or identity'),
  derived('service', 'Service', 'eventSource without .amazonaws.com'),
  record('eventName', 'Call', 'The API call or event'),
  derived('outcome', 'Outcome', 'success, denied (authorization) or failed (any other error)'),
  record('sourceIPAddress', 'Address', 'Address or service name the call came from', 'address'),
  derived('country', 'Country', 'ISO 3166 code of the place of the address'),
  record('awsRegion', 'Region', 'AWS region the call was made to'),
  derived('resource', 'Resource', 'What the call was about, in short'),
  derived('account', 'Account', 'Account whose trail recorded the event'),
  record('userAgent', 'User agent', 'Program that made the call'),
  record('errorCode', 'Error code', 'Error returned by the service'),
  record('errorMessage', 'Error message', 'Text of the error'),
  derived('access', 'Access', 'read or write'),
  derived('role', 'Role', 'ARN of the role behind the session'),
  derived('session', 'Session', 'Name of the role or federation session'),
  derived('identity', 'Identity', 'ARN of the identity including its session, or the best substitute'),
  derived('initiator', 'Initiator', 'principal, or aws_service where AWS itself set the call off'),
  derived('verb', 'Verb', 'First word of the call: Create, Delete, Describe …'),
  derived('resourceType', 'Resource type', 'What follows the verb in the name of the call'),
  derived('principal', 'Principal', 'ARN of the role or user itself, without the session; else as identity'),
  derived(
    'administrator',
    'Administrator',
    'true where the principal is an administrator of the case',
    'boolean',
  ),
  derived(
    'publicAccess',
    'Public access',
    'acl, grant or policy: how a request to S3 opens something to everybody',
  ),
  derived('sourceClass', 'Source class', 'public4, public6, private, aws_service, aws_internal or other'),
  derived('countryName', 'Country name', 'English name of the country'),
  derived('subdivision', 'State or province', 'First-level subdivision of the place'),
  derived('city', 'City', 'City of the place of the address'),
  derived('latitude', 'Latitude', 'Degrees north', 'number'),
  derived('longitude', 'Longitude', 'Degrees east', 'number'),
  derived('asn', 'ASN', 'Number of the network the address is announced by', 'number'),
  derived('network', 'Network', 'Organisation that announces the address'),
  record('eventSource', 'Event source', 'Service endpoint, as recorded'),
  record('eventType', 'Event type', 'AwsApiCall, AwsServiceEvent, AwsConsoleSignIn …'),
  record(
    'eventCategory',
    'Event category',
    'Management, Data, NetworkActivity or Insight; derived where absent',
  ),
  record('readOnly', 'Read only', 'As recorded; absent in old records', 'boolean'),
  record('managementEvent', 'Management event', 'As recorded', 'boolean'),
  record('recipientAccountId', 'Recipient account', 'Account that received the event'),
  record('userIdentity.type', 'Identity type', 'Kind of identity'),
  record('userIdentity.principalId', 'Principal id', 'Unique id of the principal'),
  record('userIdentity.arn', 'Identity ARN', 'ARN of the caller, as recorded'),
  record('userIdentity.accountId', 'Identity account', 'Account of the caller'),
  record('userIdentity.accessKeyId', 'Access key', 'Access key that signed the call'),
  record('userIdentity.userName', 'User name', 'As recorded'),
  record('userIdentity.invokedBy', 'Invoked by', 'AWS service that called on somebody’s behalf'),
  record('userIdentity.identityProvider', 'Identity provider', 'Provider of a federated identity'),
  record('userIdentity.onBehalfOf.userId', 'On behalf of', 'IAM Identity Center user id'),
  record(
    'userIdentity.sessionContext.sessionIssuer.type',
    'Issuer type',
    'Kind of identity that issued the session',
  ),
  record(
    'userIdentity.sessionContext.sessionIssuer.arn',
    'Issuer ARN',
    'ARN of the role or user behind the session',
  ),
  record('userIdentity.sessionContext.sessionIssuer.userName', 'Issuer name', 'Name of the role or user'),
  record('userIdentity.sessionContext.attributes.mfaAuthenticated', 'Session MFA', 'true or false, as text'),
  record(
    'userIdentity.sessionContext.attributes.creationDate',
    'Session created',
    'When the credentials were issued',
  ),
  record(
    'userIdentity.sessionContext.sourceIdentity',
    'Source identity',
    'Set once, kept along a role chain',
  ),
  record('responseElements.ConsoleLogin', 'Sign-in result', 'Success or Failure of a console sign-in'),
  record('additionalEventData.MFAUsed', 'MFA used', 'Yes or No, at AWS sign-in only'),
  record('additionalEventData.SamlProviderArn', 'SAML provider', 'Provider of a federated sign-in'),
  record('additionalEventData.UserName', 'Sign-in name', 'Name typed at an IAM Identity Center sign-in'),
  record('requestParameters.bucketName', 'Bucket', 'S3 bucket of the request'),
  record(
    'requestParameters.withDecryption',
    'With decryption',
    'Whether a parameter was asked for decrypted',
  ),
  record('eventVersion', 'Event version', 'Version of the record format'),
  record('eventID', 'Event ID', 'Unique id of the event'),
  record('requestID', 'Request ID', 'Id of the request at the service'),
  record('sharedEventID', 'Shared event ID', 'Same action delivered to several accounts'),
  record('vpcEndpointId', 'VPC endpoint', 'Endpoint the call came through'),
  record('vpcEndpointAccountId', 'VPC endpoint account', 'Owner of the endpoint'),
  record('addendum.reason', 'Addendum', 'DELIVERY_DELAY, UPDATED_DATA or SERVICE_OUTAGE'),
  record('addendum.originalEventID', 'Original event ID', 'Event that an UPDATED_DATA record supplements'),
  record('tlsDetails.tlsVersion', 'TLS version', 'Version of TLS of the call'),
  marked('star', 'Star', 'true where the investigator starred the event', 'boolean'),
  marked('tag', 'Tag', 'What the investigator tagged the event or one of its entities with', 'list'),
  marked('note', 'Note', 'What the investigator noted on the event', 'text'),
  record('userIdentity', 'User identity', 'The whole userIdentity element', 'json'),
  record('requestParameters', 'Request', 'Parameters of the request', 'json'),
  record('responseElements', 'Response', 'Elements of the response', 'json'),
  record('additionalEventData', 'Additional data', 'Further data of the event', 'json'),
  record('resources', 'Resources', 'Resources named by the service', 'json'),
];

/** What the investigator marked events with: changes while the records stay the same. */
export const MARK_FIELDS: readonly Field[] = FIELDS.filter(({ origin }) => origin === 'case');

const MARK = new RegExp(`\\b(${MARK_FIELDS.map(({ name }) => name).join('|')})\\b`, 'i');

/** Whether a question, as text, may ask how events are marked; one that only looks like it costs time, never an answer. */
export function mentionsMark(question: string): boolean {
  return MARK.test(question);
}

const BY_LOWER_CASE = new Map(FIELDS.map((field) => [field.name.toLowerCase(), field]));

/** The catalogued field of that name, spelled in any case; undefined for any other JSON path. */
export function findField(name: string): Field | undefined {
  return BY_LOWER_CASE.get(name.toLowerCase());
}
