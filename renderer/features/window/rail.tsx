import type { LucideIcon } from 'lucide-react';
import {
  Download,
  Fingerprint,
  LayoutGrid,
  MapPinned,
  Rows3,
  ShieldCheck,
  SquareTerminal,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { CaseSummary } from '../../../preload/contract/model/case.ts';
import { useCall } from '../../data/use-call.ts';
import { formatDuration } from '../../format/duration.ts';
import { countOf, formatShort } from '../../format/number.ts';
import { showEvents } from '../../state/show-events.ts';
import type { Tab } from '../../state/tab.ts';
import { useTab, useWorkspace } from '../../state/workspace.ts';
import { classNames } from '../../ui/class-names.ts';
import { SkeletonLines } from '../../ui/skeleton.tsx';
import { MAP_ID } from '../dashboard/map-id.ts';
import { CaseMenu } from './case-menu.tsx';
import styles from './rail.module.css';

const c = classNames(styles);

/** The left rail: the case, its dashboards, and the other places to look. */
export function Rail({ summary }: { readonly summary: CaseSummary }) {
  const active = useTab(useWorkspace((state) => state.activeTabId));
  const { openDashboard, openEvidence, openSql, openStack } = useWorkspace.getState();
  const { data: exported } = useCall('export.list', {});
  return (
    <nav className={c('rail')} aria-label="Case">
      <CaseMenu summary={summary} detail={detailOf(summary)} />
      <Dashboards active={active} />
      <Group title="Investigate">
        <RailItem
          icon={Rows3}
          active={active?.kind === 'search'}
          count={formatShort(summary.counts.events)}
          onClick={showEvents}
        >
          Events
        </RailItem>
        <RailItem
          icon={MapPinned}
          active={active?.kind === 'dashboard' && active.dashboardId === MAP_ID}
          onClick={() => openDashboard(MAP_ID, 'Map')}
        >
          Map
        </RailItem>
        <RailItem
          icon={Fingerprint}
          active={active?.kind === 'entity' || active?.kind === 'stack'}
          onClick={() => openStack('actor')}
        >
          Entities
        </RailItem>
        <RailItem icon={SquareTerminal} active={active?.kind === 'sql'} onClick={() => openSql()}>
          SQL
        </RailItem>
      </Group>
      <Group title="Case">
        <RailItem
          icon={ShieldCheck}
          active={active?.kind === 'evidence' && active.section !== 'exports'}
          count={formatShort(summary.counts.files)}
          onClick={() => openEvidence('files')}
        >
          Evidence
        </RailItem>
        <RailItem
          icon={Download}
          active={active?.kind === 'evidence' && active.section === 'exports'}
          {...(exported?.length ? { count: formatShort(exported.length) } : {})}
          onClick={() => openEvidence('exports')}
        >
          Exports
        </RailItem>
      </Group>
    </nav>
  );
}

function Dashboards({ active }: { readonly active: Tab | undefined }) {
  const { data: dashboards, error } = useCall('dashboard.list', {});
  const openDashboard = useWorkspace((state) => state.openDashboard);
  return (
    <Group title="Dashboards">
      {dashboards?.map(({ id, title }) => (
        <RailItem
          key={id}
          icon={LayoutGrid}
          active={active?.kind === 'dashboard' && active.dashboardId === id}
          onClick={() => openDashboard(id, title)}
        >
          {title}
        </RailItem>
      ))}
      {!dashboards && !error ? (
        <li className={c('loading')}>
          <SkeletonLines lines={2} label="Loading dashboards" />
        </li>
      ) : null}
      {error ? <li className={c('error')}>{error.message}</li> : null}
    </Group>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className={c('heading')}>{title}</h2>
      <ul>{children}</ul>
    </section>
  );
}

type RailItemProps = {
  readonly icon: LucideIcon;
  readonly active: boolean;
  readonly count?: string;
  readonly onClick: () => void;
  readonly children: string;
};

function RailItem({ icon: Icon, active, count, onClick, children }: RailItemProps) {
  return (
    <li>
      <button
        type="button"
        className={c('item', active && 'active')}
        aria-current={active ? 'page' : undefined}
        onClick={onClick}
      >
        <Icon size={15} aria-hidden className={c('icon')} />
        <span className={c('name')}>{children}</span>
        {count ? <span className={c('count')}>{count}</span> : null}
      </button>
    </li>
  );
}

function detailOf({ accounts, regions, oldestAt, newestAt }: CaseSummary): string {
  const span = oldestAt && newestAt ? Date.parse(newestAt) - Date.parse(oldestAt) : null;
  const parts = [countOf(accounts, 'account'), countOf(regions, 'region')];
  if (span !== null) parts.push(formatDuration(span).replace(/^(\S+ \S+) .*/, '$1'));
  return parts.join(' · ');
}
