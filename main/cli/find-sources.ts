import type { SourceFile } from '../../preload/contract/model/case.ts';
import { usageError } from './cli-error.ts';
import type { Call } from './cli-host.ts';

/** Files that one text can name. */
const MOST_MATCHES = 1000;

/**
 * The files that are meant: each named by its number in the ledger, by its path, or by the end of its path where only one
 * file that is in the case ends so. Throws CliError for a text that names none, or several.
 */
export async function findSources(call: Call, names: readonly string[]): Promise<readonly SourceFile[]> {
  const found: SourceFile[] = [];
  for (const name of names) found.push(await findSource(call, name));
  return found;
}

async function findSource(call: Call, name: string): Promise<SourceFile> {
  if (/^\d{1,9}$/.test(name)) {
    const { files } = await call('ledger.files', { sourceId: Number(name) });
    if (files[0]) return files[0];
  }
  const { files } = await call('ledger.files', { search: name, limit: MOST_MATCHES });
  const inCase = files.filter(({ status }) => status !== 'removed');
  const ends = inCase.filter(
    ({ path }) => path === name || path.endsWith(`/${name}`) || path.endsWith(`\\${name}`),
  );
  const exact = ends.filter(({ path }) => path === name);
  const meant = exact.length > 0 ? exact : ends;
  const [first] = meant;
  if (first === undefined) {
    throw usageError(`The case has no file ${name}; the command files lists them with their numbers.`);
  }
  if (meant.length > 1) {
    const numbers = meant.slice(0, 10).map(({ sourceId }) => sourceId);
    throw usageError(
      `${meant.length} files are named ${name}; give a number instead: ${numbers.join(', ')}.`,
    );
  }
  return first;
}
