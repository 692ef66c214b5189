import { type DuckDBConnection, StatementType } from '@duckdb/node-api';
import type { ResultColumn, Row } from '../../preload/contract/model/panel.ts';
import type { Database } from '../database/open-database.ts';
import { runQuery, toRows } from '../database/run-query.ts';

/** EXPLAIN and the statement after it; ANALYZE runs that statement. */
const EXPLAIN = /^\s*explain\s+(?:analyze\s+)?(?<explained>[\s\S]*)$/i;

/** Why an SQL text is not run. */
export class SqlRefused extends Error {
  override readonly name = 'SqlRefused';
}

/** The type of the one statement that the text holds. Throws SqlRefused for text that is none, or several. */
async function typeOf(connection: DuckDBConnection, sql: string): Promise<StatementType> {
  try {
    const statements = await connection.extractStatements(sql);
    if (statements.count !== 1) throw new SqlRefused('Write one statement at a time.');
    const prepared = await statements.prepare(0);
    const type = prepared.statementType;
    prepared.destroySync();
    return type;
  } catch (error) {
    throw error instanceof SqlRefused ? error : new SqlRefused(firstLines(error));
  }
}

async function isReading(connection: DuckDBConnection, sql: string): Promise<boolean> {
  const type = await typeOf(connection, sql);
  if (type !== StatementType.EXPLAIN) return type === StatementType.SELECT;
  const explained = EXPLAIN.exec(sql)?.groups?.explained;
  return explained !== undefined && (await typeOf(connection, explained)) === StatementType.SELECT;
}

/**
 * Runs one reading statement of the user's over the case, in a transaction that cannot write. Throws SqlRefused
 * for anything that is not a single SELECT or EXPLAIN of one, and for text that DuckDB does not understand (its
 * own words).
 */
export async function runSql(
  database: Database,
  sql: string,
  limit: number,
  signal: AbortSignal,
): Promise<{ columns: readonly ResultColumn[]; rows: Row[]; truncated: boolean }> {
  return database.withReader(async (connection) => {
    await connection.run('begin transaction read only');
    try {
      if (!(await isReading(connection, sql)))
        throw new SqlRefused('Only statements that read are run here: SELECT, or EXPLAIN of one.');
      const result = await runQuery(connection, sql, {}, limit, signal);
      return { columns: result.columns, rows: toRows(result), truncated: result.truncated };
    } catch (error) {
      if (signal.aborted || error instanceof SqlRefused) throw error;
      throw new SqlRefused(firstLines(error));
    } finally {
      await connection.run('rollback');
    }
  });
}

function firstLines(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text
    .replace(/^Failed to extract statements: /, '')
    .split('\n')
    .slice(0, 4)
    .join('\n');
}
