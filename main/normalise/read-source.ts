import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { SourceKindName } from '../../preload/contract/model/source-kind.ts';
import type { ContainerEntry, ContentEntry, EntryEnd, RefusedEntry } from '../archive/entry.ts';
import type { Limits } from '../archive/limits.ts';
import { openEntries } from '../archive/open-entries.ts';
import type { Problem } from '../archive/problem.ts';
import type { FoundFile } from '../archive/walk-folder.ts';
import type { ContentEnd, RejectedPiece, Structure } from './piece.ts';
import { PieceOutput } from './piece-output.ts';
import { readContent } from './read-content.ts';
import { readWhole, recogniseEntry } from './recognise-entry.ts';
import type { RecordBatch } from './record-batch.ts';
import type { Shape, ShapeKind } from './shapes/shape.ts';

/** The shape of an entry, the format of an archive, or that it could not be opened at all. */
type EntryKind = SourceKindName;

export type EntryStarted = {
  readonly path: string;
  /** Path of the archive it is a member of. */
  readonly container: string | null;
  readonly sizeBytes: number;
  /** As its first bytes suggest; `EntryFinished` has the last word. */
  readonly kind: EntryKind;
};

/** `damaged`: some of it was read, then it turned out to be broken. `skipped`: it holds nothing to read. */
type EntryStatus = 'read' | 'damaged' | 'skipped' | 'container';

export type EntryFinished = {
  readonly path: string;
  readonly container: string | null;
  readonly kind: EntryKind;
  readonly status: EntryStatus;
  readonly reason: string | null;
  /** Lower-case hex, of the file on disk or of the member as an unpacker would write it; null if not read. */
  readonly sha256: string | null;
  /** The same of the decompressed content, which is what digest files name; null if it was not read. */
  readonly contentSha256: string | null;
  /** What is wrong with the compressed data, bytes after their end included; null where they are sound. */
  readonly damage: string | null;
  /** The zone that its times were taken to be of, where they tell none. */
  readonly assumedZone: string | null;
  /** The whole text of a file that vouches for others, null of any other. */
  readonly text: string | null;
  readonly sizeBytes: number;
  readonly rawBytes: number;
  readonly records: number;
  readonly rejected: number;
};

/** How much of the file on disk has been read and how many bytes came out of it, both since its beginning. */
export type SourceProgress = { readonly storedBytesRead: number; readonly rawBytes: number };

/**
 * Receives what a file holds: for each entry `entryStarted`, then records, rejected pieces and progress, then
 * `entryFinished`. A returned promise is waited for before anything else is read.
 */
export type RecordSink = {
  readonly entryStarted: (entry: EntryStarted) => void | Promise<void>;
  readonly records: (batch: RecordBatch) => void | Promise<void>;
  readonly rejected: (pieces: readonly RejectedPiece[]) => void | Promise<void>;
  readonly progress: (progress: SourceProgress) => void | Promise<void>;
  readonly entryFinished: (entry: EntryFinished) => void | Promise<void>;
};

export type ReadOptions = {
  readonly limits: Limits;
  readonly signal: AbortSignal;
  /** Of times that tell none: an IANA name or an offset; UTC where nothing is said. */
  readonly timeZone?: string;
};

/**
 * Reads one found file and tells the sink about every entry in it. Bad content is reported, never thrown; it
 * rejects only when `signal` aborts or the sink fails.
 */
export async function readSource(file: FoundFile, sink: RecordSink, options: ReadOptions): Promise<void> {
  // Small files are read without waiting for anything: let the word to stop come in between two of them.
  await setImmediate();
  options.signal.throwIfAborted();
  if ('problem' in file) {
    await reportUnread(
      sink,
      { path: file.path, container: null, sizeBytes: 0, kind: 'unreadable' },
      file.problem,
    );
    return;
  }
  let rawBytes = 0;
  for await (const entry of openEntries(file, options.limits, options.signal)) {
    if (entry.type === 'content') rawBytes = await readEntry(entry, sink, options, rawBytes);
    else if (entry.type === 'container') await reportContainer(sink, entry);
    else await reportUnread(sink, { ...startOf(entry), kind: 'refused' }, entry.reason);
  }
  await sink.progress({ storedBytesRead: file.sizeBytes, rawBytes });
}

/** Names that CloudTrail gives to what it delivers, so that a digest may tell the hash of it, records in it or not. */
const DELIVERED = /_CloudTrail[^/\\]*$/;

type Counts = { readonly records: number; readonly rejected: number };

