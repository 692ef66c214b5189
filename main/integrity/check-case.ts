import { type DuckDBConnection, DuckDBTimestampValue } from '@duckdb/node-api';
import type { Row } from '../../preload/contract/model/panel.ts';
import type { Database } from '../database/open-database.ts';
import { addUnreadable, addVoucher, type FoundFiles, noFiles } from './found-files.ts';
import { readKeys } from './kept-keys.ts';
import { createPause } from './pause.ts';
import type { IntegrityReport } from './report.ts';
import { verifyFiles } from './verify.ts';

const PAGE = 500;
const RESULTS = ['integrity_level', 'integrity_digest', 'integrity_sign_file', 'integrity_finding'];

/** Checks the files of a case against the digests and sign files among them, with the keys it keeps; keeps the result. */
export async function checkCase(database: Database): Promise<void> {
  const [held] = await database.rows(
    `select
       exists (from "case".main.integrity_document) as documents,
       exists (from "case".main.integrity_finding) or exists (from "case".main.integrity_level) as results`,
  );
  if (held?.documents !== true && held?.results !== true) return;
  const found = await gather(database);
  const report = await verifyFiles(found, await readKeys(database));
  await database.write((connection) => keep(connection, report));
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** What an import found: all files that are in the case, those that vouch for others with their text. */
async function gather(database: Database): Promise<FoundFiles> {
  const found = noFiles();
  const pause = createPause();
  const rows = await database.rows(
    `select source_id, path, kind, reason, sha256, content_sha256, damage
     from "case".main.source as s
     where status in ('read', 'damaged', 'skipped')
       and not exists (from "case".main.integrity_document as d where d.source_id = s.source_id)
       and kind <> 'digest'
     order by source_id`,
    {},
    { maxRows: 10_000_000 },
  );
  for (const row of rows) {
    await pause();
    if (row.kind === 'unreadable') addUnreadable(found, fileOf(row), String(row.reason));
    else found.files.push(fileOf(row));
  }
  for (let after = 0; ; ) {
    const page = await database.rows(
      `select source_id, s.path, s.kind, s.reason, s.sha256, s.content_sha256, s.damage, d.text
       from "case".main.integrity_document as d join "case".main.source as s using (source_id)
       where source_id > $after order by source_id limit ${PAGE}`,
      { after },
    );
    for (const row of page) {
      await pause();
      addVoucher(found, { ...fileOf(row), kind: String(row.kind), text: text(row.text) });
    }
    if (page.length < PAGE) return found;
    after = Number(page.at(-1)?.source_id);
  }
}

function fileOf(row: Row) {
  // A member that was refused, and a file that could not be opened, were not read: the reason says why.
  const unread = row.kind === 'refused' ? text(row.reason) : null;
  return {
    path: String(row.path),
    fileId: Number(row.source_id),
    storedSha256: text(row.sha256),
    contentSha256: text(row.content_sha256),
    damage: text(row.damage) ?? unread,
  };
}

/** Puts the report in the place of the one before. */
async function keep(connection: DuckDBConnection, report: IntegrityReport): Promise<void> {
  for (const table of RESULTS) await connection.run(`delete from "case".main.${table}`);
  await keepLevels(connection, report);
  await keepDigests(connection, report);
  await keepSignFiles(connection, report);
  await keepFindings(connection, report);
  await connection.run(
    `insert or replace into "case".main.case_property values ('integrity_checked_at', $at)`,
    { at: new Date().toISOString() },
  );
}

/** The level of every file that something is said of. */
async function keepLevels(connection: DuckDBConnection, { files, chains }: IntegrityReport): Promise<void> {
  const appender = await connection.createAppender('integrity_level', 'main', 'case');
  const add = (fileId: number, level: string): void => {
    appender.appendInteger(fileId);
    appender.appendVarchar(level);
    appender.endRow();
  };
  for (const { fileId, level } of files) if (level !== 'not-covered') add(fileId, level);
  for (const { fileIds, level } of chains.flatMap(({ digests }) => digests)) {
    for (const fileId of fileIds) add(fileId, level);
  }
  appender.flushSync();
  appender.closeSync();
}

const timestamp = (iso: string) => new DuckDBTimestampValue(BigInt(Date.parse(iso)) * 1000n);

async function keepDigests(connection: DuckDBConnection, { chains }: IntegrityReport): Promise<void> {
  const appender = await connection.createAppender('integrity_digest', 'main', 'case');
  chains.forEach(({ account, region, trail, backfill, digests }, chain) => {
    for (const { fileIds, start, end, fingerprint, signature, level, logFiles } of digests) {
      appender.appendInteger(fileIds[0] as number);
      appender.appendInteger(chain);
      for (const value of [account, region, trail]) appender.appendVarchar(value);
      appender.appendBoolean(backfill);
      appender.appendTimestamp(timestamp(start));
      appender.appendTimestamp(timestamp(end));
      if (fingerprint === null) appender.appendNull();
      else appender.appendVarchar(fingerprint);
      appender.appendVarchar(signature);
      appender.appendVarchar(level);
      appender.appendBigInt(BigInt(logFiles));
      appender.endRow();
    }
  });
  appender.flushSync();
  appender.closeSync();
}

async function keepSignFiles(connection: DuckDBConnection, { signFiles }: IntegrityReport): Promise<void> {
  const appender = await connection.createAppender('integrity_sign_file', 'main', 'case');
  for (const { fileId, fingerprint, signature, files } of signFiles) {
    appender.appendInteger(fileId);
    appender.appendVarchar(fingerprint);
    appender.appendVarchar(signature);
    appender.appendBigInt(BigInt(files));
    appender.endRow();
  }
  appender.flushSync();
  appender.closeSync();
}

async function keepFindings(connection: DuckDBConnection, { findings }: IntegrityReport): Promise<void> {
  const appender = await connection.createAppender('integrity_finding', 'main', 'case');
  findings.forEach(({ severity, rule, path, fileId, message }, number) => {
    appender.appendInteger(number);
    appender.appendVarchar(severity);
    appender.appendVarchar(rule);
    if (fileId === null) appender.appendNull();
    else appender.appendInteger(fileId);
    if (path === null) appender.appendNull();
    else appender.appendVarchar(path);
    appender.appendVarchar(message);
    appender.endRow();
  });
  appender.flushSync();
  appender.closeSync();
}
