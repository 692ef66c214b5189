import type { DecodeReport } from './gunzip.ts';
import type { Problem } from './problem.ts';

/** What is known once an entry has been read. `sha256` and `sizeBytes` are of the stored bytes. */
export type EntryEnd = {
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly rawBytes: number;
  /** Content is missing or wrong. */
  readonly problem?: Problem;
  /** Something is odd, but no content is missing. */
  readonly note?: Problem;
};

/**
 * A file, or a member of an archive, whose content can be read once. `finished` may be called before the
 * content is used up; it then reads on to the end of the stored bytes, so the hash is always of all of them.
 */
export type ContentEntry = {
  readonly type: 'content';
  readonly path: string;
  readonly container: string | null;
  readonly sizeBytes: number;
  readonly content: AsyncIterable<Uint8Array>;
  /** How many bytes of the file on disk have been used so far. */
  readonly fileBytesRead: () => number;
  readonly finished: () => Promise<EntryEnd>;
};

/** A member that is not read at all, with a sentence why. */
export type RefusedEntry = {
  readonly type: 'refused';
  readonly path: string;
  readonly container: string;
  readonly sizeBytes: number;
  readonly reason: string;
};

/** The archive itself, after the last of its members. Its `rawBytes` are 0: its members have the content. */
export type ContainerEntry = {
  readonly type: 'container';
  readonly format: 'zip' | 'tar' | 'tar.gz' | 'tar.xz' | 'tar.zst';
  readonly path: string;
  /** Path of the archive that it is a member of. */
  readonly container: string | null;
  readonly members: number;
  readonly end: EntryEnd;
};

export type Entry = ContentEntry | RefusedEntry | ContainerEntry;

/** A report before anything has been decoded. */
export function emptyReport(): DecodeReport {
  return { rawBytes: 0, problem: null, note: null };
}

/** Puts the facts about a finished entry together. */
export function endOf(
  sha256: string,
  sizeBytes: number,
  rawBytes: number,
  problem: Problem | null,
  note: Problem | null,
): EntryEnd {
  return {
    sha256,
    sizeBytes,
    rawBytes,
    ...(problem === null ? {} : { problem }),
    ...(note === null ? {} : { note }),
  };
}
