import { isUtf8 } from 'node:buffer';
import type { Dirent, Stats } from 'node:fs';
import { lstat, readdir, stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { displayName } from './display-name.ts';

/** A regular file. `fsPath` is a Buffer when the name is no valid UTF-8; `path` is always readable and unique. */
export type ReadableFile = {
  readonly path: string;
  readonly fsPath: string | Buffer;
  readonly sizeBytes: number;
  readonly modifiedAt: Date;
};

/** Something that was found but cannot or must not be read, with a sentence why. */
type UnreadableFile = { readonly path: string; readonly problem: string };

export type FoundFile = ReadableFile | UnreadableFile;

const STAT_BATCH = 64;

/**
 * Every file under the given files and folders, sorted by the bytes of the names, with absolute paths.
 * Links to folders are reported, not followed, unless named directly. Never throws for what is on disk.
 */
export async function* walkFolder(paths: readonly string[]): AsyncGenerator<FoundFile> {
  for (const path of outermost(paths)) {
    const root = Buffer.from(path);
    const found = await inspect(root, stat);
    if ('problem' in found) yield found;
    else if (found.stats.isDirectory()) yield* walkDirectory(root);
    else yield describeFile(root, found.stats);
  }
}

/** The absolute paths without repetitions and without those inside another one of them. */
function outermost(paths: readonly string[]): string[] {
  const absolute = [...new Set(paths.map((path) => resolve(path)))];
  return absolute.filter(
    (path) =>
      !absolute.some((other) => other !== path && path.startsWith(other.endsWith(sep) ? other : other + sep)),
  );
}

async function* walkDirectory(directory: Buffer): AsyncGenerator<FoundFile> {
  let children: Dirent<Buffer>[];
  try {
    children = await readdir(directory, { withFileTypes: true, encoding: 'buffer' });
  } catch (error) {
    yield { path: displayName(directory), problem: `The folder cannot be listed: ${messageOf(error)}.` };
    return;
  }
  children.sort((a, b) => Buffer.compare(a.name, b.name));
  for (let i = 0; i < children.length; i += STAT_BATCH) {
    const batch = children.slice(i, i + STAT_BATCH).map((child) => join(directory, child.name));
    for (const found of await Promise.all(batch.map(examine))) {
      if (Buffer.isBuffer(found)) yield* walkDirectory(found);
      else yield found;
    }
  }
}

/** A folder to go into as its path, anything else as a found file. */
async function examine(path: Buffer): Promise<Buffer | FoundFile> {
  const own = await inspect(path, lstat);
  if ('problem' in own) return own;
  if (own.stats.isDirectory()) return path;
  if (!own.stats.isSymbolicLink()) return describeFile(path, own.stats);
  const target = await inspect(path, stat);
  if ('problem' in target) return target;
  if (target.stats.isDirectory()) {
    return {
      path: displayName(path),
      problem: 'This is a link to a folder; links to folders are not followed.',
    };
  }
  return describeFile(path, target.stats);
}

type Inspected = { readonly stats: Stats } | UnreadableFile;

async function inspect(path: Buffer, look: (path: Buffer) => Promise<Stats>): Promise<Inspected> {
  try {
    return { stats: await look(path) };
  } catch (error) {
    return { path: displayName(path), problem: explain(error) };
  }
}

function describeFile(path: Buffer, stats: Stats): FoundFile {
  if (!stats.isFile()) {
    return { path: displayName(path), problem: `This is ${specialKind(stats)}, not a regular file.` };
  }
  return {
    path: displayName(path),
    fsPath: isUtf8(path) ? path.toString('utf8') : path,
    sizeBytes: stats.size,
    modifiedAt: stats.mtime,
  };
}

function specialKind(stats: Stats): string {
  if (stats.isSocket()) return 'a socket';
  if (stats.isFIFO()) return 'a named pipe';
  return 'a device';
}

function explain(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'It does not exist, or it is a link whose target does not exist.';
  if (code === 'ELOOP') return 'It is a link that leads back to itself.';
  return `It cannot be read: ${messageOf(error)}.`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function join(directory: Buffer, name: Buffer): Buffer {
  const separator = Buffer.from(sep);
  const ends = directory.subarray(-separator.length).equals(separator);
  return Buffer.concat(ends ? [directory, name] : [directory, separator, name]);
}
