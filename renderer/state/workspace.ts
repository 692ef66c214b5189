import { create } from 'zustand';
import type { EntityRef } from '../../preload/contract/model/entity.ts';
import type { Scope } from '../../preload/contract/model/scope.ts';
import {
  type Range,
  recordScope,
  redoScope,
  type ScopeHistory,
  startHistory,
  stepRange,
  undoScope,
} from './scope-history.ts';
import type { DashboardTab, EvidenceSection, SearchTab, SqlTab, StackTab, Tab } from './tab.ts';
import {
  EVERYTHING,
  insertTab,
  moveTabTo,
  newChain,
  newCompare,
  newDashboard,
  newEntity,
  newEvidence,
  newSearch,
  newSql,
  newStack,
  nextActive,
  type SearchStart,
} from './tab-list.ts';

type TabPatch = Partial<
  Omit<DashboardTab, 'id' | 'kind' | 'scope'> &
    Omit<SearchTab, 'id' | 'kind' | 'scope'> &
    Omit<StackTab, 'id' | 'kind' | 'scope'> &
    Omit<SqlTab, 'id' | 'kind' | 'scope'> & { readonly section: EvidenceSection }
>;

export type WorkspaceState = {
  readonly tabs: readonly Tab[];
  readonly activeTabId: string | null;
  /** Undo, redo and earlier ranges of each tab, by tab id. */
  readonly history: Readonly<Record<string, ScopeHistory>>;
};

type Workspace = WorkspaceState & {
  /** Shows the tab of that dashboard, opening it when there is none. */
  readonly openDashboard: (dashboardId: string, title: string) => void;
  /** Opens a search beside the active tab (or at the end) and answers its id. */
  readonly openSearch: (start?: SearchStart, place?: { readonly beside?: boolean }) => string;
  readonly openEvidence: (section?: EvidenceSection) => void;
  readonly openSql: (sql?: string) => void;
  /** Shows the page of an entity beside the active tab: the one that is open, else a new one. */
  readonly openEntity: (entity: EntityRef, scope?: Scope) => void;
  readonly openStack: (field: string, scope?: Scope) => void;
  readonly openChain: (start: string) => void;
  readonly openCompare: (recordIds: readonly [number, number]) => void;
  readonly closeTab: (id: string) => void;
  readonly activateTab: (id: string) => void;
  /** Moves a tab to position `to`, counted without the tab itself. */
  readonly moveTab: (id: string, to: number) => void;
  /** Changes what a tab is about; can be undone. */
  readonly setScope: (id: string, scope: Scope) => void;
  readonly undo: (id: string) => void;
  readonly redo: (id: string) => void;
  /** Steps back (−1) or forward (1) through the ranges this tab had. */
  readonly stepRange: (id: string, step: -1 | 1) => void;
  /** Changes anything of a tab but its scope; cannot be undone. */
  readonly patchTab: (id: string, patch: TabPatch) => void;
  /** Replaces everything, when another case is opened. */
  readonly restore: (state: WorkspaceState) => void;
};

