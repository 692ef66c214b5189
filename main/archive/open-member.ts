import { ByteReader } from './byte-reader.ts';
import { type Compression, decompress } from './decompress.ts';
import { type Entry, type EntryEnd, emptyReport, endOf } from './entry.ts';
import { brokenLimit, type Limits } from './limits.ts';
import type { Problem } from './problem.ts';
import { type ArchiveFormat, SNIFF_BYTES, sniffArchive, sniffCompression } from './sniff.ts';
import { StoredBytes } from './stored-bytes.ts';
import type { ReadableFile } from './walk-folder.ts';

/** What is needed to open anything in a file. */
export type Opening = { readonly file: ReadableFile; readonly limits: Limits; readonly signal: AbortSignal };

/** What came out of a file so far, archives within it included. `stopped` is why no more of it is read. */
type Total = { rawBytes: number; stopped: string | null };

/** An archive that is being read: where it lies, and how many members it had so far. */
export type Archive = {
  readonly path: string;
  /** Path of the archive that it is a member of; null for a file. */
  readonly container: string | null;
  members: number;
  /** Its bytes come out of xz data, next to which the xz decoder can read no other. */
  readonly isWithinXz: boolean;
  readonly total: Total;
};

/** A member before its content is looked at. */
export type MemberParts = {
  readonly path: string;
  readonly sizeBytes: number;
  readonly source: AsyncIterable<Uint8Array>;
  /** What is wrong with the member's stored bytes after that many of them. */
  readonly missing: (read: number) => Problem | null;
};

/** A member that is an archive itself, with its bytes uncompressed, and how to end it. */
export type InnerArchive = {
  readonly format: ArchiveFormat;
  readonly compression: Compression | null;
  readonly archive: Archive;
  readonly content: ByteReader;
  readonly end: (problem: Problem | null) => Promise<EntryEnd>;
};

/** `xz-decompress` lets one stream at a time through, so the inner one would wait for the outer one for ever. */
const XZ_WITHIN_XZ = 'Refused: it is xz data within xz data; unpack the outer file first.';

/** Opens an archive inside an archive. */
export type OpenInner = (inner: InnerArchive, fileBytesRead: () => number) => AsyncGenerator<Entry>;

/**
 * Hands out one member, decompressed where needed, and reads it to its end before going on. A member that is an archive is
 * opened in its turn, unless it lies in one that is a member already. Xz data within xz data is refused.
 */
export async function* openMember(
  opening: Opening,
  archive: Archive,
  { path, sizeBytes, source, missing }: MemberParts,
  fileBytesRead: () => number,
  openInner: OpenInner,
): AsyncGenerator<Entry> {
  const { total } = archive;
  const stored = new StoredBytes(bounded(source, opening, total), opening.signal);
  const reader = new ByteReader(stored);
  const report = emptyReport();
  const compression = sniffCompression(await reader.peek(SNIFF_BYTES));
  if (compression === 'xz' && archive.isWithinXz) {
    yield { type: 'refused', path, container: archive.path, sizeBytes, reason: XZ_WITHIN_XZ };
    await stored.close();
    return;
  }
  const decoded =
    compression === null
      ? reader
      : new ByteReader(bounded(decompress(compression, reader, opening.limits, report), opening, total));
  const end = async (inner: Problem | null, isContent: boolean): Promise<EntryEnd> => {
    const sha256 = await stored.sha256();
    const rawBytes = compression === null ? stored.bytesRead : report.rawBytes;
    const stopped = total.stopped === null ? null : { reason: total.stopped, position: stored.bytesRead };
    const problem = stored.failure ?? stopped ?? missing(stored.bytesRead) ?? report.problem ?? inner;
    return endOf(sha256, stored.bytesRead, isContent ? rawBytes : 0, problem, report.note);
  };
  const format = archive.container === null ? sniffArchive(await decoded.peek(SNIFF_BYTES)) : null;
  try {
    if (format === null) {
      yield {
        type: 'content',
        path,
        container: archive.path,
        sizeBytes,
        content: decoded.read(Number.POSITIVE_INFINITY),
        fileBytesRead,
        finished: () => end(null, true),
      };
    } else {
      const isWithinXz = compression === 'xz' || archive.isWithinXz;
      const inner = { path, container: archive.path, members: 0, isWithinXz, total };
      yield* openInner(
        { format, compression, archive: inner, content: decoded, end: (problem) => end(problem, false) },
        fileBytesRead,
      );
    }
    await stored.sha256();
  } finally {
    await decoded.close();
    await stored.close();
  }
}

/** Stops members that share stored bytes, or are compressed twice, from adding up to a bomb. */
async function* bounded(
  chunks: AsyncIterable<Uint8Array>,
  { file, limits }: Opening,
  total: Total,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    total.rawBytes += chunk.byteLength;
    yield chunk;
    const limit = brokenLimit(total.rawBytes, file.sizeBytes, {
      ...limits,
      maxEntryBytes: Number.POSITIVE_INFINITY,
    });
    if (limit === null) continue;
    total.stopped ??= `The archive as a whole is too large. ${limit}`;
    return;
  }
}
