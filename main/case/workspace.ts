import type { Database } from '../database/open-database.ts';

/** The window's saved state of this case (tabs, filters, columns) as JSON text, null before the first save. */
export async function readWorkspace(database: Database): Promise<string | null> {
  const [row] = await database.rows(`select value from "case".main.case_property where name = 'workspace'`);
  return row ? String(row.value) : null;
}

/** Keeps the window's state with the case; a read-only case keeps none. */
export async function writeWorkspace(database: Database, state: string): Promise<void> {
  if (database.readOnly) return;
  await database.write((connection) =>
    connection.run(`insert or replace into "case".main.case_property values ('workspace', $state)`, {
      state,
    }),
  );
}
