import {
  BadgeCheck,
  CalendarRange,
  CopyCheck,
  Database,
  Download,
  FileX2,
  Fingerprint,
  FolderInput,
  LayoutGrid,
  type LucideIcon,
  MapPinned,
  Maximize2,
  Play,
  Plus,
  Rows3,
  Search,
  ShieldCheck,
  SquareTerminal,
} from 'lucide-react';
import type { DashboardInfo, PanelInfo } from '../../../preload/contract/model/panel.ts';
import { bridge } from '../../bridge/bridge.ts';
import { toBridgeError } from '../../bridge/bridge-error.ts';
import { formatShort } from '../../format/number.ts';
import { visibleText } from '../../format/visible-text.ts';
import { openDialog } from '../../state/open-dialog.ts';
import { showEvents } from '../../state/show-events.ts';
import { newDashboard } from '../../state/tab-list.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { showMessage } from '../../ui/toast.tsx';
import { MAP_ID } from '../dashboard/map-id.ts';
import { openPanel } from '../panel/open-panel.ts';
import { panelInput, panelSpan } from '../panel/panel-scope.ts';
import { openCase, openSample } from '../start/open-case.ts';
import type { Command, CommandContext } from './command.ts';

/** Dashboards and the other places of the rail. */
export function placeCommands({ summary, dashboards }: CommandContext): readonly Command[] {
  if (!summary) return [];
  const { openDashboard, openSearch, openStack, openSql, openEvidence } = useWorkspace.getState();
  const place = (id: string, title: string, icon: LucideIcon, run: () => void, keywords: string[] = []) =>
    ({ id: `open:${id}`, title, group: 'Open', icon, run, keywords }) satisfies Command;
  return [
    ...dashboards.map(({ id, title }) =>
      place(`dashboard:${id}`, title, LayoutGrid, () => openDashboard(id, title), ['dashboard']),
    ),
    place('events', 'Events', Rows3, showEvents, ['table', 'messages', 'search']),
    place('search', 'New search', Plus, () => openSearch({}, { beside: false }), ['tab', 'query']),
    place('map', 'Map', MapPinned, () => openDashboard(MAP_ID, 'Map'), ['geo', 'places', 'countries']),
    place('entities', 'Entities', Fingerprint, () => openStack('actor'), ['actors', 'users', 'stack']),
    place('sql', 'SQL', SquareTerminal, () => openSql(), ['console', 'duckdb']),
    place('evidence', 'Evidence', ShieldCheck, () => openEvidence('files'), ['ledger', 'files', 'hashes']),
    place('imports', 'Imports', FolderInput, () => openEvidence('imports'), ['ledger', 'evidence']),
    place('coverage', 'Coverage', CalendarRange, () => openEvidence('coverage'), [
      'gaps',
      'accounts',
      'regions',
    ]),
    place('integrity', 'Integrity', BadgeCheck, () => openEvidence('integrity'), [
      'digests',
      'signatures',
      'keys',
      'verify',
    ]),
    place('duplicates', 'Duplicates', CopyCheck, () => openEvidence('duplicates'), [
      'evidence',
      'deliveries',
    ]),
    place('rejected', 'Rejected records', FileX2, () => openEvidence('rejected'), ['evidence', 'faults']),
    place('exports', 'Exports', Download, () => openEvidence('exports'), ['evidence', 'csv']),
  ];
}

/** Every panel: enlarged on its dashboard, or with the events behind it. */
export function panelCommands(context: CommandContext): readonly Command[] {
  if (!context.summary) return [];
  return context.dashboards.flatMap((dashboard) =>
    dashboard.panels.flatMap((info): readonly Command[] => {
      const common = { group: 'Panels', detail: dashboard.title, listed: 'typed' } as const;
      return [
        {
          ...common,
          id: `panel:${info.id}`,
          title: info.title,
          icon: Maximize2,
          keywords: ['panel', 'enlarge', dashboard.title],
          run: () => enlarge(dashboard, info),
        },
        {
          ...common,
          id: `panel-search:${info.id}`,
          title: `Events behind ${info.title}`,
          icon: Search,
          secondary: true,
          keywords: ['panel', 'open in search', dashboard.title],
          run: () => void openBehind(dashboard, info, context),
        },
      ];
    }),
  );
}

function enlarge({ id, title }: DashboardInfo, info: PanelInfo): void {
  useWorkspace.getState().openDashboard(id, title);
  openDialog({ kind: 'panel', panelId: info.id });
}

async function openBehind(
  dashboard: DashboardInfo,
  info: PanelInfo,
  { summary }: CommandContext,
): Promise<void> {
  if (!summary) return;
  const tab = newDashboard('', dashboard.id, dashboard.title);
  const span = panelSpan(tab.scope, summary);
  try {
    openPanel(tab, info, await bridge.call('panel.run', panelInput(tab, info, span)), span);
  } catch (thrown) {
    showMessage(toBridgeError(thrown).message, 'bad');
  }
}

/** The open tabs. */
export function tabCommands({ tabs, tab: active }: CommandContext): readonly Command[] {
  return tabs
    .filter(({ id }) => id !== active?.id)
    .map(({ id, title }) => ({
      id: `tab:${id}`,
      title: visibleText(title),
      group: 'Tabs',
      icon: Rows3,
      detail: 'open tab',
      passing: true,
      run: () => useWorkspace.getState().activateTab(id),
    }));
}

/** Cases that were used before, and the sample. */
export function caseCommands({ summary, recentCases, sampleAvailable }: CommandContext): readonly Command[] {
  const others = recentCases.filter(({ path }) => path !== summary?.path);
  return [
    ...others.map(
      ({ path, name, events }): Command => ({
        id: `case:${path}`,
        title: `Open case ${visibleText(name)}`,
        group: 'Case',
        icon: Database,
        detail: `${formatShort(events)} events`,
        keywords: ['recent'],
        passing: true,
        run: () => void openCase(path),
      }),
    ),
    ...(sampleAvailable
      ? [
          {
            id: 'case:sample',
            title: 'Open the sample incident',
            group: 'Case',
            icon: Play,
            run: () => void openSample(),
          } satisfies Command,
        ]
      : []),
  ];
}
