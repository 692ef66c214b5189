import { type MethodName, methods } from '../../preload/contract/methods.ts';
import type { Logger } from '../platform/platform.ts';
import { NotPossibleHereError } from './errors.ts';
import type { Handlers, Service, ServiceListener } from './service.ts';

/** A service of a few handlers held in memory, for tests of what carries calls; any other method is refused. */
export type TinyService = Service & {
  readonly tell: ServiceListener;
  readonly listeners: () => number;
};

export function createTinyService(handlers: Partial<Handlers>): TinyService {
  const listeners = new Set<ServiceListener>();
  const refuse = async (): Promise<never> => {
    throw new NotPossibleHereError('The tiny service does not know this.');
  };
  const names = Object.keys(methods) as MethodName[];
  const refusing = Object.fromEntries(names.map((name) => [name, refuse])) as unknown as Handlers;
  return {
    handlers: { ...refusing, ...handlers },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => listeners.clear(),
    tell: (name, payload) => {
      for (const listener of listeners) listener(name, payload);
    },
    listeners: () => listeners.size,
  };
}

/** A logger that keeps what it is given. */
export function createListLogger(): Logger & { readonly lines: { details: object; message: string }[] } {
  const lines: { details: object; message: string }[] = [];
  const keep = (details: object, message: string): void => {
    lines.push({ details, message });
  };
  return { lines, info: keep, warn: keep, error: keep };
}
