import { access } from 'node:fs/promises';
import { CliError } from '../cli-error.ts';
import { visibleText } from '../visible-text.ts';

/** Throws CliError for the first of the paths that cannot be read. */
export async function checkPaths(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await access(path).catch(() => {
      throw new CliError(`There is no readable file or folder ${visibleText(path)}.`);
    });
  }
}
