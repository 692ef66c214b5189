import { constants } from 'node:fs';
import { access, copyFile, mkdtemp, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Row } from '../../preload/contract/model/panel.ts';
import { type ConnectionPool, openConnectionPool } from './connection-pool.ts';
import { DatabaseError } from './database-error.ts';
import { explainError } from './explain-error.ts';
import { type Parameters, type QueryResult, runQuery, toRows } from './run-query.ts';
import { readSqlFolder } from './sql-files.ts';

/** Version of the tables in a case file; a file of an older version is brought up to it, a newer one refused. */
export const SCHEMA_VERSION = 6;

/** Rows of a row group, the part of a table that DuckDB gives one thread to read or write. */
export const ROW_GROUP_ROWS = 61_440;

const READERS = 4;

/** An open case file: many readers, one writer, no way out to other files or the network. */
export type Database = {
  readonly path: string;
  readonly readOnly: boolean;
  /** A folder that DuckDB may write to, for exports under way; removed on close. */
  readonly scratchDir: string;
  /** Runs a query and reads at most `maxRows` of its rows (default 10,000). */
  readonly query: (sql: string, parameters?: Parameters, options?: QueryOptions) => Promise<QueryResult>;
  /** The same, as objects. */
  readonly rows: (sql: string, parameters?: Parameters, options?: QueryOptions) => Promise<Row[]>;
  /** Lends a reader connection for statements that belong together. */
  readonly withReader: <T>(work: (connection: DuckDBConnection) => Promise<T>) => Promise<T>;
  /** Runs `work` in one transaction on the writer connection, one at a time; rolls back when it throws. */
  readonly write: <T>(work: (connection: DuckDBConnection) => Promise<T>) => Promise<T>;
  /** A further connection for the ingest's staging, closed by its user. */
  readonly connect: () => Promise<DuckDBConnection>;
  /** Moves what is in the write-ahead log into the file. */
  readonly checkpoint: () => Promise<void>;
  /** Runs `work` while DuckDB keeps at most so many bytes in memory, blocks of the case that it caches included. */
  readonly withinMemory: <T>(bytes: number, work: () => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
};

type QueryOptions = { readonly signal?: AbortSignal; readonly maxRows?: number };

type OpenOptions = {
  readonly path: string;
  readonly sqlDir: string;
  readonly create: boolean;
  /** Opens the file for reading even where it could be written. */
  readonly readOnly?: boolean;
};

/** Case files open in this process: DuckDB's own lock keeps out other processes only. */
const openHere = new Set<string>();

const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Whether there is a file at the path. Throws DatabaseError where there can be none: a folder is, or is missing. */
async function exists(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  if (found?.isFile() === false) {
    throw new DatabaseError('not_a_case', `${path} is a folder or a device, not a Spoor case file.`);
  }
  if (found === null && !(await stat(dirname(path)).catch(() => null))?.isDirectory()) {
    throw new DatabaseError(
      'missing',
      `There is no case file at ${path}: the folder ${dirname(path)} does not exist.`,
    );
  }
  return found !== null;
}

/** DuckDB's mark, at byte 8 of its files; DuckDB itself would take some other formats for a database. */
async function isDuckDbFile(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch((error: unknown) => {
    const reason = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new DatabaseError('damaged', `${path} cannot be read${reason}; check its permissions.`);
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(12), 0, 12, 0);
    return bytesRead === 12 && buffer.toString('latin1', 8, 12) === 'DUCK';
  } finally {
    await file.close();
  }
}

async function isWritable(path: string): Promise<boolean> {
  try {
    await access(path, constants.W_OK);
    await access(dirname(path), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function busy(path: string): DatabaseError {
  return new DatabaseError('busy', `${path} is open in another window or command; close it there first.`);
}

function explainAttachError(error: unknown, path: string): DatabaseError {
  const text = error instanceof Error ? error.message : String(error);
  if (/\bset lock\b|\bconflicting lock\b|being used by another process/i.test(text)) {
    return busy(path);
  }
  if (/not a valid DuckDB|magic bytes/i.test(text)) {
    return new DatabaseError('not_a_case', `${path} is not a Spoor case file.`);
  }
  if (/newer|version number|storage version/i.test(text)) {
    return new DatabaseError(
      'newer',
      `${path} was written by a newer version of Spoor; open it with that one.`,
    );
  }
  const explained = explainError(error, path);
  return explained instanceof DatabaseError
    ? explained
    : new DatabaseError('damaged', `${path} cannot be opened: ${text.split('\n')[0]}`);
}

async function attach(connection: DuckDBConnection, path: string, readOnly: boolean): Promise<void> {
  const options = readOnly ? '(read_only)' : `(storage_version 'v1.5.0', row_group_size ${ROW_GROUP_ROWS})`;
  try {
    await connection.run(`attach ${quoteText(path)} as "case" ${options}`);
  } catch (error) {
    throw explainAttachError(error, path);
  }
}

/** The version of the tables; NaN where there are none of a case. Throws DatabaseError where the file is damaged. */
async function readVersion(connection: DuckDBConnection, path: string): Promise<number> {
  try {
    const reader = await connection.runAndReadAll(
      `select value from "case".case_property where name = 'schema_version'`,
    );
    return Number(reader.getRows()[0]?.[0]);
  } catch (reason) {
    const error = explainError(reason, path);
    if (error instanceof DatabaseError) throw error;
    return Number.NaN;
  }
}

/**
 * Creates the tables of a new case, and answers their version. Refuses a database that is not a case or is of a newer
 * version.
 */
async function ensureSchema(
  connection: DuckDBConnection,
  options: OpenOptions,
  isNew: boolean,
): Promise<number> {
  if (isNew) {
    await createTables(connection, options.sqlDir);
    await connection.run(`insert into "case".case_property values ('schema_version', $version)`, {
      version: String(SCHEMA_VERSION),
    });
  }
  const version = await readVersion(connection, options.path);
  if (!Number.isInteger(version)) {
    throw new DatabaseError('not_a_case', `${options.path} is a DuckDB database but not a Spoor case.`);
  }
  if (version > SCHEMA_VERSION) {
    throw new DatabaseError(
      'newer',
      `${options.path} was written by a newer version of Spoor; open it with that one.`,
    );
  }
  return version;
}

/** Creates the tables of a case that it does not have yet. */
async function createTables(connection: DuckDBConnection, sqlDir: string): Promise<void> {
  await connection.run('use "case"');
  await loadFolder(connection, join(sqlDir, 'tables'));
  await connection.run('use memory');
}

/** Name of the copy that is kept of a case file whose tables had that version. */
export function backupPath(path: string, version: number): string {
  return `${path}.v${version}.bak`;
}

/** Copies a case file of an older version beside it, unless there is such a copy already. */
async function backUp(path: string, version: number): Promise<void> {
  const backup = backupPath(path, version);
  if ((await stat(backup).catch(() => null)) !== null) return;
  const partial = `${backup}.partial`;
  try {
    await copyFile(path, partial, constants.COPYFILE_FICLONE);
    await rename(partial, backup);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    const reason = error instanceof Error ? error.message : String(error);
    throw new DatabaseError(
      'older',
      `${path} was written by an older version of Spoor. Before it is brought up to date a copy of it is kept as ${basename(backup)}, which could not be made (${reason}). Make room for it, or open a copy of the case elsewhere.`,
    );
  }
}

async function loadFolder(connection: DuckDBConnection, folder: string): Promise<void> {
  for (const { sql } of await readSqlFolder(folder)) await connection.run(sql);
}

/** Brings the tables up to the version of this Spoor, in one transaction; what they hold stays. */
async function migrate(
  connection: DuckDBConnection,
  { path, sqlDir }: OpenOptions,
  version: number,
  readOnly: boolean,
): Promise<void> {
  if (version === SCHEMA_VERSION) return;
  if (readOnly) {
    throw new DatabaseError(
      'older',
      `${path} was written by an older version of Spoor and cannot be written to; copy it to where it can, and open the copy.`,
    );
  }
  await connection.run('begin transaction');
  await createTables(connection, sqlDir);
  for (let next = version + 1; next <= SCHEMA_VERSION; next++) {
    await connection.run(await readFile(join(sqlDir, 'migrations', `${next}.sql`), 'utf8'));
  }
  await connection.run(`update "case".case_property set value = $version where name = 'schema_version'`, {
    version: String(SCHEMA_VERSION),
  });
  await connection.run('commit');
}

/** From here on DuckDB reaches nothing but the case, the reference data and the scratch folder. */
async function lockDown(connection: DuckDBConnection, sqlDir: string, scratchDir: string): Promise<void> {
  const allowed = [join(sqlDir, 'reference'), scratchDir].map((dir) => quoteText(`${dir}/`)).join(', ');
  await connection.run(`set temp_directory = ${quoteText(join(scratchDir, 'spill'))}`);
  await connection.run(`set allowed_directories = [${allowed}]`);
  await connection.run(`set global timezone = 'UTC'`);
  await connection.run('set enable_external_access = false');
  await connection.run(`set allowed_configs = ['memory_limit']`);
  await connection.run('set lock_configuration = true');
}

function assemble(
  instance: DuckDBInstance,
  writer: DuckDBConnection,
  pool: ConnectionPool,
  place: { path: string; readOnly: boolean; scratchDir: string },
): Database {
  let lastWrite: Promise<unknown> = Promise.resolve();

  const write: Database['write'] = (work) => {
    const run = async () => {
      if (place.readOnly) throw new DatabaseError('read_only', `${place.path} can only be read.`);
      await writer.run('begin transaction');
      try {
        const result = await work(writer);
        await writer.run('commit');
        return result;
      } catch (error) {
        await writer.run('rollback').catch(() => undefined);
        throw explainError(error, place.path);
      }
    };
    const result = lastWrite.then(run, run);
    lastWrite = result.catch(() => undefined);
    return result;
  };
  const withReader: Database['withReader'] = (work) =>
    pool.use(work).catch((error: unknown) => {
      throw explainError(error, place.path);
    });
  const query: Database['query'] = (sql, parameters = {}, options = {}) =>
    withReader((connection) =>
      runQuery(connection, sql, parameters, options.maxRows ?? 10_000, options.signal),
    );

  return {
    ...place,
    query,
    rows: async (sql, parameters, options) => toRows(await query(sql, parameters, options)),
    withReader,
    write,
    connect: () => instance.connect(),
    checkpoint: async () => {
      await lastWrite;
      await writer.run('checkpoint "case"').catch(() => undefined);
    },
    withinMemory: async (bytes, work) => {
      const limit = await writer.runAndReadAll(`select current_setting('memory_limit')`);
      await writer.run(`set memory_limit = '${Math.floor(bytes / 2 ** 20)}MiB'`);
      try {
        return await work();
      } finally {
        await writer.run(`set memory_limit = ${quoteText(String(limit.getRows()[0]?.[0]))}`);
      }
    },
    close: async () => {
      await lastWrite;
      await pool.close();
      await writer.run('use memory; detach "case"').catch(() => undefined);
      writer.closeSync();
      instance.closeSync();
      await rm(place.scratchDir, { recursive: true, force: true });
    },
  };
}

/**
 * Opens a case file (a DuckDB database), or creates it when `create` is set and it does not exist. A file
 * that cannot be written is opened read-only. Throws DatabaseError: missing, busy, damaged, not_a_case, newer.
 */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  const { path } = options;
  const isNew = !(await exists(path));
  if (isNew && !options.create) throw new DatabaseError('missing', `There is no case file at ${path}.`);
  if (!isNew && !(await isDuckDbFile(path))) {
    throw new DatabaseError('not_a_case', `${path} is not a Spoor case file.`);
  }
  const readOnly = !isNew && (options.readOnly === true || !(await isWritable(path)));
  const key = join(await realpath(dirname(path)), basename(path));
  if (openHere.has(key)) throw busy(path);
  openHere.add(key);
  try {
    const database = await openAttached(options, isNew, readOnly);
    return {
      ...database,
      close: async () => {
        await database.close().finally(() => openHere.delete(key));
      },
    };
  } catch (error) {
    openHere.delete(key);
    throw error;
  }
}

async function openAttached(options: OpenOptions, isNew: boolean, readOnly: boolean): Promise<Database> {
  const { path, sqlDir } = options;
  const scratchDir = await mkdtemp(join(tmpdir(), 'spoor-'));
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    checkpoint_threshold: '1GB',
    default_null_order: 'nulls_last',
  });
  try {
    const writer = await instance.connect();
    await attach(writer, path, readOnly);
    const version = await ensureSchema(writer, options, isNew);
    if (version < SCHEMA_VERSION && !readOnly) {
      await writer.run('detach "case"');
      await backUp(path, version);
      await attach(writer, path, readOnly);
    }
    await loadFolder(writer, join(sqlDir, 'macros'));
    await migrate(writer, options, version, readOnly);
    await loadFolder(writer, join(sqlDir, 'views'));
    await lockDown(writer, sqlDir, scratchDir);
    const pool = await openConnectionPool(instance, READERS, async () => undefined);
    return assemble(instance, writer, pool, { path, readOnly, scratchDir });
  } catch (error) {
    instance.closeSync();
    await rm(scratchDir, { recursive: true, force: true });
    throw error;
  }
}
