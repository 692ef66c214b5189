import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The text of every `.sql` file directly in a folder, in order of name. */
export async function readSqlFolder(folder: string): Promise<readonly { name: string; sql: string }[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(names.map(async (name) => ({ name, sql: await readFile(join(folder, name), 'utf8') })));
}
