import type { CallError, ErrorCode } from '../../preload/contract/errors.ts';

const CODES: Readonly<Record<ErrorCode, true>> = {
  bad_input: true,
  bad_query: true,
  cancelled: true,
  case_busy: true,
  case_damaged: true,
  disk_full: true,
  internal: true,
  no_case: true,
  not_found: true,
  not_possible_here: true,
  read_only: true,
};

/** A failed call: what happened (`message`), what to do about it (`hint`) and where (`details`). */
export class BridgeError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | null;
  readonly details: CallError['details'];

  constructor(error: CallError) {
    super(error.message);
    this.name = 'BridgeError';
    this.code = error.code;
    this.hint = error.hint;
    this.details = error.details;
  }
}

/** The host's account of a failure as a `BridgeError`, whatever arrived. */
export function toBridgeError(thrown: unknown): BridgeError {
  if (thrown instanceof BridgeError) return thrown;
  if (isCallError(thrown)) return new BridgeError(thrown);
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new BridgeError({ code: 'internal', message, hint: null, details: null });
}

/** The error of a call that its caller gave up. */
export function cancelledError(): BridgeError {
  return new BridgeError({ code: 'cancelled', message: 'Cancelled.', hint: null, details: null });
}

function isCallError(value: unknown): value is CallError {
  if (typeof value !== 'object' || value === null) return false;
  const { code, message } = value as { readonly code?: unknown; readonly message?: unknown };
  return typeof code === 'string' && code in CODES && typeof message === 'string';
}
