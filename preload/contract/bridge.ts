import type { EventName, EventPayload } from './events.ts';
import type { MethodInput, MethodName, MethodOutput } from './methods.ts';

/** How the window reaches its host, whichever transport carries it. `call` rejects with a `CallError`-shaped error. */
export type Bridge = {
  readonly call: <N extends MethodName>(
    name: N,
    input: MethodInput<N>,
    signal?: AbortSignal,
  ) => Promise<MethodOutput<N>>;
  /** Listens to what the host tells unasked; the returned function stops listening. */
  readonly on: <N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void) => () => void;
};
