import { open, rename, rm } from 'node:fs/promises';
import { CliError } from './cli-error.ts';
import type { Output } from './output.ts';
import { visibleText } from './visible-text.ts';

/**
 * Lets `work` write the file at `path`. It is written beside its place and moved there when it is whole, so
 * a failure leaves no half file. Throws CliError when the place cannot be written.
 */
export async function withFileOutput<T>(path: string, work: (output: Output) => Promise<T>): Promise<T> {
  const partPath = `${path}.part`;
  const file = await open(partPath, 'w').catch((error: unknown) => {
    throw cannotWrite(path, error);
  });
  const write = async (text: string): Promise<void> => {
    await file.writeFile(text).catch((error: unknown) => {
      throw cannotWrite(path, error);
    });
  };
  try {
    const result = await work({ isTerminal: false, columns: 80, write });
    await file.sync();
    await file.close();
    await rename(partPath, path);
    return result;
  } catch (error) {
    await file.close().catch(() => {});
    await rm(partPath, { force: true });
    throw error;
  }
}

function cannotWrite(path: string, error: unknown): CliError {
  const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
  return new CliError(`The file ${visibleText(path)} cannot be written${code}.`);
}
