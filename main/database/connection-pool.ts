import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

/** Lends each connection to one user at a time; a user waits when all are out. */
export type ConnectionPool = {
  readonly use: <T>(work: (connection: DuckDBConnection) => Promise<T>) => Promise<T>;
  readonly close: () => void;
};

/** Opens `size` connections of the instance and prepares each with `prepare` before it is first lent. */
export async function openConnectionPool(
  instance: DuckDBInstance,
  size: number,
  prepare: (connection: DuckDBConnection) => Promise<void>,
): Promise<ConnectionPool> {
  const all: DuckDBConnection[] = [];
  for (let i = 0; i < size; i++) {
    const connection = await instance.connect();
    await prepare(connection);
    all.push(connection);
  }
  const idle = [...all];
  const waiting: ((connection: DuckDBConnection) => void)[] = [];

  const take = (): Promise<DuckDBConnection> => {
    const connection = idle.pop();
    return connection ? Promise.resolve(connection) : new Promise((resolve) => waiting.push(resolve));
  };
  const give = (connection: DuckDBConnection): void => {
    const next = waiting.shift();
    if (next) next(connection);
    else idle.push(connection);
  };

  return {
    use: async (work) => {
      const connection = await take();
      try {
        return await work(connection);
      } finally {
        give(connection);
      }
    },
    close: () => {
      for (const connection of all) connection.closeSync();
    },
  };
}
