import type { DuckDBConnection } from '@duckdb/node-api';
import type { ImportProgress, ImportResult } from '../../preload/contract/model/case.ts';
import { type ReadableFile, walkFolder } from '../archive/walk-folder.ts';
import type { Database } from '../database/open-database.ts';
import type { RejectedPiece } from '../normalise/piece.ts';
import type { EntryFinished } from '../normalise/read-source.ts';
import type { RecordBatch } from '../normalise/record-batch.ts';
import { type ArchiveReader, startArchiveReader } from './archive-reader.ts';
import { type BatchSql, commitBatch, projectBatch, readBatchSql } from './commit-batch.ts';
import { beginImport, discardUnfinishedSources, endImport, knownFiles } from './import-run.ts';
import type { FromWorker } from './messages.ts';
import { placeAddresses } from './place-addresses.ts';
import { type MutableCounters, measureProgress, newCounters } from './progress-meter.ts';
import type { SourceRow } from './source-row.ts';
import { openStaging, type Staging } from './staging.ts';

/** A batch fills whole row groups of DuckDB (122,880 rows), so that both cores have one to write. */
const BATCH_ROWS = 122_880;
const BATCH_BYTES = 320 * 1024 * 1024;
const PROGRESS_EVERY_MS = 100;

export type ImportOptions = {
  readonly database: Database;
  readonly sqlDir: string;
  readonly workerPath: string;
  readonly productVersion: string;
  readonly paths: readonly string[];
  readonly signal: AbortSignal;
  readonly onStart?: (importId: number) => void;
  readonly onProgress: (progress: ImportProgress) => void;
};

type Piece = RejectedPiece & { readonly sourceId: number };

/** One run under way: what is staged, what waits for its batch, and the sums so far. */
type Run = {
  readonly options: ImportOptions;
  readonly sql: BatchSql;
  readonly connection: DuckDBConnection;
  readonly counters: MutableCounters;
  readonly kinds: Record<string, number>;
  readonly startedAtMs: number;
  staging: Staging;
  stagings: number;
  nextSourceId: number;
  current: SourceRow | null;
  touched: SourceRow[];
  pieces: Piece[];
  committing: Promise<void>;
  /** Bytes of the files that are done, and of the one being read. */
  bytesDone: number;
  rawDone: number;
  progressAtMs: number;
};

function report(run: Run, now = Date.now()): void {
  run.progressAtMs = now;
  run.options.onProgress(measureProgress(run.counters, run.startedAtMs, now));
}

function reportAtTimes(run: Run): void {
  const now = Date.now();
  if (now - run.progressAtMs >= PROGRESS_EVERY_MS) report(run, now);
}

async function listFiles(run: Run): Promise<ReadableFile[]> {
  const files: ReadableFile[] = [];
  for await (const found of walkFolder(run.options.paths)) {
    if (run.options.signal.aborted) break;
    if ('problem' in found) {
      addSource(run, {
        path: found.path,
        container: null,
        kind: 'unreadable',
        status: 'skipped',
        reason: found.problem,
      });
      run.counters.skippedFiles += 1;
      run.kinds.unreadable = (run.kinds.unreadable ?? 0) + 1;
      continue;
    }
    files.push(found);
    run.counters.filesTotal += 1;
    run.counters.bytesTotal += found.sizeBytes;
    reportAtTimes(run);
  }
  return files;
}

function addSource(
  run: Run,
  start: Pick<SourceRow, 'path' | 'container' | 'kind' | 'status' | 'reason'>,
): SourceRow {
  const row: SourceRow = {
    sourceId: run.nextSourceId++,
    importId: run.counters.importId,
    sizeBytes: 0,
    rawBytes: 0,
    sha256: null,
    records: 0,
    duplicates: 0,
    rejected: 0,
    stored: false,
    ...start,
  };
  run.touched.push(row);
  return row;
}

/** Takes the staged rows as they are, opens fresh staging, and commits them behind whatever is committing. */
async function flush(run: Run): Promise<void> {
  const { staging, touched, pieces } = run;
  await run.committing;
  staging.finish();
  run.stagings += 1;
  run.staging = await openStaging(run.connection, `staged_${run.stagings}`);
  run.pieces = [];
  run.touched = run.current ? [run.current] : [];
  run.committing = commitStaged(run, staging, touched, pieces);
  run.committing.catch(() => undefined);
}

