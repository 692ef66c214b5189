import { LayoutGrid } from 'lucide-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { CaseSummary } from '../../../preload/contract/model/case.ts';
import type { DashboardInfo } from '../../../preload/contract/model/panel.ts';
import { useCall } from '../../data/use-call.ts';
import type { DashboardTab } from '../../state/tab.ts';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PanelCard } from '../panel/panel-card.tsx';
import styles from './dashboard-screen.module.css';
import { MAP_ID } from './map-id.ts';
import { layOutPanels } from './panel-grid.ts';

const c = classNames(styles);
const FULL_PX = 960;
const TWO_PX = 620;

type DashboardScreenProps = { readonly tab: DashboardTab; readonly summary: CaseSummary };

/** A dashboard: its panels in a grid that follows the width of the window. */
export function DashboardScreen({ tab, summary }: DashboardScreenProps) {
  const { data: dashboards, error } = useCall('dashboard.list', {});
  if (error) return <EmptyState tone="bad" title={error.message} />;
  if (!dashboards) return <div className={c('scroll')} aria-busy="true" />;
  if (tab.dashboardId === MAP_ID) return <MapScreen tab={tab} summary={summary} dashboards={dashboards} />;
  const dashboard = dashboards.find(({ id }) => id === tab.dashboardId);
  if (!dashboard) return <EmptyState icon={LayoutGrid} title="This dashboard does not exist any more." />;
  return <PanelGrid tab={tab} summary={summary} dashboard={dashboard} />;
}

/** The map of all callers on a screen of its own, with its places as lists. */
function MapScreen({
  tab,
  summary,
  dashboards,
}: DashboardScreenProps & { readonly dashboards: readonly DashboardInfo[] }) {
  const info = dashboards.flatMap(({ panels }) => panels).find(({ chart }) => chart === 'map');
  if (!info) return <EmptyState icon={LayoutGrid} title="There is no map." />;
  return (
    <div className={c('alone')}>
      <h1 className="visually-hidden">Map</h1>
      <PanelCard tab={tab} info={info} summary={summary} alone />
    </div>
  );
}

function PanelGrid({
  tab,
  summary,
  dashboard,
}: DashboardScreenProps & { readonly dashboard: DashboardInfo }) {
  const grid = useRef<HTMLDivElement>(null);
  const mode = useGridMode(grid);
  const spans = layOutPanels(
    dashboard.panels.map(({ size }) => size),
    mode,
  );
  return (
    <div className={c('scroll')}>
      <h1 className="visually-hidden">{dashboard.title}</h1>
      <div ref={grid} className={c('grid')}>
        {dashboard.panels.map((info, index) => (
          <div
            key={info.id}
            className={c('place')}
            style={{
              gridColumn: `span ${spans[index]?.columns ?? 24}`,
              gridRow: `span ${spans[index]?.rows ?? 1}`,
            }}
          >
            <PanelCard tab={tab} info={info} summary={summary} />
          </div>
        ))}
      </div>
    </div>
  );
}

function useGridMode(grid: RefObject<HTMLDivElement | null>): 'full' | 'two' | 'one' {
  const [width, setWidth] = useState(FULL_PX);
  useEffect(() => {
    if (!grid.current) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width));
    observer.observe(grid.current);
    return () => observer.disconnect();
  }, [grid]);
  if (width >= FULL_PX) return 'full';
  return width >= TWO_PX ? 'two' : 'one';
}
