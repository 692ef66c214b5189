import type { ChainEdge, ChainNode, ChainResult } from '../../../preload/contract/model/chain.ts';

/** One line of a chain told as a tree: a node below the one it came from. */
export type ChainLine = {
  /** Unique among the lines: a node that came from several stands in several places. */
  readonly id: string;
  readonly node: ChainNode;
  /** How it came from the line above; null for where the chain begins. */
  readonly edge: ChainEdge | null;
  readonly depth: number;
  readonly isStart: boolean;
  readonly hasChildren: boolean;
  readonly isOpen: boolean;
  /** The node is shown whole further up, with what came from it. */
  readonly isRepeated: boolean;
  /** Place among its siblings and how many there are, from 1. */
  readonly position: number;
  readonly siblings: number;
};

/** The nodes of a chain in the order of a tree: origins first, what came from a node below it, by time. */
export function chainLines(result: ChainResult, closed: ReadonlySet<string>): readonly ChainLine[] {
  const nodes = new Map(result.nodes.map((node) => [node.id, node]));
  const children = childrenOf(result);
  const starts = new Set(result.startIds);
  const shown = new Set<string>();
  const lines: ChainLine[] = [];
  const visit = (
    node: ChainNode,
    edge: ChainEdge | null,
    depth: number,
    above: string,
    place: Place,
  ): void => {
    const id = `${above}/${node.id}`;
    const below = children.get(node.id) ?? [];
    const isRepeated = shown.has(node.id);
    const isOpen = below.length > 0 && !isRepeated && !closed.has(node.id);
    shown.add(node.id);
    const isStart = starts.has(node.id);
    const hasChildren = below.length > 0 && !isRepeated;
    lines.push({ id, node, edge, depth, isStart, hasChildren, isOpen, isRepeated, ...place });
    if (!isOpen) return;
    for (const [index, next] of below.entries()) {
      const child = nodes.get(next.to);
      if (child) visit(child, next, depth + 1, id, { position: index + 1, siblings: below.length });
    }
  };
  const roots = rootsOf(result);
  for (const [index, root] of roots.entries()) {
    visit(root, null, 0, '', { position: index + 1, siblings: roots.length });
  }
  return lines;
}

type Place = Pick<ChainLine, 'position' | 'siblings'>;

/** What came from each node, by time. */
function childrenOf({ nodes, edges }: ChainResult): ReadonlyMap<string, readonly ChainEdge[]> {
  const order = new Map(nodes.map(({ id }, index) => [id, index]));
  const sorted = edges.toSorted((a, b) => (order.get(a.to) ?? 0) - (order.get(b.to) ?? 0));
  const children = new Map<string, ChainEdge[]>();
  for (const edge of sorted) children.set(edge.from, [...(children.get(edge.from) ?? []), edge]);
  return children;
}

/** Nodes that came from none other; of a circle, the nodes that the chain was asked for. */
function rootsOf({ nodes, edges, startIds }: ChainResult): readonly ChainNode[] {
  const derived = new Set(edges.map(({ to }) => to));
  const roots = nodes.filter(({ id }) => !derived.has(id));
  return roots.length > 0 ? roots : nodes.filter(({ id }) => startIds.includes(id)).slice(0, 1);
}

/** The nodes that came from a node, and those that came from them, without itself. */
export function nodesBelow({ nodes, edges }: ChainResult, id: string): readonly ChainNode[] {
  const seen = new Set<string>();
  const waiting = [id];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const { from, to } of edges) {
      if (from !== next || to === id || seen.has(to)) continue;
      seen.add(to);
      waiting.push(to);
    }
  }
  return nodes.filter((node) => seen.has(node.id));
}
