import { useEffect, useRef } from 'react';
import type { Scope } from '../../../preload/contract/model/scope.ts';
import { noteQueryRun } from '../../state/query-history.ts';

/**
 * Notes each query that is applied once its events are counted (null until then). What a tab has when it is shown was
 * applied before: it is noted where it is not, but does not move up.
 */
export function useNotedRuns({ query, from, to }: Scope, events: number | null): void {
  const key = JSON.stringify([query, from, to]);
  const noted = useRef(key);
  useEffect(() => {
    if (events === null || query === '') return;
    const again = noted.current !== key;
    noted.current = key;
    noteQueryRun({ query, from, to, ranAt: new Date().toISOString(), events }, again);
  }, [key, query, from, to, events]);
}
