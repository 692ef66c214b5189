import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  actorOf,
  byKey,
  hourOf,
  type InvictusCase,
  isDenied,
  isSuccess,
  isThere,
  openInvictusCase,
  type RawRecord,
  serviceOf,
  sourceClassOf,
  tally,
} from './test-case.invictus.ts';

/** The panels of network and security on a real data set, against independent counts over its raw JSON. */
type Json = Readonly<Record<string, unknown>>;
type Call = RawRecord & { readonly readOnly: boolean; readonly requestParameters?: Json | null };

const TEN_MINUTES = 600_000;
const NETWORK_OF_EC2 =
  /^[A-Z][a-z]+(SecurityGroup|NetworkAcl|ManagedPrefixList$|(Default)?(Vpc|Subnet)|DhcpOptions$|(TransitGateway)?Route|TransitGateway|NatGateway|(EgressOnly)?InternetGateway$|CustomerGateway|VpnGateway|VpnConnection|ClientVpn|FlowLogs$|TrafficMirror|KeyPair$)/;
const SECURITY_OF_KMS = /^[A-Z][a-z]+(Key|Alias$|CustomKeyStore$|ImportedKeyMaterial$)/;
const GROUP_OR_ACL_CHANGE =
  /^((Authorize|Revoke)SecurityGroup(In|E)gress|(Create|Delete)SecurityGroup|ModifySecurityGroupRules|UpdateSecurityGroupRuleDescriptions(In|E)gress|(Create|Delete)NetworkAcl|(Create|Delete|Replace)NetworkAclEntry|ReplaceNetworkAclAssociation)$/;

const textOf = (value: unknown): string | null => (value === null || value === undefined ? null : `${value}`);
const at = (json: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Json | null | undefined)?.[key], json);
const itemsOf = (json: unknown, ...path: readonly string[]): readonly Json[] => {
  const items = at(json, ...path, 'items');
  return Array.isArray(items) ? items : [];
};
const request = (call: Call, key: string): string | null => textOf(at(call.requestParameters, key));

/** Ranges of the rules that a call names, as `protocol ports range`. */
function rulesOf(call: Call): readonly string[] {
  const asText = (rule: Json, range: unknown) => {
    const protocol = rule.ipProtocol === '-1' ? 'all' : rule.ipProtocol;
    const ports = protocol === 'all' ? 'all' : rule.fromPort;
    return `${protocol} ${ports} ${range}`;
  };
  const listed = itemsOf(call.requestParameters, 'ipPermissions').flatMap((rule) => [
    ...itemsOf(rule, 'ipRanges').map((range) => asText(rule, range.cidrIp)),
    ...itemsOf(rule, 'ipv6Ranges').map((range) => asText(rule, range.cidrIpv6)),
  ]);
  const flat = call.requestParameters;
  return flat?.cidrIp ? [...listed, asText(flat, flat.cidrIp)] : listed;
}

/** What a call makes or removes, by name; null where the call says none. */
function thingsOf(call: Call): readonly (string | null)[] {
  const name = call.eventName;
  const response = call.responseElements;
  if (/^(Authorize|Revoke)/.test(name))
    return rulesOf(call).map((rule) => `${request(call, 'groupId')} ${rule}`);
  if (/Instances$/.test(name)) {
    const source = name === 'RunInstances' ? response : call.requestParameters;
    return itemsOf(source, 'instancesSet').map((instance) => textOf(instance.instanceId));
  }
  if (name === 'CreateAccessKey') return [textOf(at(response, 'accessKey', 'accessKeyId'))];
  if (name === 'DeleteAccessKey') return [request(call, 'accessKeyId')];
  if (name === 'CreatePolicy') return [textOf(at(response, 'policy', 'arn'))];
  if (name === 'DeletePolicy') return [request(call, 'policyArn')];
  if (name === 'CreateSecurityGroup') return [textOf(at(response, 'groupId'))];
  if (name === 'DeleteSecurityGroup') return [request(call, 'groupId')];
  if (/(Trail|Logging)$/.test(name)) return [`us-east-1 ${request(call, 'name')?.split('/').at(-1)}`];
  const owner = request(call, 'userName') ?? request(call, 'roleName') ?? request(call, 'groupName');
  const policy = request(call, 'policyArn') ?? request(call, 'policyName');
  return [owner !== null && policy !== null ? `${owner} ← ${policy}` : owner];
}

