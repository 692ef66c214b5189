import { fieldName } from '../../../preload/contract/query/field-path.ts';
import type { JsonNode } from '../event-detail/json-node.ts';
import { jsonText, leafText } from '../event-detail/json-tree.ts';

/** A leaf on one side: as it is shown, and as a query names it (null for JSON's null and what holds nothing). */
export type ComparedValue = { readonly text: string; readonly value: string | null };

export type ComparedState = 'differs' | 'same' | 'left' | 'right';

/**
 * One leaf of either record. `path` tells its place with positions in arrays (`resources[0].ARN`), `field` as the query
 * language spells it, without them. A side that lacks the leaf is null.
 */
export type ComparedLine = {
  readonly path: string;
  readonly field: string;
  readonly left: ComparedValue | null;
  readonly right: ComparedValue | null;
  readonly state: ComparedState;
};

export type ComparedCounts = Readonly<Record<ComparedState, number>>;

type Place = { readonly path: string; readonly keys: readonly string[] };

/**
 * The leaves of two records side by side: keys by name, elements of arrays by position, a repeated key by how often it
 * has come before. In the order of the left record, with what only the right one has after its neighbours.
 */
export function compareRecords(left: JsonNode, right: JsonNode): readonly ComparedLine[] {
  const lines: ComparedLine[] = [];
  compare(lines, { path: '', keys: [] }, left, right);
  return lines;
}

/** How many leaves are of each state. */
export function countStates(lines: readonly ComparedLine[]): ComparedCounts {
  const counts = { differs: 0, same: 0, left: 0, right: 0 };
  for (const { state } of lines) counts[state] += 1;
  return counts;
}

/** The lines to show: all or only those that differ, with a text in path or values. */
export function shownLines(
  lines: readonly ComparedLine[],
  { search, onlyDifferences }: { readonly search: string; readonly onlyDifferences: boolean },
): readonly ComparedLine[] {
  const wanted = search.trim().toLowerCase();
  return lines.filter(
    ({ path, left, right, state }) =>
      !(onlyDifferences && state === 'same') &&
      (wanted === '' || [path, left?.text, right?.text].some((text) => text?.toLowerCase().includes(wanted))),
  );
}

function compare(lines: ComparedLine[], place: Place, left: JsonNode | null, right: JsonNode | null): void {
  const leftChildren = left && childrenOf(left);
  const rightChildren = right && childrenOf(right);
  if (leftChildren && (rightChildren || right === null)) {
    compareChildren(lines, place, leftChildren, rightChildren ?? NOTHING);
  } else if (rightChildren && left === null) {
    compareChildren(lines, place, NOTHING, rightChildren);
  } else if (leftChildren || rightChildren) {
    // A leaf on one side, more than a leaf on the other: there is nothing to put beside each other.
    compare(lines, place, left, null);
    compare(lines, place, null, right);
  } else {
    lines.push(lineOf(place, left, right));
  }
}

type Children = { readonly of: 'object' | 'array'; readonly byName: ReadonlyMap<string, Child> };
type Child = { readonly key: string; readonly node: JsonNode };

const NOTHING: Children = { of: 'object', byName: new Map() };

const PLAIN_KEY = /^[A-Za-z_][\w-]*$/;

/** What a node holds by name; null for a leaf, which an empty object or array is too. */
function childrenOf(node: JsonNode): Children | null {
  const byName = new Map<string, Child>();
  if (node.kind === 'array') {
    for (const [index, item] of node.items.entries()) byName.set(`[${index}]`, { key: '', node: item });
    return byName.size > 0 ? { of: 'array', byName } : null;
  }
  if (node.kind !== 'object') return null;
  const seen = new Map<string, number>();
  for (const { key, value } of node.entries) {
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    const name = PLAIN_KEY.test(key) ? key : JSON.stringify(key);
    byName.set(times > 1 ? `${name}#${times}` : name, { key, node: value });
  }
  return byName.size > 0 ? { of: 'object', byName } : null;
}

function compareChildren(lines: ComparedLine[], place: Place, left: Children, right: Children): void {
  for (const [name, child] of left.byName) {
    compare(lines, within(place, name, child), child.node, right.byName.get(name)?.node ?? null);
  }
  for (const [name, child] of right.byName) {
    if (!left.byName.has(name)) compare(lines, within(place, name, child), null, child.node);
  }
}

function within({ path, keys }: Place, name: string, { key }: Child): Place {
  if (name.startsWith('[')) return { path: `${path}${name}`, keys };
  return { path: path === '' ? name : `${path}.${name}`, keys: [...keys, key] };
}

function lineOf({ path, keys }: Place, left: JsonNode | null, right: JsonNode | null): ComparedLine {
  const same = left !== null && right !== null && jsonText(left) === jsonText(right);
  const typed = !same && left !== null && right !== null && shownText(left) === shownText(right);
  const sideOf = (node: JsonNode | null): ComparedValue | null =>
    node && {
      text: typed ? jsonText(node) : shownText(node),
      value: node.kind === 'null' ? null : leafText(node),
    };
  const state = same ? 'same' : left === null ? 'right' : right === null ? 'left' : 'differs';
  return { path, field: fieldName(keys), left: sideOf(left), right: sideOf(right), state };
}

/** A leaf without quotes; where that would make two different values look alike, they are shown as JSON. */
function shownText(node: JsonNode): string {
  return leafText(node) ?? jsonText(node);
}
