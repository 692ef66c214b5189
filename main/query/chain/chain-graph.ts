import type {
  ChainCertainty,
  ChainEdge,
  ChainMatch,
  ChainNode,
  ChainNodeKind,
} from '../../../preload/contract/model/chain.ts';
import { fieldClause } from '../../../preload/contract/query/field-clause.ts';
import type { Issue } from './chain-issue.ts';
import { accountOfArn } from './chain-match.ts';
import { slotId, type Usage } from './chain-usage.ts';

/** A node while the chain is walked: its uses, and the call that gave it out. */
export type Draft = {
  readonly id: string;
  readonly kind: ChainNodeKind;
  readonly name: string;
  readonly usages: readonly Usage[];
  /** The records of the call that gave out the credentials, that of the caller's account first. */
  readonly issues: readonly Issue[];
  readonly arn: string | null;
  readonly account: string | null;
  readonly query: string | null;
  /** What an origin is found by; null for credentials. */
  readonly target: OriginTarget | null;
  /** How many sessions it stands for, where it is folded. */
  readonly sessions: number;
};

/** A field of the events that names an origin, and its value. */
type OriginTarget = {
  readonly field:
    | 'userIdentity.arn'
    | 'actor'
    | 'resource'
    | 'additionalEventData.UserName'
    | 'userIdentity.sessionContext.sourceIdentity';
  readonly value: string;
};

/** What is added to a node once its parents and children are looked for. */
export type Findings = {
  origin: ChainNode['origin'];
  note: string | null;
  readonly attempts: Issue[];
  /** How many calls failed; `attempts` has the first of them. */
  failed: number;
  leftOut: number;
};

export type Graph = {
  readonly nodes: Map<string, Draft>;
  readonly edges: Map<string, ChainEdge>;
  readonly bySlot: Map<string, Draft>;
  readonly findings: Map<string, Findings>;
  /** Adds a node unless there is one of that id; answers the one that counts. */
  readonly add: (draft: Draft) => Draft;
  readonly found: (draft: Draft) => Findings;
  readonly link: (from: Draft, to: Draft, proof: Proof) => void;
};

type Proof = {
  readonly issue: Issue | null;
  readonly others?: readonly Issue[];
  readonly matched: readonly ChainMatch[];
  readonly certainty: ChainCertainty;
};

export function createGraph(): Graph {
  const nodes: Graph['nodes'] = new Map();
  const edges: Graph['edges'] = new Map();
  const bySlot: Graph['bySlot'] = new Map();
  const findings: Graph['findings'] = new Map();
  const found = ({ id }: Draft): Findings => {
    const known = findings.get(id);
    if (known) return known;
    const fresh: Findings = { origin: 'not-in-evidence', note: null, attempts: [], failed: 0, leftOut: 0 };
    findings.set(id, fresh);
    return fresh;
  };
  return {
    nodes,
    edges,
    bySlot,
    findings,
    found,
    add: (draft) => {
      const known = nodes.get(draft.id);
      if (known) return known;
      nodes.set(draft.id, draft);
      for (const { slot } of draft.usages) bySlot.set(slotId(slot), draft);
      return draft;
    },
    link: (from, to, proof) => {
      const id = `${from.id} → ${to.id}`;
      if (from === to || edges.has(id)) return;
      edges.set(id, edgeOf(from, to, proof));
      found(to).origin = 'edge';
    },
  };
}

function edgeOf(from: Draft, to: Draft, { issue, others = [], matched, certainty }: Proof): ChainEdge {
  return {
    from: from.id,
    to: to.id,
    eventName: issue?.eventName ?? null,
    recordId: issue?.recordId ?? null,
    eventID: issue?.eventID ?? null,
    at: issue?.at ?? null,
    address: issue?.address ?? null,
    otherRecordIds: others.map(({ recordId }) => recordId),
    matched: [...new Set(matched)],
    certainty,
  };
}

/**
 * A credential of its own: long-lived, or given out by a call that is in evidence. `keyless` are the events of its
 * session without an access key, such as its sign-in to the console.
 */
