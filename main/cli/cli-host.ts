import type { CallError } from '../../preload/contract/errors.ts';
import type { MethodInput, MethodName, MethodOutput } from '../../preload/contract/methods.ts';
import type { Logger } from '../platform/platform.ts';
import type { LocalService } from '../service/create-service.ts';
import { dispatch } from '../service/dispatch.ts';
import type { Output } from './output.ts';

export type ServeOptions = {
  readonly casePath: string | null;
  readonly sample: boolean;
  /** 0 = any free port. */
  readonly port: number;
};

/** A started local web host: the address to open, and how to end it. */
export type Served = { readonly url: string; readonly close: () => Promise<void> };

/** What the command line is given: the service is made only when a command needs it. */
export type CliHost = {
  readonly version: string;
  readonly logger: Logger;
  /** Where the details of unexpected errors are written. */
  readonly logPath: string;
  readonly createService: () => Promise<LocalService>;
  readonly serve: (options: ServeOptions) => Promise<Served>;
  readonly openInBrowser: (url: string) => Promise<boolean>;
};

/** A command's surroundings: its host, where it writes, and the signal that Ctrl-C aborts. */
export type CliContext = {
  readonly host: CliHost;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly signal: AbortSignal;
};

/** Calls a method of the service; rejects with CallFailedError. */
export type Call = <N extends MethodName>(
  name: N,
  input: MethodInput<N>,
  signal?: AbortSignal,
) => Promise<MethodOutput<N>>;

export class CallFailedError extends Error {
  override readonly name = 'CallFailedError';
  readonly error: CallError;

  constructor(error: CallError) {
    super(error.message);
    this.error = error;
  }
}

/** Makes the service, runs `work` with it, and closes it whatever happens. */
export async function withService<T>(
  context: CliContext,
  work: (call: Call, service: LocalService) => Promise<T>,
): Promise<T> {
  const service = await context.host.createService();
  try {
    return await work(createCall(service, context), service);
  } finally {
    await service.close();
  }
}

/** Like `withService`, with the case at `path` open. */
export async function withCase<T>(
  context: CliContext,
  path: string,
  work: (call: Call, service: LocalService) => Promise<T>,
): Promise<T> {
  return withService(context, async (call, service) => {
    await call('case.open', { path, create: false });
    return work(call, service);
  });
}

function createCall(service: LocalService, context: CliContext): Call {
  return async (name, input, signal = context.signal) => {
    const result = await dispatch(service, name, input, signal, context.host.logger);
    if (!result.ok) throw new CallFailedError(result.error);
    return result.value as MethodOutput<typeof name>;
  };
}
