import { useQuery } from '@tanstack/react-query';
import type { Capability, MethodOutput } from '../../preload/contract/methods.ts';
import { bridge } from '../bridge/bridge.ts';

const KEY = ['app.info'] as const;

/** What this host is and can do; undefined until it has answered. */
export function useAppInfo(): MethodOutput<'app.info'> | undefined {
  return useQuery({ queryKey: KEY, queryFn: ({ signal }) => bridge.call('app.info', {}, signal) }).data;
}

/** Whether the host can do that; false until it has answered. */
export function useCapability(capability: Capability): boolean {
  return useAppInfo()?.capabilities.includes(capability) ?? false;
}
