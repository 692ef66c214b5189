import type { Bridge } from '../../preload/contract/bridge.ts';
import type { MethodName, MethodOutput } from '../../preload/contract/methods.ts';
import { cancelledError, toBridgeError } from './bridge-error.ts';

type Answer =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: unknown };

/** What the preload script puts on the window of the desktop shell. */
export type SpoorPreload = {
  readonly call: (id: string, name: string, input: unknown) => Promise<Answer>;
  readonly cancel: (id: string) => void;
  readonly on: (name: string, listener: (payload: never) => void) => () => void;
  /** The path of a file dropped on the window. */
  readonly pathOf?: (file: File) => string;
};

declare global {
  interface Window {
    readonly spoor?: SpoorPreload;
  }
}

let lastCall = 0;

/** Reaches the service through the desktop shell's preload script. */
export function createElectronBridge(preload: SpoorPreload): Bridge {
  return {
    call: (name, input, signal) => callThrough(preload, name, input, signal),
    on: (name, listener) => preload.on(name, listener),
  };
}

async function callThrough<N extends MethodName>(
  preload: SpoorPreload,
  name: N,
  input: unknown,
  signal: AbortSignal | undefined,
): Promise<MethodOutput<N>> {
  if (signal?.aborted) throw cancelledError();
  lastCall += 1;
  const id = `call-${lastCall}`;
  const abort = () => preload.cancel(id);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    const answer = await preload.call(id, name, input);
    if (answer.ok) return answer.value as MethodOutput<N>;
    throw toBridgeError(answer.error);
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}
