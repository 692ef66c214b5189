import { entityRef } from '../../preload/contract/model/entity.ts';
import { type Zone, zones } from '../format/time.ts';
import type { GivenColor } from './color-registry.ts';
import { type QueryRun, readQueryRuns } from './query-history.ts';
import { startHistory } from './scope-history.ts';
import type { Tab } from './tab.ts';
import { EVERYTHING, newChain, newEntity, newEvidence, newSearch, newStack } from './tab-list.ts';
import type { WorkspaceState } from './workspace.ts';

const VERSION = 1;

type Document = {
  readonly state: WorkspaceState;
  readonly zone: Zone;
  readonly colors: readonly GivenColor[];
  readonly queries: readonly QueryRun[];
};

/** The workspace as the text that is kept in the case. */
export function writeDocument({ state, zone, colors, queries }: Document): string {
  const { tabs, activeTabId, history, pinned } = state;
  return JSON.stringify({ version: VERSION, tabs, activeTabId, history, pinned, zone, colors, queries });
}

/**
 * The workspace a case was left with. Tabs of an unknown kind are left out; null when the text is not of
 * this version or not a workspace at all.
 */
export function readDocument(text: string): Document | null {
  const saved = parse(text);
  if (saved?.version !== VERSION || !Array.isArray(saved.tabs)) return null;
  const tabs = saved.tabs.flatMap(toTab);
  const histories = isRecord(saved.history) ? saved.history : {};
  const history = Object.fromEntries(
    tabs.map((tab) => [tab.id, { ...startHistory(tab.scope), ...asRecord(histories[tab.id]) }]),
  );
  const active = tabs.find((tab) => tab.id === saved.activeTabId) ?? tabs[0];
  return {
    state: {
      tabs,
      activeTabId: active?.id ?? null,
      history,
      pinned: Array.isArray(saved.pinned) ? saved.pinned.filter(isText) : [],
    },
    zone: zones.find((zone) => zone === saved.zone) ?? 'utc',
    colors: Array.isArray(saved.colors) ? saved.colors.filter(isGivenColor) : [],
    queries: readQueryRuns(saved.queries),
  };
}

function toTab(saved: unknown): readonly Tab[] {
  if (!isRecord(saved) || typeof saved.id !== 'string' || !isRecord(saved.scope)) return [];
  switch (saved.kind) {
    case 'dashboard':
      return typeof saved.dashboardId === 'string'
        ? [{ panelRanges: {}, panelOptions: {}, ...saved } as unknown as Tab]
        : [];
    case 'search':
      return [{ ...newSearch(saved.id, {}), ...saved } as Tab];
    case 'evidence':
      return [{ ...newEvidence(saved.id, 'files'), ...saved } as Tab];
    case 'sql':
      return typeof saved.sql === 'string' ? [saved as unknown as Tab] : [];
    case 'entity': {
      const entity = entityRef.safeParse(saved.entity);
      return entity.success ? [{ ...newEntity(saved.id, entity.data, EVERYTHING), ...saved } as Tab] : [];
    }
    case 'stack':
      return typeof saved.field === 'string'
        ? [{ ...newStack(saved.id, saved.field, EVERYTHING), ...saved } as Tab]
        : [];
    case 'chain':
      return typeof saved.start === 'string' ? [{ ...newChain(saved.id, saved.start), ...saved } as Tab] : [];
    case 'compare':
      return Array.isArray(saved.recordIds) && saved.recordIds.length === 2 ? [saved as unknown as Tab] : [];
    default:
      return [];
  }
}

function parse(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

function isGivenColor(value: unknown): value is GivenColor {
  return Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'number';
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}
