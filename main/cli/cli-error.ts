import type { CallError } from '../../preload/contract/errors.ts';
import { visibleText } from './visible-text.ts';

export const EXIT = { done: 0, failed: 1, usage: 2, cancelled: 130 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends a command with one sentence on stderr and a non-zero exit code. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode = EXIT.failed) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** The command was used wrongly: an unknown field of an option, a time that is none. */
export function usageError(message: string): CliError {
  return new CliError(visibleText(message), EXIT.usage);
}

/** A failed call as the sentence the command line shows, its hint included; `query` adds the place of a bad query. */
export function fromCallError(error: CallError, query: string | null): CliError {
  if (error.code === 'cancelled') return new CliError(visibleText(error.message), EXIT.cancelled);
  const sentence = error.hint === null ? error.message : `${error.message} ${error.hint}`;
  const place = error.code === 'bad_query' && query !== null ? caret(query, error.details) : '';
  return new CliError(`${sentence.split('\n').map(visibleText).join('\n')}${place}`);
}

/** The line of the query with a mark under the faulty part, each after a line break; empty when it has no position. */
function caret(query: string, details: CallError['details']): string {
  const { position, length } = details ?? {};
  if (typeof position !== 'number') return '';
  const start = query.slice(0, position).lastIndexOf('\n') + 1;
  const end = query.indexOf('\n', position);
  const line = query.slice(start, end === -1 ? undefined : end).replace(/\p{Cc}/gu, ' ');
  const column = Math.min(position - start, line.length);
  const marks = Math.max(1, Math.min(typeof length === 'number' ? length : 1, line.length - column));
  return `\n  ${line}\n  ${' '.repeat(column)}${'^'.repeat(marks)}`;
}
