import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { type Database, openDatabase } from '../database/open-database.ts';
import { placeAddresses } from '../ingest/place-addresses.ts';
import { refreshAdministrators } from '../ingest/refresh-administrators.ts';

export const SQL_DIR = join(import.meta.dirname, '../../sql');

/** A case in a temporary folder, for tests. */
export type TestCase = {
  readonly database: Database;
  /** Closes the case and removes its folder. */
  readonly close: () => Promise<void>;
};

async function stage(connection: DuckDBConnection, raws: readonly string[]): Promise<void> {
  await connection.run(
    'create or replace table memory.main.staged (record_id bigint, source_id integer, position bigint, byte_offset bigint, raw varchar, original varchar)',
  );
  const appender = await connection.createAppender('staged', 'main', 'memory');
  for (const [position, raw] of raws.entries()) {
    appender.appendBigInt(BigInt(position + 1));
    appender.appendInteger(1);
    appender.appendBigInt(BigInt(position));
    appender.appendBigInt(0n);
    appender.appendVarchar(raw);
    appender.appendNull();
    appender.endRow();
  }
  appender.closeSync();
}

/** Projects the staged records and marks the duplicates among them, both in memory. */
async function project(connection: DuckDBConnection): Promise<void> {
  const read = (name: string) => readFile(join(SQL_DIR, 'ingest', name), 'utf8');
  await connection.run(`create or replace table memory.main.projected as ${await read('project.sql')}`);
  await connection.run(`create or replace table memory.main.duplicated as ${await read('duplicated.sql')}`);
}

async function insertRecords(database: Database): Promise<void> {
  await database.write((connection) =>
    connection.run(
      `insert into "case".main.record by name
       select p.* exclude (problem)
       from memory.main.projected as p
       anti join memory.main.duplicated as d using (source_id, position)
       where problem is null`,
    ),
  );
}

/** A row of the case's table `address`, to give an address of a test a place that no data update moves. */
export type TestPlace = {
  readonly address: string;
  readonly source_class: string;
  readonly country: string;
  readonly country_name: string;
  readonly subdivision: string;
  readonly city: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly asn: number;
  readonly network: string;
};

async function insertPlaces(database: Database, places: readonly TestPlace[]): Promise<void> {
  await database.write(async (connection) => {
    for (const place of places) {
      await connection.run(
        `insert into "case".main.address by name
         select $address as address, $source_class as source_class, $country as country,
           $country_name as country_name, $subdivision as subdivision, $city as city,
           $latitude as latitude, $longitude as longitude, $asn as asn, $network as network`,
        { ...place },
      );
    }
  });
}

/** Whether there are addresses to look up in the reference data, which takes most of a second. */
async function hasUnplaced(database: Database): Promise<boolean> {
  const [row] = await database.rows(
    `select exists (
       from "case".main.record
       where "sourceIPAddress" not in (select address from "case".main.address)
     ) as is_true`,
  );
  return row?.is_true === true;
}

/**
 * A new case that holds the given records, each either the text of a record or a value written as one, and
 * the places of their addresses: those given, and from the reference data for all others. Goes through the same
 * SQL as an import, without reading archives.
 */
export async function createTestCase(
  records: readonly unknown[],
  places: readonly TestPlace[] = [],
): Promise<TestCase> {
  const folder = await mkdtemp(join(tmpdir(), 'spoor-test-'));
  const database = await openDatabase({ path: join(folder, 'test.spoor'), sqlDir: SQL_DIR, create: true });
  const connection = await database.connect();
  await stage(
    connection,
    records.map((record) => (typeof record === 'string' ? record : JSON.stringify(record))),
  );
  await project(connection);
  await insertRecords(database);
  await connection.run('drop table staged; drop table projected; drop table duplicated');
  connection.closeSync();
  await insertPlaces(database, places);
  if (await hasUnplaced(database)) await placeAddresses(database, SQL_DIR);
  await refreshAdministrators(database);
  return {
    database,
    close: async () => {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
