import type { DuckDBConnection } from '@duckdb/node-api';
import type { ImportProgress } from '../../preload/contract/model/case.ts';
import type { Database } from '../database/open-database.ts';
import type { RejectedPiece } from '../normalise/piece.ts';
import type { EntryFinished } from '../normalise/read-source.ts';
import type { BatchSql } from './batch-sql.ts';
import type { Batch, Committed } from './commit-batch.ts';
import { type MutableCounters, measureProgress } from './progress-meter.ts';
import type { SourceRow, SourceState } from './source-row.ts';
import type { Staging } from './staging.ts';

export type ImportOptions = {
  readonly database: Database;
  readonly sqlDir: string;
  readonly workerPath: string;
  readonly productVersion: string;
  readonly paths: readonly string[];
  /** Of times that tell none: an IANA name or an offset. Where it is left open, the zone a file was read with before, else UTC. */
  readonly timeZone?: string;
  readonly signal: AbortSignal;
  readonly onStart?: (importId: number) => void;
  readonly onProgress: (progress: ImportProgress) => void;
};

type Piece = RejectedPiece & { readonly sourceId: number };

/** One run under way: what is staged, what waits for its batch, and the sums so far. */
export type Run = {
  readonly options: ImportOptions;
  readonly sql: BatchSql;
  /** One connection to stage a batch on while one is committed. */
  readonly connections: { readonly stage: DuckDBConnection; readonly commit: DuckDBConnection };
  readonly counters: MutableCounters;
  readonly kinds: Record<string, number>;
  readonly startedAtMs: number;
  staging: Staging;
  stagings: number;
  nextSourceId: number;
  /** Ids of the first record staged, and of the next one. */
  firstId: number;
  nextId: number;
  current: SourceRow | null;
  /** The SHA-256 that the file being read had when it was read before; null where it is new. */
  changedFrom: string | null;
  touched: SourceRow[];
  pieces: Piece[];
  /** The commit of the newest batch. */
  committed: Promise<void>;
  carefulBatches: number;
  /** Texts that wait for their batch. */
  textBytes: number;
  /** Bytes of the files that are done, and of the one being read. */
  bytesDone: number;
  rawDone: number;
  progressAtMs: number;
};

const PROGRESS_EVERY_MS = 100;

/** Tells how far the import is. */
export function report(run: Run, now = Date.now()): void {
  run.progressAtMs = now;
  run.options.onProgress(measureProgress(run.counters, run.startedAtMs, now));
}

/** The same, unless it was told a moment ago. */
export function reportAtTimes(run: Run): void {
  const now = Date.now();
  if (now - run.progressAtMs >= PROGRESS_EVERY_MS) report(run, now);
}

/** What is known of a file before it was read. */
const UNREAD = {
  sizeBytes: 0,
  rawBytes: 0,
  sha256: null,
  contentSha256: null,
  damage: null,
  assumedZone: null,
  text: null,
};

/** Begins the row of a file in the ledger. */
export function addSource(
  run: Run,
  file: Pick<SourceRow, 'path' | 'container'>,
  state: Pick<SourceState, 'kind' | 'status' | 'reason'>,
): SourceRow {
  const row: SourceRow = {
    sourceId: run.nextSourceId++,
    importId: run.counters.importId,
    path: file.path,
    container: file.container,
    state: { ...UNREAD, ...state },
    records: 0,
    duplicates: 0,
    rejected: 0,
    stored: false,
  };
  run.touched.push(row);
  return row;
}

/** Takes over the counts that were committed. */
export function addCounts({ counters }: Run, batch: Batch, { sources, recounted }: Committed): void {
  for (const [i, { records, duplicates, rejected, sourceId }] of sources.entries()) {
    const { row } = batch.sources[i] as Batch['sources'][number];
    counters.duplicates += duplicates - row.duplicates;
    counters.rejected += rejected - row.rejected;
    counters.events += records - duplicates - rejected - (row.records - row.duplicates - row.rejected);
    Object.assign(row, {
      records,
      rejected,
      stored: true,
      duplicates: recounted.get(sourceId) ?? duplicates,
    });
  }
}

/** Takes over what is known of a file once it was read. */
export function finishEntry(run: Run, entry: EntryFinished): void {
  const row = run.current;
  if (!row) throw new Error(`${entry.path} ended without having begun.`);
  const { kind, status, sha256, contentSha256, damage, assumedZone, text } = entry;
  const { sizeBytes, rawBytes } = entry;
  const changed =
    run.changedFrom === null || entry.container !== null
      ? null
      : `The file has changed since it was read before, when its SHA-256 was ${run.changedFrom}.`;
  const reason = [entry.reason, changed].filter((text) => text !== null).join(' ') || null;
  row.state = {
    kind,
    status,
    reason,
    sha256,
    contentSha256,
    damage,
    assumedZone,
    text,
    sizeBytes,
    rawBytes,
  };
  run.textBytes += text?.length ?? 0;
  run.current = null;
  run.kinds[entry.kind] = (run.kinds[entry.kind] ?? 0) + 1;
  if (entry.status === 'skipped') run.counters.skippedFiles += 1;
  else if (entry.status !== 'container') run.counters.files += 1;
}