const PAIRS: readonly (readonly [string, string])[] = [
  ...['User', 'Group', 'Role', 'AccessKey', 'LoginProfile', 'Policy', 'SecurityGroup', 'Trail'].map(
    (what) => [`Create${what}`, `Delete${what}`] as const,
  ),
  ...['User', 'Role', 'Group'].flatMap((whose) => [
    [`Put${whose}Policy`, `Delete${whose}Policy`] as const,
    [`Attach${whose}Policy`, `Detach${whose}Policy`] as const,
  ]),
  ['AuthorizeSecurityGroupIngress', 'RevokeSecurityGroupIngress'],
  ['AuthorizeSecurityGroupEgress', 'RevokeSecurityGroupEgress'],
  ['RunInstances', 'TerminateInstances'],
  ['StopLogging', 'StartLogging'],
];

/** Every creation with the next removal of the same thing, as `created id, removed id, seconds`. */
function pairsOf(calls: readonly Call[]): readonly string[] {
  const ordered = calls.toSorted((a, b) => (a.eventTime < b.eventTime ? -1 : 1));
  return PAIRS.flatMap(([creating, removing]) =>
    ordered
      .filter((call) => call.eventName === creating)
      .flatMap((made) =>
        thingsOf(made).flatMap((thing) => {
          const removed = ordered.find(
            (call) =>
              call.eventName === removing &&
              call.eventTime >= made.eventTime &&
              thingsOf(call).includes(thing),
          );
          if (removed === undefined || thing === null) return [];
          const gap = Date.parse(removed.eventTime) - Date.parse(made.eventTime);
          return gap <= TEN_MINUTES ? [`${made.eventID} ${removed.eventID} ${thing} ${gap / 1000}`] : [];
        }),
      ),
  );
}

