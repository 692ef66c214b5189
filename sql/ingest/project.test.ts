import { afterAll, describe, expect, it } from 'vitest';
import { createTestCase, type TestCase } from '../../main/query/test-case.ts';

type Json = { readonly [key: string]: unknown };

const ACCOUNT = '111122223333';

/** The address of every record, so that only the tests about addresses look places up. */
const PLACE = {
  address: '198.51.100.10',
  source_class: 'public4',
  country: 'US',
  country_name: 'United States',
  subdivision: 'California',
  city: 'Mountain View',
  latitude: 37.39,
  longitude: -122.08,
  asn: 64500,
  network: 'Example Broadband',
};

const opened: TestCase[] = [];
afterAll(async () => {
  for (const testCase of opened) await testCase.close();
});

let serial = 0;

/** A record as CloudTrail writes it, with what the test is about in place of the usual. */
function record(userIdentity: Json, rest: Json = {}): Json {
  serial += 1;
  return {
    eventVersion: '1.08',
    userIdentity,
    eventTime: '2024-03-04T10:00:00Z',
    eventSource: 'ec2.amazonaws.com',
    eventName: 'DescribeInstances',
    awsRegion: 'us-east-1',
    sourceIPAddress: PLACE.address,
    userAgent: 'aws-cli/2.15.0',
    requestParameters: null,
    responseElements: null,
    requestID: `request-${serial}`,
    eventID: `00000000-0000-4000-8000-${String(serial).padStart(12, '0')}`,
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    eventCategory: 'Management',
    ...rest,
  };
}

async function project(records: readonly (Json | string)[], columns: readonly string[]) {
  const testCase = await createTestCase(records, [PLACE]);
  opened.push(testCase);
  const list = columns.map((column) => `"${column}"`).join(', ');
  return testCase.database.rows(`select ${list} from event order by record_id`);
}

const IAM_USER = {
  type: 'IAMUser',
  principalId: 'AIDACKCEVSQ6C2EXAMPLE',
  arn: `arn:aws:iam::${ACCOUNT}:user/dev/anaya`,
  accountId: ACCOUNT,
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  userName: 'anaya',
};

