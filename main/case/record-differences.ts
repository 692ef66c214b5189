type Leaves = Map<string, string>;

/** Records nest less deep; what lies deeper is compared as one text. */
const DEEPEST = 60;

/** The leaves of a JSON value by their paths (`resources[0].ARN`), each as JSON. */
function collect(leaves: Leaves, path: string, value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null || depth > DEEPEST) {
    leaves.set(path, JSON.stringify(value));
    return;
  }
  const entries = Object.entries(value);
  if (entries.length === 0) leaves.set(path, Array.isArray(value) ? '[]' : '{}');
  for (const [key, child] of entries) {
    const name = Array.isArray(value) ? `[${key}]` : path === '' ? key : `.${key}`;
    collect(leaves, `${path}${name}`, child, depth + 1);
  }
}

function leavesOf(record: string): Leaves {
  const leaves: Leaves = new Map();
  try {
    collect(leaves, '', JSON.parse(record), 0);
  } catch {
    leaves.set('', record);
  }
  return leaves;
}

/** A field in which two records differ, with its values as JSON; null where a record lacks it. */
export type Difference = {
  readonly path: string;
  readonly kept: string | null;
  readonly other: string | null;
};

/**
 * The fields in which two records differ, in the order of the first one. None where they differ only in what JSON does
 * not tell apart: spacing, the order of keys, the spelling of numbers and escapes.
 */
export function recordDifferences(kept: string, other: string): readonly Difference[] {
  const before = leavesOf(kept);
  const after = leavesOf(other);
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].flatMap((path) => {
    const left = before.get(path) ?? null;
    const right = after.get(path) ?? null;
    return left === right ? [] : [{ path, kept: left, other: right }];
  });
}
