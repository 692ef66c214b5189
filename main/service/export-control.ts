import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { ExportProgress } from '../../preload/contract/model/event.ts';
import { DatabaseError } from '../database/database-error.ts';
import type { ExportFormat, ExportOutcome, ExportPlace } from '../export/write-export.ts';
import type { Platform } from '../platform/platform.ts';

/** What a file without a path is named after: `case-events-2026-01-31-120000.csv`. */
type ExportName = {
  readonly caseName: string;
  readonly content: 'events' | 'rejected';
  readonly format: ExportFormat;
};

type ExportWork = (
  place: ExportPlace,
  onRows: (rows: number, total: number) => void,
  signal: AbortSignal,
) => Promise<ExportOutcome>;

/** Runs exports and tells how far each is. */
export type ExportControl = {
  /** Starts an export to `path`, or to a file of its own where that is null, which the host may offer to download. */
  readonly start: (what: ExportName, path: string | null, work: ExportWork) => ExportProgress;
  readonly cancel: (exportId: string) => Promise<void>;
  readonly cancelAll: () => Promise<void>;
};

type Running = { readonly abort: AbortController; readonly done: Promise<void> };

/** A name without characters that file systems refuse. */
function defaultName({ caseName, content, format }: ExportName, now: Date): string {
  const stem = caseName.replace(/[^\p{L}\p{N}._-]+/gu, '-');
  return `${stem}-${content}-${now.toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '')}.${format}`;
}

export function createExportControl(
  platform: Platform,
  onProgress: (progress: ExportProgress) => void,
): ExportControl {
  const running = new Map<string, Running>();

  return {
    start: (what, chosenPath, work) => {
      const exportId = randomUUID();
      const path = chosenPath ?? join(platform.dataDir, 'exports', defaultName(what, new Date()));
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
      const onRows = (rows: number, rowsTotal: number) => tell({ rows, rowsTotal });
      const done = work({ exportId, path }, onRows, abort.signal)
        .then((outcome) => {
          const offer = chosenPath === null ? platform.offerDownload : null;
          tell({
            status: 'finished',
            rows: outcome.rows,
            rowsTotal: outcome.rows,
            manifestPath: outcome.manifestPath,
            download: offer?.(outcome.path) ?? null,
            manifestDownload: offer?.(outcome.manifestPath) ?? null,
            message: `SHA-256 ${outcome.sha256}`,
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
