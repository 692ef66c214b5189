import { z } from 'zod';
import { caseSummary, importProgress, recentCase } from './model/case.ts';
import { chainInput, chainResult } from './model/chain.ts';
import { contextKind, eventContext, MOST_CONTEXT_EVENTS, MOST_CONTEXT_MS } from './model/context.ts';
import { coverage } from './model/coverage.ts';
import { entityPage, entityRef } from './model/entity.ts';
import {
  eventDetail,
  eventPage,
  exportProgress,
  facetResult,
  histogramResult,
  searchResult,
} from './model/event.ts';
import { caseIntegrity, findingPage, findingSeverity, integrityRule } from './model/integrity.ts';
import {
  duplicateReason,
  duplicateSummary,
  eventDelivery,
  fileCounts,
  fileFilter,
  filePage,
  fileSort,
  importEntry,
  rejectedPiece,
  rejectionPage,
  repeatedEvent,
} from './model/ledger.ts';
import { MOST_NOTE_CHARACTERS, marks, markTarget, tagColor, tagName } from './model/mark.ts';
import { dashboardInfo, panelResult, resultColumn, row } from './model/panel.ts';
import { instant, scope, sortKey } from './model/scope.ts';
import { caseSettings, caseSettingsInForce } from './model/settings.ts';
import { stackOrder, stackResult } from './model/stack.ts';

const none = z.object({});
const path = z.string().min(1).max(4096);
const page = {
  offset: z.number().int().nonnegative().default(0),
  limit: z.number().int().min(1).max(1000).default(200),
};
/** Of times that tell none: an IANA name or an offset such as +05:30; null for the one a file was read with before, else UTC. */
const timeZone = z.string().min(1).max(100).nullable().default(null);
const fieldName = z.string().min(1).max(500);

export const capability = z.enum(['nativeDialogs', 'dropPaths', 'download', 'revealFile', 'browseFolders']);
export type Capability = z.infer<typeof capability>;

const facetInput = z.object({
  field: fieldName,
  scope,
  order: z.enum(['common', 'rare']).default('common'),
  limit: z.number().int().min(1).max(1000).default(10),
  contains: z.string().max(500).default(''),
  /** Values to count even where they are not among the first. */
  also: z.array(z.string().max(10_000)).max(100).default([]),
});

/**
 * Every call the window, the browser and the tests can make. Input is parsed with its schema before a
 * handler sees it; a handler's result has the shape of `output`.
 */
