import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder, writeFound } from '../archive/archive-fixtures.ts';
import { CREATE_USER, CREATE_USER_OCSF } from './export-fixtures.ts';
import { readAll, recordText } from './record-fixtures.ts';

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const read = (content: string) => readAll(writeFound(folder.path, 'export.json', content));
const text = JSON.stringify;

/** The only record of a text, parsed, and what it was rebuilt from. */
async function only(content: string) {
  const { records, rejected } = await read(content);
  expect(rejected).toEqual([]);
  expect(records).toHaveLength(1);
  return { record: JSON.parse(records[0]?.text ?? ''), original: records[0]?.original };
}

describe('an event of OCSF', () => {
  it('gives back every field of the record that it was made of, and says from what', async () => {
    expect(await only(text(CREATE_USER_OCSF))).toEqual({
      record: CREATE_USER,
      original: text(CREATE_USER_OCSF),
    });
  });

  it('is read one by one, in a list, or with others under a name', async () => {
    const event = text(CREATE_USER_OCSF);
    for (const content of [`${event}\n${event}\n`, `[${event},${event}]`, `{"events":[${event},${event}]}`]) {
      const { records, finished } = await read(content);
      expect(records.map((record) => JSON.parse(record.text))).toEqual([CREATE_USER, CREATE_USER]);
      expect(finished).toMatchObject([{ kind: 'ocsf', status: 'read', records: 2 }]);
    }
  });

  it('has the endpoint and TLS where OCSF has a place for them, and the mapped field before an unmapped one', async () => {
    const { record } = await only(
      text({
        ...CREATE_USER_OCSF,
        src_endpoint: { ip: '203.0.113.9', uid: 'vpce-1' },
        tls: { version: 'TLSv1.2', cipher: 'AES', sni: 'iam.amazonaws.com' },
        api: { ...CREATE_USER_OCSF.api, response: { data: 'null' } },
        unmapped: { eventName: 'NotThis' },
      }),
    );
    expect(record).toMatchObject({
      eventName: 'CreateUser',
      vpcEndpointId: 'vpce-1',
      tlsDetails: {
        tlsVersion: 'TLSv1.2',
        cipherSuite: 'AES',
        clientProvidedHostHeader: 'iam.amazonaws.com',
      },
    });
    expect(record).not.toHaveProperty('responseElements');
  });

  it('is its record as it stands where that is in raw_data', async () => {
    const spaced = recordText(1).replace('{', '{ ');
    const event = text({ ...CREATE_USER_OCSF, raw_data: spaced });
    const { records } = await read(`[${event},${event}]`);
    expect(records.map((record) => [record.text, record.original])).toEqual([
      [spaced, null],
      [spaced, null],
    ]);
  });

  it('has what OCSF has no place for also as Parquet and pandas write maps', async () => {
    const names = Object.keys(CREATE_USER_OCSF.unmapped);
    const values = Object.values(CREATE_USER_OCSF.unmapped);
    const pairs = names.map((name, i) => [name, values[i]]);
    for (const unmapped of [
      { key: names, value: values },
      pairs,
      pairs.map(([key, value]) => ({ key, value })),
      text(CREATE_USER_OCSF.unmapped),
    ]) {
      expect((await only(text({ ...CREATE_USER_OCSF, unmapped }))).record).toEqual(CREATE_USER);
    }
  });

  it('of version 1.0.0-rc.2 has the principal, the ARN and the account at other places', async () => {
    const { record } = await only(
      text({
        class_uid: 3001,
        time: Date.parse('2023-03-17T17:07:59Z'),
        metadata: { version: '1.0.0-rc.2', uid: 'event-2', product: { name: 'CloudTrail', version: '1.08' } },
        cloud: { region: 'us-east-1' },
        api: { operation: 'DeleteUser', service: { name: 'iam.amazonaws.com' }, request: { uid: "''" } },
        actor: {
          idp: {},
          session: { created_time: Date.parse('2023-03-17T16:43:57Z'), mfa: true },
          user: {
            type: 'IAMUser',
            name: 'anaya',
            uid: 'AIDAEXAMPLE',
            uuid: 'arn:aws:iam::111122223333:user/anaya',
            account_uid: '111122223333',
          },
        },
        src_endpoint: { domain: 'cloudformation.amazonaws.com' },
        user: { name: 'eve' },
        unmapped: { eventType: 'AwsApiCall', 'responseElements.a.b': '1' },
      }),
    );
    expect(record).toEqual({
      eventVersion: '1.08',
      userIdentity: {
        type: 'IAMUser',
        principalId: 'AIDAEXAMPLE',
        arn: 'arn:aws:iam::111122223333:user/anaya',
        accountId: '111122223333',
        userName: 'anaya',
        sessionContext: { attributes: { creationDate: '2023-03-17T16:43:57Z', mfaAuthenticated: 'true' } },
      },
      eventTime: '2023-03-17T17:07:59Z',
      eventSource: 'iam.amazonaws.com',
      eventName: 'DeleteUser',
      awsRegion: 'us-east-1',
      sourceIPAddress: 'cloudformation.amazonaws.com',
      requestParameters: { userName: 'eve' },
      responseElements: { a: { b: '1' } },
      eventID: 'event-2',
      eventType: 'AwsApiCall',
    });
  });

  it('of a sign-in or an assumed role tells what those panels and chains need', async () => {
    const base = { time: 1, metadata: CREATE_USER_OCSF.metadata, class_uid: 3002 };
    const login = await only(
      text({
        ...base,
        api: { operation: 'ConsoleLogin', response: {} },
        dst_endpoint: { svc_name: 'https://console.aws.amazon.com/' },
        is_mfa: true,
        status: 'Failure',
      }),
    );
    expect(login.record).toMatchObject({
      responseElements: { ConsoleLogin: 'Failure' },
      additionalEventData: { LoginTo: 'https://console.aws.amazon.com/', MFAUsed: 'Yes' },
    });
    const role = await only(
      text({
        ...base,
        api: { operation: 'AssumeRole' },
        user: { uid: 'arn:aws:iam::111122223333:role/Admin', name: 'session-1' },
        session: {
          credential_uid: 'ASIAEXAMPLE',
          uid: 'arn:aws:sts::1:assumed-role/Admin/s',
          uid_alt: 'AROA:s',
        },
      }),
    );
    expect(role.record).toMatchObject({
      requestParameters: { roleArn: 'arn:aws:iam::111122223333:role/Admin', roleSessionName: 'session-1' },
      responseElements: {
        credentials: { accessKeyId: 'ASIAEXAMPLE' },
        assumedRoleUser: { arn: 'arn:aws:sts::1:assumed-role/Admin/s', assumedRoleId: 'AROA:s' },
      },
    });
  });

  it('of an Identity Center user has its own fields where those of others are', async () => {
    const { record } = await only(
      text({
        time: 1,
        metadata: CREATE_USER_OCSF.metadata,
        class_uid: 3002,
        api: { operation: 'CredentialChallenge' },
        actor: {
          idp: { uid: 'arn:aws:identitystore::1:identitystore/d-1' },
          user: {
            type: 'IdentityCenterUser',
            uid_alt: 'user-1',
            credential_uid: 'credential-1',
            name: 'test',
          },
        },
        cloud: { account: { uid: '111122223333' } },
      }),
    );
    expect(record).toMatchObject({
      userIdentity: {
        type: 'IdentityCenterUser',
        credentialId: 'credential-1',
        onBehalfOf: { userId: 'user-1', identityStoreArn: 'arn:aws:identitystore::1:identitystore/d-1' },
      },
      additionalEventData: { UserName: 'test' },
      recipientAccountId: '111122223333',
    });
    expect(record.userIdentity).not.toHaveProperty('accessKeyId');
  });

  it('is rejected with the reason where it gives no record', async () => {
    const others = [
      { ...CREATE_USER_OCSF, metadata: { product: { name: 'Amazon VPC' } } },
      { ...CREATE_USER_OCSF, time: 'noon', time_dt: null },
      { ...CREATE_USER_OCSF, api: {} },
      { ...CREATE_USER_OCSF, class_uid: { '0': 6003 } },
    ];
    const { rejected, finished } = await read(
      [CREATE_USER_OCSF, ...others].map((event) => text(event)).join('\n'),
    );
    expect(finished).toMatchObject([{ kind: 'ocsf', status: 'read', records: 1, rejected: 4 }]);
    expect(rejected.map(({ reason }) => reason)).toEqual([
      'It is an OCSF event of Amazon VPC, not of CloudTrail.',
      'It has no time that can be read.',
      'It names no call: api.operation is missing.',
      'It is a table written column by column; write it row by row (in pandas, orient="records").',
    ]);
  });

  it('means nothing by the names that are special in JavaScript', async () => {
    const unmapped = `{"__proto__.polluted":"1","constructor.prototype.polluted":"1","${'a.'.repeat(5000)}b":"1"}`;
    const event = text({ ...CREATE_USER_OCSF, unmapped: 'X' }).replace('"X"', unmapped);
    expect((await only(event)).record.eventName).toBe('CreateUser');
    expect({}).not.toHaveProperty('polluted');
  });
});
