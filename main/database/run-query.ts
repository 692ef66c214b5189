import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import type { Cell, ResultColumn, Row } from '../../preload/contract/model/panel.ts';
import { toCell } from './cell.ts';
import { interruptUntil } from './connection-pool.ts';
import { DatabaseError } from './database-error.ts';

export type Parameters = Readonly<Record<string, DuckDBValue>>;

/** Rows of a query as cells; `truncated` when there were more than asked for. */
export type QueryResult = {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly (readonly Cell[])[];
  readonly truncated: boolean;
};

/** Rejects with a `cancelled` DatabaseError, and interrupts the query, once the signal is aborted. */
export async function interruptible<T>(
  connection: DuckDBConnection,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  const cancelled = () => new DatabaseError('cancelled', 'The query was cancelled.');
  if (signal?.aborted) throw cancelled();
  const working = work();
  const interrupt = () => void interruptUntil([connection], working);
  signal?.addEventListener('abort', interrupt, { once: true });
  try {
    return await working;
  } catch (error) {
    throw signal?.aborted ? cancelled() : error;
  } finally {
    signal?.removeEventListener('abort', interrupt);
  }
}

/** Runs one statement with named parameters and reads at most `maxRows` of its rows. */
export async function runQuery(
  connection: DuckDBConnection,
  sql: string,
  parameters: Parameters,
  maxRows: number,
  signal?: AbortSignal,
): Promise<QueryResult> {
  return interruptible(connection, signal, async () => {
    const reader = await connection.streamAndReadUntil(sql, maxRows + 1, { ...parameters });
    const types = reader.columnTypes();
    const columns = reader.deduplicatedColumnNames().map((name, i) => ({ name, type: String(types[i]) }));
    const values = reader.getColumns();
    const count = Math.min(reader.currentRowCount, maxRows);
    const rows = Array.from({ length: count }, (_, r) =>
      types.map((type, c) => toCell(values[c]?.[r] ?? null, type)),
    );
    return { columns, rows, truncated: reader.currentRowCount > maxRows || !reader.done };
  });
}

/** The rows of a result as objects keyed by column. */
export function toRows(result: Pick<QueryResult, 'columns' | 'rows'>): Row[] {
  return result.rows.map((values) =>
    Object.fromEntries(result.columns.map((column, i) => [column.name, values[i] ?? null])),
  );
}
