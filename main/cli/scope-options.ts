import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Scope, SortKey } from '../../preload/contract/model/scope.ts';
import { parseInstant } from './parse-instant.ts';

export type ScopeOptions = { readonly query: string; readonly from?: string; readonly to?: string };
export type CaseOption = { readonly case: string };
export type JsonOption = { readonly json?: true };

/** `--case FILE`, which every command on a case needs. */
export function addCaseOption(command: Command): Command {
  return command.requiredOption('--case <file>', 'the case file (*.spoor)', (path: string) => resolve(path));
}

/** `--query`, `--from` and `--to`: which events are meant. */
export function addScopeOptions(command: Command): Command {
  return command
    .option('--query <query>', 'only events that match, for instance outcome:denied', '')
    .option('--from <time>', 'only events at or after this time (ISO date or time, UTC)', instantOption)
    .option('--to <time>', 'only events before this time (ISO date or time, UTC)', instantOption);
}

/** `--json`, on every command. */
export function addJsonOption(command: Command): Command {
  return command.addOption(new Option('--json', 'write the result as JSON'));
}

/** The scope that a command's options describe. */
export function scopeOf(options: ScopeOptions): Scope {
  return { query: options.query, from: options.from ?? null, to: options.to ?? null };
}

/** Reads a whole number of at least `least` and at most `most`. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most) {
      const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
      throw new InvalidArgumentError(`It must be a whole number ${range}.`);
    }
    return value;
  };
}

/** Reads `field`, `field:asc` or `field:desc`; several are separated by commas or given one by one. */
export function sortOption(text: string, previous: readonly SortKey[] = []): readonly SortKey[] {
  return [...previous, ...listOption(text).map(sortKey)];
}

/** Reads names separated by commas. */
export function listOption(text: string): readonly string[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length === 0) throw new InvalidArgumentError('It must name at least one field.');
  return names;
}

function sortKey(text: string): SortKey {
  const [, field = text, direction = 'asc'] = /^(.+):([a-z]*)$/i.exec(text) ?? [];
  const word = direction.toLowerCase();
  if (word !== 'asc' && word !== 'desc') throw new InvalidArgumentError('The order must be asc or desc.');
  return { field, direction: word };
}

function instantOption(text: string): string {
  const instant = parseInstant(text);
  if (instant === null) {
    throw new InvalidArgumentError('It must be a date or time such as 2023-07-10 or 2023-07-10T11:42:00Z.');
  }
  return instant;
}
