import type { Database } from '../database/open-database.ts';
import { type PublicKey, parsePublicKeys } from './public-keys.ts';

/** The public keys that the case keeps, the oldest first. */
export async function readKeys(database: Database): Promise<PublicKey[]> {
  const rows = await database.rows(
    `select value, epoch_ms(valid_from)::double as valid_from, epoch_ms(valid_to)::double as valid_to
     from "case".main.public_key order by valid_from, fingerprint`,
  );
  if (rows.length === 0) return [];
  const seconds = (ms: unknown) => (typeof ms === 'number' ? ms / 1000 : null);
  return parsePublicKeys(
    JSON.stringify(
      rows.map((row) => ({
        Value: row.value,
        ValidityStartTime: seconds(row.valid_from),
        ValidityEndTime: seconds(row.valid_to),
      })),
    ),
  );
}

/**
 * Keeps the keys that `aws cloudtrail list-public-keys` printed, in place of those of the same fingerprint. Answers how
 * many were in the text, and how many of them are new. Throws PublicKeysError.
 */
export async function addKeys(database: Database, text: string): Promise<{ given: number; added: number }> {
  const keys = new Map(parsePublicKeys(text).map((key) => [key.fingerprint, key]));
  const known = new Set((await readKeys(database)).map(({ fingerprint }) => fingerprint));
  const isoOf = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
  await database.write(async (connection) => {
    for (const { fingerprint, value, validFromMs, validToMs } of keys.values()) {
      await connection.run(
        `insert or replace into "case".main.public_key
         values ($fingerprint, $value, $from::timestamp, $to::timestamp, now()::timestamp)`,
        { fingerprint, value, from: isoOf(validFromMs), to: isoOf(validToMs) },
      );
    }
  });
  return {
    given: keys.size,
    added: [...keys.keys()].filter((fingerprint) => !known.has(fingerprint)).length,
  };
}

/** Takes a key out; answers whether the case had one of that fingerprint. */
export async function removeKey(database: Database, fingerprint: string): Promise<boolean> {
  return database.write(async (connection) => {
    const result = await connection.run(
      `delete from "case".main.public_key where fingerprint = lower($fingerprint)`,
      { fingerprint },
    );
    return result.rowsChanged > 0;
  });
}
