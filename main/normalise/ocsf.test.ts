import { describe, expect, it } from 'vitest';
import { readText } from './read-text.ts';
import { recordText } from './record-fixtures.ts';

/** API Activity as Security Lake writes it since OCSF 1.1, and the record that it was made from. */
const EVENT = {
  actor: {
    session: {
      created_time_dt: '2023-11-17T11:43:57.000-05:00',
      is_mfa: false,
      issuer: 'arn:aws:iam::111122223333:role/Admin',
    },
    user: {
      account: { uid: '111122223333' },
      credential_uid: 'ASIAEXAMPLE',
      type: 'AssumedRole',
      uid: 'arn:aws:sts::111122223333:assumed-role/Admin/alice',
      uid_alt: 'AROAEXAMPLE:alice',
    },
  },
  api: {
    operation: 'CreateUser',
    request: { data: '{"userName":"bob"}', uid: 'request-1' },
    response: { error: 'AccessDenied', message: 'No.', data: 'null' },
    service: { name: 'iam.amazonaws.com' },
  },
  class_uid: 3001,
  cloud: { provider: 'AWS', region: 'us-east-1' },
  http_request: { user_agent: 'aws-cli/2' },
  metadata: {
    event_code: 'AwsApiCall',
    product: { feature: { name: 'Management' }, name: 'CloudTrail', vendor_name: 'AWS', version: '1.08' },
    uid: 'event-1',
    version: '1.1.0',
  },
  resources: [
    {
      uid: 'arn:aws:iam::111122223333:user/bob',
      owner: { account: { uid: '111122223333' } },
      type: 'AWS::IAM::User',
    },
  ],
  src_endpoint: { ip: '203.0.113.9', uid: 'vpce-1' },
  time: 1_679_072_879_000,
  tls: { version: 'TLSv1.3', cipher: 'TLS_AES_128_GCM_SHA256' },
  unmapped: {
    managementEvent: 'true',
    readOnly: 'false',
    recipientAccountId: '111122223333',
    'userIdentity.sessionContext.sessionIssuer.userName': 'Admin',
    eventName: 'NotThis',
  },
};

const RECORD = {
  eventTime: '2023-03-17T17:07:59Z',
  eventVersion: '1.08',
  userIdentity: {
    type: 'AssumedRole',
    principalId: 'AROAEXAMPLE:alice',
    arn: 'arn:aws:sts::111122223333:assumed-role/Admin/alice',
    accountId: '111122223333',
    accessKeyId: 'ASIAEXAMPLE',
    sessionContext: {
      sessionIssuer: { arn: 'arn:aws:iam::111122223333:role/Admin', userName: 'Admin' },
      attributes: { creationDate: '2023-11-17T16:43:57Z', mfaAuthenticated: 'false' },
    },
  },
  eventSource: 'iam.amazonaws.com',
  eventName: 'CreateUser',
  awsRegion: 'us-east-1',
  sourceIPAddress: '203.0.113.9',
  userAgent: 'aws-cli/2',
  errorCode: 'AccessDenied',
  errorMessage: 'No.',
  requestParameters: { userName: 'bob' },
  resources: [
    { ARN: 'arn:aws:iam::111122223333:user/bob', accountId: '111122223333', type: 'AWS::IAM::User' },
  ],
  requestID: 'request-1',
  eventID: 'event-1',
  eventType: 'AwsApiCall',
  eventCategory: 'Management',
  vpcEndpointId: 'vpce-1',
  managementEvent: true,
  readOnly: false,
  recipientAccountId: '111122223333',
  tlsDetails: { tlsVersion: 'TLSv1.3', cipherSuite: 'TLS_AES_128_GCM_SHA256' },
};

describe('OCSF events of CloudTrail', () => {
  it.each([
    ['a line each', `${JSON.stringify(EVENT)}\n${JSON.stringify(EVENT)}\n`, 2],
    ['as a list', JSON.stringify([EVENT], null, 2), 1],
    ['alone', JSON.stringify(EVENT), 1],
  ])('become records again, %s', async (_name, text, count) => {
    const { records, originals, rejected, entry } = await readText(text, 'lake.json');
    expect(records).toEqual(Array(count).fill(RECORD));
    expect(JSON.parse(originals[0] ?? '')).toEqual(EVENT);
    expect(rejected).toEqual([]);
    expect(entry.kind).toBe('ocsf');
  });

  it('of 1.0.0-rc.2 have the principal where later ones have the ARN', async () => {
    const user = {
      account_uid: '111122223333',
      name: 'alice',
      type: 'IAMUser',
      uid: 'AIDAEXAMPLE',
      uuid: 'arn:aws:iam::111122223333:user/alice',
    };
    const { records } = await readText(
      JSON.stringify({ ...EVENT, class_uid: 3005, actor: { idp: {}, session: {}, user } }),
      'rc2.json',
    );
    expect(records[0]?.userIdentity).toMatchObject({
      type: 'IAMUser',
      accountId: '111122223333',
      userName: 'alice',
      arn: 'arn:aws:iam::111122223333:user/alice',
      principalId: 'AIDAEXAMPLE',
    });
  });

  it('of sign-ins tell whether MFA was used, and their result', async () => {
    const api = {
      operation: 'ConsoleLogin',
      request: { uid: "''" },
      service: { name: 'signin.amazonaws.com' },
    };
    const { records } = await readText(
      JSON.stringify({ ...EVENT, class_uid: 3002, api, is_mfa: true, status: 'Failure' }),
      'login.json',
    );
    expect(records[0]).toMatchObject({
      eventName: 'ConsoleLogin',
      additionalEventData: { MFAUsed: 'Yes' },
      responseElements: { ConsoleLogin: 'Failure' },
    });
    expect(records[0]).not.toHaveProperty('requestID');
  });

  it('give the record itself where they keep it', async () => {
    const raw = recordText(1);
    const { texts, originals } = await readText(JSON.stringify({ ...EVENT, raw_data: raw }), 'raw.json');
    expect(texts).toEqual([raw]);
    expect(originals).toEqual(['']);
  });

  it('are refused with a reason where they have no time, or are written by columns', async () => {
    const { time: _, ...timeless } = EVENT;
    const columns = { class_uid: { 0: 6003 }, metadata: { 0: EVENT.metadata }, time: { 0: 1 } };
    const { records, rejected } = await readText(
      `${JSON.stringify(timeless)}\n${JSON.stringify(columns)}`,
      'bad.json',
    );
    expect(records).toEqual([]);
    expect(rejected).toEqual([
      'It is an OCSF event without a time that can be read.',
      expect.stringContaining('column by column'),
    ]);
  });

  it('cannot reach beyond the record with their names', async () => {
    const unmapped = JSON.parse('{"__proto__.polluted":"yes","constructor.prototype.polluted":"yes"}');
    await readText(JSON.stringify({ ...EVENT, unmapped }), 'hostile.json');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
