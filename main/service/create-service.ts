import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { EventName, EventPayload } from '../../preload/contract/events.ts';
import type { CaseSummary, ImportResult } from '../../preload/contract/model/case.ts';
import { listExports } from '../case/exports.ts';
import { rejectionCondition } from '../case/rejections.ts';
import { readSettings, writeSettings } from '../case/settings.ts';
import { readWorkspace, writeWorkspace } from '../case/workspace.ts';
import { exportCsv } from '../export/export-csv.ts';
import { exportRejections } from '../export/export-rejections.ts';
import { refreshAdministrators } from '../ingest/refresh-administrators.ts';
import { pathsOnDisk, previewRemoval, removeSources, SourceMissing } from '../ingest/remove-sources.ts';
import { checkCase } from '../integrity/check-case.ts';
import { loadMarks } from '../marks/load-marks.ts';
import { isTimeZone } from '../normalise/zoned-time.ts';
import { listFolder } from '../platform/list-folder.ts';
import type { Dialogs, Platform } from '../platform/platform.ts';
import { walkChain } from '../query/chain/chain.ts';
import { countEvents } from '../query/count.ts';
import { readEntity } from '../query/entity/entity.ts';
import { ContextMissing, readContext } from '../query/event-context.ts';
import { findEvent, readEvent } from '../query/event-detail.ts';
import { runFacets } from '../query/facet.ts';
import { listFieldPaths } from '../query/field-paths.ts';
import { runHistogram } from '../query/histogram.ts';
import { loadPanelCatalogue, type PanelCatalogue } from '../query/panel/panel-catalogue.ts';
import { runPanel } from '../query/panel/run-panel.ts';
import { runSql, SqlRefused } from '../query/run-sql.ts';
import { type CaseSession, createCaseSession } from './case-session.ts';
import { BadInputError, CaseBusyError, NotFoundError, NotPossibleHereError } from './errors.ts';
import { createExportControl, type ExportControl } from './export-control.ts';
import { createImportControl, type ImportControl } from './import-control.ts';
import { integrityHandlers } from './integrity-handlers.ts';
import { ledgerHandlers } from './ledger-handlers.ts';
import { markHandlers } from './mark-handlers.ts';
import type { Handlers, Service, ServiceListener } from './service.ts';

/** The service, and what a host that calls it directly may wait for. */
export type LocalService = Service & {
  /** The result of the import begun last, once it has ended. */
  readonly importFinished: () => Promise<ImportResult | null>;
};

type Parts = {
  readonly platform: Platform;
  readonly catalogue: PanelCatalogue;
  readonly session: CaseSession;
  readonly imports: ImportControl;
  readonly exports: ExportControl;
  readonly tell: ServiceListener;
};

const ATTRIBUTION = [
  { text: 'IP geolocation by DB-IP', url: 'https://db-ip.com' },
  { text: 'Made with Natural Earth', url: 'https://www.naturalearthdata.com' },
];

function dialogsOf(platform: Platform): Dialogs {
  if (!platform.dialogs) throw new NotPossibleHereError('This host has no dialogs of its own.');
  return platform.dialogs;
}

/** Opens or makes a case, unless an import would lose the one it writes to. */
async function openCase(parts: Parts, path: string, create: boolean): Promise<CaseSummary> {
  const status = parts.imports.current()?.status;
  if (status === 'running') {
    throw new CaseBusyError('An import is running.', {
      hint: 'Wait for it to end, or cancel it, then open another case.',
    });
  }
  await parts.exports.cancelAll();
  const summary = await parts.session.open(resolve(path), create);
  parts.tell('case.changed', summary);
  return summary;
}

async function createCase(parts: Parts, sourcePath: string): Promise<CaseSummary> {
  const path = await parts.session.freshPath(sourcePath);
  await mkdir(dirname(path), { recursive: true });
  return openCase(parts, path, true);
}

function checkTimeZone(timeZone: string | null): void {
  if (timeZone === null || isTimeZone(timeZone)) return;
  throw new BadInputError(`“${timeZone}” is no time zone.`, {
    hint: 'Give a name such as Europe/Berlin, or an offset such as +05:30.',
  });
}

async function removeFromCase({ platform, session, tell }: Parts, sourceIds: readonly number[]) {
  const { database } = session.current();
  const removed = await removeSources(database, platform.sqlDir, sourceIds);
  await session.forgetResults();
  await refreshAdministrators(database);
  await loadMarks(database);
  await checkCase(database);
  tell('case.changed', await session.summary());
  return removed;
}