export const methods = {
  'app.info': {
    input: none,
    output: z.object({
      version: z.string(),
      host: z.enum(['electron', 'server', 'cli']),
      capabilities: z.array(capability),
      sampleAvailable: z.boolean(),
      attribution: z.array(z.object({ text: z.string(), url: z.string() })),
    }),
  },
  'case.current': { input: none, output: caseSummary.nullable() },
  'case.open': { input: z.object({ path, create: z.boolean().default(false) }), output: caseSummary },
  'case.openSample': { input: none, output: caseSummary },
  'case.close': { input: none, output: none },
  'case.recent': { input: none, output: z.array(recentCase) },
  'case.forget': { input: z.object({ path }), output: none },
  'settings.read': { input: none, output: caseSettingsInForce },
  'settings.write': { input: z.object({ settings: caseSettings }), output: caseSettingsInForce },
  'workspace.read': { input: none, output: z.object({ state: z.string().nullable() }) },
  'workspace.write': { input: z.object({ state: z.string().max(2_000_000) }), output: none },
  /** Starts reading `paths` into the open case, or into a new case named after the first path. */
  'import.start': {
    input: z.object({
      paths: z.array(path).min(1).max(10_000),
      newCase: z.boolean().default(false),
      timeZone,
    }),
    output: z.object({ importId: z.number().int(), case: caseSummary }),
  },
  'import.current': { input: none, output: importProgress.nullable() },
  'import.cancel': { input: none, output: none },
  /** Files and archive members that imports have seen, with the sums of all that the filter means. */
  'ledger.files': {
    input: fileFilter.extend({ ...page, sort: fileSort.prefault({}) }),
    output: filePage,
  },
  'ledger.counts': { input: none, output: fileCounts },
  /** Every run of an import, newest first. */
  'ledger.imports': { input: none, output: z.array(importEntry) },
  'ledger.rejections': {
    input: z.object({
      ...page,
      sourceId: z.number().int().nullable().default(null),
      reason: z.string().max(2000).nullable().default(null),
    }),
    output: rejectionPage,
  },
  /** A rejected piece whole, read from its file where that is as it was. `offset` is its place in the list of all. */
  'ledger.rejection': {
    input: z.object({
      sourceId: z.number().int(),
      position: z.number().int().nonnegative(),
      byteOffset: z.number().int().nonnegative(),
    }),
    output: rejectedPiece,
  },
  /** Why events are in the case more than once, by reason and by pair of files. */
  'ledger.duplicates': {
    input: z.object({
      ...page,
      reason: duplicateReason.nullable().default(null),
      sourceId: z.number().int().nullable().default(null),
    }),
    output: duplicateSummary,
  },
  /** The events behind them: of a reason, of one pair of files, or those whose deliveries differ. */
  'ledger.repeatedEvents': {
    input: z.object({
      ...page,
      reason: duplicateReason.nullable().default(null),
      sourceId: z.number().int().nullable().default(null),
      pair: z.object({ kept: z.number().int(), file: z.number().int() }).nullable().default(null),
      differing: z.boolean().default(false),
    }),
    output: z.object({ total: z.number().int(), events: z.array(repeatedEvent) }),
  },
  /** Every delivery of an event, and in which fields those that differ do. */
  'ledger.deliveries': {
    input: z.object({ recordId: z.number().int().nonnegative() }),
    output: z.object({ deliveries: z.array(eventDelivery) }),
  },
  /** What taking files out would take along; members stand for their whole archive. `paths` are the first five. */
  'source.preview': {
    input: z.object({ sourceIds: z.array(z.number().int()).min(1).max(10_000) }),
    output: z.object({
      paths: z.array(z.string()),
      files: z.number().int(),
      sources: z.number().int(),
      records: z.number().int(),
      events: z.number().int(),
      shared: z.number().int(),
      rejected: z.number().int(),
    }),
  },
  /** Takes files out of the case, with all that came from them alone. Members stand for their whole archive. */
  'source.remove': {
    input: z.object({ sourceIds: z.array(z.number().int()).min(1).max(10_000) }),
    output: z.object({ sources: z.number().int(), events: z.number().int() }),
  },
  /** Removes files and reads them again from where they were. */
  'source.readAgain': {
    input: z.object({ sourceIds: z.array(z.number().int()).min(1).max(10_000), timeZone }),
    output: z.object({ importId: z.number().int() }),
  },
  /** Where and when the case has events and log files: account × region × time. */
  'ledger.coverage': {
    input: z.object({ unit: z.enum(['auto', 'hour', 'day', 'month']).default('auto') }),
    output: coverage,
  },
  /** What vouches for the files of the case: levels, digest chains, keys. */
  'integrity.read': { input: none, output: caseIntegrity },
  /** What is wrong, and what bounds the check; wrong things first. */
  'integrity.findings': {
    input: z.object({
      ...page,
      severity: findingSeverity.nullable().default(null),
      rule: integrityRule.nullable().default(null),
      sourceId: z.number().int().nullable().default(null),
    }),
    output: findingPage,
  },
  /** Keeps the public keys that `aws cloudtrail list-public-keys` printed, and checks anew. */
  'integrity.addKeys': {
    input: z.object({ text: z.string().min(1).max(5_000_000) }),
    output: z.object({ given: z.number().int(), added: z.number().int() }),
  },
  'integrity.removeKey': { input: z.object({ fingerprint: z.string().min(1).max(100) }), output: none },
  'dashboard.list': { input: none, output: z.array(dashboardInfo) },
  'panel.run': {
    input: z.object({
      id: z.string().max(200),
      scope,
      options: z.record(z.string(), z.string()).default({}),
      bucket: z.enum(['auto', 'minute', 'hour', 'day']).default('hour'),
    }),
    output: panelResult,
  },
  'event.count': {
    input: z.object({ scope }),
    output: z.object({ events: z.number().int(), total: z.number().int() }),
  },
  /** Sorts the matching events once; pages are then read by position with `event.page`. */
  'event.search': {
    input: z.object({ scope, sort: z.array(sortKey).max(8).default([]) }),
    output: searchResult,
  },
  /**
   * The first matches of a search that takes long, exactly those its whole result begins with; null where the order is
   * not by time, since then the first ones are not known before all are.
   */
  'event.searchFirst': {
    input: z.object({ scope, sort: z.array(sortKey).max(8).default([]) }),
    output: searchResult.nullable(),
  },
  'event.page': {
    input: z.object({ searchId: z.string(), ...page, columns: z.array(fieldName).min(1).max(100) }),
    output: eventPage,
  },
  /**
   * Where a record stands in a sorted result, or the first row that has reached a time in one sorted by time; null when
   * it is not in it.
   */
  'event.locate': {
    input: z.union([
      z.object({ searchId: z.string(), recordId: z.number().int().nonnegative() }),
      z.object({ searchId: z.string(), at: instant }),
    ]),
    output: z.object({ position: z.number().int().nullable() }),
  },
  /** What happened around an event: the nearest of the events that share `by` with it, at most `limit` on each side. */
  'event.context': {
    input: z.object({
      recordId: z.number().int().nonnegative(),
      by: contextKind.default('actor'),
      aroundMs: z
        .number()
        .int()
        .min(0)
        .max(MOST_CONTEXT_MS)
        .default(5 * 60_000),
      scope: scope.default({ query: '', from: null, to: null }),
      limit: z.number().int().min(1).max(MOST_CONTEXT_EVENTS).default(100),
    }),
    output: eventContext,
  },
  'event.get': { input: z.object({ recordId: z.number().int().nonnegative() }), output: eventDetail },
  /** Finds an event by its eventID; null when the case has none of that id. */
  'event.find': {
    input: z.object({ eventID: z.string().max(200) }),
    output: z.object({ recordId: z.number().int().nullable() }),
  },
  /** What is known of one entity among the events of the scope. An entity nothing is known of has no events. */
  'entity.get': { input: z.object({ entity: entityRef, scope }), output: entityPage },
  'histogram.run': {
    input: z.object({
      scope,
      by: fieldName.default('outcome'),
      buckets: z.number().int().min(1).max(2000).default(120),
    }),
    output: histogramResult,
  },
  'facet.run': { input: facetInput, output: facetResult },
  /** Several facets at once, answered in their order: quicker than one by one, the more so with a free text. */
  'facet.runMany': {
    input: z.object({ facets: z.array(facetInput).max(40) }),
    output: z.object({ facets: z.array(facetResult) }),
  },
  /** A page of all values of a field with their events; the question is worked out once, and its pages are read then. */
  'stack.run': {
    input: z.object({
      field: fieldName,
      scope,
      order: stackOrder.default('rare'),
      contains: z.string().max(500).default(''),
      ...page,
    }),
    output: stackResult,
  },
  /** Fields seen in the matching events besides the catalogued ones: JSON paths, from a sample of them. */
  'field.paths': {
    input: z.object({ scope, contains: z.string().max(500).default('') }),
    output: z.object({
      paths: z.array(z.object({ path: z.string(), events: z.number().int() })),
      sampled: z.number().int(),
    }),
  },
  /** The chain of sessions around a credential, up to its origin and down to all that came from it. */
  'session.chain': { input: chainInput, output: chainResult },
  /** All tags of the case, and how much of it is marked. */
  'mark.read': { input: none, output: marks },
  /** Stars events or takes their stars; `events` counts those that it changed. */
  'mark.star': {
    input: z.object({ target: markTarget, on: z.boolean() }),
    output: z.object({ events: z.number().int() }),
  },
  /** Tags events or takes the tag from them; a tag that is new gets the colour given, or the next one. */
  'mark.tag': {
    input: z.object({ target: markTarget, tag: tagName, color: tagColor.optional(), on: z.boolean() }),
    output: z.object({ events: z.number().int() }),
  },
  /** Tags an entity, and so all its events, those of later imports too. */
  'mark.tagEntity': {
    input: z.object({ entity: entityRef, tag: tagName, color: tagColor.optional(), on: z.boolean() }),
    output: none,
  },
  /** Notes a text on an event; an empty one takes the note away. */
  'mark.note': {
    input: z.object({ recordId: z.number().int().nonnegative(), text: z.string().max(MOST_NOTE_CHARACTERS) }),
    output: none,
  },
  /** Gives a tag another name or colour. The name of another tag makes the two one. */
  'mark.changeTag': {
    input: z.object({ tag: tagName, name: tagName, color: tagColor }),
    output: none,
  },
  /** Takes a tag from all that carry it. */
  'mark.removeTag': { input: z.object({ tag: tagName }), output: none },
  'export.start': {
    input: z.object({
      scope,
      sort: z.array(sortKey).max(8).default([]),
      columns: z.array(fieldName).max(200),
      format: z.enum(['csv']).default('csv'),
      defuse: z.boolean().default(true),
      path: path.nullable().default(null),
    }),
    output: exportProgress,
  },
  /** Writes rejected pieces, of a file and a reason or all of them; goes on and is cancelled as other exports do. */
  'export.rejections': {
    input: z.object({
      sourceId: z.number().int().nullable().default(null),
      reason: z.string().max(2000).nullable().default(null),
      format: z.enum(['csv', 'ndjson']).default('csv'),
      defuse: z.boolean().default(true),
      path: path.nullable().default(null),
    }),
    output: exportProgress,
  },
  'export.cancel': { input: z.object({ exportId: z.string() }), output: none },
  'export.list': {
    input: none,
    output: z.array(
      z.object({
        exportedAt: z.string(),
        path: z.string(),
        rows: z.number().int(),
        sha256: z.string(),
        content: z.enum(['events', 'rejections']),
        query: z.string(),
      }),
    ),
  },
  'sql.run': {
    input: z.object({
      sql: z.string().min(1).max(100_000),
      limit: z.number().int().min(1).max(10_000).default(1000),
    }),
    output: z.object({ columns: z.array(resultColumn), rows: z.array(row), truncated: z.boolean() }),
  },
  /** Folders and log files of this machine, for hosts without a native dialog. Null = the home folder. */
  'folder.list': {
    input: z.object({ path: path.nullable().default(null) }),
    output: z.object({
      path: z.string(),
      parent: z.string().nullable(),
      entries: z.array(
        z.object({
          name: z.string(),
          path: z.string(),
          kind: z.enum(['folder', 'log', 'case']),
          sizeBytes: z.number(),
        }),
      ),
    }),
  },
  'dialog.openFolder': { input: none, output: z.object({ paths: z.array(z.string()) }) },
  'dialog.openFiles': { input: none, output: z.object({ paths: z.array(z.string()) }) },
  'dialog.openCase': { input: none, output: z.object({ path: z.string().nullable() }) },
  'dialog.saveFile': {
    input: z.object({ name: z.string().max(255) }),
    output: z.object({ path: z.string().nullable() }),
  },
  'file.reveal': { input: z.object({ path }), output: none },
} as const;

export type MethodName = keyof typeof methods;
export type MethodInput<N extends MethodName> = z.input<(typeof methods)[N]['input']>;
export type ParsedInput<N extends MethodName> = z.output<(typeof methods)[N]['input']>;
export type MethodOutput<N extends MethodName> = z.output<(typeof methods)[N]['output']>;