async function commitStaged(
  run: Run,
  staging: Staging,
  rows: readonly SourceRow[],
  pieces: readonly Piece[],
): Promise<void> {
  const counts = await projectBatch(run.connection, run.sql, staging.table);
  const byId = new Map(rows.map((row) => [row.sourceId, row]));
  for (const count of counts) {
    const row = byId.get(count.sourceId);
    if (!row) throw new Error(`Records of source ${count.sourceId} were staged without its row.`);
    row.records += count.records;
    row.duplicates += count.duplicates;
    row.rejected += count.rejected;
    run.counters.duplicates += count.duplicates;
    run.counters.rejected += count.rejected;
    run.counters.events += count.records - count.duplicates - count.rejected;
  }
  for (const piece of pieces) {
    const row = byId.get(piece.sourceId);
    if (!row) throw new Error(`A piece of source ${piece.sourceId} was rejected without its row.`);
    row.records += 1;
    row.rejected += 1;
    run.counters.rejected += 1;
  }
  await commitBatch(run.options.database, rows, pieces);
  for (const row of rows) row.stored = true;
  reportAtTimes(run);
}

function finishEntry(run: Run, entry: EntryFinished): void {
  const row = run.current;
  if (!row) throw new Error(`${entry.path} ended without having begun.`);
  row.kind = entry.kind;
  row.status = entry.status;
  row.reason = entry.reason ?? null;
  row.sha256 = entry.sha256;
  row.sizeBytes = entry.sizeBytes;
  row.rawBytes = entry.rawBytes;
  run.current = null;
  run.kinds[entry.kind] = (run.kinds[entry.kind] ?? 0) + 1;
  if (entry.status === 'skipped') run.counters.skippedFiles += 1;
  else if (entry.status !== 'container') run.counters.files += 1;
}

/** Stages the records, committing whenever a batch is exactly full. */
async function stage(run: Run, batch: RecordBatch): Promise<void> {
  const total = batch.offsets.length - 1;
  for (let first = 0; first < total; ) {
    const count = Math.min(total - first, BATCH_ROWS - run.staging.rows);
    run.staging.append(run.current?.sourceId ?? 0, batch, first, count);
    run.counters.records += count;
    first += count;
    if (run.staging.rows >= BATCH_ROWS || run.staging.bytes >= BATCH_BYTES) await flush(run);
  }
}

async function handle(run: Run, file: ReadableFile, message: FromWorker): Promise<void> {
  const { counters } = run;
  switch (message.type) {
    case 'unchanged':
      counters.skippedFiles += 1;
      run.kinds.unchanged = (run.kinds.unchanged ?? 0) + 1;
      return;
    case 'entryStarted':
      run.current = addSource(run, {
        path: message.entry.path,
        container: message.entry.container,
        kind: message.entry.kind,
        status: 'reading',
        reason: null,
      });
      return;
    case 'records':
      await stage(run, message.batch);
      reportAtTimes(run);
      return;
    case 'rejected':
      counters.records += message.pieces.length;
      for (const piece of message.pieces) run.pieces.push({ ...piece, sourceId: run.current?.sourceId ?? 0 });
      return;
    case 'progress':
      counters.bytes = run.bytesDone + Math.min(message.storedBytesRead, file.sizeBytes);
      reportAtTimes(run);
      return;
    case 'entryFinished':
      run.rawDone += message.entry.rawBytes;
      counters.bytesRaw = run.rawDone;
      finishEntry(run, message.entry);
      return;
    case 'fileFinished':
      run.bytesDone += file.sizeBytes;
      counters.bytes = run.bytesDone;
      return;
    case 'failed':
      return;
  }
}

