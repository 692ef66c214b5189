import { ByteReader } from './byte-reader.ts';
import { type Compression, decompress } from './decompress.ts';
import { type Entry, type EntryEnd, emptyReport, endOf } from './entry.ts';
import type { DecodeReport } from './gunzip.ts';
import type { Limits } from './limits.ts';
import { MemberPaths, refuseName } from './member-name.ts';
import { type Archive, type InnerArchive, type Opening, openMember } from './open-member.ts';
import type { Problem } from './problem.ts';
import { SNIFF_BYTES, sniffArchive, sniffCompression } from './sniff.ts';
import { spool } from './spool.ts';
import { fileChunks, StoredBytes } from './stored-bytes.ts';
import { tarMembers } from './tar-members.ts';
import type { ReadableFile } from './walk-folder.ts';
import { type ZipReading, zipMembers } from './zip-members.ts';

/**
 * Opens a file as the entries it holds: itself, its decompressed self, or the members of a zip or tar file, compressed or
 * not, each decompressed where needed, and of archives among these. Told apart by content. An archive nested deeper is
 * handed out closed. Throws only when `signal` aborts; use up or finish each entry before asking for the next.
 */
export async function* openEntries(
  file: ReadableFile,
  limits: Limits,
  signal: AbortSignal,
): AsyncGenerator<Entry> {
  const stored = new StoredBytes(fileChunks(file), signal);
  const opening = { file, limits, signal };
  try {
    const reader = new ByteReader(stored);
    const head = await reader.peek(SNIFF_BYTES);
    const compression = sniffCompression(head);
    const archive = {
      path: file.path,
      container: null,
      members: 0,
      isWithinXz: compression === 'xz',
      total: { rawBytes: 0, stopped: null },
    };
    if (compression !== null) yield* openCompressed(opening, archive, compression, reader, stored);
    else if (sniffArchive(head) === 'zip') {
      yield* openZip(opening, archive, file, (problem) => endOfFile(stored, emptyReport(), problem));
    } else if (sniffArchive(head) === 'tar') {
      yield* openTar(
        opening,
        archive,
        'tar',
        reader,
        () => stored.bytesRead,
        (problem) => endOfFile(stored, emptyReport(), problem),
      );
    } else yield* whole(opening, reader.read(Number.POSITIVE_INFINITY), stored, emptyReport(), plainCount);
  } finally {
    await stored.close();
  }
}

/** The end of an archive that is a file on disk. Its own raw bytes are 0: its members have the content. */
async function endOfFile(
  stored: StoredBytes,
  report: DecodeReport,
  problem: Problem | null,
): Promise<EntryEnd> {
  const sha256 = await stored.sha256();
  return endOf(sha256, stored.bytesRead, 0, stored.failure ?? report.problem ?? problem, report.note);
}

const TAR_FORMATS = { gzip: 'tar.gz', xz: 'tar.xz', zstd: 'tar.zst' } as const;
type TarFormat = 'tar' | (typeof TAR_FORMATS)[Compression];

async function* openCompressed(
  opening: Opening,
  archive: Archive,
  compression: Compression,
  reader: ByteReader,
  stored: StoredBytes,
): AsyncGenerator<Entry> {
  const report = emptyReport();
  const limits = { ...opening.limits };
  const decoded = new ByteReader(decompress(compression, reader, limits, report));
  try {
    if (sniffArchive(await decoded.peek(SNIFF_BYTES)) === 'tar') {
      limits.maxEntryBytes = Number.POSITIVE_INFINITY;
      yield* openTar(
        opening,
        archive,
        TAR_FORMATS[compression],
        decoded,
        () => stored.bytesRead,
        (problem) => endOfFile(stored, report, problem),
      );
    } else {
      yield* whole(opening, decoded.read(Number.POSITIVE_INFINITY), stored, report, decodedCount);
    }
  } finally {
    await decoded.close();
  }
}

type CountRawBytes = (stored: StoredBytes, report: DecodeReport) => number;
const plainCount: CountRawBytes = (stored) => stored.bytesRead;
const decodedCount: CountRawBytes = (_stored, report) => report.rawBytes;

async function* whole(
  { file }: Opening,
  content: AsyncIterable<Uint8Array>,
  stored: StoredBytes,
  report: DecodeReport,
  countRawBytes: CountRawBytes,
): AsyncGenerator<Entry> {
  const finished = async (): Promise<EntryEnd> => {
    const sha256 = await stored.sha256();
    return endOf(
      sha256,
      stored.bytesRead,
      countRawBytes(stored, report),
      stored.failure ?? report.problem,
      report.note,
    );
  };
  yield {
    type: 'content',
    path: file.path,
    container: null,
    sizeBytes: file.sizeBytes,
    content,
    fileBytesRead: () => stored.bytesRead,
    finished,
  };
}

