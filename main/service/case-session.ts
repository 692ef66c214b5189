import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { CaseSummary } from '../../preload/contract/model/case.ts';
import { mentionsMark } from '../../preload/contract/model/field.ts';
import { openRecentCases, type RecentCases } from '../case/recent-cases.ts';
import { summariseCase } from '../case/summary.ts';
import { type Database, openDatabase } from '../database/open-database.ts';
import { settleInterruptedImports } from '../ingest/import-run.ts';
import { placeAddresses } from '../ingest/place-addresses.ts';
import { refreshAdministrators } from '../ingest/refresh-administrators.ts';
import { checkCase } from '../integrity/check-case.ts';
import { loadMarks } from '../marks/load-marks.ts';
import type { Platform } from '../platform/platform.ts';
import { matchesOf } from '../query/matches.ts';
import { createPanelViews, type PanelViews } from '../query/panel/create-panel-views.ts';
import type { PanelCatalogue } from '../query/panel/panel-catalogue.ts';
import { createSearches, type Searches } from '../query/search.ts';
import { createStacks, type Stacks } from '../query/stack.ts';
import { valueCountsOf } from '../query/value-counts.ts';
import { NoCaseError } from './errors.ts';

/** The case that is open, with what belongs to it alone. */
type OpenCase = {
  readonly database: Database;
  readonly searches: Searches;
  readonly stacks: Stacks;
  readonly panelViews: PanelViews;
};

/** Holds the one open case of a service, and the list of recent ones. */
export type CaseSession = {
  readonly recent: RecentCases;
  /** The open case; throws NoCaseError when none is open. */
  readonly current: () => OpenCase;
  readonly summary: () => Promise<CaseSummary | null>;
  readonly open: (path: string, create: boolean) => Promise<CaseSummary>;
  readonly close: () => Promise<void>;
  /** Lets go of results that are kept but may no longer hold, because records or settings have changed. */
  readonly forgetResults: () => Promise<void>;
  /** The same where marks have changed and the records have not. */
  readonly forgetMarks: () => Promise<void>;
  /** A path for a new case named after what it is made of, which no file has yet. */
  readonly freshPath: (sourcePath: string) => Promise<string>;
};

async function isFree(path: string): Promise<boolean> {
  return stat(path).then(
    () => false,
    () => true,
  );
}

async function prepare(
  platform: Platform,
  catalogue: PanelCatalogue,
  path: string,
  create: boolean,
): Promise<OpenCase> {
  const database = await openDatabase({ path, sqlDir: platform.sqlDir, create });
  try {
    if (!database.readOnly) {
      if (await settleInterruptedImports(database, platform.sqlDir)) await checkCase(database);
      await placeAddresses(database, platform.sqlDir);
    }
    await refreshAdministrators(database);
    await loadMarks(database);
    return {
      database,
      searches: createSearches(database),
      stacks: createStacks(database),
      panelViews: createPanelViews(database, catalogue),
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

export function createCaseSession(platform: Platform, catalogue: PanelCatalogue): CaseSession {
  const recent = openRecentCases(platform.dataDir);
  let open: OpenCase | null = null;

  const close = async (): Promise<void> => {
    const closing = open;
    open = null;
    await closing?.database.close();
  };

  return {
    recent,
    current: () => {
      if (!open) throw new NoCaseError();
      return open;
    },
    summary: async () => (open ? summariseCase(open.database) : null),
    open: async (path, create) => {
      if (open?.database.path === path) return summariseCase(open.database);
      const next = await prepare(platform, catalogue, path, create);
      await close();
      open = next;
      const summary = await summariseCase(next.database);
      await recent.remember({
        path,
        name: summary.name,
        events: summary.counts.events,
        openedAt: new Date().toISOString(),
      });
      return summary;
    },
    close,
    forgetResults: async () => {
      if (!open) return;
      matchesOf(open.database).forget();
      valueCountsOf(open.database).forget();
      await open.stacks.forget();
    },
    forgetMarks: async () => {
      await open?.stacks.forget(mentionsMark);
    },
    freshPath: async (sourcePath) => {
      const stem =
        basename(sourcePath)
          .replace(/[^\p{L}\p{N}._-]+/gu, '-')
          .slice(0, 80) || 'case';
      for (let number = 1; ; number++) {
        const name = number === 1 ? `${stem}.spoor` : `${stem}-${number}.spoor`;
        const path = join(platform.dataDir, 'cases', name);
        if (await isFree(path)) return path;
      }
    },
  };
}
