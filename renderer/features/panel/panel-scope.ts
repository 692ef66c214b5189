import type { MethodInput } from '../../../preload/contract/methods.ts';
import type { PanelInfo } from '../../../preload/contract/model/panel.ts';
import type { Scope } from '../../../preload/contract/model/scope.ts';
import type { DashboardTab } from '../../state/tab.ts';

/** The reserved option of a panel that holds the width of its buckets. */
export const BUCKET_OPTION = 'bucket';

export const BUCKETS = [
  { value: 'auto', title: 'Automatic' },
  { value: 'minute', title: 'Minute' },
  { value: 'hour', title: 'Hour' },
  { value: 'day', title: 'Day' },
] as const;
export type Bucket = (typeof BUCKETS)[number]['value'];

/** The scope of a panel: its own range where it has one, else the tab's. */
export function panelScope(tab: DashboardTab, panelId: string): Scope {
  const own = tab.panelRanges[panelId];
  return own ? { ...tab.scope, ...own } : tab.scope;
}

/** The chosen values of a panel's options, defaults where nothing was chosen. */
export function optionsOf(tab: DashboardTab, info: PanelInfo): Readonly<Record<string, string>> {
  const chosen = tab.panelOptions[info.id] ?? {};
  return Object.fromEntries(
    info.options.map((option) => [option.name, chosen[option.name] ?? option.default]),
  );
}

/** The width of a panel's buckets, an hour unless something else was chosen. */
export function bucketOf(tab: DashboardTab, panelId: string): Bucket {
  const chosen = tab.panelOptions[panelId]?.[BUCKET_OPTION];
  return BUCKETS.find((bucket) => bucket.value === chosen)?.value ?? 'hour';
}

/** The call that answers a panel of a tab. */
export function panelInput(tab: DashboardTab, info: PanelInfo): MethodInput<'panel.run'> {
  return {
    id: info.id,
    scope: panelScope(tab, info.id),
    options: { ...optionsOf(tab, info) },
    bucket: bucketOf(tab, info.id),
  };
}

/** The tab's options with one of a panel's changed. */
export function withOption(
  tab: DashboardTab,
  panelId: string,
  name: string,
  value: string,
): DashboardTab['panelOptions'] {
  return { ...tab.panelOptions, [panelId]: { ...tab.panelOptions[panelId], [name]: value } };
}