async function readFiles(run: Run, reader: ArchiveReader, files: readonly ReadableFile[]): Promise<void> {
  const known = await knownFiles(run.options.database);
  const cancelled = new Promise<never>((_, reject) => {
    run.options.signal.addEventListener('abort', () => reject(run.options.signal.reason), { once: true });
  });
  cancelled.catch(() => undefined);
  for (const file of files) {
    if (run.options.signal.aborted) return;
    run.counters.currentFile = file.path;
    const reading = reader.read(file, known.get(file.path) ?? [], (message) => handle(run, file, message));
    reading.catch(() => undefined);
    await Promise.race([reading, cancelled]);
  }
}

function resultOf(run: Run, cancelled: boolean): ImportResult {
  const { counters } = run;
  return {
    files: counters.files,
    records: counters.events + counters.duplicates + counters.rejected,
    events: counters.events,
    duplicates: counters.duplicates,
    rejected: counters.rejected,
    skippedFiles: counters.skippedFiles,
    bytesCompressed: counters.bytes,
    bytesRaw: counters.bytesRaw,
    durationMs: Date.now() - run.startedAtMs,
    kinds: run.kinds,
    cancelled,
  };
}

/** Drops what is staged of a file that was not read to its end; a source is in the case whole or not at all. */
async function dropUnfinished(run: Run): Promise<void> {
  await run.committing;
  run.staging.finish();
  await run.connection.run(`drop table memory.main.${run.staging.table}`);
  await discardUnfinishedSources(run.options.database);
}

async function runImport(run: Run, reader: ArchiveReader): Promise<ImportResult> {
  const { options, counters } = run;
  const files = await listFiles(run);
  counters.phase = 'reading';
  report(run);
  let cancelled = false;
  try {
    await readFiles(run, reader, files);
    cancelled = options.signal.aborted;
  } catch (error) {
    if (!options.signal.aborted) throw error;
    cancelled = true;
  }
  await reader.close();
  if (cancelled) {
    await commitFinishedFiles(run);
  } else {
    await flush(run);
    await run.committing;
    run.staging.finish();
    await run.connection.run(`drop table memory.main.${run.staging.table}`);
  }
  counters.phase = 'placing';
  counters.currentFile = null;
  report(run);
  await placeAddresses(options.database, options.sqlDir);
  counters.phase = 'done';
  counters.status = cancelled ? 'cancelled' : 'finished';
  await endImport(options.database, counters.importId, counters.status);
  report(run);
  return resultOf(run, cancelled);
}

/** After a cancel: commits the files read to their end, then drops the one that was not. */
async function commitFinishedFiles(run: Run): Promise<void> {
  const unfinished = run.current;
  await flush(run);
  await run.committing;
  if (unfinished) {
    run.counters.events -= unfinished.records - unfinished.duplicates - unfinished.rejected;
    run.counters.duplicates -= unfinished.duplicates;
    run.counters.rejected -= unfinished.rejected;
  }
  await dropUnfinished(run);
}

/**
 * Reads files, folders and archives into the case. Resolves with the sums of this run, also when it was
 * cancelled; what was read of whole files stays. Running it again over the same paths adds nothing.
 */
export async function importArchives(options: ImportOptions): Promise<ImportResult> {
  const { database } = options;
  await discardUnfinishedSources(database);
  const begun = await beginImport(database, options.paths, options.productVersion);
  options.onStart?.(begun.importId);
  const connection = await database.connect();
  const reader = startArchiveReader(options.workerPath);
  const run: Run = {
    options,
    sql: await readBatchSql(options.sqlDir),
    connection,
    counters: newCounters(begun.importId),
    kinds: {},
    startedAtMs: Date.now(),
    staging: await openStaging(connection, 'staged_0'),
    stagings: 0,
    nextSourceId: begun.nextSourceId,
    current: null,
    touched: [],
    pieces: [],
    committing: Promise.resolve(),
    bytesDone: 0,
    rawDone: 0,
    progressAtMs: 0,
  };
  try {
    return await runImport(run, reader);
  } catch (error) {
    run.counters.status = 'failed';
    run.counters.message = error instanceof Error ? error.message : String(error);
    report(run);
    await endImport(database, begun.importId, 'failed').catch(() => undefined);
    throw error;
  } finally {
    await reader.close();
    connection.closeSync();
  }
}
