import type { ImportProgress, ImportResult } from '../../preload/contract/model/case.ts';
import type { Database } from '../database/open-database.ts';
import { importArchives } from '../ingest/import-archives.ts';
import type { Platform } from '../platform/platform.ts';
import { CaseBusyError } from './errors.ts';

/** Runs at most one import at a time. */
export type ImportControl = {
  /** Resolves with the import's id as soon as it has begun; its end is told through `onProgress`. */
  readonly start: (database: Database, paths: readonly string[], timeZone: string | null) => Promise<number>;
  readonly current: () => ImportProgress | null;
  /** The result of the last import, once it has ended; rejects when it failed. */
  readonly finished: () => Promise<ImportResult | null>;
  readonly cancel: () => Promise<void>;
  /** Runs work that changes the case's sources while no import runs, and none begins. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>;
};

function busy(): CaseBusyError {
  return new CaseBusyError('An import is running, or sources are being removed.', {
    hint: 'Wait for it to end, or cancel the import.',
  });
}

export function createImportControl(
  platform: Platform,
  onProgress: (progress: ImportProgress) => void,
): ImportControl {
  let progress: ImportProgress | null = null;
  let running: Promise<ImportResult> | null = null;
  let abort: AbortController | null = null;
  let active = false;

  return {
    start: (database, paths, timeZone) => {
      if (active) throw busy();
      active = true;
      const controller = new AbortController();
      abort = controller;
      return new Promise((resolve, reject) => {
        running = importArchives({
          database,
          sqlDir: platform.sqlDir,
          workerPath: platform.workerPath,
          productVersion: platform.version,
          paths,
          ...(timeZone === null ? {} : { timeZone }),
          signal: controller.signal,
          onStart: resolve,
          onProgress: (next) => {
            progress = next;
            onProgress(next);
          },
        }).finally(() => {
          active = false;
        });
        running.catch((error: unknown) => {
          platform.logger.error({ err: error }, 'import failed');
          reject(error);
        });
      });
    },
    current: () => progress,
    finished: async () => running,
    cancel: async () => {
      abort?.abort(new Error('cancelled'));
      await running?.catch(() => undefined);
    },
    alone: async (work) => {
      if (active) throw busy();
      active = true;
      try {
        return await work();
      } finally {
        active = false;
      }
    },
  };
}