function caseHandlers(parts: Parts) {
  const { platform, session, imports, exports, tell } = parts;
  return {
    'app.info': async () => ({
      version: platform.version,
      host: platform.host,
      capabilities: [...platform.capabilities],
      sampleAvailable: platform.sampleDir !== null,
      attribution: ATTRIBUTION,
    }),
    'case.current': () => session.summary(),
    'case.open': ({ path, create }) => openCase(parts, path, create),
    'case.openSample': async () => {
      const { sampleDir } = platform;
      if (!sampleDir) throw new NotFoundError('The sample incident is not part of this installation.');
      const path = join(platform.dataDir, 'cases', 'sample-incident.spoor');
      await mkdir(dirname(path), { recursive: true });
      const summary = await openCase(parts, path, true);
      if (summary.counts.events > 0) return summary;
      await imports.start(session.current().database, [sampleDir], null);
      await imports.finished();
      const filled = await session.summary();
      return filled ?? summary;
    },
    'case.close': async () => {
      await imports.cancel();
      await exports.cancelAll();
      await session.close();
      tell('case.changed', null);
      return {};
    },
    'case.recent': () => session.recent.list(),
    'case.forget': async ({ path }) => {
      await session.recent.forget(path);
      return {};
    },
    'settings.read': () => readSettings(session.current().database),
    'settings.write': async ({ settings }) => {
      const { database } = session.current();
      await writeSettings(database, settings);
      tell('case.changed', await session.summary());
      return readSettings(database);
    },
    'workspace.read': async () => ({ state: await readWorkspace(session.current().database) }),
    'workspace.write': async ({ state }) => {
      await writeWorkspace(session.current().database, state);
      return {};
    },
    'import.start': async ({ paths, newCase, timeZone }) => {
      checkTimeZone(timeZone);
      const open = newCase ? null : await session.summary();
      const summary = open ?? (await createCase(parts, paths[0] ?? 'case'));
      const importId = await imports.start(session.current().database, paths, timeZone);
      return { importId, case: summary };
    },
    'import.current': async () => imports.current(),
    'import.cancel': async () => {
      await imports.cancel();
      return {};
    },
    'source.preview': ({ sourceIds }) => previewRemoval(session.current().database, sourceIds),
    'source.remove': ({ sourceIds }) => imports.alone(() => removeFromCase(parts, sourceIds)),
    'source.readAgain': async ({ sourceIds, timeZone }) => {
      checkTimeZone(timeZone);
      const { database } = session.current();
      const paths = await imports.alone(async () => {
        const found = await pathsOnDisk(database, sourceIds).catch((error: unknown) => {
          throw error instanceof SourceMissing ? new NotFoundError(error.message) : error;
        });
        await removeFromCase(parts, sourceIds);
        return found;
      });
      return { importId: await imports.start(database, paths, timeZone) };
    },
  } satisfies Partial<Handlers>;
}

function queryHandlers({ session, catalogue }: Parts) {
  return {
    'dashboard.list': async () => [...catalogue.dashboards],
    'panel.run': (input, { signal }) => runPanel(session.current().database, catalogue, input, signal),
    'event.count': ({ scope }, { signal }) => countEvents(session.current().database, scope, signal),
    'event.search': ({ scope, sort }, { signal }) => session.current().searches.run(scope, sort, signal),
    'event.searchFirst': ({ scope, sort }, { signal }) =>
      session.current().searches.runFirst(scope, sort, signal),
    'event.page': async (input, { signal }) => {
      const { searchId, offset, limit, columns } = input;
      const page = await session.current().searches.page(searchId, offset, limit, columns, signal);
      if (!page) throw new NotFoundError('This search is no longer kept; run it again.');
      return page;
    },
    'event.locate': async (input, { signal }) => {
      const position = await session.current().searches.locate(input, signal);
      if (position === undefined) throw new NotFoundError('This search is no longer kept; run it again.');
      return { position };
    },
    'event.context': async (input, { signal }) => {
      try {
        const context = await readContext(session.current().database, input, signal);
        if (!context) throw new NotFoundError(`The case has no event number ${input.recordId}.`);
        return context;
      } catch (error) {
        if (error instanceof ContextMissing) throw new BadInputError(error.message);
        throw error;
      }
    },
    'event.get': async ({ recordId }, { signal }) => {
      const event = await readEvent(session.current().database, recordId, signal);
      if (!event) throw new NotFoundError(`The case has no event number ${recordId}.`);
      return event;
    },
    'event.find': async ({ eventID }, { signal }) => ({
      recordId: await findEvent(session.current().database, eventID, signal),
    }),
    'entity.get': (input, { signal }) => readEntity(session.current().database, input, signal),
    'histogram.run': (input, { signal }) => runHistogram(session.current().database, input, signal),
    'facet.run': async (input, { signal }) => {
      const [facet] = await runFacets(session.current().database, [input], signal);
      if (!facet) throw new NotFoundError(`There is no answer for ${input.field}.`);
      return facet;
    },
    'facet.runMany': async ({ facets }, { signal }) => ({
      facets: await runFacets(session.current().database, facets, signal),
    }),
    'stack.run': (input, { signal }) => session.current().stacks.run(input, signal),
    'field.paths': (input, { signal }) => listFieldPaths(session.current().database, input, signal),
    'session.chain': async (input, { signal }) => {
      if (input.start === null && input.recordId === null) {
        throw new BadInputError('A chain starts from an access key, an ARN or an event.');
      }
      return walkChain(session.current().database, input, signal);
    },
    'sql.run': async ({ sql, limit }, { signal }) => {
      const { database, panelViews } = session.current();
      try {
        await panelViews.ready(sql);
        const result = await runSql(database, sql, limit, signal);
        return { ...result, columns: [...result.columns] };
      } catch (error) {
        if (error instanceof SqlRefused) throw new BadInputError(error.message);
        throw error;
      }
    },
  } satisfies Partial<Handlers>;
}

