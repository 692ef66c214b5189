import type { ChainMatch } from '../../../preload/contract/model/chain.ts';
import { callerOf, INSTANCE, instanceNode, USER_ARN } from './chain-caller.ts';
import { type Draft, nameOfArn, originNode, unusedNode, userNode } from './chain-graph.ts';
import { type Issue, readShared } from './chain-issue.ts';
import {
  beganSessionOf,
  callerFirst,
  createdMs,
  isSignInOf,
  isSwitchTo,
  issuedAccount,
  matchesOf,
} from './chain-match.ts';
import type { Evidence } from './chain-place.ts';
import type { Usage } from './chain-usage.ts';

const SERVICE_ROLE = /:role\/aws-service-role\/([^/]+)\//;

/** Finds where these nodes came from; answers the nodes that it came upon, whose own origins are not looked for yet. */
export async function climb(evidence: Evidence, nodes: readonly Draft[]): Promise<readonly Draft[]> {
  const { graph } = evidence;
  const before = new Set(graph.nodes.keys());
  const issued = nodes.filter(({ issues }) => issues.length > 0);
  await readCallers(
    evidence,
    issued.flatMap(({ issues }) => issues),
  );
  for (const node of issued) await linkIssued(evidence, node);
  for (const node of nodes) {
    if (node.issues.length === 0 && node.usages.length > 0) await linkSession(evidence, node);
  }
  return [...graph.nodes.values()].filter(({ id }) => !before.has(id));
}

/** Reads at once what the callers of these calls used, and the records of the calls in other accounts. */
async function readCallers(evidence: Evidence, issues: readonly Issue[]): Promise<void> {
  const { graph, database, signal } = evidence;
  const foreign = issues.filter(({ caller }) => caller.type === 'AWSAccount');
  const shared = foreign.flatMap(({ sharedEventID }) => sharedEventID ?? []);
  evidence.remember(await readShared(database, shared, signal));
  const ids = new Set(shared);
  const others = evidence.issues().filter(({ sharedEventID }) => ids.has(sharedEventID ?? ''));
  const keys = [...issues, ...others].flatMap(({ caller }) => caller.key ?? []);
  const unread = keys.filter((key) => ![...graph.bySlot.keys()].some((slot) => slot.includes(`"${key}"`)));
  await evidence.place(await evidence.usesOfKeys(unread));
}

/** A credential that a call in evidence gave out came from the caller of that call. */
async function linkIssued(evidence: Evidence, node: Draft): Promise<void> {
  const { graph } = evidence;
  const shared = new Set(node.issues.flatMap(({ sharedEventID }) => sharedEventID ?? []));
  const others = evidence
    .issues()
    .filter(({ sharedEventID, outcome }) => outcome === 'success' && shared.has(sharedEventID ?? ''));
  const [issue, ...rest] = callerFirst([...new Set([...node.issues, ...others])]);
  if (!issue) return;
  const caller = await callerOf(evidence, issue);
  const matched = matchesOf(issue, node.usages[0] ?? null, rest);
  graph.link(caller.node, node, {
    issue,
    others: rest,
    matched: [...matched, ...caller.matched],
    certainty: caller.isSure && matched.includes('access-key') ? 'certain' : 'strong',
  });
}

/** A session that no call in evidence names by its key: by its ARN and time, its sign-in, or what its records say. */
async function linkSession(evidence: Evidence, node: Draft): Promise<void> {
  const { graph } = evidence;
  const [usage] = node.usages;
  if (!usage) return;
  const issues = evidence.issues();
  const began = callerFirst(issues.filter((issue) => beganSessionOf(issue, usage)));
  const [first] = began;
  if (first) return linkDerived(evidence, node, usage, began, first);
  const switched = issues.find((issue) => isSwitchTo(issue, usage));
  if (switched) return linkSwitched(evidence, node, switched);
  const signIn = issues.find((issue) => isSignInOf(issue, usage));
  const isUser = usage.arn !== null && USER_ARN.test(usage.arn);
  if (isUser && usage.arn !== null) {
    const user = graph.add(userNode(usage.arn));
    graph.found(user).origin = 'origin';
    const matched: ChainMatch[] = signIn ? ['console', 'issue-time', 'identity'] : ['identity'];
    if (node.usages.every(({ own }) => own === 0)) matched.push('on-behalf');
    graph.link(user, node, { issue: signIn ?? null, matched, certainty: 'certain' });
    graph.found(node).note = userNote(node, usage, signIn !== undefined);
    return;
  }
  linkByRecord(evidence, node, usage);
}

function userNote({ usages }: Draft, usage: Usage, signedIn: boolean): string | null {
  if (signedIn || usage.slot.created === null) return null;
  if (usages.every(({ own }) => own === 0)) {
    return `Credentials that ${servicesOf(usages)} was given to act for this user.`;
  }
  return 'The call that gave out these credentials is not in evidence; the records name their owner.';
}

