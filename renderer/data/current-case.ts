import { useQuery } from '@tanstack/react-query';
import type { CaseSummary } from '../../preload/contract/model/case.ts';
import { bridge } from '../bridge/bridge.ts';
import { queryClient } from './query-client.ts';

const KEY = ['case.current'] as const;

/** The open case: undefined until it is known, null when none is open. */
export function useCurrentCase(): CaseSummary | null | undefined {
  return useQuery({ queryKey: KEY, queryFn: ({ signal }) => bridge.call('case.current', {}, signal) }).data;
}

/** Takes over what the host said of the open case. */
export function setCurrentCase(summary: CaseSummary | null): void {
  queryClient.setQueryData(KEY, summary);
}

/** The open case outside of React; null when none is open or it is not known yet. */
export function currentCase(): CaseSummary | null {
  return queryClient.getQueryData<CaseSummary | null>(KEY) ?? null;
}
