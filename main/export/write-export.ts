import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DatabaseError } from '../database/database-error.ts';
import type { Database } from '../database/open-database.ts';
import { interruptible, type Parameters } from '../database/run-query.ts';

/** Where an export goes; its manifest goes beside it with `.manifest.json` appended. */
export type ExportPlace = { readonly exportId: string; readonly path: string };

export type ExportFormat = 'csv' | 'ndjson';

/** What was written: the file, by name, size and hash. */
export type WrittenFile = { readonly name: string; readonly sizeBytes: number; readonly sha256: string };

export type ExportOutcome = {
  readonly rows: number;
  readonly path: string;
  readonly manifestPath: string;
  readonly sha256: string;
};

type Select = { readonly sql: string; readonly parameters: Parameters };

/** First characters at which spreadsheets take a cell for a formula (OWASP, CSV injection). */
const FORMULA_START = '^[=+\\-@\\t\\r\\n]';

/** A text that a spreadsheet would run as a formula, with an apostrophe in front; any other as it is. */
export function defused(text: string): string {
  return `if(regexp_matches(${text}, '${FORMULA_START}'), '''' || ${text}, ${text})`;
}

const FORMATS: Readonly<Record<ExportFormat, string>> = {
  csv: `(format csv, header, delimiter ',', quote '"', escape '"')`,
  ndjson: '(format json, array false)',
};

const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Writes the SELECT with DuckDB's COPY into the scratch folder, telling how far it is (0 … 1). */
async function copyToScratch(
  database: Database,
  select: Select,
  format: ExportFormat,
  scratchPath: string,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<number> {
  return database.withReader(async (connection) => {
    const timer = setInterval(() => onShare(Math.max(connection.progress.percentage, 0) / 100), 200);
    try {
      const result = await interruptible(connection, signal, () =>
        connection.run(`copy (${select.sql}) to ${quoteText(scratchPath)} ${FORMATS[format]}`, {
          ...select.parameters,
        }),
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

/** What a manifest of any export says. */
type AnyManifest = { readonly rows: number; readonly file: WrittenFile };

async function recordExport(database: Database, path: string, manifest: AnyManifest): Promise<void> {
  if (database.readOnly) return;
  await database.write((connection) =>
    connection.run(
      `insert into "case".main.export values (now()::timestamp, $path, $rows, $sha256, $manifest)`,
      { path, rows: manifest.rows, sha256: manifest.file.sha256, manifest: JSON.stringify(manifest) },
    ),
  );
}

/**
 * Writes the rows of a SELECT to a file, with a manifest beside it and an entry in the case; `manifestOf` makes the
 * manifest from what was written. Leaves no file behind when it is cancelled or fails. Rejects with a `cancelled`
 * DatabaseError on abort.
 */
export async function writeExport(
  database: Database,
  place: ExportPlace,
  content: { readonly select: Select; readonly format: ExportFormat; readonly expectedRows: number },
  manifestOf: (rows: number, file: WrittenFile) => Promise<AnyManifest>,
  onRows: (rows: number, total: number) => void,
  signal: AbortSignal,
): Promise<ExportOutcome> {
  const { select, format, expectedRows } = content;
  const scratchPath = join(database.scratchDir, `${place.exportId}.${format}`);
  try {
    onRows(0, expectedRows);
    const onShare = (share: number) => onRows(Math.floor(share * expectedRows), expectedRows);
    const rows = await copyToScratch(database, select, format, scratchPath, onShare, signal);
    const file = await deliver(scratchPath, place.path, signal);
    const manifest = await manifestOf(rows, { name: basename(place.path), ...file });
    const manifestPath = `${place.path}.manifest.json`;
    await writeFile(manifestPath, `${JSON.stringify(manifest, null, 2)}\n`);
    await recordExport(database, place.path, manifest);
    onRows(rows, rows);
    return { rows, path: place.path, manifestPath, sha256: file.sha256 };
  } catch (error) {
    if (signal.aborted) {
      throw new DatabaseError('cancelled', 'The export was cancelled; no file was written.');
    }
    throw error;
  } finally {
    await rm(scratchPath, { force: true });
  }
}
