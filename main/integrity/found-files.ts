import { createHash } from 'node:crypto';
import type { ContentEntry } from '../archive/entry.ts';
import type { Limits } from '../archive/limits.ts';
import { openEntries } from '../archive/open-entries.ts';
import { type ReadableFile, walkFolder } from '../archive/walk-folder.ts';
import { type Digest, parseDigest } from './digest-file.ts';
import { parseSignFile, type SignFile } from './lake-sign-file.ts';
import { parseSavedSignature, type SavedSignature } from './object-metadata.ts';
import type { Finding } from './report.ts';
import { baseName } from './s3-key.ts';

/** A file, or a member of an archive, with its SHA-256 as stored and uncompressed, lower-case hex. */
export type FoundFile = {
  readonly path: string;
  readonly storedSha256: string;
  readonly contentSha256: string;
  /** What is wrong with its compressed data, bytes after their end included; null where it is sound. */
  readonly damage: string | null;
};

/** All that was found under some paths, sorted by what it is for. */
export type FoundFiles = {
  readonly files: readonly FoundFile[];
  readonly digests: readonly Digest[];
  readonly signFiles: readonly SignFile[];
  readonly signatures: readonly SavedSignature[];
  readonly findings: readonly Finding[];
};

export type GatherOptions = {
  readonly limits: Limits;
  readonly signal: AbortSignal;
  readonly onProgress: (files: number) => void;
};

const HEAD_BYTES = 16 * 1024;
/** A digest lists 300 bytes for each log file; a trail delivers some hundred in an hour. */
const MAX_TEXT_BYTES = 64 * 1024 * 1024;

/** Not so a digest's saved metadata, whose name begins with the digest's. */
const isDigestName = (path: string): boolean =>
  /_CloudTrail-Digest_(?!.*\.json\.).*\.json$/.test(baseName(path));
/** Names of fields that stand near the beginning of digests, sign files and saved metadata. */
const TELLING = ['"digestS3Object"', '"hashSignature"', 'signature"'];

/**
 * Reads all files under the paths once, members of archives too. A file that cannot be read is a finding where it is a
 * digest, and counts as not covered otherwise. Rejects only when the signal aborts.
 */
export async function findFiles(paths: readonly string[], options: GatherOptions): Promise<FoundFiles> {
  const found = {
    files: [] as FoundFile[],
    digests: [] as Digest[],
    signFiles: [] as SignFile[],
    signatures: [] as SavedSignature[],
    findings: [] as Finding[],
  };
  for await (const file of walkFolder(paths)) {
    options.signal.throwIfAborted();
    if ('problem' in file) {
      found.findings.push({
        severity: 'wrong',
        rule: isDigestName(file.path) ? 'digest-unreadable' : 'log-damaged',
        path: file.path,
        message: file.problem,
      });
      continue;
    }
    for await (const entry of entriesOf(file, options)) await sortIn(entry, found);
    options.onProgress(found.files.length);
  }
  return found;
}

async function* entriesOf(
  file: ReadableFile,
  { limits, signal }: GatherOptions,
): AsyncGenerator<ContentEntry> {
  for await (const entry of openEntries(file, limits, signal)) if (entry.type === 'content') yield entry;
}

type Sorted = {
  readonly files: FoundFile[];
  readonly digests: Digest[];
  readonly signFiles: SignFile[];
  readonly signatures: SavedSignature[];
  readonly findings: Finding[];
};

async function sortIn(entry: ContentEntry, found: Sorted): Promise<void> {
  const { file, text } = await readEntry(entry);
  if (isDigestName(entry.path) || text?.includes('"digestS3Object"')) {
    const digest =
      text === null ? 'It is too long for a digest.' : parseDigest(entry.path, text, file.contentSha256);
    if (typeof digest === 'string') {
      const message = file.damage ?? digest;
      found.findings.push({ severity: 'wrong', rule: 'digest-unreadable', path: entry.path, message });
    } else {
      found.digests.push(digest);
      if (file.damage !== null) {
        const message = `${file.damage} AWS holds such a digest for invalid.`;
        found.findings.push({ severity: 'wrong', rule: 'digest-damaged', path: entry.path, message });
      }
    }
    return;
  }
  const signFile = text === null ? null : parseSignFile(entry.path, text);
  const signature = text === null || signFile !== null ? null : parseSavedSignature(entry.path, text);
  if (signFile !== null) found.signFiles.push(signFile);
  else if (signature !== null) found.signatures.push(signature);
  else found.files.push(file);
}

/** Whether a file that begins so may be one that vouches for others; log files begin otherwise. */
function isTelling(chunk: Uint8Array): boolean {
  const head = Buffer.from(chunk.buffer, chunk.byteOffset, Math.min(chunk.byteLength, HEAD_BYTES));
  return !head.includes('"Records"') && TELLING.some((field) => head.includes(field));
}

async function readEntry(entry: ContentEntry): Promise<{ file: FoundFile; text: string | null }> {
  const hash = createHash('sha256');
  let kept: Uint8Array[] | null = null;
  let bytes = 0;
  for await (const chunk of entry.content) {
    hash.update(chunk);
    if (bytes === 0 && (isDigestName(entry.path) || isTelling(chunk))) kept = [];
    bytes += chunk.byteLength;
    if (bytes > MAX_TEXT_BYTES) kept = null;
    else kept?.push(Uint8Array.from(chunk));
  }
  const end = await entry.finished();
  const fault = end.problem ?? end.note;
  return {
    file: {
      path: entry.path,
      storedSha256: end.sha256,
      contentSha256: hash.digest('hex'),
      damage: fault === undefined ? null : fault.reason,
    },
    text: kept === null ? null : Buffer.concat(kept).toString('utf8'),
  };
}
