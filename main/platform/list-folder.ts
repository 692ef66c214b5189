import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

type FolderEntry = {
  readonly name: string;
  readonly path: string;
  readonly kind: 'folder' | 'log' | 'case';
  readonly sizeBytes: number;
};

export type FolderListing = {
  readonly path: string;
  readonly parent: string | null;
  readonly entries: FolderEntry[];
};

const LOG_NAME = /\.(json|jsonl|ndjson|log|gz|tgz|zip|tar)$/i;

async function describeEntry(folder: string, entry: Dirent): Promise<FolderEntry | null> {
  const path = join(folder, entry.name);
  const stats = await stat(path).catch(() => null);
  if (!stats) return null;
  if (stats.isDirectory()) return { name: entry.name, path, kind: 'folder', sizeBytes: 0 };
  if (!stats.isFile()) return null;
  if (/\.spoor$/i.test(entry.name)) return { name: entry.name, path, kind: 'case', sizeBytes: stats.size };
  return LOG_NAME.test(entry.name) ? { name: entry.name, path, kind: 'log', sizeBytes: stats.size } : null;
}

/**
 * Folders, log files and case files directly in a folder (default: the home folder), folders first. Hidden
 * ones are left out. Rejects with the system's error when the folder cannot be read.
 */
export async function listFolder(path: string | null): Promise<FolderListing> {
  const folder = resolve(path ?? homedir());
  const names = (await readdir(folder, { withFileTypes: true })).filter(
    (entry) => !entry.name.startsWith('.'),
  );
  const entries = (await Promise.all(names.map((entry) => describeEntry(folder, entry)))).filter(
    (entry) => entry !== null,
  );
  const rank = (entry: FolderEntry) => (entry.kind === 'folder' ? 0 : 1);
  entries.sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, 'en', { numeric: true }));
  const parent = dirname(folder);
  return { path: folder, parent: parent === folder ? null : parent, entries };
}
