import type { TabScope } from './tab.ts';

export type Range = { readonly from: string | null; readonly to: string | null };

/** What undo and redo bring back (whole scopes) and what range back and forward step through. */
export type ScopeHistory = {
  readonly past: readonly TabScope[];
  readonly future: readonly TabScope[];
  readonly ranges: readonly Range[];
  readonly rangeAt: number;
};

type Step = { readonly scope: TabScope; readonly history: ScopeHistory };

const KEPT = 100;

/** The history of a tab that starts with `scope`. */
export function startHistory(scope: TabScope): ScopeHistory {
  return { past: [], future: [], ranges: [rangeOf(scope)], rangeAt: 0 };
}

/** The range of a scope by itself. */
export function rangeOf({ from, to }: TabScope): Range {
  return { from, to };
}

/** Whether two ranges mean the same time. */
export function sameRange(a: Range, b: Range): boolean {
  return a.from === b.from && a.to === b.to;
}

/** Goes on from `current` to `next`; what was undone before can no longer be redone. */
export function recordScope(history: ScopeHistory, current: TabScope, next: TabScope): ScopeHistory {
  const past = [...history.past, current].slice(-KEPT);
  return { ...recordRange(history, rangeOf(next)), past, future: [] };
}

/** One step back, null when there is none. */
export function undoScope(history: ScopeHistory, current: TabScope): Step | null {
  const scope = history.past.at(-1);
  if (!scope) return null;
  const moved = recordRange(history, rangeOf(scope));
  return {
    scope,
    history: { ...moved, past: history.past.slice(0, -1), future: [current, ...history.future] },
  };
}

/** Takes the last undone step again, null when there is none. */
export function redoScope(history: ScopeHistory, current: TabScope): Step | null {
  const scope = history.future[0];
  if (!scope) return null;
  const moved = recordRange(history, rangeOf(scope));
  return {
    scope,
    history: { ...moved, past: [...history.past, current], future: history.future.slice(1) },
  };
}

/** The range `step` places before (negative) or after the current one, null at either end. */
export function stepRange(history: ScopeHistory, current: TabScope, step: -1 | 1): Step | null {
  const range = history.ranges[history.rangeAt + step];
  if (!range) return null;
  return {
    scope: { ...current, ...range },
    history: {
      ...history,
      rangeAt: history.rangeAt + step,
      past: [...history.past, current].slice(-KEPT),
      future: [],
    },
  };
}

function recordRange(history: ScopeHistory, range: Range): ScopeHistory {
  const { ranges, rangeAt } = history;
  const at = ranges[rangeAt];
  if (at && sameRange(at, range)) return history;
  const before = ranges[rangeAt - 1];
  if (before && sameRange(before, range)) return { ...history, rangeAt: rangeAt - 1 };
  const kept = [...ranges.slice(0, rangeAt + 1), range].slice(-KEPT);
  return { ...history, ranges: kept, rangeAt: kept.length - 1 };
}
