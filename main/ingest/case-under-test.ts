import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { ImportResult } from '../../preload/contract/model/case.ts';
import type { Database } from '../database/open-database.ts';
import { importInto, openTestCase, temporaryFolder } from './test-import.ts';

/** A new case and a folder of logs beside it, for one test. */
type CaseUnderTest = {
  readonly logs: string;
  readonly database: Database;
  /** Writes a file into the folder of logs. */
  readonly write: (name: string, content: string | Uint8Array) => Promise<void>;
  /** Imports the folder of logs. */
  readonly read: () => Promise<ImportResult>;
};

/** Makes a case before each test of a file and removes it after; what it answers is always that of the running test. */
export function caseForEachTest(): CaseUnderTest {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let database: Database;
  const logs = (): string => join(folder.path, 'logs');
  beforeEach(async () => {
    folder = await temporaryFolder();
    await mkdir(logs());
    database = await openTestCase(join(folder.path, 'test.spoor'));
  });
  afterEach(async () => {
    await database.close();
    await folder.remove();
  });
  return {
    get logs() {
      return logs();
    },
    get database() {
      return database;
    },
    write: async (name, content) => {
      const path = join(logs(), name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content);
    },
    read: () => importInto(database, [logs()]),
  };
}
