import { setImmediate } from 'node:timers/promises';
import type { ContainerEntry, ContentEntry, EntryEnd, RefusedEntry } from '../archive/entry.ts';
import type { Limits } from '../archive/limits.ts';
import { openEntries } from '../archive/open-entries.ts';
import type { Problem } from '../archive/problem.ts';
import type { FoundFile } from '../archive/walk-folder.ts';
import { HEAD_BYTES, readHead } from './entry-head.ts';
import type { RejectedPiece, Structure } from './piece.ts';
import { recognise } from './recognise.ts';
import { BatchBuilder, type RecordBatch } from './record-batch.ts';
import type { Shape, ShapeKind } from './shapes/shape.ts';
import { RecordSplitter } from './split-records.ts';

/** The shape of an entry, the format of an archive, or that it could not be opened at all. */
type EntryKind = ShapeKind | 'zip' | 'tar' | 'tar.gz' | 'refused' | 'unreadable';

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

export type ReadOptions = { readonly limits: Limits; readonly signal: AbortSignal };

/** Bytes given to the splitter between two times the sink is served. */
const SLICE_BYTES = 1024 * 1024;

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
    if (entry.type === 'content') rawBytes = await readEntry(entry, sink, options.limits, rawBytes);
    else if (entry.type === 'container') await reportContainer(sink, entry);
    else await reportUnread(sink, { ...startOf(entry), kind: 'refused' }, entry.reason);
  }
  await sink.progress({ storedBytesRead: file.sizeBytes, rawBytes });
}

type Counts = { records: number; rejected: number };

/** Reads an entry to its end and returns the sum of `rawBytesBefore` and its own raw bytes. */
async function readEntry(
  entry: ContentEntry,
  sink: RecordSink,
  limits: Limits,
  rawBytesBefore: number,
): Promise<number> {
  const content = entry.content[Symbol.asyncIterator]();
  const { bytes, ended } = await firstBytes(content);
  const head = readHead(entry.path, bytes.subarray(0, HEAD_BYTES), ended && bytes.length <= HEAD_BYTES);
  const shape = recognise(head);
  const started: EntryStarted = { ...startOf(entry), kind: shape.kind };
  await sink.entryStarted(started);
  if (shape.skipReason !== null) {
    const end = await entry.finished();
    await sink.entryFinished(skippedEntry(started, end, shape.skipReason(head)));
    return rawBytesBefore + end.rawBytes;
  }
  const counts: Counts = { records: 0, rejected: 0 };
  const feeder = new Feeder(sink, limits.maxRecordBytes, counts);
  let rawBytes = 0;
  for (let chunk: Uint8Array | null = bytes; chunk !== null; chunk = await nextChunk(content)) {
    await feeder.push(chunk);
    rawBytes += chunk.byteLength;
    await sink.progress({ storedBytesRead: entry.fileBytesRead(), rawBytes: rawBytesBefore + rawBytes });
  }
  const structure = await feeder.finish();
  const end = await entry.finished();
  await sink.entryFinished(
    readEntryEnd({ ...started, kind: finalKind(shape, structure, counts) }, end, structure, counts),
  );
  return rawBytesBefore + end.rawBytes;
}

/** Puts bytes through the splitter and serves the sink before going on. */
class Feeder {
  readonly #sink: RecordSink;
  readonly #counts: Counts;
  readonly #batches = new BatchBuilder();
  readonly #splitter: RecordSplitter;
  #rejected: RejectedPiece[] = [];

  constructor(sink: RecordSink, maxRecordBytes: number, counts: Counts) {
    this.#sink = sink;
    this.#counts = counts;
    this.#splitter = new RecordSplitter(
      {
        record: (bytes, start, end, position, byteOffset) =>
          this.#batches.add(bytes, start, end, position, byteOffset),
        rejected: (piece) => this.#rejected.push(piece),
      },
      maxRecordBytes,
    );
  }

  async push(chunk: Uint8Array): Promise<void> {
    for (let start = 0; start < chunk.byteLength; start += SLICE_BYTES) {
      this.#splitter.push(chunk.subarray(start, start + SLICE_BYTES));
      await this.#serve();
    }
  }

  async finish(): Promise<Structure> {
    this.#splitter.finish();
    this.#batches.close();
    await this.#serve();
    return this.#splitter.structure;
  }

  async #serve(): Promise<void> {
    for (const batch of this.#batches.takeBatches()) {
      this.#counts.records += batch.positions.length;
      await this.#sink.records(batch);
    }
    const rejected = [...this.#rejected, ...this.#batches.takeRejected()];
    if (rejected.length === 0) return;
    this.#rejected = [];
    this.#counts.rejected += rejected.length;
    await this.#sink.rejected(rejected);
  }
}

async function nextChunk(content: AsyncIterator<Uint8Array>): Promise<Uint8Array | null> {
  const next = await content.next();
  return next.done === true ? null : next.value;
}

/** At least the first 64 KiB of the content, or all of it. */
async function firstBytes(content: AsyncIterator<Uint8Array>): Promise<{ bytes: Buffer; ended: boolean }> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  while (length <= HEAD_BYTES) {
    const chunk = await nextChunk(content);
    if (chunk === null) return { bytes: joined(chunks), ended: true };
    chunks.push(chunk);
    length += chunk.byteLength;
  }
  return { bytes: joined(chunks), ended: false };
}

function joined(chunks: readonly Uint8Array[]): Buffer {
  const [first] = chunks;
  if (chunks.length !== 1 || first === undefined) return Buffer.concat(chunks);
  return Buffer.from(first.buffer, first.byteOffset, first.byteLength);
}

/** The kind once all of the text is known: sound values after what began as a single one make it NDJSON. */
function finalKind(shape: Shape, structure: Structure, { rejected }: Counts): ShapeKind {
  const several = structure.topValues > 1;
  return several && (rejected === 0 || shape.kind === 'object') ? 'ndjson' : shape.kind;
}

function startOf(entry: ContentEntry | RefusedEntry): Omit<EntryStarted, 'kind'> {
  return { path: entry.path, container: entry.container, sizeBytes: entry.sizeBytes };
}

const UNCLOSED = 'The text ends before everything in it is closed; it seems to be cut off.';

function readEntryEnd(
  started: EntryStarted,
  end: EntryEnd,
  structure: Structure,
  counts: Counts,
): EntryFinished {
  const damage = end.problem === undefined ? (structure.unclosed ? UNCLOSED : null) : sentence(end.problem);
  const note = end.note === undefined ? null : sentence(end.note);
  return {
    ...started,
    ...factsOf(end),
    ...counts,
    status: damage === null ? 'read' : 'damaged',
    reason: damage ?? note,
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

async function reportContainer(sink: RecordSink, { path, format, end }: ContainerEntry): Promise<void> {
  const started: EntryStarted = { path, container: null, sizeBytes: end.sizeBytes, kind: format };
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
  const nothing = { sha256: null, rawBytes: 0, records: 0, rejected: 0 };
  await sink.entryFinished({ ...started, ...nothing, status: 'skipped', reason });
}

function factsOf({
  sha256,
  sizeBytes,
  rawBytes,
}: EntryEnd): Pick<EntryFinished, 'sha256' | 'sizeBytes' | 'rawBytes'> {
  return { sha256, sizeBytes, rawBytes };
}

function sentence({ reason, position }: Problem): string {
  return `${reason} (At byte ${position} of the file.)`;
}
