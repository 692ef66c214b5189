import type { Scope, SortKey } from '../../preload/contract/model/scope.ts';

type TabBase = { readonly id: string; readonly title: string; readonly scope: Scope };

/** A dashboard: its scope filters every panel; a panel's own range and options override the tab's. */
export type DashboardTab = TabBase & {
  readonly kind: 'dashboard';
  readonly dashboardId: string;
  readonly panelRanges: Readonly<
    Record<string, { readonly from: string | null; readonly to: string | null }>
  >;
  readonly panelOptions: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

/** The panel a search was opened from, shown as its Aggregates sub-tab beside the Messages. */
export type SearchPanel = {
  readonly id: string;
  readonly options: Readonly<Record<string, string>>;
  readonly bucket: 'auto' | 'minute' | 'hour' | 'day';
  readonly scope: Scope;
};

/** A search: a table of events with its own columns, sort, facets and open event. */
export type SearchTab = TabBase & {
  readonly kind: 'search';
  readonly sort: readonly SortKey[];
  readonly columns: readonly string[];
  readonly columnWidths: Readonly<Record<string, number>>;
  readonly facets: readonly string[];
  readonly panel: SearchPanel | null;
  readonly view: 'messages' | 'aggregates';
  readonly selectedRecordId: number | null;
};

/** What the evidence screen shows: the ledger of files, the pieces rejected, or what was exported. */
export type EvidenceSection = 'files' | 'rejected' | 'exports';

export type EvidenceTab = TabBase & { readonly kind: 'evidence'; readonly section: EvidenceSection };
export type SqlTab = TabBase & { readonly kind: 'sql'; readonly sql: string };

export type Tab = DashboardTab | SearchTab | EvidenceTab | SqlTab;
