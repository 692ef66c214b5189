import type { ChainEdge } from '../../../preload/contract/model/chain.ts';
import { groupBy } from '../../database/group-by.ts';
import type { Draft, Graph } from './chain-graph.ts';

type Folded = {
  readonly nodes: readonly Draft[];
  readonly edges: readonly ChainEdge[];
  readonly startIds: readonly string[];
};

/**
 * Sessions that AWS services began by themselves (AssumeRole by AWSService), or that services were given to act for
 * somebody, are counted in one node for each origin, unless something came from them or there is only one.
 */
export function foldServices(graph: Graph, nodes: readonly Draft[], start: readonly Draft[]): Folded {
  const ids = new Set(nodes.map(({ id }) => id));
  const edges = [...graph.edges.values()].filter(({ from, to }) => ids.has(from) && ids.has(to));
  const parents = new Set(edges.map(({ from }) => from));
  const groups = groupBy(
    nodes.flatMap((node) => {
      const edge = edges.find(({ to }) => to === node.id);
      const isNoise =
        edge && !parents.has(node.id) && graph.found(node).failed === 0 && isByService(node, edge);
      return isNoise ? [{ node, edge }] : [];
    }),
    ({ node, edge }) => JSON.stringify([edge.from, isAlone(node) ? node.usages[0]?.services : node.arn]),
  );
  const replaced = new Map<string, Draft>();
  for (const [id, group] of groups) {
    if (group.length < 2) continue;
    const folded = foldOf(
      graph,
      id,
      group.map(({ node }) => node),
    );
    for (const { node } of group) replaced.set(node.id, folded);
  }
  const after = (id: string): string => replaced.get(id)?.id ?? id;
  return {
    nodes: [...new Set(nodes.map((node) => replaced.get(node.id) ?? node))],
    edges: edges.flatMap((edge, index) => {
      const to = after(edge.to);
      const isFirst =
        edges.findIndex((other) => after(other.to) === to && other.from === edge.from) === index;
      return isFirst ? [{ ...edge, to }] : [];
    }),
    startIds: [...new Set(start.map(({ id }) => after(id)))],
  };
}

/** Whether nobody but services used it. */
const isAlone = ({ usages }: Draft): boolean => usages.length > 0 && usages.every(({ own }) => own === 0);

function isByService(node: Draft, edge: ChainEdge): boolean {
  const began =
    edge.eventName === 'AssumeRole' && node.issues.some(({ caller }) => caller.type === 'AWSService');
  return began || (isAlone(node) && edge.eventName === null);
}

function foldOf(graph: Graph, id: string, nodes: readonly Draft[]): Draft {
  const [first] = nodes;
  const services = [...new Set(nodes.flatMap(({ usages }) => usages.flatMap((use) => use.services)))];
  const folded: Draft = {
    id: `folded:${id}`,
    kind: 'folded',
    name: first?.name ?? 'AWS services',
    usages: nodes.flatMap(({ usages }) => usages),
    issues: [],
    arn: first?.arn ?? null,
    account: first?.account ?? null,
    query: queryOf(nodes),
    target: null,
    sessions: nodes.length,
  };
  const findings = graph.found(folded);
  findings.origin = 'edge';
  findings.note =
    services.length > 0 && nodes.every(isAlone)
      ? `${nodes.length} sessions in which ${services.join(', ')} acted for this principal.`
      : `${nodes.length} sessions that an AWS service began by itself.`;
  return folded;
}

function queryOf(nodes: readonly Draft[]): string | null {
  const queries = nodes.flatMap(({ query }) => (query === null ? [] : [`(${query})`]));
  return queries.length === 0 ? null : queries.join(' OR ');
}
