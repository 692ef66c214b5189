import type { CallError, ErrorCode } from '../../preload/contract/errors.ts';

type ErrorDetails = NonNullable<CallError['details']>;

export type ErrorParts = {
  /** What the reader can do about it. */
  readonly hint?: string;
  readonly details?: ErrorDetails;
  readonly cause?: unknown;
};

/** An error with words for the person at the screen; `dispatch` sends it on as a `CallError`. */
export class SpoorError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | null;
  readonly details: ErrorDetails | null;

  constructor(code: ErrorCode, message: string, parts: ErrorParts = {}) {
    super(message, { cause: parts.cause });
    this.name = new.target.name;
    this.code = code;
    this.hint = parts.hint ?? null;
    this.details = parts.details ?? null;
  }
}

/** The caller asked for something that makes no sense: a value out of range, a bad SQL text, an unknown field. */
export class BadInputError extends SpoorError {
  constructor(message: string, parts?: ErrorParts) {
    super('bad_input', message, parts);
  }
}

/** The caller went away or pressed cancel. */
export class CancelledError extends SpoorError {
  constructor(message = 'Cancelled.', parts?: ErrorParts) {
    super('cancelled', message, parts);
  }
}

/** Another process, or a running import of this one, holds the case. */
export class CaseBusyError extends SpoorError {
  constructor(message: string, parts?: ErrorParts) {
    super('case_busy', message, parts);
  }
}

/** The call needs an open case and none is open. */
export class NoCaseError extends SpoorError {
  constructor(
    message = 'No case is open.',
    parts: ErrorParts = { hint: 'Open a case or a folder of logs.' },
  ) {
    super('no_case', message, parts);
  }
}

/** A file, panel, event, search or method of that name does not exist. */
export class NotFoundError extends SpoorError {
  constructor(message: string, parts?: ErrorParts) {
    super('not_found', message, parts);
  }
}

/** This host cannot do it, for instance a native dialog in a browser. */
export class NotPossibleHereError extends SpoorError {
  constructor(message: string, parts?: ErrorParts) {
    super('not_possible_here', message, parts);
  }
}
