import { useEffect } from 'react';
import type { DashboardInfo } from '../../preload/contract/model/panel.ts';
import { bridge } from '../bridge/bridge.ts';
import { queryClient } from '../data/query-client.ts';
import { givenColors, restoreColors } from './color-registry.ts';
import { usePreferences } from './preferences.ts';
import { restoreQueryHistory, useQueryHistory } from './query-history.ts';
import { useWorkspace } from './workspace.ts';
import { readDocument, writeDocument } from './workspace-document.ts';

const WRITE_AFTER_MS = 500;

let pending: ReturnType<typeof setTimeout> | null = null;
let written = '';

/** Brings back what was open when the case at `path` was last used, and keeps writing it down. */
export function useWorkspaceSync(path: string | null): void {
  useEffect(() => {
    if (path === null) return;
    const sync = startSync();
    return sync.stop;
  }, [path]);
}

function startSync(): { readonly stop: () => void } {
  let stopped = false;
  let stopWriting: () => void = () => undefined;
  void loadWorkspace().then(() => {
    if (!stopped) stopWriting = keepWriting();
  });
  return {
    stop: () => {
      stopped = true;
      stopWriting();
    },
  };
}

async function loadWorkspace(): Promise<void> {
  const saved = await bridge.call('workspace.read', {}).catch(() => ({ state: null }));
  const found = saved.state === null ? null : readDocument(saved.state);
  restoreColors(found?.colors ?? []);
  usePreferences.setState({ zone: found?.zone ?? 'utc' });
  restoreQueryHistory(found?.queries ?? []);
  useWorkspace.getState().restore(found?.state ?? { tabs: [], activeTabId: null, history: {}, pinned: [] });
  if (!found) await openFirstDashboard();
}

async function openFirstDashboard(): Promise<void> {
  const dashboards: readonly DashboardInfo[] = await queryClient
    .ensureQueryData({
      queryKey: ['dashboard.list', {}, null],
      queryFn: () => bridge.call('dashboard.list', {}),
    })
    .catch(() => []);
  const first = dashboards.find((dashboard) => dashboard.id === 'overview') ?? dashboards[0];
  // The reader may have opened something while the list was on its way; that keeps its place.
  if (first && useWorkspace.getState().tabs.length === 0)
    useWorkspace.getState().openDashboard(first.id, first.title);
}

/** Writes what is not written yet, at once. To be awaited before another case is opened. */
export async function flushWorkspace(): Promise<void> {
  if (pending === null) return;
  clearTimeout(pending);
  pending = null;
  const { tabs, activeTabId, history, pinned } = useWorkspace.getState();
  const { zone } = usePreferences.getState();
  const state = writeDocument({
    state: { tabs, activeTabId, history, pinned },
    zone,
    colors: givenColors(),
    queries: useQueryHistory.getState().runs,
  });
  if (state === written) return;
  written = state;
  // A case that cannot be written to is still shown; its tabs are then not kept.
  await bridge.call('workspace.write', { state }).catch(() => undefined);
}

function keepWriting(): () => void {
  const writeSoon = () => {
    pending ??= setTimeout(() => void flushWorkspace(), WRITE_AFTER_MS);
  };
  const writeNow = () => void flushWorkspace();
  const stops = [useWorkspace, usePreferences, useQueryHistory].map((store) => store.subscribe(writeSoon));
  window.addEventListener('pagehide', writeNow);
  writeSoon();
  return () => {
    for (const stop of stops) stop();
    window.removeEventListener('pagehide', writeNow);
    if (pending !== null) clearTimeout(pending);
    pending = null;
    written = '';
  };
}
