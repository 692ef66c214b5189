import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DatabaseError } from '../database/database-error.ts';
import type { Database } from '../database/open-database.ts';
import { interruptible } from '../database/run-query.ts';
import { countEvents } from '../query/count.ts';
import { type CsvOptions, csvSelect } from './csv-select.ts';
import { buildManifest, type Manifest } from './manifest.ts';

export type ExportJob = CsvOptions & {
  readonly exportId: string;
  /** Where the CSV goes; the manifest goes beside it with `.manifest.json` appended. */
  readonly path: string;
  readonly caseName: string;
  readonly version: string;
};

export type ExportOutcome = {
  readonly rows: number;
  readonly path: string;
  readonly manifestPath: string;
  readonly manifest: Manifest;
};

const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Writes the SELECT with DuckDB's COPY into the scratch folder, telling how far it is (0 … 1). */
async function copyToScratch(
  database: Database,
  job: ExportJob,
  scratchPath: string,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<number> {
  const select = csvSelect(job);
  return database.withReader(async (connection) => {
    const timer = setInterval(() => onShare(Math.max(connection.progress.percentage, 0) / 100), 200);
    try {
      const result = await interruptible(connection, signal, () =>
        connection.run(
          `copy (${select.sql}) to ${quoteText(scratchPath)} (format csv, header, delimiter ',', quote '"', escape '"')`,
          { ...select.parameters },
        ),
      );
      return result.rowsChanged;
    } finally {
      clearInterval(timer);
    }
  });
}

/** Moves the finished file to its place, hashing on the way; a half-written file never has the final name. */
async function deliver(
  scratchPath: string,
  path: string,
  signal: AbortSignal,
): Promise<{ sha256: string; sizeBytes: number }> {
  await mkdir(dirname(path), { recursive: true });
  const partial = join(dirname(path), `.${basename(path)}.part`);
  const hash = createHash('sha256');
  const hashing = new Transform({
    transform(chunk, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  try {
    await pipeline(createReadStream(scratchPath), hashing, createWriteStream(partial), { signal });
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  return { sha256: hash.digest('hex'), sizeBytes: (await stat(path)).size };
}

async function recordExport(database: Database, path: string, manifest: Manifest): Promise<void> {
  if (database.readOnly) return;
  await database.write((connection) =>
    connection.run(
      `insert into "case".main.export values (now()::timestamp, $path, $rows, $sha256, $manifest)`,
      {
        path,
        rows: manifest.rows,
        sha256: manifest.file.sha256,
        manifest: JSON.stringify(manifest),
      },
    ),
  );
}

/**
 * Writes exactly the events of the scope as CSV, with a manifest beside it and an entry in the case. Leaves
 * no file behind when it is cancelled or fails. Rejects with a `cancelled` DatabaseError on abort.
 */
export async function exportCsv(
  database: Database,
  job: ExportJob,
  onRows: (rows: number, total: number) => void,
  signal: AbortSignal,
): Promise<ExportOutcome> {
  const scratchPath = join(database.scratchDir, `${job.exportId}.csv`);
  try {
    const counts = await countEvents(database, job.scope, signal);
    onRows(0, counts.events);
    const rows = await copyToScratch(
      database,
      job,
      scratchPath,
      (share) => onRows(Math.floor(share * counts.events), counts.events),
      signal,
    );
    const file = await deliver(scratchPath, job.path, signal);
    const manifest = await buildManifest(
      database,
      {
        version: job.version,
        case: { name: job.caseName, path: database.path, events: counts.total },
        query: job.scope.query,
        from: job.scope.from,
        to: job.scope.to,
        sort: job.sort,
        columns: job.columns,
        rows,
        formulasDefused: job.defuse,
        file: { name: basename(job.path), ...file },
      },
      job.scope,
    );
    const manifestPath = `${job.path}.manifest.json`;
    await writeFile(manifestPath, `${JSON.stringify(manifest, null, 2)}\n`);
    await recordExport(database, job.path, manifest);
    onRows(rows, rows);
    return { rows, path: job.path, manifestPath, manifest };
  } catch (error) {
    if (signal.aborted)
      throw new DatabaseError('cancelled', 'The export was cancelled; no file was written.');
    throw error;
  } finally {
    await rm(scratchPath, { force: true });
  }
}
