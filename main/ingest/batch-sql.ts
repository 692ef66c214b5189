import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The SELECTs a batch goes through, from `sql/ingest/`. */
export type BatchSql = {
  readonly unpack: string;
  readonly project: string;
  readonly withoutAccount: string;
  readonly duplicated: string;
  readonly upgraded: string;
};

/** Reads them. */
export async function readBatchSql(sqlDir: string): Promise<BatchSql> {
  const read = (name: string) => readFile(join(sqlDir, 'ingest', name), 'utf8');
  return {
    unpack: await read('unpack.sql'),
    project: await read('project.sql'),
    withoutAccount: await read('without-account.sql'),
    duplicated: await read('duplicated.sql'),
    upgraded: await read('upgraded.sql'),
  };
}

/** The records of a staged batch as they stand in their files, as a subquery. */
export function stagedRecords(sql: BatchSql, staged: string): string {
  return `(with staged_batch as (select * from memory.main.${staged}) ${sql.unpack})`;
}

/** Guards each record's JSON in `project.sql`; without it one invalid record fails the whole statement. */
const GUARD = 'json_or_null(raw_record)';

/**
 * The records of a staged batch with the columns projected from them, as a subquery; of those only that the condition
 * over the staged ones holds for. Unguarded it fails where one of them is not valid JSON, and is faster.
 */
export function projectedRecords(
  sql: BatchSql,
  staged: string,
  { guarded, where = 'true' }: { readonly guarded: boolean; readonly where?: string },
): string {
  const project = guarded ? sql.project : sql.project.replace(GUARD, 'raw_record');
  return `(with staged as (select * from ${stagedRecords(sql, staged)} where ${where}) select * from (${project}))`;
}
