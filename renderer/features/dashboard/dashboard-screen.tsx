import { LayoutGrid } from 'lucide-react';
import type { CaseSummary } from '../../../preload/contract/model/case.ts';
import { useCall } from '../../data/use-call.ts';
import type { DashboardTab } from '../../state/tab.ts';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PanelCard } from '../panel/panel-card.tsx';
import styles from './dashboard-screen.module.css';

const c = classNames(styles);

type DashboardScreenProps = { readonly tab: DashboardTab; readonly summary: CaseSummary };

/** A dashboard: its panels in a grid that follows the width of the window. */
export function DashboardScreen({ tab, summary }: DashboardScreenProps) {
  const { data: dashboards, error } = useCall('dashboard.list', {});
  if (error) return <EmptyState tone="bad" title={error.message} />;
  if (!dashboards) return <div className={c('scroll')} aria-busy="true" />;
  const dashboard = dashboards.find(({ id }) => id === tab.dashboardId);
  if (!dashboard) return <EmptyState icon={LayoutGrid} title="This dashboard does not exist any more." />;
  return (
    <div className={c('scroll')}>
      <h1 className="visually-hidden">{dashboard.title}</h1>
      <div className={c('grid')}>
        {dashboard.panels.map((info) => (
          <PanelCard key={info.id} tab={tab} info={info} summary={summary} />
        ))}
      </div>
    </div>
  );
}
