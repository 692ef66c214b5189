import type { ContentEntry } from '../archive/entry.ts';
import type { Limits } from '../archive/limits.ts';
import { openEntries } from '../archive/open-entries.ts';
import { walkFolder } from '../archive/walk-folder.ts';
import { readWhole, recogniseEntry } from '../normalise/recognise-entry.ts';
import { type Digest, parseDigest } from './digest-file.ts';
import { parseSignFile, type SignFile } from './lake-sign-file.ts';
import { parseSavedSignature, type SavedSignature } from './object-metadata.ts';
import type { Finding } from './report.ts';
import { baseName } from './s3-key.ts';

/** A file, or a member of an archive, with its SHA-256 as stored and uncompressed, lower-case hex; null if not read. */
export type FoundFile = {
  readonly path: string;
  /** Its number in the ledger of a case, or among the files found. */
  readonly fileId: number;
  readonly storedSha256: string | null;
  readonly contentSha256: string | null;
  /** What is wrong with its compressed data, bytes after their end included; null where it is sound. */
  readonly damage: string | null;
};

/** All that was found under some paths, sorted by what it is for. */
export type FoundFiles = {
  readonly files: FoundFile[];
  readonly digests: Digest[];
  readonly signFiles: SignFile[];
  readonly signatures: SavedSignature[];
  readonly findings: Finding[];
};

export type GatherOptions = {
  readonly limits: Limits;
  readonly signal: AbortSignal;
  readonly onProgress: (files: number) => void;
};

/** Nothing yet. */
export function noFiles(): FoundFiles {
  return { files: [], digests: [], signFiles: [], signatures: [], findings: [] };
}

/**
 * Reads all files under the paths once, members of archives too. A file that cannot be read is a finding where it is a
 * digest, and counts as not covered otherwise. Rejects only when the signal aborts.
 */
export async function findFiles(
  paths: readonly string[],
  { limits, signal, onProgress }: GatherOptions,
): Promise<FoundFiles> {
  const found = noFiles();
  let fileId = 0;
  for await (const file of walkFolder(paths)) {
    signal.throwIfAborted();
    if ('problem' in file) {
      addUnreadable(found, { path: file.path, fileId: fileId++ }, file.problem);
      continue;
    }
    for await (const entry of openEntries(file, limits, signal)) {
      if (entry.type === 'content') await addEntry(found, entry, fileId++);
      else if (entry.type === 'refused') {
        const unread = { storedSha256: null, contentSha256: null, damage: entry.reason };
        found.files.push({ path: entry.path, fileId: fileId++, ...unread });
      }
    }
    onProgress(fileId);
  }
  return found;
}

async function addEntry(found: FoundFiles, entry: ContentEntry, fileId: number): Promise<void> {
  const { shape, content } = await recogniseEntry(entry);
  const { contentSha256, text } = await readWhole(content, shape.vouches ?? false);
  const { sha256, problem, note } = await entry.finished();
  const damage = (problem ?? note)?.reason ?? null;
  const file = { path: entry.path, fileId, storedSha256: sha256, contentSha256, damage };
  if (shape.vouches) addVoucher(found, { ...file, kind: shape.kind, text });
  else found.files.push(file);
}

/** A file that seems to vouch for others, with its text; null where that is too long. */
export type Voucher = FoundFile & { readonly kind: string; readonly text: string | null };

/** Sorts in a file that vouches for others; one that does not after all is a file as any other. */
export function addVoucher(found: FoundFiles, { kind, text, ...file }: Voucher): void {
  const { path, fileId, contentSha256, damage } = file;
  if (kind === 'digest') {
    const digest =
      text === null || contentSha256 === null
        ? 'It is too long for a digest.'
        : parseDigest({ path, fileId, content: text, sha256: contentSha256 });
    if (typeof digest === 'string') {
      const message = damage ?? digest;
      found.findings.push({ severity: 'wrong', rule: 'digest-unreadable', path, fileId, message });
      return;
    }
    found.digests.push(digest);
    if (damage === null) return;
    const message = `${damage} AWS holds such a digest for invalid.`;
    found.findings.push({ severity: 'wrong', rule: 'digest-damaged', path, fileId, message });
    return;
  }
  const signFile = text === null ? null : parseSignFile(path, fileId, text);
  const signature = text === null || signFile !== null ? null : parseSavedSignature(path, text);
  if (signFile !== null) found.signFiles.push(signFile);
  else if (signature !== null) found.signatures.push(signature);
  else found.files.push(file);
}

/** A file, or a folder, that could not be opened. */
export function addUnreadable(
  found: FoundFiles,
  { path, fileId }: Pick<FoundFile, 'path' | 'fileId'>,
  message: string,
): void {
  const rule = isDigestName(path) ? 'digest-unreadable' : 'log-damaged';
  found.findings.push({ severity: 'wrong', rule, path, fileId, message });
}

/** Not so a digest's saved metadata, whose name begins with the digest's. */
const isDigestName = (path: string): boolean =>
  /_CloudTrail-Digest_(?!.*\.json\.).*\.json$/.test(baseName(path));