/** The keys that the console and AWS services make for a session come from the key that began it. */
async function linkDerived(
  evidence: Evidence,
  node: Draft,
  usage: Usage,
  began: readonly Issue[],
  first: Issue,
): Promise<void> {
  const { graph } = evidence;
  const [issue, ...others] = began;
  if (!issue) return;
  if (first.key === null) {
    const caller = await callerOf(evidence, first);
    graph.link(caller.node, node, {
      issue: first,
      others,
      matched: ['session-arn', 'issue-time', ...caller.matched],
      certainty: 'strong',
    });
    return;
  }
  const keys = new Set(began.flatMap(({ key }) => key ?? []));
  const parent =
    issuedNode(evidence, first) ??
    graph.add(
      unusedNode(
        first,
        others.filter(({ key }) => key === first.key),
        issuedAccount(first),
      ),
    );
  graph.link(parent, node, {
    issue: null,
    matched: ['session-arn', 'issue-time'],
    certainty: keys.size === 1 ? 'strong' : 'likely',
  });
  const services = servicesOf(node.usages);
  graph.found(node).note =
    keys.size === 1
      ? `Further credentials of the same session, made for ${services === '' ? 'the console' : services}.`
      : `Further credentials of a session of this name; ${keys.size} of that name began in the same second (${usage.slot.created}), and the records do not say which it was.`;
}

const servicesOf = (usages: readonly Usage[]): string =>
  [...new Set(usages.flatMap(({ services }) => services))].join(', ');

/** The node of the key that a call gave out, where one is there already. */
export function issuedNode({ graph }: Evidence, issue: Issue): Draft | undefined {
  return [...graph.nodes.values()].find(({ issues }) =>
    issues.some(({ recordId }) => recordId === issue.recordId),
  );
}

async function linkSwitched(evidence: Evidence, node: Draft, issue: Issue): Promise<void> {
  const { graph } = evidence;
  const from = issue.switchFrom ?? '';
  const proof = { issue, matched: ['switch-role', 'issue-time'] as const, certainty: 'strong' as const };
  if (USER_ARN.test(from)) {
    const user = graph.add(userNode(from));
    graph.found(user).origin = 'origin';
    graph.link(user, node, proof);
    return;
  }
  const uses = await evidence.usesOfArns([from]);
  const time = Date.parse(issue.at);
  const age = ({ slot }: Usage) => time - (createdMs(slot.created) ?? 0);
  const [latest] = uses.filter((use) => age(use) >= 0).toSorted((a, b) => age(a) - age(b));
  const [parent] = latest ? await evidence.place([latest]) : [];
  if (parent) graph.link(parent, node, proof);
  else {
    const origin = graph.add(
      originNode(
        'account',
        nameOfArn(from) ?? from,
        { field: 'userIdentity.arn', value: from },
        { arn: from },
      ),
    );
    graph.found(origin).note =
      'Origin not in evidence: the console switched from this identity, of which the case has no records.';
    graph.link(origin, node, proof);
  }
}

/** What the records of a session themselves say of its origin, where no call does. */
function linkByRecord(evidence: Evidence, node: Draft, usage: Usage): void {
  const { graph } = evidence;
  const findings = graph.found(node);
  const link = (parent: Draft, matched: readonly ChainMatch[], certainty: 'strong' | 'likely') =>
    graph.link(parent, node, { issue: null, matched, certainty });
  if (usage.issuerArn !== null && USER_ARN.test(usage.issuerArn)) {
    const user = graph.add(userNode(usage.issuerArn));
    graph.found(user).origin = 'origin';
    link(user, ['identity'], 'strong');
    findings.note =
      'The call that gave out these credentials is not in evidence; the records name the user who asked for them.';
    return;
  }
  if (usage.type === 'AssumedRole' && INSTANCE.test(usage.session ?? '')) {
    const instance = instanceNode(evidence, usage.session ?? '', node.account);
    graph.found(instance).origin = 'origin';
    link(instance, ['instance'], 'strong');
    findings.note =
      'The call by which EC2 took the role for the instance is not in evidence; the session is named after the instance.';
    return;
  }
  const service = SERVICE_ROLE.exec(usage.issuerArn ?? '')?.[1];
  if (service !== undefined) {
    const target = { field: 'actor', value: service } as const;
    const origin = graph.add(originNode('service', service, target, { account: node.account }));
    graph.found(origin).origin = 'origin';
    link(origin, ['service-role'], 'likely');
    findings.note =
      'The call by which the service took the role is not in evidence; the path of the role names the service.';
    return;
  }
  findings.note =
    'Origin not in evidence: no call in the case gave out these credentials. It may lie before the collected period, or in another account or region.';
  if (usage.sourceIdentity !== null) {
    const name = usage.sourceIdentity;
    const origin = graph.add(
      originNode('source-identity', name, {
        field: 'userIdentity.sessionContext.sourceIdentity',
        value: name,
      }),
    );
    graph.found(origin).origin = 'origin';
    graph.found(origin).note = 'The name that the first caller of the chain gave as source identity.';
    link(origin, ['source-identity'], 'likely');
    findings.origin = 'not-in-evidence';
    findings.note += ' Only its source identity is known.';
  }
}
