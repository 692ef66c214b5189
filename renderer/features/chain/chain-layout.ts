import type { ChainEdge, ChainNode } from '../../../preload/contract/model/chain.ts';
import type { ChainLine } from './chain-tree.ts';

export const NODE_WIDTH = 188;
export const NODE_HEIGHT = 76;
const COLUMN = NODE_WIDTH + 44;
const ROW = NODE_HEIGHT + 12;
const MARGIN = 14;

export type PlacedNode = {
  readonly line: ChainLine;
  readonly node: ChainNode;
  readonly x: number;
  readonly y: number;
};
type PlacedEdge = {
  readonly edge: ChainEdge;
  readonly path: string;
  readonly labelX: number;
  readonly labelY: number;
};
export type ChainLayout = {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly width: number;
  readonly height: number;
};

/**
 * Places the lines of a tree from left to right, in pixels: a column for each step from the origin, a row for each end,
 * each node in the middle of what came from it. Nodes that stand in several lines are drawn once.
 */
export function layOutChain(lines: readonly ChainLine[], edges: readonly ChainEdge[]): ChainLayout {
  const rows = rowsOf(lines);
  const nodes = lines.flatMap((line, index): PlacedNode[] =>
    line.isRepeated
      ? []
      : [{ line, node: line.node, x: MARGIN + line.depth * COLUMN, y: MARGIN + (rows[index] ?? 0) * ROW }],
  );
  const places = new Map(nodes.map((placed) => [placed.node.id, placed]));
  return {
    nodes,
    edges: edges.flatMap((edge) => {
      const from = places.get(edge.from);
      const to = places.get(edge.to);
      return from && to ? [connect(edge, from, to)] : [];
    }),
    width: Math.max(0, ...nodes.map(({ x }) => x)) + NODE_WIDTH + MARGIN,
    height: Math.max(0, ...nodes.map(({ y }) => y)) + NODE_HEIGHT + MARGIN,
  };
}

/** The row of each line: ends one below the other, a parent halfway between its first and its last child. */
function rowsOf(lines: readonly ChainLine[]): readonly number[] {
  const rows = new Array<number>(lines.length).fill(0);
  let next = 0;
  const place = (index: number): number => {
    const depth = lines[index]?.depth ?? 0;
    const children: number[] = [];
    let at = index + 1;
    for (; at < lines.length && (lines[at]?.depth ?? 0) > depth; at++) {
      if (lines[at]?.depth === depth + 1 && !lines[at]?.isRepeated) children.push(place(at));
    }
    const [first] = children;
    const row = first === undefined ? next++ : (first + (children.at(-1) ?? first)) / 2;
    rows[index] = row;
    return row;
  };
  for (const [index, line] of lines.entries()) if (line.depth === 0) place(index);
  return rows;
}

function connect(edge: ChainEdge, from: PlacedNode, to: PlacedNode): PlacedEdge {
  const startX = from.x + NODE_WIDTH;
  const startY = from.y + NODE_HEIGHT / 2;
  const endX = to.x - 5;
  const endY = to.y + NODE_HEIGHT / 2;
  const bend = Math.max(20, (endX - startX) / 2);
  const path = `M ${startX} ${startY} C ${startX + bend} ${startY}, ${endX - bend} ${endY}, ${endX} ${endY}`;
  return { edge, path, labelX: (startX + endX) / 2, labelY: (startY + endY) / 2 };
}
