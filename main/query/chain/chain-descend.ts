import { issuedNode } from './chain-climb.ts';
import { type Draft, unusedNode } from './chain-graph.ts';
import {
  type CallTotals,
  type Issue,
  readIssuesByCaller,
  readShared,
  type TimeWindow,
} from './chain-issue.ts';
import { callerFirst, createdMs, isIssueOf, issuedAccount } from './chain-match.ts';
import type { Evidence } from './chain-place.ts';
import { ARN, KEY, oneOf, type Slot, slotId, type Usage } from './chain-usage.ts';

/** Sessions of one node that are followed, those begun first. */
const MOST_CHILDREN = 30;
/** Calls of one caller that are read: enough for its children although some did not give a credential. */
const MOST_READ = 2 * MOST_CHILDREN;
/** How long after its last other event a session may still have made a call. */
const SLACK_MS = 3_600_000;

/**
 * Makes nodes of the credentials that these nodes were given, and notes the calls that failed. The edges to them are
 * found as those of any other node: by `climb`.
 */
export async function descend(evidence: Evidence, nodes: readonly Draft[]): Promise<void> {
  const { issues, totals } = await readIssuesBy(evidence, nodes, false);
  const given: Issue[] = [];
  for (const node of nodes) {
    const own = issues.filter((issue) => isCallOf(issue, node));
    const calls = oncePerCredential(own.filter((issue) => givesCredential(issue)));
    const signed = node.usages.reduce((sum, { slot }) => sum + (totals.get(slotId(slot))?.given ?? 0), 0);
    evidence.graph.found(node).leftOut += Math.max(0, Math.max(signed, calls.length) - MOST_CHILDREN);
    given.push(...calls.slice(0, MOST_CHILDREN));
  }
  noteFailed(evidence, nodes, issues, totals);
  await placeGiven(evidence, given);
  await placeSwitched(evidence, nodes);
}

/** Notes the calls of these nodes that failed, without following those that did not. */
export async function noteAttempts(evidence: Evidence, nodes: readonly Draft[]): Promise<void> {
  const { issues, totals } = await readIssuesBy(evidence, nodes, true);
  noteFailed(evidence, nodes, issues, totals);
}

function noteFailed(
  { graph }: Evidence,
  nodes: readonly Draft[],
  issues: readonly Issue[],
  totals: CallTotals,
): void {
  for (const node of nodes) {
    const findings = graph.found(node);
    const failed = issues.filter((issue) => issue.outcome !== 'success' && isCallOf(issue, node));
    const signed = node.usages.reduce((sum, { slot }) => sum + (totals.get(slotId(slot))?.failed ?? 0), 0);
    findings.attempts.push(...failed);
    findings.failed = Math.max(signed, failed.length);
  }
}

const PRINCIPAL = '"userIdentity.principalId"';
const CALLS = `list_contains(['AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity', 'AssumeRoot',
  'GetSessionToken', 'GetFederationToken', 'GetSigninToken'], "eventName")`;

type Calls = { readonly issues: readonly Issue[]; readonly totals: CallTotals };

/** Calls that credentials of these nodes signed, or that another account recorded of their principals. */
async function readIssuesBy(
  evidence: Evidence,
  nodes: readonly Draft[],
  onlyFailed: boolean,
): Promise<Calls> {
  const { database, signal } = evidence;
  const uses = nodes.flatMap(({ usages }) => usages);
  if (uses.length === 0) return { issues: [], totals: new Map() };
  const lists = {
    keys: uses.flatMap(({ slot }) => slot.key ?? []),
    principals: uses.flatMap(({ type, principalId }) => (type === 'AssumedRole' ? (principalId ?? []) : [])),
    keyless: uses.flatMap(({ slot }) => slot.arn ?? []),
  };
  const conditions = {
    keys: oneOf(KEY, 'keys'),
    principals: `"userIdentity.type" = 'AWSAccount' and ${KEY} is null and ${oneOf(PRINCIPAL, 'principals')}`,
    keyless: `"userIdentity.type" != 'AWSAccount' and ${KEY} is null and ${oneOf(ARN, 'keyless')}`,
  };
  const named = (['keys', 'principals', 'keyless'] as const).filter((name) => lists[name].length > 0);
  const outcome = onlyFailed ? "outcome != 'success'" : 'true';
  const calls = await readIssuesByCaller(
    database,
    named.map((name) => `${CALLS} and ${outcome} and ${conditions[name]}`),
    Object.fromEntries(named.map((name) => [name, JSON.stringify([...new Set(lists[name])])])),
    MOST_READ,
    signal,
  );
  evidence.remember(calls.issues);
  const silent = calls.issues.filter(({ key, outcome }) => key === null && outcome === 'success');
  const shared = silent.flatMap(({ sharedEventID }) => sharedEventID ?? []);
  evidence.remember(await readShared(database, shared, signal));
  return calls;
}

