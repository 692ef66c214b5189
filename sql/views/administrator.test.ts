import { afterEach, describe, expect, it } from 'vitest';
import { refreshAdministrators } from '../../main/ingest/refresh-administrators.ts';
import { countEvents } from '../../main/query/count.ts';
import { createTestCase, type TestCase, type TestPlace } from '../../main/query/test-case.ts';

let open: TestCase | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

const ACCOUNT = '111122223333';
const AWS_POLICY = 'arn:aws:iam::aws:policy';
/** The one address of the records, so that no place has to be looked up. */
const PLACE: TestPlace = {
  address: '203.0.113.20',
  source_class: 'public4',
  country: 'DE',
  country_name: 'Germany',
  subdivision: 'Berlin',
  city: 'Berlin',
  latitude: 52.52,
  longitude: 13.41,
  asn: 64501,
  network: 'Beispielnetz',
};

let made = 0;
function record(userIdentity: object, extra: object = {}): object {
  made += 1;
  return {
    eventVersion: '1.08',
    userIdentity,
    eventTime: '2024-03-04T10:00:00Z',
    eventSource: 'ec2.amazonaws.com',
    eventName: 'DescribeInstances',
    awsRegion: 'us-east-1',
    sourceIPAddress: PLACE.address,
    requestParameters: null,
    responseElements: null,
    eventID: `${String(made).padStart(8, '0')}-1111-4222-8333-444455556666`,
    readOnly: true,
    eventType: 'AwsApiCall',
    recipientAccountId: ACCOUNT,
    eventCategory: 'Management',
    ...extra,
  };
}

const user = (name: string, account = ACCOUNT) => ({
  type: 'IAMUser',
  principalId: `AIDA${name}`,
  arn: `arn:aws:iam::${account}:user/${name}`,
  accountId: account,
  userName: name.split('/').at(-1),
});

