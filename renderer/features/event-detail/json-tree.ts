import { fieldName } from '../../../preload/contract/query/field-path.ts';
import type { JsonNode } from './json-node.ts';

/**
 * One line of the tree. `id` is the JSON pointer of its value; `field` the path as the query language
 * spells it, which leaves array positions out because a filter on an array matches any of its elements.
 */
export type TreeLine = {
  readonly id: string;
  readonly depth: number;
  readonly label: string;
  readonly field: string;
  readonly node: JsonNode;
  readonly size: number | null;
  readonly open: boolean;
};

export type TreeView = {
  /** Lines the reader has opened or closed, by id; all others follow the default. */
  readonly toggled: ReadonlyMap<string, boolean>;
  /** Shows only lines whose key or value contains this, with what they stand in. */
  readonly search: string;
};

const OPEN_DEPTH = 4;
const OPEN_ITEMS = 50;

/** The lines of a record's tree as they are to be shown: closed parts and what the search leaves out are absent. */
export function treeLines(root: JsonNode, { toggled, search }: TreeView): readonly TreeLine[] {
  const lines: TreeLine[] = [];
  const wanted = search.trim().toLowerCase();
  for (const child of childrenOf(root, ROOT)) addLines(lines, child, 0, toggled, wanted);
  return lines;
}

type Place = { readonly id: string; readonly path: readonly string[] };
type Child = Place & { readonly label: string; readonly node: JsonNode };

const ROOT: Place = { id: '', path: [] };

function addLines(
  lines: TreeLine[],
  child: Child,
  depth: number,
  toggled: ReadonlyMap<string, boolean>,
  wanted: string,
): void {
  const children = childrenOf(child.node, child);
  const hit = wanted === '' || selfMatches(child, wanted);
  if (!hit && !hasMatch(child, wanted)) return;
  const size = sizeOf(child.node);
  const byDefault = wanted === '' ? opensByDefault(child.node, depth) : !hit || size === null;
  const open = size !== null && size > 0 && (toggled.get(child.id) ?? byDefault);
  const { id, label, node, path } = child;
  lines.push({ id, label, node, field: fieldName(path), depth, size, open });
  if (!open) return;
  const below = hit && wanted !== '' && !children.some((each) => hasMatch(each, wanted)) ? '' : wanted;
  for (const each of children) addLines(lines, each, depth + 1, toggled, below);
}

function opensByDefault(node: JsonNode, depth: number): boolean {
  return depth < OPEN_DEPTH && (sizeOf(node) ?? 0) <= OPEN_ITEMS;
}

function selfMatches({ label, node }: Child, wanted: string): boolean {
  return label.toLowerCase().includes(wanted) || (leafText(node)?.toLowerCase().includes(wanted) ?? false);
}

function hasMatch(child: Child, wanted: string): boolean {
  return selfMatches(child, wanted) || childrenOf(child.node, child).some((each) => hasMatch(each, wanted));
}

function childrenOf(node: JsonNode, { id, path }: Place): readonly Child[] {
  if (node.kind === 'array') {
    return node.items.map((item, index) => ({
      id: `${id}/${index}`,
      label: String(index),
      path,
      node: item,
    }));
  }
  if (node.kind !== 'object') return [];
  const seen = new Map<string, number>();
  return node.entries.map(({ key, value }) => {
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    const repeated = times > 1 ? `#${times}` : '';
    return {
      id: `${id}/${pointerPart(key)}${repeated}`,
      label: key,
      path: [...path, key],
      node: value,
    };
  });
}

function pointerPart(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

function sizeOf(node: JsonNode): number | null {
  if (node.kind === 'object') return node.entries.length;
  return node.kind === 'array' ? node.items.length : null;
}

/** A leaf's value as text, without quotes; null for objects and arrays. */
export function leafText(node: JsonNode): string | null {
  switch (node.kind) {
    case 'string':
      return node.value;
    case 'number':
    case 'unparsed':
      return node.text;
    case 'boolean':
      return String(node.value);
    case 'null':
      return 'null';
    case 'object':
    case 'array':
      return null;
  }
}

/** A value as JSON text, for copying. */
export function jsonText(node: JsonNode): string {
  switch (node.kind) {
    case 'object':
      return `{${node.entries.map(({ key, value }) => `${JSON.stringify(key)}:${jsonText(value)}`).join(',')}}`;
    case 'array':
      return `[${node.items.map(jsonText).join(',')}]`;
    case 'string':
      return JSON.stringify(node.value);
    default:
      return leafText(node) ?? '';
  }
}

/** A leaf of the record: its field and its value as text. Null leaves and empty objects count as empty (null). */
export type Leaf = { readonly field: string; readonly value: string | null };

/** Every leaf of a record in its order. */
export function leavesOf(root: JsonNode): readonly Leaf[] {
  const leaves: Leaf[] = [];
  const visit = (place: Child): void => {
    const { node, path } = place;
    const children = childrenOf(node, place);
    if (children.length > 0) for (const child of children) visit(child);
    else leaves.push({ field: fieldName(path), value: node.kind === 'null' ? null : leafText(node) });
  };
  for (const child of childrenOf(root, ROOT)) visit(child);
  return leaves;
}
