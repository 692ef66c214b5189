import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { ParsedInput } from '../../preload/contract/methods.ts';
import type { ExportProgress } from '../../preload/contract/model/event.ts';
import { DatabaseError } from '../database/database-error.ts';
import type { Database } from '../database/open-database.ts';
import { exportCsv } from '../export/export-csv.ts';
import type { Platform } from '../platform/platform.ts';

/** Runs exports and tells how far each is. */
export type ExportControl = {
  readonly start: (
    database: Database,
    caseName: string,
    input: ParsedInput<'export.start'>,
  ) => ExportProgress;
  readonly cancel: (exportId: string) => Promise<void>;
  readonly cancelAll: () => Promise<void>;
};

type Running = { readonly abort: AbortController; readonly done: Promise<void> };

/** `case-2026-01-31-120000.csv`: a name without characters that file systems refuse. */
function defaultName(caseName: string, now: Date): string {
  const stem = caseName.replace(/[^\p{L}\p{N}._-]+/gu, '-');
  return `${stem}-events-${now.toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '')}.csv`;
}

export function createExportControl(
  platform: Platform,
  onProgress: (progress: ExportProgress) => void,
): ExportControl {
  const running = new Map<string, Running>();

  return {
    start: (database, caseName, input) => {
      const exportId = randomUUID();
      const path = input.path ?? join(platform.dataDir, 'exports', defaultName(caseName, new Date()));
      const abort = new AbortController();
      let progress: ExportProgress = {
        exportId,
        status: 'running',
        rows: 0,
        rowsTotal: 0,
        path,
        manifestPath: null,
        download: null,
        manifestDownload: null,
        message: null,
      };
      const tell = (change: Partial<ExportProgress>): void => {
        progress = { ...progress, ...change };
        onProgress(progress);
      };
      const job = { ...input, exportId, path, caseName, version: platform.version };
      const done = exportCsv(database, job, (rows, rowsTotal) => tell({ rows, rowsTotal }), abort.signal)
        .then((outcome) => {
          const offer = input.path === null ? platform.offerDownload : null;
          tell({
            status: 'finished',
            rows: outcome.rows,
            rowsTotal: outcome.rows,
            manifestPath: outcome.manifestPath,
            download: offer?.(outcome.path) ?? null,
            manifestDownload: offer?.(outcome.manifestPath) ?? null,
            message: `SHA-256 ${outcome.manifest.file.sha256}`,
          });
        })
        .catch((error: unknown) => {
          const cancelled = error instanceof DatabaseError && error.problem === 'cancelled';
          platform.logger.warn({ error }, 'export ended early');
          tell({
            status: cancelled ? 'cancelled' : 'failed',
            path: null,
            message: error instanceof Error ? error.message : String(error),
          });
        })
        .finally(() => running.delete(exportId));
      running.set(exportId, { abort, done });
      return progress;
    },
    cancel: async (exportId) => {
      running.get(exportId)?.abort.abort();
      await running.get(exportId)?.done;
    },
    cancelAll: async () => {
      for (const { abort } of running.values()) abort.abort();
      await Promise.all([...running.values()].map(({ done }) => done));
    },
  };
}
