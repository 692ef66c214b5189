import { ByteReader } from './byte-reader.ts';
import { type Entry, type EntryEnd, emptyReport, endOf } from './entry.ts';
import { type DecodeReport, gunzip } from './gunzip.ts';
import type { Limits } from './limits.ts';
import { MemberPaths, refuseName } from './member-name.ts';
import { type Archive, type Opening, openMember } from './open-member.ts';
import type { Problem } from './problem.ts';
import { SNIFF_BYTES, sniff } from './sniff.ts';
import { fileChunks, StoredBytes } from './stored-bytes.ts';
import { tarMembers } from './tar-members.ts';
import type { ReadableFile } from './walk-folder.ts';
import { type ZipReading, zipMembers } from './zip-members.ts';

/**
 * Opens a file as the entries it holds: itself, its gunzipped self, or the members of a zip, tar or tar.gz,
 * each gunzipped where needed. Told apart by content. An archive inside an archive is handed out closed.
 * Throws only when `signal` aborts; use up or finish each entry before asking for the next.
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
    const container = sniff(await reader.peek(SNIFF_BYTES));
    if (container === 'zip') yield* openZip(opening, stored);
    else if (container === 'tar') yield* openTar(opening, 'tar', reader, stored, emptyReport());
    else if (container === 'gzip') yield* openGzip(opening, reader, stored);
    else yield* whole(opening, reader.read(Number.POSITIVE_INFINITY), stored, emptyReport(), plainCount);
  } finally {
    await stored.close();
  }
}

async function* openGzip(opening: Opening, reader: ByteReader, stored: StoredBytes): AsyncGenerator<Entry> {
  const report = emptyReport();
  const limits = { ...opening.limits };
  const decoded = new ByteReader(gunzip(reader, limits, report));
  try {
    if (sniff(await decoded.peek(SNIFF_BYTES)) === 'tar') {
      limits.maxEntryBytes = Number.POSITIVE_INFINITY;
      yield* openTar(opening, 'tar.gz', decoded, stored, report);
    } else {
      yield* whole(opening, decoded.read(Number.POSITIVE_INFINITY), stored, report, gunzippedCount);
    }
  } finally {
    await decoded.close();
  }
}

type CountRawBytes = (stored: StoredBytes, report: DecodeReport) => number;
const plainCount: CountRawBytes = (stored) => stored.bytesRead;
const gunzippedCount: CountRawBytes = (_stored, report) => report.rawBytes;

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

async function* openTar(
  opening: Opening,
  format: 'tar' | 'tar.gz',
  reader: ByteReader,
  stored: StoredBytes,
  report: DecodeReport,
): AsyncGenerator<Entry> {
  const paths = new MemberPaths(opening.file.path);
  const archive: Archive = { members: 0, rawBytes: 0, stopped: null };
  const members = tarMembers(reader);
  let next = await members.next();
  for (; next.done !== true; next = await members.next()) {
    const member = next.value;
    if (member.type === 'directory') continue;
    if (++archive.members > opening.limits.maxMembers) break;
    const path = paths.next(member.name);
    const refusal = refuseName(member.name) ?? refuseType(member.type) ?? archive.stopped;
    if (refusal !== null) {
      yield {
        type: 'refused',
        path,
        container: opening.file.path,
        sizeBytes: member.sizeBytes,
        reason: refusal,
      };
      continue;
    }
    const missing = (read: number): Problem | null =>
      read === member.sizeBytes ? null : { reason: 'The archive ends inside this member.', position: read };
    const source = reader.read(member.sizeBytes);
    yield* openMember(
      opening,
      archive,
      { path, sizeBytes: member.sizeBytes, source, missing },
      () => stored.bytesRead,
    );
  }
  const listProblem = next.done === true ? next.value : tooManyMembers(opening, reader.position);
  const sha256 = await stored.sha256();
  const problem = stored.failure ?? report.problem ?? listProblem;
  const end = endOf(sha256, stored.bytesRead, 0, problem, report.note);
  yield { type: 'container', format, path: opening.file.path, members: archive.members, end };
}

function refuseType(type: 'file' | 'link' | 'other'): string | null {
  if (type === 'link') return 'Refused: the member is a link.';
  return type === 'other' ? 'Refused: the member is not a regular file.' : null;
}

async function* openZip(opening: Opening, stored: StoredBytes): AsyncGenerator<Entry> {
  const { file, limits } = opening;
  const archive: Archive = { members: 0, rawBytes: 0, stopped: null };
  const listProblem = yield* zipEntries(opening, archive, zipMembers(file, limits));
  const sha256 = await stored.sha256();
  const end = endOf(sha256, stored.bytesRead, 0, stored.failure ?? listProblem, null);
  yield { type: 'container', format: 'zip', path: file.path, members: archive.members, end };
}

async function* zipEntries(
  opening: Opening,
  archive: Archive,
  members: ReturnType<typeof zipMembers>,
): AsyncGenerator<Entry, Problem | null> {
  const { file, limits } = opening;
  const paths = new MemberPaths(file.path);
  let storedBytes = 0;
  try {
    let next = await members.next();
    for (; next.done !== true; next = await members.next()) {
      const member = next.value;
      if (member.type === 'directory') continue;
      if (++archive.members > limits.maxMembers) return tooManyMembers(opening, storedBytes);
      const path = paths.next(member.name);
      const refusal = refuseName(member.name) ?? member.refusal ?? archive.stopped;
      if (refusal !== null) {
        yield { type: 'refused', path, container: file.path, sizeBytes: member.sizeBytes, reason: refusal };
        continue;
      }
      const reading: ZipReading = { storedBytes: 0, problem: null };
      const parts = {
        path,
        sizeBytes: member.sizeBytes,
        source: member.read(reading),
        missing: () => reading.problem,
      };
      yield* openMember(opening, archive, parts, () =>
        Math.min(file.sizeBytes, storedBytes + reading.storedBytes),
      );
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
