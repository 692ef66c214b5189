import type { EntityRef } from '../../preload/contract/model/entity.ts';
import { findField } from '../../preload/contract/model/field.ts';
import type { Scope } from '../../preload/contract/model/scope.ts';
import { entityTitle } from './entity-title.ts';
import type {
  ChainTab,
  CompareTab,
  DashboardTab,
  EntityTab,
  EvidenceSection,
  EvidenceTab,
  FileView,
  SearchTab,
  SqlTab,
  StackTab,
  Tab,
} from './tab.ts';

/** All events of the case. */
export const EVERYTHING: Scope = { query: '', from: null, to: null };

const COLUMNS = [
  'eventTime',
  'actor',
  'service',
  'eventName',
  'outcome',
  'sourceIPAddress',
  'country',
  'awsRegion',
  'resource',
];

const FACETS = [
  'outcome',
  'eventName',
  'service',
  'actor',
  'sourceIPAddress',
  'country',
  'userIdentity.accessKeyId',
  'userAgent',
  'awsRegion',
  'errorCode',
];

/** What a new search may be given; the rest has defaults. */
export type SearchStart = Partial<Omit<SearchTab, 'id' | 'kind'>>;

/** A new search tab: all events, newest first, unless `start` says otherwise. */
export function newSearch(id: string, start: SearchStart): SearchTab {
  return {
    id,
    kind: 'search',
    title: 'Events',
    scope: EVERYTHING,
    sort: [{ field: 'eventTime', direction: 'desc' }],
    columns: COLUMNS,
    columnWidths: {},
    pinned: [],
    facets: FACETS,
    panel: null,
    view: 'messages',
    selectedRecordId: null,
    ...start,
  };
}

/** A new tab of that dashboard over all events. */
export function newDashboard(id: string, dashboardId: string, title: string): DashboardTab {
  return { id, kind: 'dashboard', title, scope: EVERYTHING, dashboardId, panelRanges: {}, panelOptions: {} };
}

/** Every file, in the order in which they were read. */
export const ALL_FILES: FileView = {
  status: 'all',
  kind: null,
  importId: null,
  integrity: null,
  sourceId: null,
  search: '',
  sort: { by: 'order', direction: 'asc' },
};

export function newEvidence(id: string, section: EvidenceSection): EvidenceTab {
  return {
    id,
    kind: 'evidence',
    title: 'Evidence',
    scope: EVERYTHING,
    section,
    files: ALL_FILES,
    ofFile: null,
  };
}

export function newSql(id: string, sql: string): SqlTab {
  return { id, kind: 'sql', title: 'SQL', scope: EVERYTHING, sql };
}

/** The page of an entity, over the events of `scope` that it has part in. */
export function newEntity(id: string, entity: EntityRef, scope: Scope): EntityTab {
  return { id, kind: 'entity', title: entityTitle(entity), scope, entity };
}

/** What a tab with all values of that field is called. */
export function stackTitle(field: string): string {
  return `${findField(field)?.title ?? field} stacked`;
}

/** All values of a field over the events of `scope`, the rare ones first. */
export function newStack(id: string, field: string, scope: Scope): StackTab {
  return {
    id,
    kind: 'stack',
    title: stackTitle(field),
    scope,
    field,
    order: 'rare',
  };
}

/** The chain of sessions around an access key id or the ARN of a session. */
export function newChain(id: string, start: string): ChainTab {
  return { id, kind: 'chain', title: `Chain of ${start}`, scope: EVERYTHING, start };
}

/** Two events side by side. */
export function newCompare(id: string, recordIds: readonly [number, number]): CompareTab {
  return { id, kind: 'compare', title: 'Two events', scope: EVERYTHING, recordIds };
}

/** The tabs with `tab` right after the one called `afterId`, or at the end when there is none. */
export function insertTab(tabs: readonly Tab[], tab: Tab, afterId: string | null): readonly Tab[] {
  const at = tabs.findIndex((candidate) => candidate.id === afterId);
  return at < 0 ? [...tabs, tab] : tabs.toSpliced(at + 1, 0, tab);
}

/** The tabs with the one called `id` at position `to`, counted without it. */
export function moveTabTo(tabs: readonly Tab[], id: string, to: number): readonly Tab[] {
  const tab = tabs.find((candidate) => candidate.id === id);
  if (!tab) return tabs;
  return tabs.filter((candidate) => candidate !== tab).toSpliced(Math.max(0, to), 0, tab);
}

/** Which tab to show once `closedId` is gone: the one after it, else the one before it. */
export function nextActive(tabs: readonly Tab[], closedId: string, activeId: string | null): string | null {
  if (closedId !== activeId) return activeId;
  const at = tabs.findIndex((tab) => tab.id === closedId);
  return (tabs[at + 1] ?? tabs[at - 1])?.id ?? null;
}
