import { afterEach, describe, expect, it } from 'vitest';
import { type ChainNode, isSeenAfterExpiry } from '../../../preload/contract/model/chain.ts';
import { countEvents } from '../count.ts';
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
  sessionCase,
  user,
} from './chain.fixture.ts';

const ALICE = 'AKIAALICE00000000001';
const FIRST = 'ASIAFIRST00000000001';
const SECOND = 'ASIASECOND0000000001';

let open: TestCase | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

async function caseOf(...records: readonly unknown[]): Promise<TestCase> {
  open = await sessionCase(records);
  return open;
}

/** alice's key → admin → deploy, with one event of each. */
const ROLE_CHAIN = [
  record('ListBuckets', '08:00:00', user('alice', ALICE)),
  record(
    'AssumeRole',
    '09:00:00',
    user('alice', ALICE),
    assumes('admin', 's1', FIRST, { sourceIdentity: 'alice' }),
  ),
  record(
    'AssumeRole',
    '09:10:00',
    role('admin', 's1', FIRST, '09:00:00', { sourceIdentity: 'alice' }),
    assumes('deploy', 's2', SECOND, { sourceIdentity: 'alice' }),
  ),
  record('PutObject', '09:20:00', role('deploy', 's2', SECOND, '09:10:00', { sourceIdentity: 'alice' }), {
    errorCode: 'AccessDenied',
  }),
];

describe('a chain of roles', () => {
  const LINES = [
    `${ALICE} –AssumeRole→ ${FIRST}`,
    `${FIRST} –AssumeRole→ ${SECOND}`,
    `user alice –→ ${ALICE}`,
  ];

  it('leads from any of its keys up to the user and down to the last session', async () => {
    const opened = await caseOf(...ROLE_CHAIN);
    for (const start of [ALICE, FIRST, `arn:aws:sts::${HOME}:assumed-role/admin/s1`, 'AROAADMIN:s1']) {
      expect(linesOf(await chainOf(opened, start)), start).toEqual(LINES);
    }
    expect(linesOf(await chainOf(opened, SECOND))).toEqual(LINES);
    expect(linesOf(await chainOf(opened, `arn:aws:iam::${HOME}:user/alice`))).toEqual(LINES);
  });

  it('leads from an event to the credential that signed it', async () => {
    const result = await chainOf(await caseOf(...ROLE_CHAIN), '', { recordId: 4 });
    expect(result.startIds).toEqual([nodeOf(result, SECOND)?.id]);
    expect(linesOf(result)).toEqual(LINES);
  });

  it('says by what each step is proved, and tells of each node what was done', async () => {
    const result = await chainOf(await caseOf(...ROLE_CHAIN), SECOND);
    expect(edgeTo(result, SECOND)).toMatchObject({
      eventName: 'AssumeRole',
      recordId: 3,
      at: '2024-05-01T09:10:00Z',
      certainty: 'certain',
      matched: ['access-key', 'session-arn', 'issue-time', 'role', 'source-identity', 'caller-key'],
    });
    expect(nodeOf(result, SECOND)).toMatchObject({
      name: 'role/deploy/s2',
      account: HOME,
      createdAt: '2024-05-01T09:10:00Z',
      expiresAt: '2024-05-01T23:00:00Z',
      sourceIdentity: 'alice',
      mfa: false,
      events: { total: 1, success: 0, denied: 1, failed: 0 },
      addresses: 1,
      userAgents: 1,
      origin: 'edge',
    });
    expect(result.nodes.find(({ kind }) => kind === 'user')).toMatchObject({
      name: 'alice',
      origin: 'origin',
    });
  });

  it('counts and opens exactly the same events, within the scope', async () => {
    const opened = await caseOf(...ROLE_CHAIN);
    for (const query of ['', 'outcome:denied', 'eventName:AssumeRole']) {
      const result = await chainOf(opened, FIRST, { query });
      for (const node of result.nodes) {
        const scope = {
          query: query === '' ? `${node.query}` : `(${query}) AND (${node.query})`,
          from: null,
          to: null,
        };
        const { events } = await countEvents(opened.database, scope, new AbortController().signal);
        expect(node.events.total, `${node.name} ${query}`).toBe(events);
      }
    }
  });

  it('lists calls that failed as attempts, without a step', async () => {
    const failed = record('AssumeRole', '08:30:00', user('alice', ALICE), {
      ...assumes('root-like', 'x', null),
      responseElements: null,
      errorCode: 'AccessDenied',
    });
    const result = await chainOf(await caseOf(...ROLE_CHAIN, failed), ALICE);
    expect(linesOf(result)).toEqual(LINES);
    expect(nodeOf(result, ALICE)?.attempts).toMatchObject({
      total: 1,
      listed: [
        {
          recordId: 5,
          eventName: 'AssumeRole',
          errorCode: 'AccessDenied',
          role: `arn:aws:iam::${HOME}:role/root-like`,
        },
      ],
    });
  });

  it('shows credentials that were given out and never used', async () => {
    const unused = record(
      'AssumeRole',
      '10:00:00',
      user('alice', ALICE),
      assumes('admin', 's9', 'ASIAUNUSED0000000001'),
    );
    const opened = await caseOf(...ROLE_CHAIN, unused);
    const result = await chainOf(opened, ALICE);
    expect(nodeOf(result, 'ASIAUNUSED0000000001')).toMatchObject({
      name: 'role/admin/s9',
      events: { total: 0 },
    });
    for (const start of ['ASIAUNUSED0000000001', `arn:aws:sts::${HOME}:assumed-role/admin/s9`]) {
      expect(linesOf(await chainOf(opened, start)), start).toEqual([
        `${ALICE} –AssumeRole→ ASIAUNUSED0000000001`,
        `user alice –→ ${ALICE}`,
      ]);
    }
  });

  it('has no node for what the case does not have', async () => {
    expect((await chainOf(await caseOf(...ROLE_CHAIN), 'ASIANOBODY0000000001')).nodes).toEqual([]);
  });
});

