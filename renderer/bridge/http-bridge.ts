import type { Bridge } from '../../preload/contract/bridge.ts';
import type { MethodInput, MethodName, MethodOutput } from '../../preload/contract/methods.ts';
import { BridgeError, cancelledError, toBridgeError } from './bridge-error.ts';

type Answer<N extends MethodName> =
  | { readonly ok: true; readonly value: MethodOutput<N> }
  | { readonly ok: false; readonly error: unknown };

/** Reaches the local server this page came from: calls over POST, what it tells unasked over server-sent events. */
export function createHttpBridge(): Bridge {
  let source: EventSource | null = null;
  return {
    call,
    on: (name, listener) => {
      source ??= new EventSource('/api/events');
      const receive = (event: MessageEvent<string>) => listener(JSON.parse(event.data));
      source.addEventListener(name, receive);
      const opened = source;
      return () => opened.removeEventListener(name, receive);
    },
  };
}

async function call<N extends MethodName>(
  name: N,
  input: MethodInput<N>,
  signal?: AbortSignal,
): Promise<MethodOutput<N>> {
  const response = await post(name, input, signal);
  const answer = await readAnswer<N>(response, signal);
  if (answer.ok) return answer.value;
  throw toBridgeError(answer.error);
}

async function post(name: string, input: unknown, signal: AbortSignal | undefined): Promise<Response> {
  try {
    return await fetch(`/api/call/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
      credentials: 'same-origin',
      signal: signal ?? null,
    });
  } catch {
    if (signal?.aborted) throw cancelledError();
    throw new BridgeError({
      code: 'internal',
      message: 'Spoor does not answer any more.',
      hint: 'See whether the command that serves this page is still running, then load the page again.',
      details: null,
    });
  }
}

async function readAnswer<N extends MethodName>(
  response: Response,
  signal: AbortSignal | undefined,
): Promise<Answer<N>> {
  try {
    return (await response.json()) as Answer<N>;
  } catch {
    if (signal?.aborted) throw cancelledError();
    throw new BridgeError({
      code: 'internal',
      message: `Spoor refused the call (HTTP ${response.status}).`,
      hint: 'Open the address that the command printed again: it is valid for one start only.',
      details: null,
    });
  }
}
