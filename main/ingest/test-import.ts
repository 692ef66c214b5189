import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImportProgress, ImportResult } from '../../preload/contract/model/case.ts';
import { type Database, openDatabase } from '../database/open-database.ts';
import { importArchives } from './import-archives.ts';

const ROOT = join(import.meta.dirname, '..', '..');
export const SQL_DIR = join(ROOT, 'sql');
export const WORKER_PATH = join(ROOT, '.cache', 'test-worker', 'ingest-worker.js');

/** A folder for one test, removed by `remove`. */
export async function temporaryFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'spoor-test-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Opens the case at `path`, made when there is none. */
export function openTestCase(path: string): Promise<Database> {
  return openDatabase({ path, sqlDir: SQL_DIR, create: true });
}

/** Imports the paths as the product does. */
export function importInto(
  database: Database,
  paths: readonly string[],
  options: { readonly signal?: AbortSignal; readonly onProgress?: (progress: ImportProgress) => void } = {},
): Promise<ImportResult> {
  return importArchives({
    database,
    sqlDir: SQL_DIR,
    workerPath: WORKER_PATH,
    productVersion: 'test',
    paths,
    signal: options.signal ?? new AbortController().signal,
    onProgress: options.onProgress ?? (() => undefined),
  });
}

/** A small, real-shaped record; `changes` go over its top-level fields. */
export function testRecord(number: number, changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    eventVersion: '1.08',
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDAEXAMPLE',
      arn: 'arn:aws:iam::111122223333:user/alice.dev',
      accountId: '111122223333',
      accessKeyId: 'AKIAEXAMPLE',
      userName: 'alice.dev',
    },
    eventTime: new Date(Date.UTC(2025, 0, 1, 0, 0, number)).toISOString().replace('.000Z', 'Z'),
    eventSource: 'iam.amazonaws.com',
    eventName: 'ListUsers',
    awsRegion: 'us-east-1',
    sourceIPAddress: '8.8.8.8',
    userAgent: 'aws-cli/2.15',
    requestParameters: null,
    responseElements: null,
    requestID: `request-${number}`,
    eventID: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: '111122223333',
    eventCategory: 'Management',
    ...changes,
  };
}

/** The records `first` … `first + count - 1` as an S3 delivery file. */
export function deliveryOf(first: number, count: number): string {
  return JSON.stringify({ Records: Array.from({ length: count }, (_, i) => testRecord(first + i)) });
}