describe('credentials of STS', () => {
  it('of GetSessionToken come from the key of the user', async () => {
    const result = await chainOf(
      await caseOf(
        record('GetSessionToken', '09:00:00', user('alice', ALICE), {
          eventSource: 'sts.amazonaws.com',
          requestParameters: { serialNumber: `arn:aws:iam::${HOME}:mfa/alice` },
          responseElements: { credentials: { accessKeyId: FIRST, expiration: 'May 1, 2024, 9:00:00 PM' } },
        }),
        record('ListBuckets', '09:01:00', user('alice', FIRST, '09:00:00')),
      ),
      FIRST,
    );
    expect(linesOf(result)).toEqual([`${ALICE} –GetSessionToken→ ${FIRST}`, `user alice –→ ${ALICE}`]);
    expect(nodeOf(result, FIRST)?.expiresAt).toBe('2024-05-01T21:00:00Z');
    expect(isSeenAfterExpiry(nodeOf(result, FIRST) as ChainNode)).toBe(false);
  });

  it.each([
    ['09:19:00', false],
    ['09:21:00', true],
  ])(
    'that ended at 09:15 and were last seen at %s are told from those that ended in time',
    async (last, isLate) => {
      const result = await chainOf(
        await caseOf(
          record('GetSessionToken', '09:00:00', user('alice', ALICE), {
            eventSource: 'sts.amazonaws.com',
            responseElements: { credentials: { accessKeyId: FIRST, expiration: 'May 1, 2024, 9:15:00 AM' } },
          }),
          record('ListBuckets', '09:01:00', user('alice', FIRST, '09:00:00')),
          record('ListBuckets', last, user('alice', FIRST, '09:00:00'), { errorCode: 'ExpiredToken' }),
        ),
        FIRST,
      );
      expect(isSeenAfterExpiry(nodeOf(result, FIRST) as ChainNode)).toBe(isLate);
    },
  );

  const FEDERATED = {
    type: 'FederatedUser',
    principalId: `${HOME}:ci`,
    arn: `arn:aws:sts::${HOME}:federated-user/ci`,
    accountId: HOME,
    accessKeyId: FIRST,
    sessionContext: {
      sessionIssuer: { type: 'IAMUser', arn: `arn:aws:iam::${HOME}:user/alice`, userName: 'alice' },
      attributes: { creationDate: '2024-05-01T09:00:00Z', mfaAuthenticated: 'false' },
    },
  };
  const FEDERATE = record('GetFederationToken', '09:00:00', user('alice', ALICE), {
    eventSource: 'sts.amazonaws.com',
    responseElements: {
      credentials: { accessKeyId: FIRST },
      federatedUser: { federatedUserId: `${HOME}:ci`, arn: `arn:aws:sts::${HOME}:federated-user/ci` },
    },
  });

  it('of GetFederationToken come from the key of the user', async () => {
    const result = await chainOf(await caseOf(FEDERATE, record('ListUsers', '09:05:00', FEDERATED)), FIRST);
    expect(linesOf(result)).toEqual([`${ALICE} –GetFederationToken→ ${FIRST}`, `user alice –→ ${ALICE}`]);
    expect(edgeTo(result, FIRST)?.matched).toContain('session-arn');
  });

  it('of a federated user name their user where the call is not in evidence', async () => {
    const result = await chainOf(await caseOf(record('ListUsers', '09:05:00', FEDERATED)), FIRST);
    expect(linesOf(result)).toEqual([`user alice –→ ${FIRST}`]);
    expect(nodeOf(result, FIRST)?.note).toContain('is not in evidence');
  });

  it('of AssumeRoleWithSAML and AssumeRoleWithWebIdentity come from who came through the provider', async () => {
    for (const [eventName, type] of [
      ['AssumeRoleWithSAML', 'SAMLUser'],
      ['AssumeRoleWithWebIdentity', 'WebIdentityUser'],
    ] as const) {
      const who = { type, principalId: 'idp:robin', userName: 'robin', identityProvider: 'idp.example.com' };
      const result = await chainOf(
        await caseOf(
          record(eventName, '09:00:00', who, assumes('viewer', 'robin', FIRST)),
          record('ListBuckets', '09:01:00', role('viewer', 'robin', FIRST, '09:00:00')),
        ),
        FIRST,
      );
      const name = `${type === 'SAMLUser' ? 'saml' : 'web'}/idp.example.com/robin`;
      expect(linesOf(result)).toEqual([`federated ${name} –${eventName}→ ${FIRST}`]);
      expect(nodeOf(result, name)?.events.total).toBe(1);
      await open?.close();
    }
    open = null;
  });

  it('of AssumeRoot belong to the account that is asked for', async () => {
    const result = await chainOf(
      await caseOf(
        record('AssumeRoot', '09:00:00', role('audit', 'alice', SECOND, '08:50:00'), {
          eventSource: 'sts.amazonaws.com',
          requestParameters: {
            targetPrincipal: OTHER,
            taskPolicyArn: { arn: 'arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy' },
          },
          responseElements: { credentials: { accessKeyId: FIRST, expiration: 'May 1, 2024, 9:15:00 AM' } },
        }),
        record('DeleteBucketPolicy', '09:05:00', {
          type: 'Root',
          principalId: OTHER,
          arn: `arn:aws:iam::${OTHER}:root`,
          accountId: OTHER,
          accessKeyId: FIRST,
          sessionContext: {
            attributes: { creationDate: '2024-05-01T09:00:00Z', mfaAuthenticated: 'false' },
            assumedRoot: 'true',
          },
        }),
      ),
      FIRST,
    );
    expect(linesOf(result)).toEqual([`${SECOND} –AssumeRoot→ ${FIRST}`]);
    expect(nodeOf(result, FIRST)).toMatchObject({ name: `root@${OTHER}`, account: OTHER });
    expect(nodeOf(result, SECOND)).toMatchObject({ origin: 'not-in-evidence' });
  });

  it('are found by the ARN of the session and its time where the record does not tell the key', async () => {
    const opened = await caseOf(
      record('AssumeRole', '09:00:00', user('alice', ALICE), assumes('admin', 's1', null)),
      record('ListBuckets', '09:01:00', role('admin', 's1', FIRST, '09:00:01')),
      record('ListBuckets', '12:01:00', role('admin', 's1', SECOND, '12:00:00')),
    );
    const result = await chainOf(opened, ALICE);
    expect(linesOf(result)).toEqual([`${ALICE} –AssumeRole→ ${FIRST}`, `user alice –→ ${ALICE}`]);
    expect(edgeTo(result, FIRST)).toMatchObject({
      certainty: 'strong',
      matched: ['session-arn', 'issue-time', 'caller-key'],
    });
    expect(nodeOf(await chainOf(opened, SECOND), SECOND)?.origin).toBe('not-in-evidence');
  });
});
