import { afterEach, describe, expect, it } from 'vitest';
import type { TestCase } from '../test-case.ts';
import {
  assumes,
  chainOf,
  edgeTo,
  HOME,
  linesOf,
  nodeOf,
  OTHER,
  record,
  role,
  service,
  sessionCase,
  user,
} from './chain.fixture.ts';

const ALICE = 'AKIAALICE00000000001';
const FIRST = 'ASIAFIRST00000000001';
const SECOND = 'ASIASECOND0000000001';
const THIRD = 'ASIATHIRD00000000001';

let open: TestCase | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

async function caseOf(...records: readonly unknown[]): Promise<TestCase> {
  open = await sessionCase(records);
  return open;
}

describe('across accounts', () => {
  const seenFromOutside = { type: 'AWSAccount', principalId: 'AROAADMIN:s1', accountId: HOME };
  const inside = role('target', 's1', SECOND, '09:10:00', { account: OTHER });
  const trusting = record('AssumeRole', '09:10:00', seenFromOutside, {
    ...assumes('target', 's1', SECOND, { account: OTHER }),
    sharedEventID: 'shared-1',
    recipientAccountId: OTHER,
  });
  const calling = record('AssumeRole', '09:10:00', role('admin', 's1', FIRST, '09:00:00'), {
    ...assumes('target', 's1', SECOND, { account: OTHER }),
    sharedEventID: 'shared-1',
  });
  const used = record('ListSecrets', '09:12:00', inside);

  it('the caller is told by the record of its own account, which has the same sharedEventID', async () => {
    const result = await chainOf(await caseOf(trusting, calling, used), SECOND);
    expect(linesOf(result)).toEqual([`${FIRST} –AssumeRole→ ${SECOND}`]);
    expect(edgeTo(result, SECOND)).toMatchObject({ recordId: 2, otherRecordIds: [1], certainty: 'certain' });
    expect(edgeTo(result, SECOND)?.matched).toEqual(
      expect.arrayContaining(['access-key', 'shared-event', 'caller-key']),
    );
  });

  it('the shared record is enough where the record of the own account does not tell the key', async () => {
    const silent = { ...calling, responseElements: null };
    const opened = await caseOf(trusting, silent, used);
    expect(linesOf(await chainOf(opened, SECOND))).toEqual([`${FIRST} –AssumeRole→ ${SECOND}`]);
    expect(linesOf(await chainOf(opened, FIRST))).toEqual([`${FIRST} –AssumeRole→ ${SECOND}`]);
  });

  it('the principal id tells the caller where only the trusting account recorded the call', async () => {
    const own = record('ListUsers', '09:05:00', role('admin', 's1', FIRST, '09:00:00'));
    const later = record('ListUsers', '11:05:00', role('admin', 's1', THIRD, '11:00:00'));
    const opened = await caseOf(trusting, own, later, used);
    const result = await chainOf(opened, SECOND);
    expect(linesOf(result)).toEqual([`${FIRST} –AssumeRole→ ${SECOND}`]);
    expect(edgeTo(result, SECOND)).toMatchObject({ certainty: 'strong' });
    expect(edgeTo(result, SECOND)?.matched).toContain('caller-principal');
    expect(linesOf(await chainOf(opened, FIRST))).toEqual([`${FIRST} –AssumeRole→ ${SECOND}`]);
    expect(linesOf(await chainOf(opened, THIRD))).toEqual([]);
  });

  it('a caller without any record of its own is an account, whose origin is not in evidence', async () => {
    const result = await chainOf(await caseOf(trusting, used), SECOND);
    expect(linesOf(result)).toEqual([`account account/${HOME}/AROAADMIN:s1 –AssumeRole→ ${SECOND}`]);
    expect(nodeOf(result, `account/${HOME}/AROAADMIN:s1`)).toMatchObject({ origin: 'not-in-evidence' });
  });
});

