import { StatementType } from '@duckdb/node-api';
import type { ResultColumn, Row } from '../../preload/contract/model/panel.ts';
import type { Database } from '../database/open-database.ts';
import { runQuery, toRows } from '../database/run-query.ts';

const READING: ReadonlySet<StatementType> = new Set([StatementType.SELECT, StatementType.EXPLAIN]);

/** Why an SQL text is not run. */
export class SqlRefused extends Error {
  override readonly name = 'SqlRefused';
}

/**
 * Runs one reading statement of the user's over the case. Throws SqlRefused for anything that is not a
 * single SELECT or EXPLAIN, and for text that DuckDB does not understand (its own words).
 */
export async function runSql(
  database: Database,
  sql: string,
  limit: number,
  signal: AbortSignal,
): Promise<{ columns: readonly ResultColumn[]; rows: Row[]; truncated: boolean }> {
  return database.withReader(async (connection) => {
    const statements = await connection.extractStatements(sql).catch((error: unknown) => {
      throw new SqlRefused(firstLines(error));
    });
    if (statements.count !== 1) throw new SqlRefused('Write one statement at a time.');
    const prepared = await statements.prepare(0).catch((error: unknown) => {
      throw new SqlRefused(firstLines(error));
    });
    const type = prepared.statementType;
    prepared.destroySync();
    if (!READING.has(type))
      throw new SqlRefused('Only statements that read are run here: SELECT, or EXPLAIN.');
    try {
      const result = await runQuery(connection, sql, {}, limit, signal);
      return { columns: result.columns, rows: toRows(result), truncated: result.truncated };
    } catch (error) {
      if (signal.aborted) throw error;
      throw new SqlRefused(firstLines(error));
    }
  });
}

function firstLines(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n').slice(0, 4).join('\n');
}
