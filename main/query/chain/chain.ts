import type { z } from 'zod';
import type { ChainNode, ChainResult, chainInput } from '../../../preload/contract/model/chain.ts';
import { groupBy } from '../../database/group-by.ts';
import type { Database } from '../../database/open-database.ts';
import { climb } from './chain-climb.ts';
import { descend, noteAttempts } from './chain-descend.ts';
import { type Facts, NO_FACTS, readFacts } from './chain-facts.ts';
import { foldServices } from './chain-fold.ts';
import type { Draft, Findings, Graph } from './chain-graph.ts';
import { createdMs } from './chain-match.ts';
import { createEvidence, type Evidence } from './chain-place.ts';
import { startOf, startOfRecord } from './chain-start.ts';
import { isoOf } from './parse-sts-date.ts';

const MOST_NODES = 300;
const DEEPEST = 16;
const MOST_KEYS = 100;
const MOST_ATTEMPTS = 20;

/**
 * The chain around a credential, session, role or user: up to who first took it, down to everything that was taken
 * with it. `start` and `nodes` are empty lists where the case has nothing of that name.
 */
export async function walkChain(
  database: Database,
  input: z.output<typeof chainInput>,
  signal: AbortSignal,
): Promise<ChainResult> {
  const evidence = createEvidence(database, signal);
  const { graph } = evidence;
  const start =
    input.recordId === null
      ? await startOf(evidence, input.start ?? '')
      : await startOfRecord(evidence, input.recordId);
  const cut = await walk(evidence, start.nodes);
  const kept = reachable(graph, start.nodes);
  const followed = new Set([...start.nodes, ...below(graph, start.nodes)]);
  await noteAttempts(
    evidence,
    kept.filter((node) => !followed.has(node)),
  );
  const { nodes, edges, startIds } = input.includeServices
    ? { nodes: kept, edges: [...graph.edges.values()], startIds: start.nodes.map(({ id }) => id) }
    : foldServices(graph, kept, start.nodes);
  const facts = await readFacts(database, nodes, input.scope, signal);
  const ids = new Set(nodes.map(({ id }) => id));
  return {
    start: start.name,
    startIds: [...startIds],
    nodes: nodes
      .map((node) => toNode(node, graph.found(node), facts.get(node.id) ?? NO_FACTS))
      .toSorted(byTime),
    edges: edges.filter(({ from, to }) => ids.has(from) && ids.has(to)),
    leftOut: start.leftOut,
    cut,
  };
}

/** Looks for parents and children of all nodes until nothing new is found; answers whether that was too much. */
async function walk(evidence: Evidence, start: readonly Draft[]): Promise<boolean> {
  const { graph } = evidence;
  const climbed = new Set<string>();
  const descended = new Set<string>();
  for (let depth = 0; ; depth++) {
    const fromHere = [...new Set([...start, ...below(graph, start)])];
    const toClimb = [...graph.nodes.values()].filter(({ id }) => !climbed.has(id));
    const toDescend = fromHere.filter(({ id }) => !descended.has(id));
    if (toClimb.length + toDescend.length === 0) return false;
    if (depth > DEEPEST || graph.nodes.size > MOST_NODES) return true;
    for (const { id } of toClimb) climbed.add(id);
    for (const { id } of toDescend) descended.add(id);
    await climb(evidence, toClimb);
    await descend(evidence, toDescend);
  }
}

function follow(
  graph: Graph,
  from: readonly Draft[],
  next: (id: string) => readonly string[],
): readonly Draft[] {
  const seen = new Set<string>();
  const waiting = from.map(({ id }) => id);
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    for (const other of next(id)) {
      if (seen.has(other)) continue;
      seen.add(other);
      waiting.push(other);
    }
  }
  return [...seen].flatMap((id) => graph.nodes.get(id) ?? []);
}

function below(graph: Graph, from: readonly Draft[]): readonly Draft[] {
  const children = groupBy(graph.edges.values(), (edge) => edge.from);
  return follow(graph, from, (id) => (children.get(id) ?? []).map(({ to }) => to));
}

/** The start with everything above and everything below it, without what else came from those above. */
function reachable(graph: Graph, start: readonly Draft[]): readonly Draft[] {
  const parents = groupBy(graph.edges.values(), (edge) => edge.to);
  const above = follow(graph, start, (id) => (parents.get(id) ?? []).map(({ from }) => from));
  return [...new Set([...start, ...above, ...below(graph, start)])];
}

function byTime(a: ChainNode, b: ChainNode): number {
  const at = (node: ChainNode) => node.createdAt ?? node.firstSeenAt ?? '';
  return at(a) < at(b) ? -1 : at(a) > at(b) ? 1 : 0;
}

function toNode(draft: Draft, findings: Findings, facts: Facts): ChainNode {
  const { usages, issues } = draft;
  const keys = new Set([
    ...usages.flatMap(({ slot }) => slot.key ?? []),
    ...issues.flatMap(({ key }) => key ?? []),
  ]);
  const created = createdMs(usages[0]?.slot.created ?? null);
  const issue = issues[0];
  return {
    id: draft.id,
    kind: draft.kind,
    keys: [...keys].slice(0, MOST_KEYS),
    keyCount: keys.size,
    name: draft.name,
    identityType: usages[0]?.type ?? null,
    arn: draft.arn,
    principalId: usages[0]?.principalId ?? issue?.principalId ?? null,
    account: draft.account,
    createdAt: created === null ? (issue?.at ?? null) : isoOf(created),
    expiresAt:
      issues
        .map(({ expiresAt }) => expiresAt ?? '')
        .toSorted()
        .at(-1) || null,
    sourceIdentity:
      usages.find((use) => use.sourceIdentity !== null)?.sourceIdentity ?? issue?.sourceIdentity ?? null,
    mfa: mfaOf(draft),
    firstSeenAt: facts.firstAt,
    lastSeenAt: facts.lastAt,
    events: facts.events,
    addresses: facts.addresses,
    userAgents: facts.userAgents,
    services: [...new Set(usages.flatMap(({ services }) => services))].toSorted(),
    query: draft.query,
    origin: findings.origin,
    note: findings.note,
    attempts: {
      total: findings.failed,
      listed: findings.attempts.slice(0, MOST_ATTEMPTS).map((attempt) => ({
        recordId: attempt.recordId,
        eventID: attempt.eventID,
        at: attempt.at,
        eventName: attempt.eventName,
        role: attempt.role,
        errorCode: attempt.errorCode,
      })),
    },
    leftOut: findings.leftOut,
    sessions: draft.sessions,
  };
}

function mfaOf({ usages, issues }: Draft): boolean | null {
  const said = usages.flatMap(({ mfa }) => mfa ?? []);
  if (said.length > 0) return said.includes(true);
  return issues.find(({ mfa }) => mfa !== null)?.mfa ?? null;
}
