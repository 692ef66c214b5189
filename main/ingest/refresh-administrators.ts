import type { Database } from '../database/open-database.ts';

/** Finds the administrators of the case anew, from its events and its settings; kept in memory with the case open. */
export async function refreshAdministrators(database: Database): Promise<void> {
  await database.withReader((connection) =>
    connection.run('create or replace table memory.main.administrator as from administrator_now'),
  );
}
