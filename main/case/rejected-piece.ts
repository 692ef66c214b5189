import type { Rejection } from '../../preload/contract/model/case.ts';
import type { RejectedPieceText } from '../../preload/contract/model/ledger.ts';
import type { ContentEntry } from '../archive/entry.ts';
import { defaultLimits } from '../archive/limits.ts';
import { openEntries } from '../archive/open-entries.ts';
import { walkFolder } from '../archive/walk-folder.ts';
import type { Database } from '../database/open-database.ts';
import { WITH_ARCHIVES } from '../ingest/with-archives.ts';

/** Most bytes of a piece that are read to be shown. */
const MOST_BYTES = 1024 * 1024;

type Source = { readonly path: string; readonly diskPath: string; readonly sha256: string | null };

/**
 * The text of a rejected piece whole. It is read from its file, when that still has the SHA-256 it had in the import; else,
 * and where the piece was unwrapped out of another text, it is what the case kept of it.
 */
export async function readRejectedPiece(
  database: Database,
  rejection: Rejection,
  signal: AbortSignal,
): Promise<RejectedPieceText> {
  const { excerpt, sizeBytes } = rejection;
  const kept = { rejection, text: excerpt, from: 'case' as const };
  if (Buffer.byteLength(excerpt) >= sizeBytes) return { ...kept, complete: true, problem: null };
  const source = await findSource(database, rejection.sourceId);
  const read = await readPiece(source, rejection, signal);
  if (typeof read === 'string') return { ...kept, complete: false, problem: read };
  const text = read.toString('utf8');
  // An excerpt may end in half a character.
  if (!text.startsWith(excerpt.slice(0, -1))) {
    const problem = 'It was unwrapped from the text of the file; the beginning is all that was kept of it.';
    return { ...kept, complete: false, problem };
  }
  return { rejection, text, from: 'file', complete: read.length >= sizeBytes, problem: null };
}

async function findSource(database: Database, sourceId: number): Promise<Source> {
  const [row] = await database.rows(
    `with ${WITH_ARCHIVES}
     select
       any_value(path) filter (source_id = $sourceId) as path,
       any_value(sha256) filter (source_id = $sourceId) as sha256,
       any_value(path) filter (container is null) as disk_path
     from top`,
    { sourceId, sourceIds: `[${sourceId}]` },
  );
  return {
    path: String(row?.path),
    diskPath: String(row?.disk_path),
    sha256: typeof row?.sha256 === 'string' ? row.sha256 : null,
  };
}

/** The bytes of the piece from its file on disk, or a sentence why they cannot be had. */
async function readPiece(source: Source, piece: Rejection, signal: AbortSignal): Promise<Buffer | string> {
  for await (const file of walkFolder([source.diskPath])) {
    if ('problem' in file) break;
    for await (const entry of openEntries(file, defaultLimits, signal)) {
      if (entry.type !== 'content') continue;
      if (entry.path !== source.path) {
        await entry.finished();
        continue;
      }
      const bytes = await slice(entry, piece.byteOffset, Math.min(piece.sizeBytes, MOST_BYTES));
      const { sha256 } = await entry.finished();
      return sha256 === source.sha256
        ? bytes
        : 'The file has changed since it was read; the beginning is what the case kept of it.';
    }
  }
  return 'The file is not there any more, or cannot be read; the beginning is what the case kept of it.';
}

async function slice(entry: ContentEntry, start: number, length: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let at = 0;
  for await (const chunk of entry.content) {
    const part = chunk.subarray(Math.max(0, start - at), Math.max(0, start + length - at));
    if (part.length > 0) parts.push(Uint8Array.from(part));
    at += chunk.length;
    if (at >= start + length) break;
  }
  return Buffer.concat(parts);
}
