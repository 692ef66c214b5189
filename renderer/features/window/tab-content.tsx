import { LayoutGrid } from 'lucide-react';
import type { CaseSummary } from '../../../preload/contract/model/case.ts';
import { visibleText } from '../../format/visible-text.ts';
import { useEffectiveTab, useWorkspace } from '../../state/workspace.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ChainScreen } from '../chain/chain-screen.tsx';
import { CompareScreen } from '../compare/compare-screen.tsx';
import { DashboardScreen } from '../dashboard/dashboard-screen.tsx';
import { EntityScreen } from '../entity/entity-screen.tsx';
import { EvidenceScreen } from '../evidence/evidence-screen.tsx';
import { ScopeBar } from '../scope-bar/scope-bar.tsx';
import { SearchTabView } from '../search/search-tab.tsx';
import { SqlScreen } from '../sql/sql-screen.tsx';
import { StackScreen } from '../stack/stack-screen.tsx';

/** The screen of the active tab, which is given the tab with the scope in force: its own and what is pinned. */
export function TabContent({ summary }: { readonly summary: CaseSummary }) {
  const tab = useEffectiveTab(useWorkspace((state) => state.activeTabId));
  if (!tab) {
    return (
      <EmptyState icon={LayoutGrid} title="Nothing is open. Choose a dashboard or Events at the left." />
    );
  }
  switch (tab.kind) {
    case 'dashboard':
      return (
        <>
          <ScopeBar key={tab.id} tab={tab} summary={summary} />
          <DashboardScreen key={tab.id} tab={tab} summary={summary} />
        </>
      );
    case 'search':
      return (
        <>
          <h1 className="visually-hidden">{visibleText(tab.title)}</h1>
          <ScopeBar key={tab.id} tab={tab} summary={summary} />
          <SearchTabView key={tab.id} tab={tab} />
        </>
      );
    case 'evidence':
      return <EvidenceScreen tab={tab} summary={summary} />;
    case 'sql':
      return <SqlScreen key={tab.id} tab={tab} />;
    case 'entity':
      return <EntityScreen key={tab.id} tab={tab} summary={summary} />;
    case 'stack':
      return <StackScreen key={tab.id} tab={tab} summary={summary} />;
    case 'chain':
      return <ChainScreen key={tab.id} tab={tab} />;
    case 'compare':
      return <CompareScreen key={tab.id} tab={tab} />;
  }
}
