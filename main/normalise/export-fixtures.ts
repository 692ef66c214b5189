/** A record with everything that the other schemas have a place for, as CloudTrail writes it. */
export const CREATE_USER = {
  eventVersion: '1.09',
  userIdentity: {
    type: 'AssumedRole',
    principalId: 'AROAEXAMPLE:session-1',
    arn: 'arn:aws:sts::111122223333:assumed-role/Admin/session-1',
    accountId: '111122223333',
    accessKeyId: 'ASIAEXAMPLE',
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: 'AROAEXAMPLE',
        arn: 'arn:aws:iam::111122223333:role/Admin',
        accountId: '111122223333',
        userName: 'Admin',
      },
      attributes: { creationDate: '2024-03-04T09:55:00Z', mfaAuthenticated: 'false' },
    },
  },
  eventTime: '2024-03-04T10:00:00Z',
  eventSource: 'iam.amazonaws.com',
  eventName: 'CreateUser',
  awsRegion: 'us-east-1',
  sourceIPAddress: '198.51.100.10',
  userAgent: 'aws-cli/2.15.0',
  errorCode: 'EntityAlreadyExistsException',
  errorMessage: 'User with name eve already exists.',
  requestParameters: { userName: 'eve', tags: [{ key: 'a.b', value: 'c' }] },
  requestID: 'request-1',
  eventID: 'event-1',
  readOnly: false,
  resources: [
    { accountId: '111122223333', type: 'AWS::IAM::User', ARN: 'arn:aws:iam::111122223333:user/eve' },
  ],
  eventType: 'AwsApiCall',
  managementEvent: true,
  recipientAccountId: '111122223333',
  eventCategory: 'Management',
  tlsDetails: { tlsVersion: 'TLSv1.3', cipherSuite: 'TLS_AES_128_GCM_SHA256' },
} as const;

/** The same as an event of OCSF 1.1.0, with what it has no place for as texts by dotted names. */
export const CREATE_USER_OCSF = {
  class_uid: 3001,
  class_name: 'Account Change',
  time: Date.parse(CREATE_USER.eventTime),
  time_dt: '2024-03-04T05:00:00.000-05:00',
  metadata: {
    uid: 'event-1',
    version: '1.1.0',
    event_code: 'AwsApiCall',
    product: { name: 'CloudTrail', vendor_name: 'AWS', version: '1.09', feature: { name: 'Management' } },
  },
  cloud: { provider: 'AWS', region: 'us-east-1' },
  api: {
    operation: 'CreateUser',
    service: { name: 'iam.amazonaws.com' },
    version: null,
    request: { uid: 'request-1', data: JSON.stringify(CREATE_USER.requestParameters) },
    response: { error: CREATE_USER.errorCode, message: CREATE_USER.errorMessage, data: null },
  },
  actor: {
    user: {
      type: 'AssumedRole',
      uid: CREATE_USER.userIdentity.arn,
      uid_alt: CREATE_USER.userIdentity.principalId,
      credential_uid: 'ASIAEXAMPLE',
      account: { uid: '111122223333' },
    },
    session: {
      created_time_dt: '2024-03-04 09:55:00',
      is_mfa: false,
      issuer: 'arn:aws:iam::111122223333:role/Admin',
    },
    invoked_by: null,
  },
  http_request: { user_agent: 'aws-cli/2.15.0' },
  src_endpoint: { ip: '198.51.100.10', domain: null, uid: '' },
  user: { name: 'eve' },
  resources: [
    {
      uid: 'arn:aws:iam::111122223333:user/eve',
      owner: { account: { uid: '111122223333' } },
      type: 'AWS::IAM::User',
    },
  ],
  unmapped: {
    recipientAccountId: '111122223333',
    readOnly: 'false',
    managementEvent: 'true',
    sharedEventID: '',
    'userIdentity.sessionContext.sessionIssuer.type': 'Role',
    'userIdentity.sessionContext.sessionIssuer.principalId': 'AROAEXAMPLE',
    'userIdentity.sessionContext.sessionIssuer.accountId': '111122223333',
    'userIdentity.sessionContext.sessionIssuer.userName': 'Admin',
    'tlsDetails.tlsVersion': 'TLSv1.3',
    'tlsDetails.cipherSuite': 'TLS_AES_128_GCM_SHA256',
  },
} as const;

/** The same as the AWS integration of Elastic writes it without `event.original`. */
export const CREATE_USER_ECS = {
  '@timestamp': '2024-03-04T10:00:00.000Z',
  aws: {
    cloudtrail: {
      event_version: '1.09',
      event_type: 'AwsApiCall',
      event_category: 'Management',
      error_code: CREATE_USER.errorCode,
      error_message: CREATE_USER.errorMessage,
      management_event: true,
      read_only: false,
      recipient_account_id: '111122223333',
      request_id: 'request-1',
      request_parameters: '{userName=eve, tags=[{key=a.b, value=c}]}',
      flattened: { request_parameters: CREATE_USER.requestParameters },
      resources: [
        { account_id: '111122223333', arn: 'arn:aws:iam::111122223333:user/eve', type: 'AWS::IAM::User' },
      ],
      user_identity: {
        type: 'AssumedRole',
        arn: CREATE_USER.userIdentity.arn,
        access_key_id: 'ASIAEXAMPLE',
        session_context: {
          creation_date: '2024-03-04T09:55:00.000Z',
          mfa_authenticated: 'false',
          session_issuer: {
            type: 'Role',
            principal_id: 'AROAEXAMPLE',
            arn: 'arn:aws:iam::111122223333:role/Admin',
            account_id: '111122223333',
          },
        },
      },
    },
  },
  cloud: { account: { id: '111122223333' }, region: 'us-east-1' },
  event: { action: 'CreateUser', provider: 'iam.amazonaws.com', id: 'event-1', outcome: 'failure' },
  source: { address: '198.51.100.10', ip: '198.51.100.10' },
  tls: { version_protocol: 'tls', version: '1.3', cipher: 'TLS_AES_128_GCM_SHA256' },
  user: { id: 'AROAEXAMPLE:session-1', name: 'Admin' },
  user_agent: { name: 'aws-cli', original: 'aws-cli/2.15.0' },
} as const;
