import { useMemo } from 'react';
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
import type {
  DashboardTab,
  EvidenceSection,
  EvidenceTab,
  SearchTab,
  SqlTab,
  StackTab,
  Tab,
  TabScope,
} from './tab.ts';
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
import { effectiveScope, holdsPins, sameScope, withoutPins, withPins } from './tab-scope.ts';

const CLOSED_KEPT = 20;

type TabPatch = Partial<
  Omit<DashboardTab, 'id' | 'kind' | 'scope'> &
    Omit<SearchTab, 'id' | 'kind' | 'scope'> &
    Omit<StackTab, 'id' | 'kind' | 'scope'> &
    Omit<SqlTab, 'id' | 'kind' | 'scope'> &
    Omit<EvidenceTab, 'id' | 'kind' | 'scope'>
>;

/** A tab that was closed, with the way back it had and its position in the strip. */
type ClosedTab = { readonly tab: Tab; readonly history: ScopeHistory; readonly at: number };

export type WorkspaceState = {
  readonly tabs: readonly Tab[];
  readonly activeTabId: string | null;
  /** Undo, redo and earlier ranges of each tab, by tab id. */
  readonly history: Readonly<Record<string, ScopeHistory>>;
  /** Clauses that apply to every tab whose `pinsOff` is not set. */
  readonly pinned: readonly string[];
};

type Workspace = WorkspaceState & {
  /** The last one closed at the end. */
  readonly closed: readonly ClosedTab[];
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
  /** Brings back the tab closed last, as it was and where it stood. */
  readonly reopenTab: () => void;
  readonly activateTab: (id: string) => void;
  /** Moves a tab to position `to`, counted without the tab itself. */
  readonly moveTab: (id: string, to: number) => void;
  /** Changes what a tab is about; can be undone. Disabled clauses stay unless the scope says which there are. */
  readonly setScope: (id: string, scope: TabScope) => void;
  /** Changes which clauses apply to every tab; those that a tab had as its own become the common ones. */
  readonly setPinned: (pinned: readonly string[]) => void;
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
  const add = (started: Tab, afterId: string | null) =>
    set((state) => {
      const tab = withTabPins(started, state.pinned);
      return {
        tabs: insertTab(state.tabs, tab, afterId),
        activeTabId: tab.id,
        history: { ...state.history, [tab.id]: startHistory(tab.scope) },
      };
    });
  const everything = (): Scope => ({ ...EVERYTHING, query: withPins('', get().pinned) });
  const isAbout = (tab: Tab, scope: Scope) => sameScope(effectiveScope(tab, get().pinned), scope);
  const show = (match: (tab: Tab) => boolean, make: (id: string) => Tab, beside = false) => {
    const found = get().tabs.find(match);
    if (found) set({ activeTabId: found.id });
    else add(make(crypto.randomUUID()), beside ? get().activeTabId : null);
  };
  const move = (
    id: string,
    step: (history: ScopeHistory, scope: TabScope) => ReturnType<typeof undoScope>,
  ) => {
    const tab = get().tabs.find((candidate) => candidate.id === id);
    const moved = tab && step(get().history[id] ?? startHistory(tab.scope), tab.scope);
    if (!tab || !moved) return;
    const changed = withOwnQuery(tab, moved.scope, get().pinned);
    if (sameScope(changed.scope, tab.scope)) return;
    set((state) => ({
      tabs: state.tabs.map((candidate) => (candidate.id === id ? changed : candidate)),
      history: { ...state.history, [id]: moved.history },
    }));
  };
  return {
    tabs: [],
    activeTabId: null,
    history: {},
    pinned: [],
    closed: [],
    openDashboard: (dashboardId, title) =>
      show(
        (tab) => tab.kind === 'dashboard' && tab.dashboardId === dashboardId,
        (id) => ({ ...newDashboard(id, dashboardId, title), scope: everything() }),
      ),
    openSearch: (start = {}, { beside = true } = {}) => {
      const id = crypto.randomUUID();
      add(newSearch(id, { scope: everything(), ...start }), beside ? get().activeTabId : null);
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
    openEntity: (entity, scope = everything()) =>
      show(
        (tab) =>
          tab.kind === 'entity' &&
          tab.entity.type === entity.type &&
          tab.entity.value === entity.value &&
          isAbout(tab, scope),
        (id) => newEntity(id, entity, scope),
        true,
      ),
    openStack: (field, scope = everything()) =>
      show(
        (tab) => tab.kind === 'stack' && tab.field === field && isAbout(tab, scope),
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
        const { [id]: past, ...history } = state.history;
        const at = state.tabs.findIndex((tab) => tab.id === id);
        const tab = state.tabs[at];
        if (!tab) return state;
        const closed = { tab, history: past ?? startHistory(tab.scope), at };
        return {
          closed: [...state.closed, closed].slice(-CLOSED_KEPT),
          tabs: state.tabs.filter((tab) => tab.id !== id),
          activeTabId: nextActive(state.tabs, id, state.activeTabId),
          history,
        };
      }),
    reopenTab: () =>
      set((state) => {
        const last = state.closed.at(-1);
        if (!last) return state;
        const { tab, history, at } = last;
        return {
          closed: state.closed.slice(0, -1),
          tabs: state.tabs.toSpliced(at, 0, withOwnQuery(tab, tab.scope, state.pinned)),
          activeTabId: tab.id,
          history: { ...state.history, [tab.id]: history },
        };
      }),
    activateTab: (id) => set({ activeTabId: id }),
    moveTab: (id, to) => set((state) => ({ tabs: moveTabTo(state.tabs, id, to) })),
    setScope: (id, wanted) =>
      move(id, (history, current) => {
        const scope = { ...(current.disabled ? { disabled: current.disabled } : {}), ...wanted };
        return { scope, history: recordScope(history, current, scope) };
      }),
    setPinned: (pinned) =>
      set((state) => ({
        pinned,
        tabs: state.tabs.map((tab) => withOwnQuery(tab, tab.scope, pinned)),
      })),
    undo: (id) => move(id, undoScope),
    redo: (id) => move(id, redoScope),
    stepRange: (id, step) => move(id, (history, scope) => stepRange(history, scope, step)),
    patchTab: (id, patch) =>
      set((state) => ({
        tabs: state.tabs.map((tab) => (tab.id === id ? ({ ...tab, ...patch } as Tab) : tab)),
      })),
    restore: (state) => set({ ...state, closed: [] }),
  };
});