const role = (name: string, session = 'work', path = '') => ({
  type: 'AssumedRole',
  principalId: `AROA${name}:${session}`,
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${name}/${session}`,
  accountId: ACCOUNT,
  sessionContext: {
    sessionIssuer: { type: 'Role', arn: `arn:aws:iam::${ACCOUNT}:role/${path}${name}`, userName: name },
  },
});

const root = { type: 'Root', principalId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:root`, accountId: ACCOUNT };

/** A call to IAM by somebody who is no administrator. */
const iam = (eventName: string, requestParameters: object | null, extra: object = {}) =>
  record(user('helpdesk'), {
    eventSource: 'iam.amazonaws.com',
    eventName,
    requestParameters,
    readOnly: false,
    ...extra,
  });

/** The reasons by the last part of the principal's ARN. */
async function administratorsOf(records: readonly object[]): Promise<Readonly<Record<string, string>>> {
  open = await createTestCase(records, [PLACE]);
  const rows = await open.database.rows('select principal, reason from memory.main.administrator');
  return Object.fromEntries(rows.map((row) => [String(row.principal).split(':').at(-1), String(row.reason)]));
}

describe('an administrator', () => {
  it('is the root user', async () => {
    expect(await administratorsOf([record(root), record(user('alice'))])).toEqual({ root: 'root user' });
  });

  it('is a user or role that was given one of three policies of AWS', async () => {
    const policies = ['AdministratorAccess', 'IAMFullAccess', 'PowerUserAccess'];
    const records = policies.flatMap((policy, index) => [
      iam('AttachUserPolicy', { userName: `alice${index}`, policyArn: `${AWS_POLICY}/${policy}` }),
      iam('AttachRolePolicy', { roleName: `deploy${index}`, policyArn: `${AWS_POLICY}/${policy}` }),
      record(user(`alice${index}`)),
      record(user(`deploy${index}`)),
      record(role(`deploy${index}`)),
    ]);
    expect(await administratorsOf(records)).toEqual({
      'user/alice0': 'was given AdministratorAccess',
      'role/deploy0': 'was given AdministratorAccess',
      'user/alice1': 'was given IAMFullAccess',
      'role/deploy1': 'was given IAMFullAccess',
      'user/alice2': 'was given PowerUserAccess',
      'role/deploy2': 'was given PowerUserAccess',
    });
  });

  it('is the role, whoever takes it on, and a user whatever its path', async () => {
    const policyArn = 'arn:aws-cn:iam::aws:policy/AdministratorAccess';
    const records = [
      iam('AttachRolePolicy', { roleName: 'deploy', policyArn }),
      iam('AttachUserPolicy', { userName: 'alice', policyArn }),
      record(role('deploy', 'ci-1', 'teams/')),
      record(role('deploy', 'ci-2', 'teams/')),
      record(user('staff/alice')),
    ];
    expect(Object.keys(await administratorsOf(records)).sort()).toEqual([
      'role/teams/deploy',
      'user/staff/alice',
    ]);
  });

  it('has all reasons there are, and only principals that did something are looked at', async () => {
    const records = [
      iam('AttachRolePolicy', { roleName: 'team-admin', policyArn: `${AWS_POLICY}/AdministratorAccess` }),
      iam('AttachUserPolicy', { userName: 'unseen', policyArn: `${AWS_POLICY}/AdministratorAccess` }),
      record(role('team-admin')),
    ];
    expect(await administratorsOf(records)).toEqual({
      'role/team-admin': 'is a role named admin; was given AdministratorAccess',
    });
  });

  it('is not made by what gives no such rights', async () => {
    const policyArn = `${AWS_POLICY}/AdministratorAccess`;
    const attach = (userName: string, request: object, extra: object = {}) => [
      iam('AttachUserPolicy', { userName, ...request }, extra),
      record(user(userName)),
    ];
    const records = [
      attach('another policy', { policyArn: `${AWS_POLICY}/ReadOnlyAccess` }),
      attach('a name that only begins so', { policyArn: `${policyArn}-Amplify` }),
      attach('no policy that can be read', { policyArn: { odd: true } }),
      attach('a request that was cut', { omitted: true }),
      attach('a denied call', { policyArn }, { errorCode: 'AccessDenied' }),
      attach('a namesake in another account', { policyArn }, { recipientAccountId: '444455556666' }),
      attach('a call of another service', { policyArn }, { eventSource: 'sso.amazonaws.com' }),
    ];
    expect(await administratorsOf(records.flat())).toEqual({});
  });
});

describe('an inline policy', () => {
  const allow = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: statement });
  /** Which of the policies make the user they were given to an administrator. */
  const administrative = async (policies: Readonly<Record<string, unknown>>) => {
    const records = Object.entries(policies).flatMap(([name, policyDocument]) => [
      iam('PutUserPolicy', { userName: name, policyName: 'inline', policyDocument }),
      record(user(name)),
    ]);
    return Object.keys(await administratorsOf(records)).sort();
  };

  it('makes an administrator where it allows everything, all of IAM or everything but some', async () => {
    const policies = {
      everything: allow([{ Effect: 'Allow', Action: '*', Resource: '*' }]),
      'one statement that is no list': allow({ Effect: 'Allow', Action: '*:*', Resource: '*' }),
      'among others': allow([{ Effect: 'Allow', Action: ['s3:Get*', '*'], Resource: ['*'] }]),
      'all of IAM in any case': allow([{ Effect: 'Allow', Action: ['IAM:*'], Resource: '*' }]),
      'everything but some': allow([{ Effect: 'Allow', NotAction: ['iam:*'], Resource: '*' }]),
      'an object and no text': JSON.parse(allow([{ Effect: 'Allow', Action: '*', Resource: '*' }])),
      'a later statement': allow([
        { Effect: 'Allow', Action: 's3:*', Resource: '*' },
        { Effect: 'Allow', Action: '*', Resource: '*' },
      ]),
    };
    const names = Object.keys(policies).map((name) => `user/${name}`);
    expect(await administrative(policies)).toEqual(names.sort());
  });

  it('makes nobody an administrator where it denies, is narrower or is none', async () => {
    const policies = {
      'a deny': allow([{ Effect: 'Deny', Action: '*', Resource: '*' }]),
      'a deny of everything but some': allow([{ Effect: 'Deny', NotAction: 'iam:*', Resource: '*' }]),
      'one thing': allow([{ Effect: 'Allow', Action: '*', Resource: 'arn:aws:s3:::logs/*' }]),
      'another service': allow([{ Effect: 'Allow', Action: 's3:*', Resource: '*' }]),
      'reading IAM': allow([{ Effect: 'Allow', Action: 'iam:Get*', Resource: '*' }]),
      'a text': allow([{ Sid: '"Action":"*"', Effect: 'Allow', Action: 'iam:Get*', Resource: '*' }]),
      'no JSON': 'Action: *',
      'cut off': allow([{ Effect: 'Allow', Action: '*', Resource: '*' }]).slice(0, 60),
      'no statement': '{}',
      'a number': 7,
      nothing: null,
      'statements that are none': allow(['Allow', null, [], 7]),
      'actions that are none': allow([{ Effect: 'Allow', Action: { a: '*' }, Resource: '*' }]),
    };
    expect(await administrative(policies)).toEqual([]);
  });
});

