import type { ChainMatch } from '../../../preload/contract/model/chain.ts';
import { type Draft, originNode, userNode } from './chain-graph.ts';
import type { Issue } from './chain-issue.ts';
import { createdMs } from './chain-match.ts';
import type { Evidence } from './chain-place.ts';
import { oneOf, readUsage, type Usage } from './chain-usage.ts';

/** Session names that are ids of EC2 instances. */
export const INSTANCE = /^i-[0-9a-f]{8,17}$/;
/** Users and root. */
export const USER_ARN = /^arn:[^:]*:iam::\d*:(user\/.+|root)$/;

/** Who made a call, by what that is known, and whether by identifiers that are given out once. */
type Caller = { readonly node: Draft; readonly matched: readonly ChainMatch[]; readonly isSure: boolean };

/** The node of whoever made a call. */
export async function callerOf(evidence: Evidence, issue: Issue): Promise<Caller> {
  const { graph } = evidence;
  const { caller } = issue;
  if (caller.type === 'AWSService') return serviceOf(evidence, issue);
  if (caller.type === 'AWSAccount') return foreignCallerOf(evidence, issue);
  if (caller.type === 'SAMLUser' || caller.type === 'WebIdentityUser') {
    const name = caller.actor ?? caller.principalId ?? caller.type;
    const node = graph.add(
      originNode('federated', name, { field: 'actor', value: name }, { account: issue.recipient }),
    );
    return begin(
      evidence,
      node,
      'Came through an identity provider, whose own log is not part of CloudTrail.',
    );
  }
  const used = await evidence.place(
    (caller.key === null
      ? await usesOfCaller(evidence, issue)
      : await evidence.usesOfKeys([caller.key])
    ).filter(
      ({ slot }) =>
        slot.created === caller.created && (caller.account === null || slot.account === caller.account),
    ),
  );
  const [node] = used;
  if (node) return { node, matched: [caller.key === null ? 'caller-principal' : 'caller-key'], isSure: true };
  if (caller.arn !== null && USER_ARN.test(caller.arn)) {
    return begin(evidence, graph.add(userNode(caller.arn)), null);
  }
  const name = caller.actor ?? caller.arn ?? caller.principalId ?? caller.type ?? 'unknown';
  return begin(evidence, graph.add(originNode('account', name, { field: 'actor', value: name })), null);
}

/** The uses of a caller that signed without an access key: the session of its ARN. */
async function usesOfCaller(evidence: Evidence, { caller }: Issue): Promise<readonly Usage[]> {
  if (caller.arn === null || caller.created === null) return [];
  return evidence.usesOfArns([caller.arn]);
}

function begin(evidence: Evidence, node: Draft, note: string | null): Caller {
  const findings = evidence.graph.found(node);
  findings.origin = 'origin';
  findings.note = note;
  return { node, matched: ['identity'], isSure: true };
}

function serviceOf(evidence: Evidence, { caller, sessionName, recipient }: Issue): Caller {
  const { graph } = evidence;
  const service = caller.invokedBy ?? caller.actor ?? 'an AWS service';
  if (service === 'sso.amazonaws.com' && sessionName !== null) {
    const target = { field: 'additionalEventData.UserName', value: sessionName } as const;
    const node = graph.add(
      originNode('federated', `identity-center/${sessionName}`, target, { account: recipient }),
    );
    return begin(evidence, node, 'A user of IAM Identity Center, which names the session after the user.');
  }
  if (service === 'ec2.amazonaws.com' && INSTANCE.test(sessionName ?? '')) {
    return {
      ...begin(evidence, instanceNode(evidence, sessionName ?? '', recipient), null),
      matched: ['instance'],
    };
  }
  const node = graph.add(
    originNode('service', service, { field: 'actor', value: service }, { account: recipient }),
  );
  return begin(evidence, node, 'An AWS service took the role by itself.');
}

/** An EC2 instance by its id. */
export function instanceNode({ graph }: Evidence, id: string, account: string | null): Draft {
  return graph.add(originNode('instance', id, { field: 'resource', value: id }, { account }));
}

/** A caller of another account is told by that account's own record, else by its principal id, else by its account. */
async function foreignCallerOf(evidence: Evidence, issue: Issue): Promise<Caller> {
  const { graph } = evidence;
  const { principalId, account } = issue.caller;
  const own = evidence
    .issues()
    .find(
      ({ sharedEventID, caller }) =>
        sharedEventID !== null && sharedEventID === issue.sharedEventID && caller.type !== 'AWSAccount',
    );
  if (own) {
    const caller = await callerOf(evidence, own);
    return { ...caller, matched: [...caller.matched, 'shared-event'] };
  }
  const used = await evidence.place(await usesOfPrincipal(evidence, principalId, issue.at));
  if (used[0]) return { node: used[0], matched: ['caller-principal'], isSure: false };
  const name = issue.caller.actor ?? `account/${account ?? 'unknown'}`;
  const node = graph.add(originNode('account', name, { field: 'actor', value: name }, { account }));
  const findings = graph.found(node);
  findings.note = `Origin not in evidence: the caller belongs to account ${account ?? 'unknown'}, whose own records of it the case does not have.`;
  return { node, matched: ['caller-principal'], isSure: false };
}

/** The credentials of a principal id that were in use at that time, those given out last. */
async function usesOfPrincipal(
  evidence: Evidence,
  principalId: string | null,
  at: string,
): Promise<readonly Usage[]> {
  if (principalId === null) return [];
  const uses = await readUsage(
    evidence.database,
    {
      sql: `${oneOf('"userIdentity.principalId"', 'ids')} and "userIdentity.type" != 'AWSAccount'`,
      parameters: { ids: JSON.stringify([principalId]) },
    },
    2000,
    evidence.signal,
  );
  const time = Date.parse(at);
  const age = ({ slot }: Usage) => time - (createdMs(slot.created) ?? 0);
  const inUse = uses.filter((use) => use.slot.key !== null && age(use) >= 0);
  const [latest] = inUse.toSorted((a, b) => age(a) - age(b));
  return latest ? [latest] : [];
}
