/** CloudTrail's names of fields, which tables write in lower case. */
const NAMES = [
  'eventVersion',
  'userIdentity',
  'eventTime',
  'eventSource',
  'eventName',
  'awsRegion',
  'sourceIPAddress',
  'userAgent',
  'errorCode',
  'errorMessage',
  'requestParameters',
  'responseElements',
  'additionalEventData',
  'requestID',
  'eventID',
  'readOnly',
  'resources',
  'eventType',
  'apiVersion',
  'managementEvent',
  'recipientAccountId',
  'sharedEventID',
  'annotation',
  'vpcEndpointId',
  'vpcEndpointAccountId',
  'serviceEventDetails',
  'addendum',
  'edgeDeviceDetails',
  'insightDetails',
  'eventCategory',
  'tlsDetails',
  'tlsVersion',
  'cipherSuite',
  'clientProvidedHostHeader',
  'sessionCredentialFromConsole',
  'type',
  'principalId',
  'arn',
  'accountId',
  'accessKeyId',
  'userName',
  'invokedBy',
  'identityProvider',
  'credentialId',
  'sessionContext',
  'sessionIssuer',
  'attributes',
  'creationDate',
  'mfaAuthenticated',
  'sourceIdentity',
  'ec2RoleDelivery',
  'webIdFederationData',
  'federatedProvider',
  'onBehalfOf',
  'userId',
  'identityStoreArn',
  'reason',
  'updatedFields',
  'originalRequestID',
  'originalEventID',
] as const;

const BY_LOWER = new Map<string, string>(NAMES.map((name) => [name.toLowerCase(), name]));

/** The name as CloudTrail writes it; any other as it is. */
export function fieldName(name: string): string {
  return BY_LOWER.get(name.toLowerCase()) ?? name;
}

/** Whether CloudTrail has a field of that name, in whatever case. */
export function isFieldName(name: string): boolean {
  return BY_LOWER.has(name.toLowerCase());
}
