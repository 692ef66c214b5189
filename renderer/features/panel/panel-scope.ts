import type { MethodInput } from '../../../preload/contract/methods.ts';
import type { CaseSummary } from '../../../preload/contract/model/case.ts';
import type { PanelInfo } from '../../../preload/contract/model/panel.ts';
import type { Scope } from '../../../preload/contract/model/scope.ts';
import type { DashboardTab } from '../../state/tab.ts';
import type { Span } from '../charts/mark.ts';

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

const SHORT_MS = 6 * 3_600_000;
const LONG_MS = 60 * 86_400_000;

/**
 * The width of a panel's buckets: what was chosen, else an hour; where that would be a handful of columns or
 * thousands of them, a minute or a day. An outlier is defined by the hour, so bands keep to it.
 */
export function bucketOf(tab: DashboardTab, { id, chart }: PanelInfo, span: Span | null): Bucket {
  const chosen = BUCKETS.find(({ value }) => value === tab.panelOptions[id]?.[BUCKET_OPTION]);
  if (chosen) return chosen.value;
  if (span === null || chart === 'band') return 'hour';
  const length = span.to - span.from;
  if (length < SHORT_MS) return 'minute';
  return length > LONG_MS ? 'day' : 'hour';
}

/** The time a panel is about: its range, open ends closed by the oldest and newest event of the case. */
export function panelSpan(
  { from, to }: Scope,
  { oldestAt, newestAt }: Pick<CaseSummary, 'oldestAt' | 'newestAt'>,
): Span | null {
  const start = from ?? oldestAt;
  const end = to ?? newestAt;
  return start && end ? { from: Date.parse(start), to: Date.parse(end) } : null;
}

/** The call that answers a panel of a tab. */
export function panelInput(tab: DashboardTab, info: PanelInfo, span: Span | null): MethodInput<'panel.run'> {
  return {
    id: info.id,
    scope: panelScope(tab, info.id),
    options: { ...optionsOf(tab, info) },
    bucket: bucketOf(tab, info, span),
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