function assumedRole(name: string, session: string, path = '', extra: Json = {}): Json {
  return {
    type: 'AssumedRole',
    principalId: `AROAIDPPEZS35WEXAMPLE:${session}`,
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${name}/${session}`,
    accountId: ACCOUNT,
    accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: 'AROAIDPPEZS35WEXAMPLE',
        arn: `arn:aws:iam::${ACCOUNT}:role/${path}${name}`,
        accountId: ACCOUNT,
        userName: name,
      },
      attributes: { creationDate: '2024-03-04T09:55:00Z', mfaAuthenticated: 'false' },
    },
    ...extra,
  };
}

type Facts = readonly [
  actor: string | null,
  role: string | null,
  session: string | null,
  identity: string | null,
  initiator: 'principal' | 'aws_service',
];

const ROOT_ARN = `arn:aws:iam::${ACCOUNT}:root`;
const roleArn = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const sessionArn = (name: string, session: string) =>
  `arn:aws:sts::${ACCOUNT}:assumed-role/${name}/${session}`;

/** Every variant of userIdentity, its record, and who is behind it. */
const VARIANTS: readonly (readonly [title: string, record: Json, facts: Facts])[] = [
  [
    'Root without an alias, which acts on a user',
    record(
      { type: 'Root', principalId: ACCOUNT, arn: ROOT_ARN, accountId: ACCOUNT, accessKeyId: '' },
      { eventName: 'CreateAccessKey', requestParameters: { userName: 'victim' } },
    ),
    [`root@${ACCOUNT}`, null, null, ROOT_ARN, 'principal'],
  ],
  [
    'Root with an account alias as userName',
    record({ type: 'Root', principalId: ACCOUNT, arn: ROOT_ARN, accountId: ACCOUNT, userName: 'my-alias' }),
    [`root@${ACCOUNT}`, null, null, ROOT_ARN, 'principal'],
  ],
  ['IAMUser', record(IAM_USER), ['anaya', null, null, IAM_USER.arn, 'principal']],
  [
    'IAMUser without userName',
    record({ type: 'IAMUser', arn: `arn:aws:iam::${ACCOUNT}:user/ops/berta`, accountId: ACCOUNT }),
    ['berta', null, null, `arn:aws:iam::${ACCOUNT}:user/ops/berta`, 'principal'],
  ],
  [
    'IAMUser that does not exist, at sign-in',
    record({
      type: 'IAMUser',
      accountId: ACCOUNT,
      accessKeyId: '',
      userName: 'HIDDEN_DUE_TO_SECURITY_REASONS',
    }),
    ['HIDDEN_DUE_TO_SECURITY_REASONS', null, null, `${ACCOUNT}:HIDDEN_DUE_TO_SECURITY_REASONS`, 'principal'],
  ],
  [
    'AssumedRole',
    record(assumedRole('deploy', 'ci-42')),
    ['role/deploy/ci-42', roleArn('deploy'), 'ci-42', sessionArn('deploy', 'ci-42'), 'principal'],
  ],
  [
    'AssumedRole of an EC2 instance',
    record(assumedRole('web', 'i-0dbc91f429e48eeed')),
    [
      'role/web/i-0dbc91f429e48eeed',
      roleArn('web'),
      'i-0dbc91f429e48eeed',
      sessionArn('web', 'i-0dbc91f429e48eeed'),
      'principal',
    ],
  ],
  [
    'AssumedRole of an IAM Identity Center user',
    record(assumedRole('AWSReservedSSO_Admin_0a1b', 'anaya@example.com', 'aws-reserved/sso.amazonaws.com/')),
    [
      'role/AWSReservedSSO_Admin_0a1b/anaya@example.com',
      roleArn('aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0a1b'),
      'anaya@example.com',
      sessionArn('AWSReservedSSO_Admin_0a1b', 'anaya@example.com'),
      'principal',
    ],
  ],
  [
    'AssumedRole without a sessionIssuer',
    record({
      type: 'AssumedRole',
      principalId: 'AROAIDPPEZS35WEXAMPLE:ci-43',
      arn: sessionArn('deploy', 'ci-43'),
      accountId: ACCOUNT,
    }),
    ['role/deploy/ci-43', roleArn('deploy'), 'ci-43', sessionArn('deploy', 'ci-43'), 'principal'],
  ],
  [
    'a service-linked role',
    record(assumedRole('AWSServiceRoleForConfig', 'AWSConfig', 'aws-service-role/config.amazonaws.com/')),
    [
      'role/AWSServiceRoleForConfig/AWSConfig',
      roleArn('aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig'),
      'AWSConfig',
      sessionArn('AWSServiceRoleForConfig', 'AWSConfig'),
      'aws_service',
    ],
  ],
  [
    'a service on behalf of a role',
    record(assumedRole('deploy', 'ci-42', '', { invokedBy: 'cloudformation.amazonaws.com' })),
    ['role/deploy/ci-42', roleArn('deploy'), 'ci-42', sessionArn('deploy', 'ci-42'), 'aws_service'],
  ],
  [
    'Role',
    record({ type: 'Role', principalId: 'AROAIDPPEZS35WEXAMPLE', arn: roleArn('batch/nightly') }),
    ['role/nightly', roleArn('batch/nightly'), null, roleArn('batch/nightly'), 'principal'],
  ],
  [
    'FederatedUser',
    record({
      type: 'FederatedUser',
      principalId: `${ACCOUNT}:heidi`,
      arn: `arn:aws:sts::${ACCOUNT}:federated-user/heidi`,
      accountId: ACCOUNT,
      accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
      sessionContext: {
        sessionIssuer: { type: 'IAMUser', arn: `arn:aws:iam::${ACCOUNT}:user/broker`, userName: 'broker' },
      },
    }),
    ['federated/heidi', null, 'heidi', `arn:aws:sts::${ACCOUNT}:federated-user/heidi`, 'principal'],
  ],
  [
    'Directory',
    record({ type: 'Directory', accountId: ACCOUNT, userName: 'CORP\\frank' }),
    ['directory/CORP\\frank', null, null, `${ACCOUNT}:CORP\\frank`, 'principal'],
  ],
  [
    'AWSAccount: another account',
    record(
      { type: 'AWSAccount', principalId: 'AIDAJ45Q7YFFAREXAMPLE', accountId: '444455556666' },
      { eventSource: 'sts.amazonaws.com', eventName: 'AssumeRole' },
    ),
    [
      'account/444455556666/AIDAJ45Q7YFFAREXAMPLE',
      null,
      null,
      '444455556666:AIDAJ45Q7YFFAREXAMPLE',
      'principal',
    ],
  ],
  [
    'AWSAccount: nobody in particular',
    record({ type: 'AWSAccount', principalId: 'Anonymous', accountId: 'ANONYMOUS_PRINCIPAL' }),
    ['anonymous', null, null, 'ANONYMOUS_PRINCIPAL:Anonymous', 'principal'],
  ],
  [
    'AWSService',
    record({ type: 'AWSService', invokedBy: 'ec2.amazonaws.com' }, { sourceIPAddress: 'ec2.amazonaws.com' }),
    ['ec2.amazonaws.com', null, null, 'ec2.amazonaws.com', 'aws_service'],
  ],
  [
    'a service event without a type',
    record(
      { accountId: ACCOUNT, invokedBy: 'secretsmanager.amazonaws.com' },
      { eventName: 'EndSecretVersionDelete', eventType: 'AwsServiceEvent' },
    ),
    ['secretsmanager.amazonaws.com', null, null, 'secretsmanager.amazonaws.com', 'aws_service'],
  ],
  [
    'IdentityCenterUser',
    record({
      type: 'IdentityCenterUser',
      accountId: ACCOUNT,
      credentialId: '38a5f1f9',
      onBehalfOf: {
        userId: '544894e8-80c1-707f-60e3-3ba6510dfac1',
        identityStoreArn: `arn:aws:identitystore::${ACCOUNT}:identitystore/d-9067642ac7`,
      },
    }),
    [
      'identity-center/544894e8-80c1-707f-60e3-3ba6510dfac1',
      null,
      null,
      `${ACCOUNT}:544894e8-80c1-707f-60e3-3ba6510dfac1`,
      'principal',
    ],
  ],
  [
    'SAMLUser',
    record(
      {
        type: 'SAMLUser',
        principalId: 'SAMLqualifier:frank@example.org',
        userName: 'frank@example.org',
        identityProvider: `arn:aws:iam::${ACCOUNT}:saml-provider/corp-idp`,
      },
      { eventSource: 'sts.amazonaws.com', eventName: 'AssumeRoleWithSAML' },
    ),
    ['saml/corp-idp/frank@example.org', null, null, 'SAMLqualifier:frank@example.org', 'principal'],
  ],
  [
    'WebIdentityUser',
    record(
      {
        type: 'WebIdentityUser',
        principalId: 'accounts.google.com:app.apps.googleusercontent.com:112233',
        userName: '112233',
        identityProvider: 'accounts.google.com',
      },
      { eventSource: 'sts.amazonaws.com', eventName: 'AssumeRoleWithWebIdentity' },
    ),
    [
      'web/accounts.google.com/112233',
      null,
      null,
      'accounts.google.com:app.apps.googleusercontent.com:112233',
      'principal',
    ],
  ],
  [
    'Unknown: a person who signs in to IAM Identity Center, recorded as a service event',
    record(
      { type: 'Unknown', principalId: ACCOUNT, arn: '', accountId: ACCOUNT, userName: 'grace@example.com' },
      {
        eventSource: 'signin.amazonaws.com',
        eventName: 'UserAuthentication',
        eventType: 'AwsServiceEvent',
        serviceEventDetails: { UserAuthentication: 'Success' },
      },
    ),
    ['grace@example.com', null, null, `${ACCOUNT}:grace@example.com`, 'principal'],
  ],
];

describe('who did it (P1, P6, P9, P10)', () => {
  it('is told for every variant of userIdentity', async () => {
    const columns = ['actor', 'role', 'session', 'identity', 'initiator'];
    const rows = await project(
      VARIANTS.map(([, one]) => one),
      columns,
    );
    const told = rows.map((row, i) => [VARIANTS[i]?.[0], columns.map((column) => row[column])]);
    expect(told).toEqual(VARIANTS.map(([title, , facts]) => [title, [...facts]]));
  });

  it('keeps the access key, and takes an empty one for none', async () => {
    const rows = await project(
      [record(IAM_USER), record({ ...IAM_USER, accessKeyId: '' })],
      ['userIdentity.accessKeyId'],
    );
    expect(rows.map((row) => row['userIdentity.accessKeyId'])).toEqual(['AKIAIOSFODNN7EXAMPLE', null]);
  });
});

type SignIn = { readonly name: string; readonly rest: Json; readonly outcome: string };
const SIGN_INS: readonly SignIn[] = [
  { name: 'ConsoleLogin', rest: { responseElements: { ConsoleLogin: 'Success' } }, outcome: 'success' },
  {
    name: 'ConsoleLogin',
    rest: { responseElements: { ConsoleLogin: 'Failure' }, errorMessage: 'Failed authentication' },
    outcome: 'failed',
  },
  { name: 'CheckMfa', rest: { responseElements: { CheckMfa: 'Failure' } }, outcome: 'failed' },
  {
    name: 'CredentialVerification',
    rest: { serviceEventDetails: { CredentialVerification: 'Failure' } },
    outcome: 'failed',
  },
  {
    name: 'CredentialVerification',
    rest: { serviceEventDetails: { CredentialVerification: 'Success' } },
    outcome: 'success',
  },
];

describe('how it ended (P3, P4)', () => {
  const outcomes = async (records: readonly Json[]) =>
    (await project(records, ['outcome'])).map((row) => row.outcome);

  it('is a success where there is neither an error code nor a message, even without a response', async () => {
    expect(await outcomes([record(IAM_USER), record(IAM_USER, { errorCode: '', errorMessage: '' })])).toEqual(
      ['success', 'success'],
    );
  });

  it('is read from the result of a sign-in, which has no error code', async () => {
    const records = SIGN_INS.map(({ name, rest }) => record(IAM_USER, { eventName: name, ...rest }));
    expect(await outcomes(records)).toEqual(SIGN_INS.map(({ outcome }) => outcome));
  });

  it('is denied for every spelling of an authorization failure', async () => {
    const codes = [
      'AccessDenied',
      'AccessDeniedException',
      'Client.UnauthorizedOperation',
      'UnauthorizedOperation',
      'UnauthorizedException',
      'NotAuthorizedException',
      'AuthFailure',
      'Client.AuthFailure',
      'Client.OperationNotPermitted',
      'ForbiddenException',
      'VpceAccessDenied',
    ];
    const records = codes.map((errorCode) => record(IAM_USER, { errorCode }));
    expect(await outcomes(records)).toEqual(codes.map(() => 'denied'));
  });

  it('is failed for any other error, a dry run and an error in the response too', async () => {
    const records = [
      record(IAM_USER, { errorCode: 'Client.VcpuLimitExceeded' }),
      record(IAM_USER, { errorCode: 'Client.DryRunOperation' }),
      record(IAM_USER, { errorCode: 'NoSuchBucketPolicy' }),
      record(IAM_USER, { responseElements: { errorCode: 'InvalidInput' } }),
    ];
    expect(await outcomes(records)).toEqual(['failed', 'failed', 'failed', 'failed']);
  });
});

describe('read or write (P5)', () => {
  const access = async (names: readonly string[], readOnly?: boolean) => {
    const rest = readOnly === undefined ? { readOnly: undefined } : { readOnly };
    const rows = await project(
      names.map((eventName) => record(IAM_USER, { eventName, ...rest })),
      ['eventName', 'access'],
    );
    return rows.map((row) => [row.eventName, row.access]);
  };

  it('is what the record says', async () => {
    expect(await access(['AssumeRole', 'GenerateDataKey', 'LookupEvents'], true)).toEqual([
      ['AssumeRole', 'read'],
      ['GenerateDataKey', 'read'],
      ['LookupEvents', 'read'],
    ]);
    expect(await access(['GetSigninToken'], false)).toEqual([['GetSigninToken', 'write']]);
  });

  it('is judged by the verb where an old record does not say', async () => {
    const reads = [
      'HeadBucket',
      'BatchGetItem',
      'SelectObjectContent',
      'SimulatePrincipalPolicy',
      'Scan',
      'Decrypt',
    ];
    const writes = ['CreateUser', 'ConsoleLogin', 'VerifyEmailIdentity', 'PutObject'];
    expect(await access([...reads, ...writes])).toEqual([
      ...reads.map((name) => [name, 'read']),
      ...writes.map((name) => [name, 'write']),
    ]);
  });
});

describe('what was called', () => {
  it('is split into verb and resource type, without the date of a name (P14)', async () => {
    const names = [
      'CreateFunction20150331',
      'UpdateFunctionCode20150331v2',
      'CreateDistribution2020_05_31',
      'CreateLocationS3',
      'CreateDBInstance',
      'Decrypt',
    ];
    const rows = await project(
      names.map((eventName) => record(IAM_USER, { eventName })),
      ['verb', 'resourceType'],
    );
    expect(rows.map((row) => [row.verb, row.resourceType])).toEqual([
      ['Create', 'Function'],
      ['Update', 'FunctionCode'],
      ['Create', 'Distribution'],
      ['Create', 'LocationS3'],
      ['Create', 'DBInstance'],
      ['Decrypt', null],
    ]);
  });

  it('has a service without the suffix of its endpoint', async () => {
    const sources = ['ec2.amazonaws.com', 's3.amazonaws.com.cn', 'waf-regional.amazonaws.com'];
    const rows = await project(
      sources.map((eventSource) => record(IAM_USER, { eventSource })),
      ['service'],
    );
    expect(rows.map((row) => row.service)).toEqual(['ec2', 's3', 'waf-regional']);
  });

  it('has a resource, in short', async () => {
    const requests: readonly (readonly [Json, string])[] = [
      [{ bucketName: 'logs', key: 'a/b.gz' }, 'logs/a/b.gz'],
      [
        { userName: 'bob', policyArn: 'arn:aws:iam::aws:policy/Admin' },
        'bob ← arn:aws:iam::aws:policy/Admin',
      ],
      [{ instancesSet: { items: [{ instanceId: 'i-1' }, { instanceId: 'i-2' }] } }, 'i-1'],
    ];
    const rows = await project(
      requests.map(([requestParameters]) => record(IAM_USER, { requestParameters })),
      ['resource'],
    );
    expect(rows.map((row) => row.resource)).toEqual(requests.map(([, resource]) => resource));
  });

  it('has a category, derived where an old record has none', async () => {
    const none = { eventCategory: undefined };
    const records = [
      record(IAM_USER, none),
      record(IAM_USER, { ...none, managementEvent: false }),
      record(IAM_USER, { ...none, eventType: 'AwsVpceEvent' }),
      record(IAM_USER, { ...none, eventType: 'AwsCloudTrailInsight' }),
      record(IAM_USER, { eventCategory: 'Data' }),
    ];
    const rows = await project(records, ['eventCategory']);
    expect(rows.map((row) => row.eventCategory)).toEqual([
      'Management',
      'Data',
      'NetworkActivity',
      'Insight',
      'Data',
    ]);
  });
});

describe('where it came from and where it went (P2, P8)', () => {
  it('is the class of the address, and the region as recorded', async () => {
    const sources = [
      '192.168.1.9',
      'AWS Internal',
      'cloudformation.amazonaws.com',
      '2001:db8::1',
      '198.51.100.1',
    ];
    const rows = await project(
      sources.map((sourceIPAddress) => record(IAM_USER, { sourceIPAddress, awsRegion: 'eu-north-1' })),
      ['sourceClass', 'awsRegion'],
    );
    expect(rows.map((row) => row.sourceClass)).toEqual([
      'private',
      'aws_internal',
      'aws_service',
      'public6',
      'public4',
    ]);
    expect(new Set(rows.map((row) => row.awsRegion))).toEqual(new Set(['eu-north-1']));
  });
});

describe('sign-ins (P7)', () => {
  it('keep MFAUsed as written, and know of its absence', async () => {
    const records = ['Yes', 'YES', 'No', undefined].map((MFAUsed) =>
      record(IAM_USER, { additionalEventData: { MobileVersion: 'No', MFAUsed } }),
    );
    const rows = await project(records, ['additionalEventData.MFAUsed']);
    expect(rows.map((row) => row['additionalEventData.MFAUsed'])).toEqual(['Yes', 'YES', 'No', null]);
  });
});

describe('an event (P11)', () => {
  const once = record(IAM_USER);

  it('is one event however often it is delivered', async () => {
    expect(await project([once, once, once], ['eventID'])).toHaveLength(1);
  });

  it('is one event for each account that received it', async () => {
    expect(await project([once, { ...once, recipientAccountId: '444455556666' }], ['eventID'])).toHaveLength(
      2,
    );
  });

  it('is not another event when its record is supplemented later', async () => {
    const addendum = {
      reason: 'UPDATED_DATA',
      updatedFields: 'responseElements',
      originalEventID: once.eventID,
    };
    const supplement = { ...once, eventID: 'supplement', addendum };
    expect(await project([once, supplement], ['eventID'])).toEqual([{ eventID: once.eventID }]);
    expect(await project([supplement], ['eventID', 'addendum.originalEventID'])).toEqual([
      { eventID: 'supplement', 'addendum.originalEventID': once.eventID },
    ]);
  });

  it('is another event when its delivery was only late', async () => {
    const late = { ...once, eventID: 'late', addendum: { reason: 'DELIVERY_DELAY' } };
    expect(await project([once, late], ['eventID'])).toHaveLength(2);
  });

  it('is known by its whole text where it has no eventID', async () => {
    const { eventID: _, ...nameless } = once;
    const other = { ...nameless, eventName: 'DescribeVpcs' };
    expect(await project([nameless, nameless, other], ['eventName'])).toHaveLength(2);
  });

  it('keeps the text of its record as it was', async () => {
    const text = JSON.stringify(once).replace('{', '{ ');
    const testCase = await createTestCase([text], [PLACE]);
    opened.push(testCase);
    expect(await testCase.database.rows('select raw from event')).toEqual([{ raw: text }]);
  });

  it('has its time in UTC, whatever offset it was written with', async () => {
    const written = [
      '2024-01-01T02:00:00+02:00',
      '2024-01-01T00:00:00Z',
      '2024-01-01 00:00:00',
      '2024-01-01',
    ];
    const records = written.map((eventTime, i) => ({ ...once, eventID: `time-${i}`, eventTime }));
    const times = await project(records, ['eventTime']);
    expect(times).toEqual(written.map(() => ({ eventTime: '2024-01-01T00:00:00Z' })));
  });

  it('is of the beginning of its window and of its account where it is a summary of data events', async () => {
    const summary = {
      eventVersion: '1.0',
      accountId: ACCOUNT,
      eventId: '62759c1a-6248-48e1-a6b3-d5fb7e6c4bc0',
      eventCategory: 'Aggregated',
      eventType: 'AwsAggregatedEvent',
      awsRegion: 'us-west-2',
      eventSource: 's3.amazonaws.com',
      timeWindow: {
        windowStart: '2024-03-04T19:20:00Z',
        windowEnd: '2024-03-04T19:25:00Z',
        windowSize: 'PT5M',
      },
      summary: {
        primaryDimension: { dimension: 'eventName', statistics: [{ name: 'PutObject', value: 9 }] },
      },
    };
    const other = { ...summary, eventId: 'other', timeWindow: { windowStart: 'noon' } };
    expect(
      await project(
        [summary, summary, other],
        [
          'eventTime',
          'eventID',
          'recipientAccountId',
          'account',
          'eventCategory',
          'eventName',
          'actor',
          'initiator',
        ],
      ),
    ).toEqual([
      {
        eventTime: '2024-03-04T19:20:00Z',
        eventID: '62759c1a-6248-48e1-a6b3-d5fb7e6c4bc0',
        recipientAccountId: ACCOUNT,
        account: ACCOUNT,
        eventCategory: 'Aggregated',
        eventName: null,
        actor: null,
        initiator: 'aws_service',
      },
    ]);
  });

  it('is an ordinary one where it is of network activity', async () => {
    const vpce = record(
      { type: 'AWSAccount', principalId: 'AROAEXAMPLE:i-1', accountId: ACCOUNT },
      {
        eventType: 'AwsVpceEvent',
        eventCategory: 'NetworkActivity',
        errorCode: 'VpceAccessDenied',
        vpcEndpointId: 'vpce-0123456789abcdef0',
        vpcEndpointAccountId: ACCOUNT,
      },
    );
    expect(await project([vpce], ['eventCategory', 'outcome', 'vpcEndpointId', 'eventName'])).toEqual([
      {
        eventCategory: 'NetworkActivity',
        outcome: 'denied',
        vpcEndpointId: 'vpce-0123456789abcdef0',
        eventName: 'DescribeInstances',
      },
    ]);
  });

  it('is not made of what is no record', async () => {
    const noTimes = [
      'yesterday',
      'infinity',
      '-infinity',
      'epoch',
      '290000-01-01T00:00:00Z',
      '2024-02-30',
      1704067200,
    ];
    const timeless = noTimes.map((eventTime, i) => ({ ...once, eventID: `no-time-${i}`, eventTime }));
    const pieces = [{ hello: 'world' }, '{"eventName": ', ...timeless];
    expect(await project(pieces, ['eventID'])).toEqual([]);
  });
});
