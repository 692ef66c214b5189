import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReadableFile } from './walk-folder.ts';

/** A copy on disk, in a folder that only this user can read. */
export type Spooled = { readonly file: ReadableFile; readonly remove: () => Promise<void> };

/** Writes the bytes to a temporary file, which is called `path` in all that is said of it. */
export async function spool(bytes: AsyncIterable<Uint8Array>, path: string): Promise<Spooled> {
  const folder = await mkdtemp(join(tmpdir(), 'spoor-archive-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const fsPath = join(folder, 'member');
  let sizeBytes = 0;
  try {
    const copy = await open(fsPath, 'wx', 0o600);
    try {
      for await (const chunk of bytes) {
        await copy.write(chunk);
        sizeBytes += chunk.byteLength;
      }
    } finally {
      await copy.close();
    }
  } catch (error) {
    await remove();
    throw error;
  }
  return { file: { path, fsPath, sizeBytes, modifiedAt: new Date(0) }, remove };
}
