import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { MethodInput, MethodName, MethodOutput } from '../../preload/contract/methods.ts';
import { bridge } from '../bridge/bridge.ts';
import type { BridgeError } from '../bridge/bridge-error.ts';
import { useCurrentCase } from './current-case.ts';

type CallOptions = {
  /** False while the call cannot be made yet. */
  readonly enabled?: boolean;
  /** Keeps showing the last good result while another input is being answered (the default). */
  readonly keepPrevious?: boolean;
};

/**
 * The result of a reading method, asked again when the case changes. The call is cancelled when nobody
 * waits for it any more. Not for methods that change something: call the bridge for those.
 */
export function useCall<N extends MethodName>(
  name: N,
  input: MethodInput<N>,
  { enabled = true, keepPrevious = true }: CallOptions = {},
): UseQueryResult<MethodOutput<N>, BridgeError> {
  const path = useCurrentCase()?.path ?? null;
  return useQuery<MethodOutput<N>, BridgeError>({
    queryKey: [name, input, path],
    queryFn: ({ signal }) => bridge.call(name, input, signal),
    enabled,
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
}
