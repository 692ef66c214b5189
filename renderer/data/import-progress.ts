import { useQuery } from '@tanstack/react-query';
import type { ImportProgress } from '../../preload/contract/model/case.ts';
import { bridge } from '../bridge/bridge.ts';
import { queryClient } from './query-client.ts';

const KEY = ['import.current'] as const;

/** How far the running or last import is; null when there was none since the case was opened. */
export function useImportProgress(): ImportProgress | null {
  const { data } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => bridge.call('import.current', {}, signal),
  });
  return data ?? null;
}

/** Takes over a step of an import that the host told. */
export function setImportProgress(progress: ImportProgress | null): void {
  queryClient.setQueryData(KEY, progress);
}