/** The tab of that id, undefined once it is closed. */
export function useTab(id: string | null): Tab | undefined {
  return useWorkspace((state) => state.tabs.find((tab) => tab.id === id));
}

/** The tab of that id with the scope in force: its own and what is pinned, without what is disabled. */
export function useEffectiveTab(id: string | null): Tab | undefined {
  const tab = useTab(id);
  const pinned = useWorkspace((state) => state.pinned);
  return useMemo(() => tab && { ...tab, scope: effectiveScope(tab, pinned) }, [tab, pinned]);
}

/** The range alone of a tab's scope is changed. */
export function setRange(tabId: string, range: Range): void {
  const { tabs, setScope } = useWorkspace.getState();
  const tab = tabs.find((candidate) => candidate.id === tabId);
  if (tab) setScope(tabId, { ...tab.scope, ...range });
}

/**
 * The tab with a scope whose query says nothing that the pinned clauses say already; the same scope where it says none
 * of them, for what is kept of a scope is found again by it.
 */
function withOwnQuery(tab: Tab, scope: TabScope, pinned: readonly string[]): Tab {
  const query = tab.pinsOff ? scope.query : withoutPins(scope.query, pinned);
  return { ...tab, scope: query === scope.query ? scope : { ...scope, query } };
}

/**
 * A new tab as it stands under the pinned clauses. One that was opened for exactly these events, of which the pinned
 * clauses are no part, does not take them on: a figure opens what it counted.
 */
function withTabPins(tab: Tab, pinned: readonly string[]): Tab {
  return !holdsPins(tab.scope.query, pinned)
    ? { ...tab, pinsOff: true }
    : withOwnQuery(tab, tab.scope, pinned);
}
