// The steps that the chains find, compared with plain loops over the raw records: every call of STS that gave out a key
// which is used somewhere, of the sample incident and, where they are beside the project, of real data sets.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readArchive, recordsIn } from '../../../fixtures/make/read-archive.ts';
import { createTestCase, type TestCase } from '../test-case.ts';
import { chainOf } from './chain.fixture.ts';
import { climb } from './chain-climb.ts';
import { createEvidence } from './chain-place.ts';

type Raw = {
  readonly eventID: string;
  readonly eventName: string;
  readonly eventSource: string;
  readonly errorCode?: string;
  readonly recipientAccountId?: string;
  readonly sharedEventID?: string;
  readonly requestParameters?: { readonly roleSessionName?: string } | null;
  readonly responseElements?: { readonly credentials?: { readonly accessKeyId?: string } } | null;
  readonly userIdentity?: {
    readonly type?: string;
    readonly accessKeyId?: string;
    readonly accountId?: string;
    readonly invokedBy?: string;
    readonly principalId?: string;
  };
};

const SHARED = join(import.meta.dirname, '../../../../shared/data');
const INVICTUS = join(SHARED, 'invictus-ir/CloudTrail');
const STRATUS = join(SHARED, 'stratus-detonation-logs/docs/detonation-logs');

function readFolder(folder: string): readonly Raw[] {
  if (!existsSync(folder)) {
    console.info(`Left out: session chains of a real data set, because there is no ${folder}.`);
    return [];
  }
  return readdirSync(folder)
    .toSorted()
    .flatMap((name) => {
      const content = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { Records: Raw[] } | Raw[];
      return Array.isArray(content) ? content : content.Records;
    });
}

/** Who gave out each key, by the records alone: the caller's key, else what kind of caller it was. */
function expectedParents(records: readonly Raw[]): ReadonlyMap<string, string> {
  const used = new Set(records.map(({ userIdentity }) => userIdentity?.accessKeyId));
  const parents = new Map<string, string>();
  for (const record of records) {
    const { eventName, eventSource, errorCode, responseElements, userIdentity = {} } = record;
    const key = responseElements?.credentials?.accessKeyId;
    if (eventSource !== 'sts.amazonaws.com' || errorCode || !key || !used.has(key)) continue;
    const session = record.requestParameters?.roleSessionName ?? '';
    const byInstance = userIdentity.invokedBy === 'ec2.amazonaws.com' && session.startsWith('i-');
    const parent =
      userIdentity.accessKeyId ||
      (byInstance ? `instance ${session}` : '') ||
      (userIdentity.invokedBy === 'sso.amazonaws.com' ? `identity-center/${session}` : '') ||
      (userIdentity.type === 'AWSService' ? `service ${userIdentity.invokedBy}` : '') ||
      `${userIdentity.type}`;
    const known = parents.get(key);
    if (known === undefined || known === 'AWSAccount') parents.set(key, `${parent} ${eventName}`);
    if (parents.get(key)?.startsWith('AWSAccount') === true) parents.set(key, 'AWSAccount');
  }
  return parents;
}

/** The same, as the walk finds it, some keys at a time. */
async function foundParents(
  testCase: TestCase,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (let from = 0; from < keys.length; from += 120) {
    const evidence = createEvidence(testCase.database, new AbortController().signal);
    const some = keys.slice(from, from + 120);
    await climb(evidence, await evidence.place(await evidence.usesOfKeys(some)));
    const { nodes, edges } = evidence.graph;
    for (const edge of edges.values()) {
      const to = nodes.get(edge.to);
      const parent = nodes.get(edge.from);
      const key = to?.usages[0]?.slot.key;
      if (!key || !some.includes(key) || !parent || edge.eventName === null) continue;
      const label =
        parent.usages[0]?.slot.key ??
        (parent.kind === 'federated' && parent.name.startsWith('identity-center/') ? parent.name : null) ??
        (parent.kind === 'federated'
          ? parent.name.startsWith('web/')
            ? 'WebIdentityUser'
            : 'SAMLUser'
          : null) ??
        (parent.kind === 'account' ? 'AWSAccount' : `${parent.kind} ${parent.name}`);
      found.set(key, label === 'AWSAccount' ? label : `${label} ${edge.eventName}`);
    }
  }
  return found;
}

async function compare(records: readonly Raw[]): Promise<number> {
  const testCase = await createTestCase(records);
  try {
    const expected = expectedParents(records);
    const found = await foundParents(testCase, [...expected.keys()]);
    expect(Object.fromEntries([...found].toSorted())).toEqual(Object.fromEntries([...expected].toSorted()));
    return expected.size;
  } finally {
    await testCase.close();
  }
}

describe('every call of STS that gave out a key which is used', () => {
  it('is a step of the chain in the sample incident', { timeout: 240_000 }, async () => {
    const records = recordsIn(readArchive()).records as unknown as readonly Raw[];
    expect(await compare(records)).toBe(1535);
  });

  const invictus = readFolder(INVICTUS);
  it.skipIf(invictus.length === 0)(
    'is a step of the chain in the Invictus data set',
    { timeout: 120_000 },
    async () => {
      expect(await compare(invictus)).toBe(8);
    },
  );

  const stratus = readFolder(STRATUS);
  it.skipIf(stratus.length === 0)(
    'is a step of the chain in the Stratus logs',
    { timeout: 120_000 },
    async () => {
      expect(await compare(stratus)).toBe(5);
    },
  );
});

const invictus = readFolder(INVICTUS);
describe.skipIf(invictus.length === 0)('the Invictus data set', () => {
  it('gives a console session with its 21 keys to the sign-in of its user', {
    timeout: 120_000,
  }, async () => {
    const testCase = await createTestCase(invictus);
    const result = await chainOf(testCase, 'ASIATFQR7NSCVDQK5XKV');
    expect(result.nodes.map(({ kind, name, keyCount }) => [kind, name, keyCount])).toEqual(
      expect.arrayContaining([
        ['user', 'bert-jan', 0],
        ['session', 'bert-jan', 21],
      ]),
    );
    expect(result.edges).toMatchObject([{ eventName: 'ConsoleLogin', at: '2023-07-10T12:27:45Z' }]);
    const key = await chainOf(testCase, 'AKIATFQR7NSC8Q4X20BJ');
    const given = invictus.filter(
      ({ eventName, errorCode, userIdentity }) =>
        eventName === 'AssumeRole' && userIdentity?.accessKeyId === 'AKIATFQR7NSC8Q4X20BJ' && !errorCode,
    );
    expect(key.edges.filter(({ eventName }) => eventName === 'AssumeRole')).toHaveLength(given.length);
    expect(key.nodes.find(({ keys }) => keys[0] === 'AKIATFQR7NSC8Q4X20BJ')?.attempts.total).toBe(13);
    await testCase.close();
  });
});
