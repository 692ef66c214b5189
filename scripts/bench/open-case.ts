import { join } from 'node:path';
import { type Database, openDatabase } from '../../main/database/open-database.ts';
import { refreshAdministrators } from '../../main/ingest/refresh-administrators.ts';
import { type Timed, timed } from './statistics.ts';

export const ROOT = join(import.meta.dirname, '..', '..');
export const SQL_DIR = join(ROOT, 'sql');

/** The reference of all queries: every event read once and counted by one column. */
const REFERENCE =
  'select "eventName", count(*) as events from "case".main.record group by all order by events desc';

/** Opens a case for reading and runs `measure` with it and with how long the reference takes there. */
export async function withCase<T>(
  path: string,
  measure: (database: Database, reference: Timed) => Promise<T>,
): Promise<T> {
  const database = await openDatabase({ path, sqlDir: SQL_DIR, create: false, readOnly: true });
  try {
    await refreshAdministrators(database);
    const reference = await timed(5, () => database.rows(REFERENCE, {}, { maxRows: 10_000 }));
    return await measure(database, reference);
  } finally {
    await database.close();
  }
}