/** What the investigator has open: tabs, each with its own scope and the way back. */
export const useWorkspace = create<Workspace>((set, get) => {
  const add = (tab: Tab, afterId: string | null) =>
    set((state) => ({
      tabs: insertTab(state.tabs, tab, afterId),
      activeTabId: tab.id,
      history: { ...state.history, [tab.id]: startHistory(tab.scope) },
    }));
  const show = (match: (tab: Tab) => boolean, make: (id: string) => Tab, beside = false) => {
    const found = get().tabs.find(match);
    if (found) set({ activeTabId: found.id });
    else add(make(crypto.randomUUID()), beside ? get().activeTabId : null);
  };
  const move = (id: string, step: (history: ScopeHistory, scope: Scope) => ReturnType<typeof undoScope>) => {
    const tab = get().tabs.find((candidate) => candidate.id === id);
    const moved = tab && step(get().history[id] ?? startHistory(tab.scope), tab.scope);
    if (moved) set((state) => withScope(state, id, moved.scope, moved.history));
  };
  return {
    tabs: [],
    activeTabId: null,
    history: {},
    openDashboard: (dashboardId, title) =>
      show(
        (tab) => tab.kind === 'dashboard' && tab.dashboardId === dashboardId,
        (id) => newDashboard(id, dashboardId, title),
      ),
    openSearch: (start = {}, { beside = true } = {}) => {
      const id = crypto.randomUUID();
      add(newSearch(id, start), beside ? get().activeTabId : null);
      return id;
    },
    openEvidence: (section = 'files') => {
      show(
        (tab) => tab.kind === 'evidence',
        (id) => newEvidence(id, section),
      );
      const active = get().activeTabId;
      if (active) get().patchTab(active, { section });
    },
    openSql: (sql) => {
      if (sql !== undefined) add(newSql(crypto.randomUUID(), sql), get().activeTabId);
      else
        show(
          (tab) => tab.kind === 'sql',
          (id) => newSql(id, ''),
        );
    },
    openEntity: (entity, scope = EVERYTHING) =>
      show(
        (tab) =>
          tab.kind === 'entity' &&
          tab.entity.type === entity.type &&
          tab.entity.value === entity.value &&
          sameScope(tab.scope, scope),
        (id) => newEntity(id, entity, scope),
        true,
      ),
    openStack: (field, scope = EVERYTHING) =>
      show(
        (tab) => tab.kind === 'stack' && tab.field === field && sameScope(tab.scope, scope),
        (id) => newStack(id, field, scope),
        true,
      ),
    openChain: (start) =>
      show(
        (tab) => tab.kind === 'chain' && tab.start === start,
        (id) => newChain(id, start),
        true,
      ),
    openCompare: (recordIds) => add(newCompare(crypto.randomUUID(), recordIds), get().activeTabId),
    closeTab: (id) =>
      set((state) => {
        const { [id]: _closed, ...history } = state.history;
        return {
          tabs: state.tabs.filter((tab) => tab.id !== id),
          activeTabId: nextActive(state.tabs, id, state.activeTabId),
          history,
        };
      }),
    activateTab: (id) => set({ activeTabId: id }),
    moveTab: (id, to) => set((state) => ({ tabs: moveTabTo(state.tabs, id, to) })),
    setScope: (id, scope) =>
      move(id, (history, current) =>
        sameScope(current, scope) ? null : { scope, history: recordScope(history, current, scope) },
      ),
    undo: (id) => move(id, undoScope),
    redo: (id) => move(id, redoScope),
    stepRange: (id, step) => move(id, (history, scope) => stepRange(history, scope, step)),
    patchTab: (id, patch) =>
      set((state) => ({
        tabs: state.tabs.map((tab) => (tab.id === id ? ({ ...tab, ...patch } as Tab) : tab)),
      })),
    restore: (state) => set(state),
  };
});

/** The tab of that id, undefined once it is closed. */
export function useTab(id: string | null): Tab | undefined {
  return useWorkspace((state) => state.tabs.find((tab) => tab.id === id));
}

/** The range alone of a tab's scope is changed. */
export function setRange(tabId: string, range: Range): void {
  const { tabs, setScope } = useWorkspace.getState();
  const tab = tabs.find((candidate) => candidate.id === tabId);
  if (tab) setScope(tabId, { ...tab.scope, ...range });
}

function withScope(
  state: WorkspaceState,
  id: string,
  scope: Scope,
  history: ScopeHistory,
): Partial<WorkspaceState> {
  return {
    tabs: state.tabs.map((tab) => (tab.id === id ? { ...tab, scope } : tab)),
    history: { ...state.history, [id]: history },
  };
}

function sameScope(a: Scope, b: Scope): boolean {
  return a.query === b.query && a.from === b.from && a.to === b.to;
}
