import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../database/open-database.ts';

/**
 * Gives every sourceIPAddress of the case that has none yet its class, place and network, from the bundled
 * reference data in `<sqlDir>/reference`.
 */
export async function placeAddresses(database: Database, sqlDir: string): Promise<void> {
  const text = await readFile(join(sqlDir, 'ingest', 'place-addresses.sql'), 'utf8');
  const reference = join(sqlDir, 'reference').replaceAll("'", "''");
  const place = text.replaceAll('${reference}', reference);
  await database.write(async (connection) => {
    await connection.run(
      `create or replace temp table address_to_place as
       select distinct "sourceIPAddress" as address
       from "case".main.record
       where "sourceIPAddress" is not null
         and "sourceIPAddress" not in (select address from "case".main.address)`,
    );
    const unplaced = await connection.runAndReadAll('select count(*) from address_to_place');
    if (unplaced.getRows()[0]?.[0] !== 0n)
      await connection.run(`insert into "case".main.address by name ${place}`);
    await connection.run('drop table address_to_place');
  });
}
