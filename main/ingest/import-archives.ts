import { availableParallelism } from 'node:os';
import type { ImportResult } from '../../preload/contract/model/case.ts';
import { displayName } from '../archive/display-name.ts';
import { type ReadableFile, walkFolder } from '../archive/walk-folder.ts';
import { explainError } from '../database/explain-error.ts';
import { ROW_GROUP_ROWS } from '../database/open-database.ts';
import { checkCase } from '../integrity/check-case.ts';
import type { RecordBatch } from '../normalise/record-batch.ts';
import { type ArchiveReader, startArchiveReader } from './archive-reader.ts';
import { readBatchSql } from './batch-sql.ts';
import { type Batch, commitCarefully, commitIfRegular } from './commit-batch.ts';
import { assumedZones, beginImport, endImport, knownFiles, knownProblems } from './import-run.ts';
import type { FromWorker } from './messages.ts';
import { placeAddresses } from './place-addresses.ts';
import { newCounters } from './progress-meter.ts';
import { refreshAdministrators } from './refresh-administrators.ts';
import { discardUnfinishedSources } from './remove-sources.ts';
import {
  addCounts,
  addSource,
  finishEntry,
  type ImportOptions,
  type Run,
  report,
  reportAtTimes,
} from './run-state.ts';
import { openStaging } from './staging.ts';

/** A batch has lanes that fill one row group of the case each, so that it is written once and never merged with another. */
const LANES = Math.min(Math.max(availableParallelism(), 2), 4);
const LANE_BYTES = 128 * 1024 * 1024;
/** What DuckDB keeps in memory while logs are read, beside the batch that is staged and what readers have under way. */
const MEMORY_BYTES = 896 * 1024 * 1024;
/** After one that holds duplicates, so many batches are looked through before they are committed. */
const CAREFUL_BATCHES = 8;
/** A batch is committed before it has more text of digests than that. */
const TEXT_BYTES = 16 * 1024 * 1024;
/** Files a reader is given at a time, so that it need not wait for the next one. */
const FILES_AHEAD = 8;
/** A reader unpacks and cuts several times as fast as its records are projected and stored. */
const CORES_PER_READER = 3;

