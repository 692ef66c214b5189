import { useQueries } from '@tanstack/react-query';
import type { MethodName } from '../../../preload/contract/methods.ts';
import { useCurrentCase } from '../../data/current-case.ts';

const PAGE = 200;

type PageRequest = { readonly offset: number; readonly limit: number };

export type PageSource<T> = {
  readonly name: MethodName;
  /** What else the pages depend on, as text. */
  readonly filter: string;
  readonly read: (page: PageRequest, signal: AbortSignal) => Promise<readonly T[]>;
};

/**
 * Reads the pages of a long list that hold the positions `first` to `last`. Answers the entry at a position,
 * undefined while its page is being read.
 */
export function usePages<T>(
  { name, filter, read }: PageSource<T>,
  first: number,
  last: number,
): (position: number) => T | undefined {
  const path = useCurrentCase()?.path ?? null;
  const from = Math.floor(first / PAGE);
  const numbers = Array.from({ length: Math.floor(last / PAGE) - from + 1 }, (_, index) => from + index);
  const results = useQueries({
    queries: numbers.map((number) => ({
      queryKey: [name, 'page', filter, number, path],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        read({ offset: number * PAGE, limit: PAGE }, signal),
    })),
  });
  return (position) => results[Math.floor(position / PAGE) - from]?.data?.[position % PAGE];
}
