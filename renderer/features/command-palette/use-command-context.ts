import { useCurrentCase } from '../../data/current-case.ts';
import { useAppInfo, useCapability } from '../../data/use-app-info.ts';
import { useCall } from '../../data/use-call.ts';
import { usePreferences } from '../../state/preferences.ts';
import { nextPlace, useTrail } from '../../state/trail.ts';
import { useTab, useWorkspace } from '../../state/workspace.ts';
import { useShownTable } from '../events-table/use-go-to.ts';
import type { CommandContext } from './command.ts';

/** What the window shows at the moment, for making commands from it. */
export function useCommandContext(typed: string): CommandContext {
  const summary = useCurrentCase() ?? null;
  const { data: dashboards = [] } = useCall('dashboard.list', {}, { enabled: summary !== null });
  const { data: recentCases = [] } = useCall('case.recent', {});
  const sampleAvailable = useAppInfo()?.sampleAvailable ?? false;
  const nativeDialogs = useCapability('nativeDialogs');
  const { tabs, activeTabId, history, closed, pinned } = useWorkspace();
  const trail = useTrail();
  const openIds = new Set(tabs.map(({ id }) => id));
  const tab = useTab(activeTabId) ?? null;
  const steps = tab ? history[tab.id] : undefined;
  const { zone, theme, density } = usePreferences();
  const { goTo } = useShownTable();
  return {
    typed: typed.trim(),
    summary,
    dashboards,
    recentCases,
    sampleAvailable,
    nativeDialogs,
    tabs,
    tab,
    canUndo: (steps?.past.length ?? 0) > 0,
    canRedo: (steps?.future.length ?? 0) > 0,
    canStepBack: (steps?.rangeAt ?? 0) > 0,
    canStepForward: steps !== undefined && steps.rangeAt < steps.ranges.length - 1,
    canGoBack: nextPlace(trail, -1, openIds) !== null,
    canGoForward: nextPlace(trail, 1, openIds) !== null,
    canReopen: closed.length > 0,
    pinned,
    goTo,
    zone,
    theme,
    density,
  };
}
