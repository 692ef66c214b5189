import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { DatabaseError } from './database-error.ts';

const INTERRUPT_EVERY_MS = 20;

/** Interrupts the connections until `ended` settles: an interrupt just before a query begins has no effect. */
export async function interruptUntil(
  connections: readonly DuckDBConnection[],
  ended: Promise<unknown>,
): Promise<void> {
  const interrupt = () => {
    for (const connection of connections) connection.interrupt();
  };
  interrupt();
  const timer = setInterval(interrupt, INTERRUPT_EVERY_MS);
  await ended.catch(() => undefined);
  clearInterval(timer);
}

/** Lends each connection to one user at a time; a user waits when all are out. */
export type ConnectionPool = {
  readonly use: <T>(work: (connection: DuckDBConnection) => Promise<T>) => Promise<T>;
  /** Interrupts what runs, waits for the connections that are out and closes all; later users are refused. */
  readonly close: () => Promise<void>;
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
  let allBack: (() => void) | null = null;
  let closed = false;

  const take = async (): Promise<DuckDBConnection> => {
    if (closed) throw new DatabaseError('closed', 'The case has been closed.');
    return idle.pop() ?? new Promise((resolve) => waiting.push(resolve));
  };
  const give = (connection: DuckDBConnection): void => {
    const next = waiting.shift();
    if (next) next(connection);
    else idle.push(connection);
    if (idle.length === all.length) allBack?.();
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
    close: async () => {
      closed = true;
      if (idle.length < all.length) {
        const back = new Promise<void>((resolve) => {
          allBack = resolve;
        });
        await interruptUntil(all, back);
      }
      for (const connection of all) connection.closeSync();
    },
  };
}