describe.runIf(isThere)('network and security on the Invictus data set', () => {
  let invictus: InvictusCase;
  let calls: readonly Call[] = [];
  let denials: readonly Call[] = [];
  const run = (name: string, options?: Readonly<Record<string, string>>) =>
    invictus.run(`network-and-security/${name}`, options);

  beforeAll(async () => {
    invictus = await openInvictusCase();
    calls = invictus.records as readonly Call[];
    denials = calls.filter(isDenied);
  });
  afterAll(() => invictus.close());

  it('60 calls were denied, of which equality with the plain codes finds 16 (P4)', async () => {
    const plain = denials.filter(({ errorCode }) =>
      ['AccessDenied', 'UnauthorizedOperation'].includes(errorCode ?? ''),
    );
    expect([denials.length, plain.length]).toEqual([60, 16]);
    expect((await run('recent-authorization-failures')).rows).toHaveLength(60);
  });

  it('authorization failures from all countries', async () => {
    const { rows, unplaced } = await run('authorization-failures-from-all-countries');
    const placed = rows.reduce((sum, row) => sum + Number(row.events), 0);
    const classes = tally(denials, (call) => sourceClassOf(call.sourceIPAddress));
    expect(byKey(unplaced, ['sourceClass'])).toEqual(classes);
    expect(placed).toBe(60 - Object.values(classes).reduce((sum, count) => sum + count, 0));
  });

  it('authorization failures over time', async () => {
    const { rows } = await run('authorization-failures-over-time');
    const reads = denials.filter((call) => call.readOnly);
    const writes = denials.filter((call) => !call.readOnly);
    expect(byKey(rows, ['bucket_at', 'access'])).toEqual({
      ...tally(reads, (call) => `${hourOf(call)} read`),
      ...tally(writes, (call) => `${hourOf(call)} write`),
    });
    const byActor = await run('authorization-failures-over-time', { group_by: 'actor' });
    expect(byKey(byActor.rows, ['bucket_at', 'actor'])).toEqual(
      tally(denials, (call) => `${hourOf(call)} ${actorOf(call)}`),
    );
  });

  it('recent authorization failures', async () => {
    const { rows } = await run('recent-authorization-failures');
    expect(new Map(rows.map((row) => [row.eventID, row.errorMessage]))).toEqual(
      new Map(denials.map((call) => [call.eventID, call.errorMessage])),
    );
    expect(rows.map((row) => row.eventTime)).toEqual(
      denials
        .map((call) => call.eventTime)
        .toSorted()
        .reverse(),
    );
    const explicit = denials.filter((call) => call.errorMessage?.includes('explicit deny'));
    expect(rows.filter((row) => String(row.denied_by).startsWith('explicit deny'))).toHaveLength(
      explicit.length,
    );
  });

  it('network and security events over time', async () => {
    const changes = calls.filter(
      (call) =>
        !call.readOnly &&
        ((serviceOf(call) === 'ec2' && NETWORK_OF_EC2.test(call.eventName)) ||
          (serviceOf(call) === 'kms' && SECURITY_OF_KMS.test(call.eventName))),
    );
    const keyOf = (call: RawRecord) => `${hourOf(call)} ${call.eventName}`;
    const { rows } = await run('network-and-security-events-over-time');
    expect(byKey(rows, ['bucket_at', 'eventName'])).toEqual(tally(changes.filter(isSuccess), keyOf));
    const all = await run('network-and-security-events-over-time', { attempts: 'true' });
    expect(byKey(all.rows, ['bucket_at', 'eventName'])).toEqual(tally(changes, keyOf));
  });

  it('75 of the 90 events whose name says Network or Security only read, and none of them is counted', async () => {
    const named = calls.filter((call) => /Network|Security/.test(call.eventName));
    const reading = named.filter((call) => call.eventName.startsWith('Describe'));
    expect([named.length, reading.length]).toEqual([90, 75]);
    const { rows } = await run('network-and-security-events-over-time', { attempts: 'true' });
    expect(rows.filter((row) => String(row.eventName).startsWith('Describe'))).toEqual([]);
  });

  it('recent changes of security groups and network ACLs', async () => {
    const changes = calls.filter((call) => GROUP_OR_ACL_CHANGE.test(call.eventName));
    const wanted = changes.flatMap((call) =>
      (rulesOf(call).length > 0 ? rulesOf(call) : ['']).map((rule) => `${call.eventID} ${rule}`),
    );
    const { rows } = await run('recent-security-group-and-network-acl-changes');
    const shown = rows.map(
      ({ eventID, protocol, ports, source }) =>
        `${eventID} ${[protocol, ports, source].filter((part) => part !== null).join(' ')}`,
    );
    expect(shown.toSorted()).toEqual(wanted.toSorted());
    expect(rows.filter((row) => row.outcome !== 'success')).toHaveLength(
      changes.filter((call) => !isSuccess(call)).length,
    );
  });

  it('no network ACL was opened', async () => {
    expect(calls.filter((call) => call.eventName.includes('NetworkAclEntry'))).toEqual([]);
    expect((await run('network-acl-with-all-allowed-ingress-egress')).rows).toEqual([]);
  });

  it('short-lived critical operations', async () => {
    const { rows } = await run('short-lived-critical-operations');
    const shown = rows.map((row) => `${row.created_id} ${row.removed_id} ${row.object} ${row.lived_seconds}`);
    const pairs = pairsOf(calls.filter(isSuccess));
    expect(shown.toSorted()).toEqual(pairs.toSorted());
    expect(pairs).toHaveLength(33);
  });
});
