import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { visibleText } from '../visible-text.ts';

export type KeysOption = { readonly keys: readonly string[] };

/** `--keys FILE`, which may be repeated. */
export function addKeysOption(command: Command): Command {
  const collect = (path: string, paths: readonly string[]): readonly string[] => [...paths, path];
  return command.option(
    '--keys <file>',
    'what “aws cloudtrail list-public-keys” printed, to check signatures too; may be repeated',
    collect,
    [],
  );
}

/** The text of a file that a command was given. Throws CliError where there is none to be read. */
export async function readTextFile(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => {
    throw new CliError(`There is no readable file ${visibleText(path)}.`);
  });
}