describe('the console', () => {
  const signIn = record('ConsoleLogin', '09:00:00', user('alice'), {
    eventSource: 'signin.amazonaws.com',
    eventType: 'AwsConsoleSignIn',
    responseElements: { ConsoleLogin: 'Success' },
    additionalEventData: { MFAUsed: 'Yes' },
  });

  it('gives a session many keys, which come from one sign-in', async () => {
    const result = await chainOf(
      await caseOf(
        signIn,
        record('ListUsers', '09:01:00', user('alice', FIRST, '09:00:02')),
        record('ListRoles', '09:02:00', user('alice', SECOND, '09:00:02')),
        record('ListRoles', '15:02:00', user('alice', THIRD, '15:00:00')),
      ),
      FIRST,
    );
    expect(linesOf(result)).toEqual(['user alice –ConsoleLogin→ 2 keys of alice']);
    expect(nodeOf(result, FIRST)?.events.total).toBe(2);
    expect(edgeTo(result, FIRST)?.matched).toEqual(['console', 'issue-time', 'identity']);
  });

  it('signs in with the credentials that asked for a sign-in token', async () => {
    const caller = role('broker', 'b', FIRST, '09:00:00');
    const token = record('GetSigninToken', '09:05:00', caller, {
      eventSource: 'signin.amazonaws.com',
      responseElements: { GetSigninToken: 'Success', credentials: { accessKeyId: SECOND } },
    });
    const result = await chainOf(
      await caseOf(
        record('ListUsers', '09:01:00', caller),
        token,
        record('ListRoles', '09:06:00', role('broker', 'b', SECOND, '09:05:00')),
      ),
      SECOND,
    );
    expect(linesOf(result)).toEqual([`${FIRST} –GetSigninToken→ ${SECOND}`]);
    expect(edgeTo(result, SECOND)?.matched).toContain('console');
  });

  it('does not lead a session to itself where a sign-in token is for its own key', async () => {
    const caller = role('sso', 'kim', FIRST, '09:00:00');
    const result = await chainOf(
      await caseOf(
        record('GetSigninToken', '09:00:01', caller, {
          eventSource: 'signin.amazonaws.com',
          responseElements: { credentials: { accessKeyId: FIRST } },
        }),
      ),
      FIRST,
    );
    expect(result.edges).toEqual([]);
  });

  it('leads from a role back to whom it was switched from', async () => {
    const opened = await caseOf(
      record('SwitchRole', '10:00:00', role('admin', 'alice', null, null), {
        eventSource: 'signin.amazonaws.com',
        responseElements: { SwitchRole: 'Success' },
        additionalEventData: {
          SwitchFrom: `arn:aws:iam::${HOME}:user/alice`,
          RedirectTo: 'https://console.aws.amazon.com',
        },
      }),
      record('ListUsers', '08:00:00', user('alice', ALICE)),
      record('ListRoles', '10:01:00', role('admin', 'alice', FIRST, '10:00:01')),
    );
    const up = await chainOf(opened, FIRST);
    expect(linesOf(up)).toEqual([`user alice –SwitchRole→ ${FIRST}`]);
    expect(edgeTo(up, FIRST)).toMatchObject({ certainty: 'strong', matched: ['switch-role', 'issue-time'] });
    const down = await chainOf(opened, `arn:aws:iam::${HOME}:user/alice`);
    expect(linesOf(down)).toEqual([`user alice –SwitchRole→ ${FIRST}`, `user alice –→ ${ALICE}`]);
  });
});