/** Whether one of the uses of the node made this call; of a principal of another account, while it could. */
function isCallOf({ caller, at }: Issue, node: Draft): boolean {
  const slot: Slot = {
    key: caller.key,
    account: caller.account,
    created: caller.created,
    arn: caller.key === null ? (caller.arn ?? caller.principalId) : null,
  };
  const id = slotId(slot);
  return node.usages.some((use) =>
    caller.type === 'AWSAccount'
      ? use.principalId === caller.principalId && wasInUse(use, Date.parse(at))
      : slotId(use.slot) === id,
  );
}

function wasInUse({ slot, lastAt, firstAt }: Usage, time: number): boolean {
  const created = createdMs(slot.created);
  if (created === null) return true;
  return time >= created && time <= Math.max(Date.parse(lastAt), Date.parse(firstAt)) + SLACK_MS;
}

const givesCredential = ({ outcome, key, sessionArn, caller }: Issue): boolean =>
  outcome === 'success' && (key !== null || sessionArn !== null) && key !== caller.key;

/** One call for each credential: two accounts record a call across them, and an SDK may repeat one. */
function oncePerCredential(issues: readonly Issue[]): readonly Issue[] {
  const known = new Map<string, Issue>();
  for (const issue of callerFirst(issues)) {
    const id =
      issue.key === null
        ? `${issue.sharedEventID ?? issue.recordId}`
        : `${issue.key}:${issuedAccount(issue)}`;
    if (!known.has(id)) known.set(id, issue);
  }
  return [...known.values()].toSorted((a, b) => (a.at < b.at ? -1 : 1));
}

async function placeGiven(evidence: Evidence, issues: readonly Issue[]): Promise<void> {
  const uses = await evidence.usesOfKeys(issues.flatMap(({ key }) => key ?? []));
  const used = uses.filter((use) => issues.some((issue) => isIssueOf(issue, use)));
  await evidence.place(used);
  for (const issue of issues) {
    if (issue.key === null || used.some((use) => isIssueOf(issue, use))) continue;
    const others = evidence
      .issues()
      .filter(
        (other) => other.key === issue.key && other.recordId !== issue.recordId && other.at === issue.at,
      );
    if (!issuedNode(evidence, issue)) evidence.graph.add(unusedNode(issue, others, issuedAccount(issue)));
  }
  await placeByArn(
    evidence,
    issues.filter(({ key }) => key === null),
  );
}

/** Sessions whose key the record of the call does not tell are found by their ARN and time. */
async function placeByArn(evidence: Evidence, issues: readonly Issue[]): Promise<void> {
  const arns = issues.flatMap(({ sessionArn }) => sessionArn ?? []);
  if (arns.length === 0) return;
  const uses = await evidence.usesOfArns(arns);
  const near = uses.filter(({ arn, slot }) => {
    const created = createdMs(slot.created);
    return issues.some(
      ({ sessionArn, at }) =>
        sessionArn === arn && created !== null && Math.abs(created - Date.parse(at)) <= 5_000,
    );
  });
  await evidence.place(near);
}

/** Roles that the console switched to from these identities. */
async function placeSwitched(evidence: Evidence, nodes: readonly Draft[]): Promise<void> {
  const able = nodes.filter(({ kind, arn }) => kind === 'user' || arn?.includes(':sts:'));
  const arns = new Set(able.map(({ arn }) => arn));
  const found = await evidence.switches(able.map(lifeOf));
  const switches = found.filter(
    ({ outcome, switchFrom, caller }) =>
      outcome === 'success' && switchFrom !== null && arns.has(switchFrom) && caller.arn !== switchFrom,
  );
  if (switches.length === 0) return;
  const uses = await evidence.usesOfArns(switches.flatMap(({ caller }) => caller.arn ?? []));
  const near = uses.filter(({ arn, slot }) => {
    const created = createdMs(slot.created);
    return switches.some(
      ({ caller, at }) =>
        caller.arn === arn && created !== null && Math.abs(created - Date.parse(at)) <= 60_000,
    );
  });
  await evidence.place(near);
}

/** When a node can have done something: always, where it is a user. */
function lifeOf({ usages }: Draft): TimeWindow {
  const from = usages.map(({ slot, firstAt }) => createdMs(slot.created) ?? Date.parse(firstAt));
  const to = usages.map(({ lastAt }) => Date.parse(lastAt));
  return usages.length === 0
    ? { fromMs: 0, toMs: Date.UTC(9999, 0) }
    : { fromMs: Math.min(...from), toMs: Math.max(...to) + SLACK_MS };
}