/** Lists what there is to read, but for the case's own files (its log, backups), which may lie among the logs. */
async function listFiles(run: Run): Promise<ReadableFile[]> {
  const files: ReadableFile[] = [];
  const { database } = run.options;
  const own = displayName(Buffer.from(database.path));
  const reported = await knownProblems(database);
  for await (const found of walkFolder(run.options.paths)) {
    if (run.options.signal.aborted) break;
    if (found.path === own || found.path.startsWith(`${own}.`)) continue;
    if ('problem' in found) {
      const state = { kind: 'unreadable', status: 'skipped', reason: found.problem } as const;
      if (reported.get(found.path) !== found.problem) {
        addSource(run, { path: found.path, container: null }, state);
      }
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

/** Sends the staged rows on: while they are committed the next ones are staged. Waits for the commit before. */
async function flush(run: Run): Promise<void> {
  await run.committed;
  const { staging, touched, pieces, firstId } = run;
  staging.finish();
  const batch: Batch = {
    staged: staging.table,
    rows: staging.rows,
    bySource: staging.bySource,
    firstId,
    sources: touched.map((row) => ({ row, state: row.state })),
    pieces,
  };
  run.stagings += 1;
  run.staging = await openStaging(run.connections.stage, `staged_${run.stagings}`);
  run.pieces = [];
  run.textBytes = 0;
  run.touched = run.current ? [run.current] : [];
  run.firstId = run.nextId;
  run.committed = commit(run, batch);
  run.committed.catch(() => undefined);
}

/** Commits a batch: at once as long as batches hold new events only, else with a look for duplicates first. */
async function commit(run: Run, batch: Batch): Promise<void> {
  const { database } = run.options;
  const atOnce = run.carefulBatches === 0 ? await commitIfRegular(database, run.sql, batch) : null;
  const committed = atOnce ?? (await commitCarefully(database, run.connections.commit, run.sql, batch));
  if (atOnce === null) {
    run.carefulBatches = committed.isRegular ? Math.max(run.carefulBatches - 1, 0) : CAREFUL_BATCHES;
  }
  await run.connections.commit.run(`drop table memory.main.${batch.staged}`);
  addCounts(run, batch, committed);
  reportAtTimes(run);
}

/** The first batch has one lane, so that it is being committed while most of the next one is read. */
function lanesOf(run: Run): number {
  return run.stagings === 0 ? 1 : LANES;
}

/** Stages the records, lane by lane, committing whenever all are full. */
async function stage(run: Run, batch: RecordBatch): Promise<void> {
  const total = batch.offsets.length - 1;
  for (let first = 0; first < total; ) {
    const count = Math.min(total - first, ROW_GROUP_ROWS - run.staging.laneRows);
    run.staging.append(run.current?.sourceId ?? 0, batch, first, count, run.nextId);
    run.nextId += count;
    run.counters.records += count;
    first += count;
    if (run.staging.laneRows < ROW_GROUP_ROWS && run.staging.laneBytes < LANE_BYTES) continue;
    if (run.staging.lanes < lanesOf(run)) await run.staging.nextLane();
    else await flush(run);
  }
}

async function handle(run: Run, file: ReadableFile, message: FromWorker): Promise<void> {
  const { counters } = run;
  switch (message.type) {
    case 'unchanged':
      counters.skippedFiles += 1;
      run.kinds.unchanged = (run.kinds.unchanged ?? 0) + 1;
      return;
    case 'changed':
      run.changedFrom = message.before;
      return;
    case 'entryStarted':
      run.current = addSource(run, message.entry, {
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
      if (run.textBytes >= TEXT_BYTES) await flush(run);
      return;
    case 'fileFinished':
      run.changedFrom = null;
      run.bytesDone += file.sizeBytes;
      counters.bytes = run.bytesDone;
      return;
    case 'failed':
      return;
  }
}

/** Reads the files in their order; readers are ahead of the import by as much as they may have under way. */
async function readFiles(
  run: Run,
  readers: readonly ArchiveReader[],
  files: readonly ReadableFile[],
): Promise<void> {
  const { database, timeZone } = run.options;
  const known = await knownFiles(database);
  const zones = await assumedZones(database);
  const cancelled = new Promise<never>((_, reject) => {
    run.options.signal.addEventListener('abort', () => reject(run.options.signal.reason), { once: true });
  });
  cancelled.catch(() => undefined);
  const ahead: AsyncIterator<FromWorker>[] = [];
  let given = 0;
  for (const file of files) {
    if (run.options.signal.aborted) return;
    for (; ahead.length < readers.length * FILES_AHEAD && given < files.length; given++) {
      const next = files[given] as ReadableFile;
      const reader = readers.reduce((least, other) => (other.waiting() < least.waiting() ? other : least));
      const zone = timeZone ?? zones.get(next.path) ?? 'UTC';
      ahead.push(reader.read(next, known.get(next.path) ?? [], zone)[Symbol.asyncIterator]());
    }
    run.counters.currentFile = file.path;
    const messages = ahead.shift() as AsyncIterator<FromWorker>;
    const reading = handleAll(run, file, messages);
    reading.catch(() => undefined);
    await Promise.race([reading, cancelled]);
  }
}

async function handleAll(run: Run, file: ReadableFile, messages: AsyncIterator<FromWorker>): Promise<void> {
  for (let next = await messages.next(); next.done !== true; next = await messages.next()) {
    if (run.options.signal.aborted) return;
    await handle(run, file, next.value);
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

/** Waits for the last commit and closes the staging, which is empty then. */
async function closeStaging(run: Run): Promise<void> {
  await run.committed;
  run.staging.finish();
  await run.connections.stage.run(`drop table memory.main.${run.staging.table}`);
}

/** Drops what is staged of a file that was not read to its end; a source is in the case whole or not at all. */
async function dropUnfinished(run: Run): Promise<void> {
  await closeStaging(run);
  await discardUnfinishedSources(run.options.database, run.options.sqlDir);
}

async function runImport(run: Run, readers: readonly ArchiveReader[]): Promise<ImportResult> {
  const { options, counters } = run;
  const files = await listFiles(run);
  counters.phase = 'reading';
  report(run);
  let cancelled = false;
  try {
    await readFiles(run, readers, files);
    cancelled = options.signal.aborted;
  } catch (error) {
    if (!options.signal.aborted) throw error;
    cancelled = true;
  }
  await Promise.all(readers.map((reader) => reader.close()));
  if (cancelled) {
    await commitFinishedFiles(run);
  } else {
    await flush(run);
    await closeStaging(run);
  }
  counters.phase = 'placing';
  counters.currentFile = null;
  report(run);
  await placeAddresses(options.database, options.sqlDir);
  await refreshAdministrators(options.database);
  await checkCase(options.database);
  counters.phase = 'done';
  counters.status = cancelled ? 'cancelled' : 'finished';
  await endImport(options.database, counters.importId, counters.status, run.kinds.unchanged ?? 0);
  report(run);
  return resultOf(run, cancelled);
}

/** After a cancel: commits the files read to their end, then drops the one that was not. */
async function commitFinishedFiles(run: Run): Promise<void> {
  const unfinished = run.current;
  await flush(run);
  await run.committed;
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
  await discardUnfinishedSources(database, options.sqlDir);
  const begun = await beginImport(database, options.paths, options.productVersion);
  options.onStart?.(begun.importId);
  const connections = {
    stage: await database.connect(),
    commit: await database.connect(),
  };
  const readers = Array.from({ length: Math.ceil(availableParallelism() / CORES_PER_READER) }, () =>
    startArchiveReader(options.workerPath),
  );
  const run: Run = {
    options,
    sql: await readBatchSql(options.sqlDir),
    connections,
    counters: newCounters(begun.importId),
    kinds: {},
    startedAtMs: Date.now(),
    staging: await openStaging(connections.stage, 'staged_0'),
    stagings: 0,
    nextSourceId: begun.nextSourceId,
    firstId: begun.nextRecordId,
    nextId: begun.nextRecordId,
    current: null,
    changedFrom: null,
    touched: [],
    pieces: [],
    committed: Promise.resolve(),
    carefulBatches: 0,
    textBytes: 0,
    bytesDone: 0,
    rawDone: 0,
    progressAtMs: 0,
  };
  try {
    return await database.withinMemory(MEMORY_BYTES, () => runImport(run, readers));
  } catch (reason) {
    const error = explainError(reason, database.path);
    run.counters.status = 'failed';
    run.counters.message = error instanceof Error ? error.message : String(error);
    report(run);
    await endImport(database, begun.importId, 'failed', run.kinds.unchanged ?? 0).catch(() => undefined);
    throw error;
  } finally {
    await Promise.all(readers.map((reader) => reader.close()));
    await run.committed.catch(() => undefined);
    for (const connection of Object.values(connections)) connection.closeSync();
  }
}