/** How an archive ends, given what is wrong with its list of members. */
type EndArchive = (problem: Problem | null) => Promise<EntryEnd>;

async function* openTar(
  opening: Opening,
  archive: Archive,
  format: TarFormat,
  reader: ByteReader,
  fileBytesRead: () => number,
  endArchive: EndArchive,
): AsyncGenerator<Entry> {
  const paths = new MemberPaths(archive.path);
  const members = tarMembers(reader);
  let next = await members.next();
  for (; next.done !== true; next = await members.next()) {
    const member = next.value;
    if (member.type === 'directory') continue;
    if (++archive.members > opening.limits.maxMembers) break;
    const path = paths.next(member.name);
    const { sizeBytes } = member;
    const reason = refuseName(member.name) ?? refuseType(member.type) ?? archive.total.stopped;
    if (reason !== null) {
      yield { type: 'refused', path, container: archive.path, sizeBytes, reason };
      continue;
    }
    const missing = (read: number): Problem | null =>
      read === sizeBytes ? null : { reason: 'The archive ends inside this member.', position: read };
    const parts = { path, sizeBytes, source: reader.read(sizeBytes), missing };
    yield* openMember(opening, archive, parts, fileBytesRead, (inner) =>
      openInner(opening, inner, fileBytesRead),
    );
  }
  const listProblem = next.done === true ? next.value : tooManyMembers(opening, reader.position);
  // What follows the end of a tar is nothing, but the checksum of what it is compressed with stands behind it.
  if (next.done === true && format !== 'tar') await reader.skip(Number.POSITIVE_INFINITY);
  const { path, container, members: count } = archive;
  yield { type: 'container', format, path, container, members: count, end: await endArchive(listProblem) };
}

function refuseType(type: 'file' | 'link' | 'other'): string | null {
  if (type === 'link') return 'Refused: the member is a link.';
  return type === 'other' ? 'Refused: the member is not a regular file.' : null;
}

/** An archive that is a member: a tar is read as it comes, a zip, which is read from its end, from a copy on disk. */
async function* openInner(
  opening: Opening,
  { format, compression, archive, content, end }: InnerArchive,
  fileBytesRead: () => number,
): AsyncGenerator<Entry> {
  if (format === 'tar') {
    const tarFormat = compression === null ? 'tar' : TAR_FORMATS[compression];
    yield* openTar(opening, archive, tarFormat, content, fileBytesRead, end);
    return;
  }
  const copy = await spool(content.read(Number.POSITIVE_INFINITY), archive.path);
  try {
    yield* openZip(opening, archive, copy.file, end, fileBytesRead);
  } finally {
    await copy.remove();
  }
}

/** `file` is where the zip lies on disk: the file itself, or the copy of a member. */
async function* openZip(
  opening: Opening,
  archive: Archive,
  file: ReadableFile,
  endArchive: EndArchive,
  fileBytesRead?: () => number,
): AsyncGenerator<Entry> {
  const listProblem = yield* zipEntries(opening, archive, zipMembers(file, opening.limits), fileBytesRead);
  const { path, container, members } = archive;
  yield { type: 'container', format: 'zip', path, container, members, end: await endArchive(listProblem) };
}

async function* zipEntries(
  opening: Opening,
  archive: Archive,
  members: ReturnType<typeof zipMembers>,
  fileBytesRead: (() => number) | undefined,
): AsyncGenerator<Entry, Problem | null> {
  const { file, limits } = opening;
  const paths = new MemberPaths(archive.path);
  let storedBytes = 0;
  try {
    let next = await members.next();
    for (; next.done !== true; next = await members.next()) {
      const member = next.value;
      if (member.type === 'directory') continue;
      if (++archive.members > limits.maxMembers) return tooManyMembers(opening, storedBytes);
      const path = paths.next(member.name);
      const { sizeBytes } = member;
      const reason = refuseName(member.name) ?? member.refusal ?? archive.total.stopped;
      if (reason !== null) {
        yield { type: 'refused', path, container: archive.path, sizeBytes, reason };
        continue;
      }
      const reading: ZipReading = { storedBytes: 0, problem: null };
      const parts = { path, sizeBytes, source: member.read(reading), missing: () => reading.problem };
      const read = fileBytesRead ?? (() => Math.min(file.sizeBytes, storedBytes + reading.storedBytes));
      yield* openMember(opening, archive, parts, read, (inner) => openInner(opening, inner, read));
      storedBytes += reading.storedBytes;
    }
    return next.value;
  } finally {
    await members.return(null);
  }
}

function tooManyMembers({ limits }: Opening, position: number): Problem {
  return {
    reason: `The archive has more than ${limits.maxMembers} members; the rest was not read.`,
    position,
  };
}
