import type { EntityRef } from '../../preload/contract/model/entity.ts';
import type { FileFilter, FileSort } from '../../preload/contract/model/ledger.ts';
import type { Scope, SortKey } from '../../preload/contract/model/scope.ts';
import type { StackOrder } from '../../preload/contract/model/stack.ts';

/** The scope of a tab by itself; `disabled` holds clauses that are kept and shown, but not applied. */
export type TabScope = Scope & { readonly disabled?: readonly string[] };

type TabBase = {
  readonly id: string;
  readonly title: string;
  readonly scope: TabScope;
  /** The filters pinned for the whole case do not apply here. */
  readonly pinsOff?: boolean;
};

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
  /** Columns that stay in view while the others scroll sideways; shown first. */
  readonly pinned: readonly string[];
  readonly facets: readonly string[];
  readonly panel: SearchPanel | null;
  readonly view: 'messages' | 'aggregates';
  readonly selectedRecordId: number | null;
};

/** What the evidence screen shows of the ledger. */
export type EvidenceSection =
  | 'files'
  | 'imports'
  | 'coverage'
  | 'integrity'
  | 'duplicates'
  | 'rejected'
  | 'exports';

/** Which files are listed, and in which order. */
export type FileView = FileFilter & { readonly sort: FileSort };

/** The ledger. `ofFile` narrows duplicates and rejected records to one file. */
export type EvidenceTab = TabBase & {
  readonly kind: 'evidence';
  readonly section: EvidenceSection;
  readonly files: FileView;
  readonly ofFile: { readonly sourceId: number; readonly path: string } | null;
};
export type SqlTab = TabBase & { readonly kind: 'sql'; readonly sql: string };

/** One thing and what is known of it; the scope narrows which of its events are looked at. */
export type EntityTab = TabBase & { readonly kind: 'entity'; readonly entity: EntityRef };

/** All values of a field, counted and dated. */
export type StackTab = TabBase & {
  readonly kind: 'stack';
  readonly field: string;
  readonly order: StackOrder;
};

/** Where credentials came from and what was done with them. `start` is an access key id or the ARN of a session. */
export type ChainTab = TabBase & { readonly kind: 'chain'; readonly start: string };

/** Two events side by side. */
export type CompareTab = TabBase & {
  readonly kind: 'compare';
  readonly recordIds: readonly [number, number];
};

export type Tab =
  | DashboardTab
  | SearchTab
  | EvidenceTab
  | SqlTab
  | EntityTab
  | StackTab
  | ChainTab
  | CompareTab;
