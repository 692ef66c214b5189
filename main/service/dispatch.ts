import type { z } from 'zod';
import type { CallError, ErrorCode } from '../../preload/contract/errors.ts';
import { type MethodName, methods } from '../../preload/contract/methods.ts';
import { DatabaseError, type DatabaseProblem } from '../database/database-error.ts';
import type { Logger } from '../platform/platform.ts';
import { PanelRefused } from '../query/panel/run-panel-values.ts';
import { QueryError } from '../query/query-error.ts';
import { BadInputError, CancelledError, NotFoundError, SpoorError } from './errors.ts';
import type { CallContext, Service } from './service.ts';

export type CallResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: CallError };

const CODE_OF_PROBLEM = {
  busy: 'case_busy',
  cancelled: 'cancelled',
  closed: 'no_case',
  damaged: 'case_damaged',
  full: 'disk_full',
  memory: 'not_possible_here',
  missing: 'not_found',
  newer: 'not_possible_here',
  older: 'not_possible_here',
  not_a_case: 'bad_input',
  read_only: 'read_only',
} as const satisfies Record<DatabaseProblem, ErrorCode>;

type ErasedHandler = (input: unknown, context: CallContext) => Promise<unknown>;

/**
 * Runs one call of the contract for any host: looks the method up, parses the input with its schema, runs
 * the handler, and turns whatever goes wrong into a `CallError`. Never throws. The stack of an unexpected
 * error goes to `logger` only.
 */
export async function dispatch(
  service: Service,
  name: string,
  input: unknown,
  signal: AbortSignal,
  logger: Logger,
): Promise<CallResult> {
  try {
    if (!isMethodName(name)) throw new NotFoundError(`There is no method “${name.slice(0, 100)}”.`);
    const parsed = methods[name].input.safeParse(input ?? {});
    if (!parsed.success) throw badInput(name, parsed.error);
    signal.throwIfAborted();
    const handler = service.handlers[name] as ErasedHandler;
    return { ok: true, value: await handler(parsed.data, { signal }) };
  } catch (error) {
    return { ok: false, error: toCallError(error, name, signal, logger) };
  }
}

function isMethodName(name: string): name is MethodName {
  return Object.hasOwn(methods, name);
}

function badInput(name: MethodName, error: z.ZodError): BadInputError {
  const [issue] = error.issues;
  const where = issue === undefined || issue.path.length === 0 ? 'the input' : `“${issue.path.join('.')}”`;
  const what = issue === undefined ? 'it is not valid' : issue.message;
  return new BadInputError(`${name} cannot use ${where}: ${what}.`);
}

/**
 * What the caller is told of an error: its own words where it has any, else a sentence that gives nothing
 * away, with the stack in `logger`. `name` is what was being done.
 */
export function toCallError(error: unknown, name: string, signal: AbortSignal, logger: Logger): CallError {
  const known = asSpoorError(error, signal);
  if (known !== null) {
    return { code: known.code, message: known.message, hint: known.hint, details: known.details };
  }
  if (error instanceof QueryError) {
    const { message, position, length } = error;
    return { code: 'bad_query', message, hint: null, details: { position, length } };
  }
  logger.error({ method: name, err: error }, 'a call failed unexpectedly');
  return {
    code: 'internal',
    message: `Spoor could not finish ${name.slice(0, 100)}.`,
    hint: 'The log of this program has the details.',
    details: null,
  };
}

function asSpoorError(error: unknown, signal: AbortSignal): SpoorError | null {
  if (error instanceof SpoorError) return error;
  if (error instanceof DatabaseError) {
    return new SpoorError(CODE_OF_PROBLEM[error.problem], error.message, { cause: error });
  }
  if (error instanceof PanelRefused) {
    return new SpoorError(error.problem === 'unknown_panel' ? 'not_found' : 'bad_input', error.message);
  }
  const aborted = signal.aborted || (error instanceof Error && error.name === 'AbortError');
  return aborted && !(error instanceof QueryError) ? new CancelledError() : null;
}