describe('AWS services', () => {
  it('take a role for an instance, which is the origin', async () => {
    const session = role('app', 'i-0abc1234567890def', FIRST, '09:00:00', { more: {} });
    const used = record('GetObject', '09:05:00', session);
    const taken = record(
      'AssumeRole',
      '09:00:00',
      service('ec2.amazonaws.com'),
      assumes('app', 'i-0abc1234567890def', FIRST),
    );
    const withCall = await chainOf(await caseOf(taken, used), FIRST);
    expect(linesOf(withCall)).toEqual([`instance i-0abc1234567890def –AssumeRole→ ${FIRST}`]);
    expect(edgeTo(withCall, FIRST)?.certainty).toBe('certain');
    await open?.close();
    const without = await chainOf(await caseOf(used), FIRST);
    expect(linesOf(without)).toEqual([`instance i-0abc1234567890def –→ ${FIRST}`]);
    expect(edgeTo(without, FIRST)).toMatchObject({
      certainty: 'strong',
      matched: ['instance'],
      recordId: null,
    });
    expect(nodeOf(without, FIRST)?.note).toContain('not in evidence');
  });

  it('begin sessions that are counted in one node, and shown one by one when asked for', async () => {
    const keys = ['ASIASVC0000000000001', 'ASIASVC0000000000002', 'ASIASVC0000000000003'];
    const records = keys.flatMap((key, hour) => [
      record('AssumeRole', `0${hour}:00:00`, service('lambda.amazonaws.com'), assumes('worker', 'job', key)),
      record('GetItem', `0${hour}:01:00`, role('worker', 'job', key, `0${hour}:00:00`)),
    ]);
    const opened = await caseOf(...records);
    const arn = `arn:aws:sts::${HOME}:assumed-role/worker/job`;
    const folded = await chainOf(opened, arn);
    expect(linesOf(folded)).toEqual(['service lambda.amazonaws.com –AssumeRole→ folded role/worker/job']);
    expect(folded.nodes.find(({ kind }) => kind === 'folded')).toMatchObject({
      sessions: 3,
      events: { total: 3 },
    });
    const shown = await chainOf(opened, arn, { includeServices: true });
    expect(shown.edges).toHaveLength(3);
    expect(shown.nodes.filter(({ kind }) => kind === 'key')).toHaveLength(3);
    const single = await chainOf(opened, keys[0] ?? '');
    expect(linesOf(single)).toEqual([`service lambda.amazonaws.com –AssumeRole→ ${keys[0]}`]);
  });

  it('are told by the path of their role where the call is not in evidence', async () => {
    const session = role('AWSServiceRoleForRDS', 'x', FIRST, '09:00:00', {
      path: 'aws-service-role/rds.amazonaws.com/',
    });
    const result = await chainOf(await caseOf(record('DescribeVpcs', '09:01:00', session)), FIRST);
    expect(linesOf(result)).toEqual([`service rds.amazonaws.com –→ ${FIRST}`]);
    expect(edgeTo(result, FIRST)).toMatchObject({ certainty: 'likely', matched: ['service-role'] });
  });

  it('act for a user with credentials of their own, which lead to the user', async () => {
    const forwarded = { ...user('alice', FIRST, '09:00:00'), invokedBy: 'cloudformation.amazonaws.com' };
    const result = await chainOf(await caseOf(record('CreateBucket', '09:00:01', forwarded)), FIRST);
    expect(linesOf(result)).toEqual([`user alice –→ ${FIRST}`]);
    expect(edgeTo(result, FIRST)?.matched).toEqual(['identity', 'on-behalf']);
    expect(nodeOf(result, FIRST)?.services).toEqual(['cloudformation.amazonaws.com']);
  });

  it('begin a session of IAM Identity Center for the user whom it names', async () => {
    const result = await chainOf(
      await caseOf(
        record(
          'AssumeRoleWithSAML',
          '09:00:00',
          service('sso.amazonaws.com'),
          assumes('sso', 'kim@example.com', FIRST),
        ),
        record('ListUsers', '09:01:00', role('sso', 'kim@example.com', FIRST, '09:00:00')),
      ),
      FIRST,
    );
    expect(linesOf(result)).toEqual([
      `federated identity-center/kim@example.com –AssumeRoleWithSAML→ ${FIRST}`,
    ]);
  });
});

