import { create } from 'zustand';
import type { Scope } from '../../preload/contract/model/scope.ts';

/** A query as it was applied: with its range, when last, and how many events matched then. */
export type QueryRun = Scope & { readonly ranAt: string; readonly events: number };

type QueryHistory = { readonly runs: readonly QueryRun[] };

const KEPT = 500;
/** The history is kept in the workspace document, which has to stay small whatever the queries are. */
const MOST_CHARACTERS = 400_000;

/** The queries applied in this case, the last one first. */
export const useQueryHistory = create<QueryHistory>(() => ({ runs: [] }));

/** Takes over the history of another case. */
export function restoreQueryHistory(runs: readonly QueryRun[]): void {
  useQueryHistory.setState({ runs });
}

/** Notes a run; `again` false only brings its number up to date where the query is in the history already. */
export function noteQueryRun(run: QueryRun, again: boolean): void {
  useQueryHistory.setState(({ runs }) => ({ runs: withRun(runs, run, again) }));
}

/** Takes one query out of the history, or without one, all. */
export function forgetQueryRuns(run?: QueryRun): void {
  useQueryHistory.setState(({ runs }) => ({ runs: run ? runs.filter((each) => each !== run) : [] }));
}

/**
 * The history with a run at its front, the same query and range moved up from where it was; unless `again`, one that
 * is there keeps its place and its time. At most 500 runs are kept, fewer when they are very long.
 */
export function withRun(runs: readonly QueryRun[], run: QueryRun, again: boolean): readonly QueryRun[] {
  const at = runs.findIndex((each) => sameRun(each, run));
  const found = runs[at];
  if (found && !again)
    return found.events === run.events ? runs : runs.with(at, { ...found, events: run.events });
  const next = [run, ...runs.filter((each) => each !== found)].slice(0, KEPT);
  let characters = 0;
  return next.filter(({ query }) => {
    characters += query.length;
    return characters <= MOST_CHARACTERS;
  });
}

/** The runs that a saved workspace holds; what is none is left out. */
export function readQueryRuns(saved: unknown): readonly QueryRun[] {
  return Array.isArray(saved) ? saved.filter(isRun).slice(0, KEPT) : [];
}

function sameRun(a: QueryRun, b: QueryRun): boolean {
  return a.query === b.query && a.from === b.from && a.to === b.to;
}

function isRun(value: unknown): value is QueryRun {
  const run = value as Partial<QueryRun> | null;
  const isInstant = (text: unknown) => text === null || !Number.isNaN(Date.parse(String(text)));
  return (
    typeof run?.query === 'string' &&
    typeof run.events === 'number' &&
    typeof run.ranAt === 'string' &&
    isInstant(run.ranAt) &&
    isInstant(run.from) &&
    isInstant(run.to)
  );
}