export function keyNode(
  usage: Usage,
  issues: readonly Issue[],
  isOnly: boolean,
  keyless: readonly Usage[],
): Draft {
  const { key, account, created } = usage.slot;
  const query = slotQuery(key, isOnly ? null : account, isOnly ? null : created);
  return {
    id: `key:${slotId(usage.slot)}`,
    kind: 'key',
    name: usage.actor ?? usage.arn ?? key ?? 'unknown',
    usages: [usage, ...keyless],
    issues,
    arn: usage.arn,
    account,
    query:
      keyless.length === 0 ? query : `(${query}) OR (${sessionQuery(usage)} AND -userIdentity.accessKeyId:*)`,
    target: null,
    sessions: 1,
  };
}

/** The events of one use of a key; by the key alone where nobody else has it. */
function slotQuery(key: string | null, account: string | null, created: string | null): string | null {
  if (key === null) return null;
  const clauses = [fieldClause('userIdentity.accessKeyId', key)];
  if (account !== null) clauses.push(fieldClause('userIdentity.accountId', account));
  if (created !== null) clauses.push(fieldClause(CREATED_FIELD, created));
  return clauses.join(' AND ');
}

const CREATED_FIELD = 'userIdentity.sessionContext.attributes.creationDate';

/** A credential that was given out and that no event of the case has used. */
export function unusedNode(issue: Issue, others: readonly Issue[], account: string | null): Draft {
  const arn = issue.sessionArn ?? (issue.target === null ? issue.caller.arn : null);
  return {
    id: `unused:${issue.key ?? issue.recordId}:${account ?? ''}:${issue.at}`,
    kind: 'key',
    name: nameOfArn(arn) ?? (issue.target === null ? issue.key : `root@${account ?? 'unknown'}`) ?? 'unknown',
    usages: [],
    issues: [issue, ...others],
    arn,
    account,
    query: issue.key === null ? null : slotQuery(issue.key, null, null),
    target: null,
    sessions: 1,
  };
}

/**
 * The credentials of a session that no call in evidence gave out by themselves. `issued` are the keys that one did;
 * `hasKeyless` says whether its events without a key are among them.
 */
export function sessionNode(
  usages: readonly Usage[],
  issued: readonly string[],
  hasKeyless: boolean,
): Draft | null {
  const [first] = usages;
  if (!first?.arn || first.slot.created === null) return null;
  const without = issued.map((key) => ` AND NOT ${fieldClause('userIdentity.accessKeyId', key)}`);
  return {
    id: `session:${first.arn}:${first.slot.created}`,
    kind: usages.length === 1 && first.slot.key !== null ? 'key' : 'session',
    name: first.actor ?? first.arn,
    usages,
    issues: [],
    arn: first.arn,
    account: first.slot.account ?? accountOfArn(first.arn),
    query: sessionQuery(first) + (hasKeyless ? '' : ' AND userIdentity.accessKeyId:*') + without.join(''),
    target: null,
    sessions: 1,
  };
}

/** Every event of the session: same ARN, same creation date. */
function sessionQuery({ arn, slot }: Usage): string {
  return `${fieldClause('userIdentity.arn', arn ?? '')} AND ${fieldClause(CREATED_FIELD, slot.created ?? '')}`;
}

type OriginKind = 'user' | 'federated' | 'account' | 'service' | 'instance' | 'source-identity';

/** Where a chain begins: known by its name, found by a field of the events. */
export function originNode(
  kind: OriginKind,
  name: string,
  target: OriginTarget | null,
  more: { readonly arn?: string | null; readonly account?: string | null } = {},
): Draft {
  const { arn = null, account = accountOfArn(arn) } = more;
  const id = `${kind}:${arn ?? `${account ?? ''}:${name}`}`;
  const query = target === null ? null : fieldClause(target.field, target.value);
  return { id, kind, name, usages: [], issues: [], arn, account, query, target, sessions: 1 };
}

/** A user or root by ARN. */
export function userNode(arn: string): Draft {
  return originNode('user', nameOfArn(arn) ?? arn, { field: 'userIdentity.arn', value: arn }, { arn });
}

/** `role/app/i-0abc`, `federated/ci`, `alice`, `root@111122223333`: an ARN as the actor of its events is named. */
export function nameOfArn(arn: string | null): string | null {
  if (arn === null) return null;
  const [, kind, rest] = /:(assumed-role|federated-user|user)\/(.+)$/.exec(arn) ?? [];
  if (kind === 'assumed-role') return `role/${rest}`;
  if (kind === 'federated-user') return `federated/${rest}`;
  if (kind === 'user') return rest?.split('/').at(-1) ?? null;
  return arn.endsWith(':root') ? `root@${accountOfArn(arn) ?? 'unknown'}` : arn;
}