describe('what is not certain', () => {
  it('says that the origin is not in evidence, and what the source identity says', async () => {
    const plain = await chainOf(
      await caseOf(record('ListUsers', '09:01:00', role('admin', 's', FIRST, '09:00:00'))),
      FIRST,
    );
    expect(plain.edges).toEqual([]);
    expect(nodeOf(plain, FIRST)).toMatchObject({ origin: 'not-in-evidence' });
    expect(nodeOf(plain, FIRST)?.note).toMatch(/^Origin not in evidence/);
    await open?.close();
    const named = await chainOf(
      await caseOf(
        record('ListUsers', '09:01:00', role('admin', 's', FIRST, '09:00:00', { sourceIdentity: 'alice' })),
      ),
      FIRST,
    );
    expect(linesOf(named)).toEqual([`source-identity alice –→ ${FIRST}`]);
    expect(edgeTo(named, FIRST)).toMatchObject({ certainty: 'likely' });
    expect(nodeOf(named, FIRST)).toMatchObject({ origin: 'not-in-evidence' });
  });

  it('tells one key id in two accounts apart', async () => {
    const opened = await caseOf(
      record('AssumeRole', '09:00:00', user('alice', ALICE), assumes('admin', 's1', FIRST)),
      record('ListUsers', '09:01:00', role('admin', 's1', FIRST, '09:00:00')),
      record('ListRoles', '09:01:00', role('other', 's2', FIRST, '09:00:00', { account: OTHER })),
      record('ListRoles', '20:01:00', role('admin', 's1', FIRST, '20:00:00')),
    );
    const result = await chainOf(opened, FIRST);
    expect(result.startIds).toHaveLength(3);
    expect(linesOf(result)).toEqual([`${ALICE} –AssumeRole→ ${FIRST}`, `user alice –→ ${ALICE}`]);
    const given = result.nodes.find(({ origin, keys }) => origin === 'edge' && keys[0] === FIRST);
    expect(given).toMatchObject({ account: HOME, createdAt: '2024-05-01T09:00:00Z', events: { total: 1 } });
    expect(
      result.nodes.filter(({ keys, origin }) => keys[0] === FIRST && origin === 'not-in-evidence'),
    ).toHaveLength(2);
  });

  it('does not choose between sessions of one name that began in the same second', async () => {
    const result = await chainOf(
      await caseOf(
        record('AssumeRole', '09:00:00', user('alice', ALICE), assumes('admin', 's1', FIRST)),
        record('AssumeRole', '09:00:00', user('alice', ALICE), assumes('admin', 's1', SECOND)),
        record('ListUsers', '09:01:00', role('admin', 's1', FIRST, '09:00:00')),
        record('ListUsers', '09:01:00', role('admin', 's1', THIRD, '09:00:00')),
      ),
      ALICE,
    );
    expect(edgeTo(result, THIRD)).toMatchObject({ certainty: 'likely' });
    expect(nodeOf(result, THIRD)?.note).toContain('2 of that name began in the same second');
  });

  it('makes one step of a call that two deliveries or accounts repeat', async () => {
    const call = (id: string) => ({
      ...record('AssumeRole', '09:00:00', user('alice', ALICE), assumes('admin', 's1', FIRST)),
      eventID: id,
    });
    const result = await chainOf(
      await caseOf(
        call('a'),
        call('b'),
        record('ListUsers', '09:01:00', role('admin', 's1', FIRST, '09:00:00')),
      ),
      ALICE,
    );
    expect(linesOf(result)).toEqual([`${ALICE} –AssumeRole→ ${FIRST}`, `user alice –→ ${ALICE}`]);
    expect(edgeTo(result, FIRST)?.otherRecordIds).toEqual([2]);
  });

  it('ends where credentials lead in a circle', async () => {
    const result = await chainOf(
      await caseOf(
        record('AssumeRole', '09:00:00', role('b', 's', SECOND, '09:00:00'), assumes('a', 's', FIRST)),
        record('AssumeRole', '09:00:00', role('a', 's', FIRST, '09:00:00'), assumes('b', 's', SECOND)),
      ),
      FIRST,
    );
    expect(linesOf(result)).toEqual([`${FIRST} –AssumeRole→ ${SECOND}`, `${SECOND} –AssumeRole→ ${FIRST}`]);
  });

  it('says how many sessions of a node it leaves out', async () => {
    const calls = Array.from({ length: 34 }, (_, index) =>
      record(
        'AssumeRole',
        `09:${String(index).padStart(2, '0')}:00`,
        user('alice', ALICE),
        assumes('admin', `s${index}`, `ASIAMANY0000000000${String(index).padStart(2, '0')}`),
      ),
    );
    const result = await chainOf(await caseOf(...calls), ALICE);
    expect(nodeOf(result, ALICE)?.leftOut).toBe(4);
    expect(result.edges).toHaveLength(31);
  });

  it('is not misled by hostile values', async () => {
    const hostile = role('admin', "'; drop table record; --<script>", 'ASIA"\\\u202e$.key', '09:00:00');
    const opened = await caseOf(
      record('ListUsers', '09:01:00', hostile),
      record('AssumeRole', '09:00:00', user('alice', ALICE), {
        eventSource: 'sts.amazonaws.com',
        responseElements: { credentials: { accessKeyId: { a: [1] } } },
      }),
      record('AssumeRole', '09:00:00', user('alice', ALICE), {
        eventSource: 'sts.amazonaws.com',
        responseElements: 'text',
      }),
    );
    const result = await chainOf(opened, `${hostile.arn}`);
    expect(result.nodes).toHaveLength(1);
    expect((await chainOf(opened, ALICE)).nodes.length).toBeGreaterThan(1);
  });
});
