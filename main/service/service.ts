import type { EventName, EventPayload } from '../../preload/contract/events.ts';
import type { MethodName, MethodOutput, ParsedInput } from '../../preload/contract/methods.ts';

/** What a handler knows of its call besides the input: aborted when the caller goes away or cancels. */
export type CallContext = { readonly signal: AbortSignal };

export type Handlers = {
  readonly [N in MethodName]: (input: ParsedInput<N>, context: CallContext) => Promise<MethodOutput<N>>;
};

export type ServiceListener = <N extends EventName>(name: N, payload: EventPayload<N>) => void;

/** The product without a host: every method's handler, and what it tells unasked. */
export type Service = {
  readonly handlers: Handlers;
  /** Listens to the service's events; the returned function stops listening. */
  readonly subscribe: (listener: ServiceListener) => () => void;
  /** Stops imports and exports, and closes the case. */
  readonly close: () => Promise<void>;
};
