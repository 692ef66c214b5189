// Records of sessions in the shape AWS documents, for tests of chains.
import type { ChainEdge, ChainNode, ChainResult } from '../../../preload/contract/model/chain.ts';
import { createTestCase, type TestCase, type TestPlace } from '../test-case.ts';
import { walkChain } from './chain.ts';

export const HOME = '111122223333';
export const OTHER = '444455556666';
const WHOLE = { query: '', from: null, to: null };

type Json = Readonly<Record<string, unknown>>;
export type Identity = Json & { readonly accountId?: string };

const ADDRESS = '203.0.113.7';
const PLACE: TestPlace = {
  address: ADDRESS,
  source_class: 'public4',
  country: 'NL',
  country_name: 'Netherlands',
  subdivision: 'North Holland',
  city: 'Amsterdam',
  latitude: 52.37,
  longitude: 4.9,
  asn: 64_500,
  network: 'Example',
};

/** A case of these records, without looking up their one address in the reference data. */
export const sessionCase = (records: readonly unknown[]): Promise<TestCase> =>
  createTestCase(records, [PLACE]);

let lastId = 0;

/** A record at `2024-05-01T<clock>Z`; anything may be replaced. */
export function record(eventName: string, clock: string, userIdentity: Identity, more: Json = {}): Json {
  lastId += 1;
  return {
    eventVersion: '1.08',
    eventID: `00000000-0000-4000-8000-${String(lastId).padStart(12, '0')}`,
    eventTime: `2024-05-01T${clock}Z`,
    eventSource: 's3.amazonaws.com',
    eventName,
    awsRegion: 'eu-central-1',
    sourceIPAddress: ADDRESS,
    userAgent: 'aws-cli/2.15.0',
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: true,
    eventCategory: 'Management',
    recipientAccountId: userIdentity.accountId ?? HOME,
    userIdentity,
    ...more,
  };
}

/** An IAM user with a long-lived key, or with temporary credentials of that creation date. */
export function user(name: string, accessKeyId?: string, created?: string, account = HOME): Identity {
  return {
    type: 'IAMUser',
    principalId: `AIDA${name.toUpperCase()}`,
    arn: `arn:aws:iam::${account}:user/${name}`,
    accountId: account,
    userName: name,
    ...(accessKeyId === undefined ? {} : { accessKeyId }),
    ...(created === undefined ? {} : { sessionContext: { attributes: dated(created) } }),
  };
}

const dated = (clock: string): Json => ({ creationDate: `2024-05-01T${clock}Z`, mfaAuthenticated: 'false' });

type RoleOptions = {
  readonly account?: string;
  readonly sourceIdentity?: string;
  readonly path?: string;
  readonly more?: Json;
};

/** A role session with the key that was given out at that time. */
export function role(
  name: string,
  session: string,
  accessKeyId: string | null,
  created: string | null,
  { account = HOME, sourceIdentity, path = '', more = {} }: RoleOptions = {},
): Identity {
  return {
    type: 'AssumedRole',
    principalId: `AROA${name.toUpperCase()}:${session}`,
    arn: `arn:aws:sts::${account}:assumed-role/${name}/${session}`,
    accountId: account,
    ...(accessKeyId === null ? {} : { accessKeyId }),
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: `AROA${name.toUpperCase()}`,
        arn: `arn:aws:iam::${account}:role/${path}${name}`,
        accountId: account,
        userName: name,
      },
      ...(created === null ? {} : { attributes: dated(created) }),
      ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
    },
    ...more,
  };
}

/** The answer and the question of an AssumeRole call, to go into its record. */
export function assumes(
  name: string,
  session: string,
  accessKeyId: string | null,
  { account = HOME, sourceIdentity, path = '', more = {} }: RoleOptions = {},
): Json {
  return {
    eventSource: 'sts.amazonaws.com',
    requestParameters: {
      roleArn: `arn:aws:iam::${account}:role/${path}${name}`,
      roleSessionName: session,
      ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
    },
    responseElements: {
      credentials: {
        ...(accessKeyId === null ? {} : { accessKeyId }),
        sessionToken: 'redacted',
        expiration: 'May 1, 2024 11:00:00 PM',
      },
      assumedRoleUser: {
        assumedRoleId: `AROA${name.toUpperCase()}:${session}`,
        arn: `arn:aws:sts::${account}:assumed-role/${name}/${session}`,
      },
    },
    resources: [
      { ARN: `arn:aws:iam::${account}:role/${path}${name}`, accountId: account, type: 'AWS::IAM::Role' },
    ],
    ...more,
  };
}

export const service = (invokedBy: string): Identity => ({ type: 'AWSService', invokedBy });

/** The chain of a start over all events of the case. */
export function chainOf(
  { database }: TestCase,
  start: string,
  more: { readonly includeServices?: boolean; readonly recordId?: number; readonly query?: string } = {},
): Promise<ChainResult> {
  const { includeServices = false, recordId = null, query = '' } = more;
  return walkChain(
    database,
    { start: recordId === null ? start : null, recordId, scope: { ...WHOLE, query }, includeServices },
    new AbortController().signal,
  );
}

const labelOf = ({ kind, name, keys, keyCount }: ChainNode): string =>
  kind === 'key' ? (keys[0] ?? name) : kind === 'session' ? `${keyCount} keys of ${name}` : `${kind} ${name}`;

/** Edges as `parent –call→ child`, in order. */
export function linesOf({ nodes, edges }: ChainResult): readonly string[] {
  const names = new Map(nodes.map((node) => [node.id, labelOf(node)]));
  return edges
    .map(({ from, to, eventName }) => `${names.get(from)} –${eventName ?? ''}→ ${names.get(to)}`)
    .toSorted();
}

export const edgeTo = (result: ChainResult, key: string): ChainEdge | undefined =>
  result.edges.find(({ to }) => nodeOf(result, key)?.id === to);

export const nodeOf = ({ nodes }: ChainResult, key: string): ChainNode | undefined =>
  nodes.find(({ keys, name }) => keys.includes(key) || name === key);
