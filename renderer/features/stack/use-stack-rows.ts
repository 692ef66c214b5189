import type { MethodInput } from '../../../preload/contract/methods.ts';
import type { StackRow } from '../../../preload/contract/model/stack.ts';
import { bridge } from '../../bridge/bridge.ts';
import { usePages } from '../evidence/use-pages.ts';

/** A stack without the page of it that is wanted. */
export type StackQuestion = Omit<MethodInput<'stack.run'>, 'offset' | 'limit'>;

/** Rows read at once for a copy of all of them. */
const MOST_ROWS = 1000;

/** The rows of a stack around those in sight; undefined while a row is being read. */
export function useStackRows(
  question: StackQuestion,
  first: number,
  last: number,
): (position: number) => StackRow | undefined {
  return usePages<StackRow>(
    {
      name: 'stack.run',
      filter: JSON.stringify(question),
      read: async (page, signal) => (await bridge.call('stack.run', { ...question, ...page }, signal)).rows,
    },
    first,
    last,
  );
}

/** All rows of a stack, read piece by piece; told how many are there, until the signal says to stop. */
export async function readAllRows(
  question: StackQuestion,
  onProgress: (rows: number) => void,
  signal: AbortSignal,
): Promise<readonly StackRow[]> {
  const rows: StackRow[] = [];
  for (;;) {
    const page = await bridge.call(
      'stack.run',
      { ...question, offset: rows.length, limit: MOST_ROWS },
      signal,
    );
    rows.push(...page.rows);
    onProgress(rows.length);
    if (page.rows.length === 0 || rows.length >= page.matching) return rows;
  }
}
