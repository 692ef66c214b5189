import type { Query } from '@tanstack/react-query';
import type { MethodName } from '../../preload/contract/methods.ts';
import { queryClient } from './query-client.ts';

/** Answers that no import can change. */
const CONSTANT: ReadonlySet<unknown> = new Set<MethodName | 'case.current'>([
  'app.info',
  'case.current',
  'case.recent',
  'dashboard.list',
  'folder.list',
  'import.current',
  'workspace.read',
]);

const EVERY_MS = 4_000;

const isOfCase = (query: Query) => !CONSTANT.has(query.queryKey[0]);

/** Asks everything that depends on the events of the case again. */
export function refreshCase(): void {
  waiting = null;
  refreshedAt = Date.now();
  void queryClient.invalidateQueries({ predicate: isOfCase });
}

let refreshedAt = 0;
let waiting: ReturnType<typeof setTimeout> | null = null;

/** As `refreshCase`, but at most every four seconds, for the many small steps of an import. */
export function refreshCaseSoon(): void {
  if (waiting !== null) return;
  waiting = setTimeout(refreshCase, Math.max(0, refreshedAt + EVERY_MS - Date.now()));
}