describe('a group', () => {
  const join = (userName: string, groupName: string, extra: object = {}) =>
    iam('AddUserToGroup', { userName, groupName }, extra);

  it('makes its members administrators where it was given the rights, before or after', async () => {
    const records = [
      join('alice', 'staff'),
      iam('AttachGroupPolicy', { groupName: 'staff', policyArn: `${AWS_POLICY}/AdministratorAccess` }),
      iam('PutGroupPolicy', {
        groupName: 'platform',
        policyDocument: '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}',
      }),
      join('bob', 'platform'),
      join('carol', 'readers'),
      ...['alice', 'bob', 'carol', 'dave'].map((name) => record(user(name))),
    ];
    expect(await administratorsOf(records)).toEqual({
      'user/alice': 'was put into the group staff',
      'user/bob': 'was put into the group platform',
    });
  });

  it('makes its members administrators where it is named admin', async () => {
    const records = [join('alice', 'Site-Administrators'), record(user('alice')), record(role('alice'))];
    expect(await administratorsOf(records)).toEqual({
      'user/alice': 'was put into the group Site-Administrators',
    });
  });

  it('makes nobody an administrator whom it did not take in', async () => {
    const records = [join('alice', 'admins', { errorCode: 'AccessDenied' }), record(user('alice'))];
    expect(await administratorsOf(records)).toEqual({});
  });
});

describe('a name', () => {
  it('tells an administrative role, of Identity Center too, but no user or role of AWS itself', async () => {
    const sso = 'AWSReservedSSO_AdministratorAccess_0123456789abcdef';
    const path = 'aws-reserved/sso.amazonaws.com/eu-west-1/';
    const records = [
      record(role(sso, 'kim@example.com', path)),
      record(role('OrganizationAdmin')),
      record(role('AWSReservedSSO_ViewOnlyAccess_0123456789abcdef', 'kim@example.com', path)),
      record(user('admin')),
      record(role('AWSServiceRoleForAdmin', 'work', 'aws-service-role/admin.amazonaws.com/')),
    ];
    expect(await administratorsOf(records)).toEqual({
      [`role/${path}${sso}`]: 'SSO permission set for administrators',
      'role/OrganizationAdmin': 'is a role named admin',
    });
  });
});

describe('the settings of the case', () => {
  const ALICE = `arn:aws:iam::${ACCOUNT}:user/alice`;

  async function set(name: string, value: string): Promise<void> {
    await open?.database.write((connection) =>
      connection.run(`insert or replace into "case".case_property values ($name, $value)`, { name, value }),
    );
    if (open) await refreshAdministrators(open.database);
  }

  const administered = async () =>
    open
      ? (await countEvents(open.database, { query: 'administrator:true', from: null, to: null })).events
      : -1;

  it('add administrators and take some out, from the next look on', async () => {
    expect(await administratorsOf([record(root), record(user('alice')), record(user('alice'))])).toEqual({
      root: 'root user',
    });
    expect(await administered()).toBe(1);
    await set('administrators_added', JSON.stringify([ALICE]));
    expect(await administered()).toBe(3);
    await set('administrators_removed', JSON.stringify([root.arn]));
    expect(await administered()).toBe(2);
    const [row] = (await open?.database.rows('from memory.main.administrator')) ?? [];
    expect(row).toEqual({ principal: ALICE, reason: 'added in the case settings' });
    await set('administrators_removed', JSON.stringify([root.arn, ALICE]));
    expect(await administered()).toBe(0);
  });

  it('change nothing where they are no lists of names', async () => {
    await administratorsOf([record(root), record(user('alice'))]);
    for (const value of ['', '{}', '"root"', '7', 'null', '[]', '[null]', '[{"arn":1}]']) {
      await set('administrators_added', value);
      await set('administrators_removed', value);
      expect(await administered(), value).toBe(1);
    }
  });
});
