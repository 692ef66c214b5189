import { ByteReader } from './byte-reader.ts';
import { type Entry, type EntryEnd, emptyReport, endOf } from './entry.ts';
import { gunzip } from './gunzip.ts';
import { brokenLimit, type Limits } from './limits.ts';
import type { Problem } from './problem.ts';
import { SNIFF_BYTES, sniff } from './sniff.ts';
import { StoredBytes } from './stored-bytes.ts';
import type { ReadableFile } from './walk-folder.ts';

/** What is needed to open anything in a file. */
export type Opening = { readonly file: ReadableFile; readonly limits: Limits; readonly signal: AbortSignal };

/** What came out of an archive so far. `stopped` is why no more of it is read. */
export type Archive = { members: number; rawBytes: number; stopped: string | null };

/** A member before its content is looked at. */
export type MemberParts = {
  readonly path: string;
  readonly sizeBytes: number;
  readonly source: AsyncIterable<Uint8Array>;
  /** What is wrong with the member's stored bytes after that many of them. */
  readonly missing: (read: number) => Problem | null;
};

/** Hands out one member, gunzipped where needed, and reads it to its end before going on. */
export async function* openMember(
  opening: Opening,
  archive: Archive,
  { path, sizeBytes, source, missing }: MemberParts,
  fileBytesRead: () => number,
): AsyncGenerator<Entry> {
  const stored = new StoredBytes(bounded(source, opening, archive), opening.signal);
  const reader = new ByteReader(stored);
  const report = emptyReport();
  const isGzipped = sniff(await reader.peek(SNIFF_BYTES)) === 'gzip';
  const content = isGzipped
    ? bounded(gunzip(reader, opening.limits, report), opening, archive)
    : reader.read(Number.POSITIVE_INFINITY);
  const finished = async (): Promise<EntryEnd> => {
    const sha256 = await stored.sha256();
    const rawBytes = isGzipped ? report.rawBytes : stored.bytesRead;
    const stopped = archive.stopped === null ? null : { reason: archive.stopped, position: stored.bytesRead };
    const problem = stored.failure ?? stopped ?? missing(stored.bytesRead) ?? report.problem;
    return endOf(sha256, stored.bytesRead, rawBytes, problem, report.note);
  };
  try {
    yield {
      type: 'content',
      path,
      container: opening.file.path,
      sizeBytes,
      content,
      fileBytesRead,
      finished,
    };
    await stored.sha256();
  } finally {
    await content.return(undefined);
    await stored.close();
  }
}

/** Stops members that share stored bytes, or are compressed twice, from adding up to a bomb. */
async function* bounded(
  chunks: AsyncIterable<Uint8Array>,
  { file, limits }: Opening,
  archive: Archive,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    archive.rawBytes += chunk.byteLength;
    yield chunk;
    const limit = brokenLimit(archive.rawBytes, file.sizeBytes, {
      ...limits,
      maxEntryBytes: Number.POSITIVE_INFINITY,
    });
    if (limit === null) continue;
    archive.stopped ??= `The archive as a whole is too large. ${limit}`;
    return;
  }
}
