import { mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

const MEMORY_LIMIT = '512MB';

/** How the folders begin that a thread of this process keeps content in. */
const folderPrefix = (thread: number): string => `spoor-parquet-${process.pid}-${thread}-`;

/** A Parquet file that is open for reading, its rows as the texts of JSON objects in the order of the file. */
export type ParquetRows = {
  readonly columns: readonly string[];
  readonly sizeBytes: number;
  /** Batches of rows, of one up to some thousand. Throws ParquetError. */
  readonly batches: () => AsyncGenerator<readonly string[]>;
};

/** The content is no sound Parquet file, or there is no room to read it; the message says which. */
export class ParquetError extends Error {}

/**
 * Keeps the content in a file that only this user can read, since Parquet begins at its end, and lends its rows to
 * `use`. The file is gone afterwards. Reads all of the content in any case. Throws ParquetError.
 */
export async function withParquetRows<T>(
  content: AsyncIterable<Uint8Array>,
  use: (rows: ParquetRows) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), folderPrefix(threadId)));
  try {
    const path = join(folder, 'rows.parquet');
    const sizeBytes = await spool(content, path);
    return await withConnection(folder, async (connection) => {
      const described = await explained(path, () =>
        connection.runAndReadAll(`describe ${select('*')}`, { path }),
      );
      const columns = described.getRows().map(([name]) => String(name));
      return use({ columns, sizeBytes, batches: () => readBatches(connection, path) });
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Removes what a thread kept that was stopped in the middle of a file. */
export async function removeParquetRows(thread: number): Promise<void> {
  const left = (await readdir(tmpdir())).filter((name) => name.startsWith(folderPrefix(thread)));
  for (const name of left) {
    await rm(join(tmpdir(), name), { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

async function spool(content: AsyncIterable<Uint8Array>, path: string): Promise<number> {
  const file = await open(path, 'wx', 0o600);
  let sizeBytes = 0;
  let failure: unknown = null;
  try {
    for await (const chunk of content) {
      sizeBytes += chunk.byteLength;
      if (failure === null) await file.writeFile(chunk).catch((error: unknown) => (failure = error));
    }
  } finally {
    await file.close();
  }
  if (failure !== null)
    throw new ParquetError(`It cannot be kept in ${tmpdir()} to be read: ${firstLine(failure)}`);
  return sizeBytes;
}

/** What DuckDB throws in `work`, as a ParquetError without the name of the file that nobody knows. */
async function explained<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const reason = firstLine(error).replaceAll(path, 'the file');
    throw new ParquetError(`It is damaged, or no Parquet file that can be read: ${reason}`);
  }
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n', 1)[0] ?? '').replace(/\p{Cc}/gu, '\ufffd');
}

/** A database in memory that reaches nothing but the folder: no other file, no network, no extension. */
async function withConnection<T>(
  folder: string,
  use: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    memory_limit: MEMORY_LIMIT,
    threads: '1',
  });
  try {
    const connection = await instance.connect();
    try {
      const quoted = `'${folder.replaceAll("'", "''")}/'`;
      await connection.run(`set temp_directory = ${quoted}`);
      await connection.run(`set allowed_directories = [${quoted}]`);
      await connection.run(`set global timezone = 'UTC'`);
      await connection.run('set enable_external_access = false');
      await connection.run('set lock_configuration = true');
      return await use(connection);
    } finally {
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}

/** The alias must not be the name of a column, or it would be that column. */
function select(what: string): string {
  return `select ${what} from read_parquet($path, hive_partitioning = false) as "the whole row"`;
}

async function* readBatches(connection: DuckDBConnection, path: string): AsyncGenerator<readonly string[]> {
  const sql = select('to_json("the whole row")::varchar');
  const result = await explained(path, () => connection.stream(sql, { path }));
  for (;;) {
    const chunk = await explained(path, () => result.fetchChunk());
    if (chunk === null || chunk.rowCount === 0) return;
    yield chunk.getColumnValues(0).map(String);
  }
}