function hostHandlers({ platform, session, exports }: Parts) {
  return {
    'export.start': async (input) => {
      const { database } = session.current();
      const caseName = (await session.summary())?.name ?? 'case';
      const job = { ...input, caseName, version: platform.version };
      return exports.start({ caseName, content: 'events', format: 'csv' }, input.path, (place, ...rest) =>
        exportCsv(database, { ...job, ...place }, ...rest),
      );
    },
    'export.rejections': async (input) => {
      const { database } = session.current();
      const caseName = (await session.summary())?.name ?? 'case';
      const job = { ...input, caseName, version: platform.version, condition: rejectionCondition(input) };
      return exports.start(
        { caseName, content: 'rejected', format: input.format },
        input.path,
        (place, ...rest) => exportRejections(database, { ...job, ...place }, ...rest),
      );
    },
    'export.cancel': async ({ exportId }) => {
      await exports.cancel(exportId);
      return {};
    },
    'export.list': () => listExports(session.current().database),
    'folder.list': async ({ path }) => {
      if (!platform.capabilities.includes('browseFolders')) {
        throw new NotPossibleHereError('This host chooses files with its own dialog.');
      }
      try {
        return await listFolder(path);
      } catch {
        throw new NotFoundError(`${path ?? 'The home folder'} cannot be read.`, {
          hint: 'Check the path and its permissions.',
        });
      }
    },
    'dialog.openFolder': async () => ({ paths: [...(await dialogsOf(platform).openFolder())] }),
    'dialog.openFiles': async () => ({ paths: [...(await dialogsOf(platform).openFiles())] }),
    'dialog.openCase': async () => ({ path: await dialogsOf(platform).openCase() }),
    'dialog.saveFile': async ({ name }) => ({ path: await dialogsOf(platform).saveFile(name) }),
    'file.reveal': async ({ path }) => {
      if (!platform.reveal) throw new NotPossibleHereError('This host cannot show files.');
      platform.reveal(path);
      return {};
    },
  } satisfies Partial<Handlers>;
}

/** Puts the product together for a host: its handlers, its events, and its end. */
export async function createService(platform: Platform): Promise<LocalService> {
  const listeners = new Set<ServiceListener>();
  const tell: ServiceListener = <N extends EventName>(name: N, payload: EventPayload<N>) => {
    if (name === 'case.changed') forgetResults();
    for (const listener of listeners) listener(name, payload);
  };
  const catalogue = await loadPanelCatalogue(platform.sqlDir);
  const session = createCaseSession(platform, catalogue);
  const forgetResults = () => {
    session
      .forgetResults()
      .catch((error: unknown) => platform.logger.warn({ error }, 'the case was closed with results kept'));
  };
  const imports = createImportControl(platform, (progress) => {
    tell('import.progress', progress);
    if (progress.phase !== 'done') return;
    const summarise = async () => {
      await loadMarks(session.current().database);
      return session.summary();
    };
    summarise().then(
      (summary) => tell('case.changed', summary),
      (error: unknown) => platform.logger.warn({ error }, 'the case was closed before its summary was read'),
    );
  });
  const exports = createExportControl(platform, (progress) => tell('export.progress', progress));
  const parts: Parts = { platform, catalogue, session, imports, exports, tell };

  return {
    handlers: {
      ...caseHandlers(parts),
      ...ledgerHandlers(session),
      ...integrityHandlers(parts),
      ...markHandlers(parts),
      ...queryHandlers(parts),
      ...hostHandlers(parts),
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    importFinished: imports.finished,
    close: async () => {
      await imports.cancel();
      await exports.cancelAll();
      await session.close();
    },
  };
}