/** Reads an entry to its end and returns the sum of `rawBytesBefore` and its own raw bytes. */
async function readEntry(
  entry: ContentEntry,
  sink: RecordSink,
  { limits, timeZone = 'UTC' }: ReadOptions,
  rawBytesBefore: number,
): Promise<number> {
  const { head, shape, content } = await recogniseEntry(entry);
  const started: EntryStarted = { ...startOf(entry), kind: shape.kind };
  await sink.entryStarted(started);
  const { reading } = shape;
  if (typeof reading === 'function') {
    const vouches = shape.vouches ?? false;
    const isWanted = vouches || DELIVERED.test(entry.path);
    const whole = isWanted ? await readWhole(content, vouches) : null;
    const end = await entry.finished();
    await sink.entryFinished({ ...skippedEntry(started, end, reading(head)), ...whole });
    return rawBytesBefore + end.rawBytes;
  }
  const hash = createHash('sha256');
  const hashed = async function* (): AsyncGenerator<Uint8Array> {
    let rawBytes = 0;
    for await (const chunk of content) {
      hash.update(chunk);
      yield chunk;
      rawBytes += chunk.byteLength;
      await sink.progress({ storedBytesRead: entry.fileBytesRead(), rawBytes: rawBytesBefore + rawBytes });
    }
  };
  const output = new PieceOutput(sink);
  const read = await readContent(hashed(), reading, output, limits, timeZone);
  const end = await entry.finished();
  const finished = { ...started, kind: finalKind(shape, read, output.counts) };
  const note = shape.note?.(head, timeZone) ?? null;
  await sink.entryFinished({
    ...readEntryEnd(finished, end, hash.digest('hex'), note, read, output.counts),
    assumedZone: shape.assumesZone?.(head) ? timeZone : null,
  });
  return rawBytesBefore + end.rawBytes;
}

/** Shapes whose objects are the records themselves. */
const DIRECT: readonly ShapeKind[] = ['s3-delivery', 'insight', 'aggregated', 'array', 'ndjson', 'object'];

/** The kind once all of the text is known: sound values after what began as a single one make it NDJSON. */
function finalKind(shape: Shape, structure: Structure, { rejected }: Counts): ShapeKind {
  const several = structure.topValues > 1 && DIRECT.includes(shape.kind);
  return several && (rejected === 0 || shape.kind === 'object') ? 'ndjson' : shape.kind;
}

function startOf(entry: ContentEntry | RefusedEntry): Omit<EntryStarted, 'kind'> {
  return { path: entry.path, container: entry.container, sizeBytes: entry.sizeBytes };
}

const UNCLOSED = 'The text ends before everything in it is closed; it seems to be cut off.';

function readEntryEnd(
  started: EntryStarted,
  end: EntryEnd,
  contentSha256: string,
  assumption: string | null,
  { unclosed, problem }: ContentEnd,
  counts: Counts,
): EntryFinished {
  const ending = problem?.reason ?? (unclosed ? UNCLOSED : null);
  const damage = end.problem === undefined ? ending : sentence(end.problem);
  const notes = [damage ?? (end.note === undefined ? null : sentence(end.note)), assumption];
  return {
    ...started,
    ...factsOf(end),
    ...counts,
    contentSha256,
    status: damage === null ? 'read' : (problem?.status ?? 'damaged'),
    reason: notes.filter((note) => note !== null).join(' ') || null,
  };
}

function skippedEntry(started: EntryStarted, end: EntryEnd, reason: string): EntryFinished {
  const problem = end.problem === undefined ? null : sentence(end.problem);
  const onlyProblem = problem !== null && started.kind === 'empty';
  return {
    ...started,
    ...factsOf(end),
    records: 0,
    rejected: 0,
    status: onlyProblem ? 'damaged' : 'skipped',
    reason: onlyProblem ? problem : [reason, problem].filter((text) => text !== null).join(' '),
  };
}

async function reportContainer(
  sink: RecordSink,
  { path, container, format, end }: ContainerEntry,
): Promise<void> {
  const started: EntryStarted = { path, container, sizeBytes: end.sizeBytes, kind: format };
  const fault = end.problem ?? end.note;
  await sink.entryStarted(started);
  await sink.entryFinished({
    ...started,
    ...factsOf(end),
    records: 0,
    rejected: 0,
    status: end.problem === undefined ? 'container' : 'damaged',
    reason: fault === undefined ? null : sentence(fault),
  });
}

async function reportUnread(sink: RecordSink, started: EntryStarted, reason: string): Promise<void> {
  await sink.entryStarted(started);
  const nothing = {
    sha256: null,
    contentSha256: null,
    damage: null,
    assumedZone: null,
    text: null,
    rawBytes: 0,
    records: 0,
    rejected: 0,
  };
  await sink.entryFinished({ ...started, ...nothing, status: 'skipped', reason });
}

type Facts = Pick<
  EntryFinished,
  'sha256' | 'contentSha256' | 'damage' | 'assumedZone' | 'text' | 'sizeBytes' | 'rawBytes'
>;

function factsOf({ sha256, sizeBytes, rawBytes, problem, note }: EntryEnd): Facts {
  const damage = (problem ?? note)?.reason ?? null;
  return { sha256, contentSha256: null, damage, assumedZone: null, text: null, sizeBytes, rawBytes };
}

function sentence({ reason, position }: Problem): string {
  return `${reason} (At byte ${position} of the file.)`;
}
