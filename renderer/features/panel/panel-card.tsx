import { Search, X } from 'lucide-react';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import type { CaseSummary } from '../../../preload/contract/model/case.ts';
import type { PanelInfo, PanelResult } from '../../../preload/contract/model/panel.ts';
import { joinQueries } from '../../../preload/contract/query/join-queries.ts';
import { useCall } from '../../data/use-call.ts';
import { formatBucket, formatDuration } from '../../format/duration.ts';
import { closeDialog, openDialog, useOpenDialog } from '../../state/open-dialog.ts';
import type { DashboardTab } from '../../state/tab.ts';
import { openMarkMenu } from '../../state/value-menu.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorBoundary } from '../../ui/error-boundary.tsx';
import { RangePicker } from '../scope-bar/range-picker.tsx';
import { openPanel, openUnplaced } from './open-panel.ts';
import { PanelBody } from './panel-body.tsx';
import styles from './panel-card.module.css';
import { PanelInfoButton } from './panel-info.tsx';
import { PanelMenu } from './panel-menu.tsx';
import { choicesOf, PanelSelects, PanelSwitchNotes } from './panel-options.tsx';
import { panelInput, panelScope, panelSpan } from './panel-scope.ts';
import { useTurn } from './use-turn.ts';

const c = classNames(styles);

type PanelCardProps = {
  readonly tab: DashboardTab;
  readonly info: PanelInfo;
  readonly summary: CaseSummary;
  /** The panel has a screen to itself: it is drawn as when it is enlarged. */
  readonly alone?: boolean;
};

/** One panel of a dashboard: its title, what can be done with it, and its result. */
export function PanelCard({ tab, info, summary, alone = false }: PanelCardProps) {
  const { oldestAt, newestAt } = summary;
  const { query: text, from, to } = panelScope(tab, info.id);
  const span = useMemo(
    () => panelSpan({ query: text, from, to }, { oldestAt, newestAt }),
    [text, from, to, oldestAt, newestAt],
  );
  const card = useRef<HTMLElement>(null);
  const enlarged = useOpenDialog(({ dialog }) => dialog?.kind === 'panel' && dialog.panelId === info.id);
  const setEnlarged = (large: boolean) =>
    large ? openDialog({ kind: 'panel', panelId: info.id }) : closeDialog('panel');
  const turn = useTurn(card) || enlarged;
  const query = useCall('panel.run', panelInput(tab, info, span), { enabled: turn });
  const busy = !turn || query.isFetching;
  const [asTable, setAsTable] = useState(false);
  const result = query.data;
  const open = () => openPanel(tab, info, result, span);
  const body = (large: boolean) => (
    <PanelBody
      info={info}
      query={query}
      waiting={!turn}
      span={span}
      asTable={asTable}
      large={large}
      onOpen={open}
      onMark={(mark, at) => {
        setEnlarged(false);
        openMarkMenu({ tabId: tab.id, ...at, ...mark, ...(result ? { base: result.messages } : {}) });
      }}
      onUnplaced={(sourceClass) => openUnplaced(tab, info, result, sourceClass)}
      onArea={(area) => {
        setEnlarged(false);
        const { setScope } = useWorkspace.getState();
        setScope(tab.id, { ...tab.scope, query: joinQueries(tab.scope.query, area) });
      }}
    />
  );
  const menu = { tab, info, result, span, asTable, onTable: setAsTable };
  const controls = <OwnRange tab={tab} info={info} summary={summary} />;
  return (
    <section ref={card} className={c('card', busy && 'busy')} aria-label={info.title} aria-busy={busy}>
      <PanelHeader tab={tab} info={info} result={result} onOpen={open}>
        <PanelMenu {...menu} {...(alone ? {} : { onEnlarge: () => setEnlarged(true) })} />
      </PanelHeader>
      {controls}
      <div className={c('body')}>
        <ErrorBoundary what="This panel">{body(alone)}</ErrorBoundary>
      </div>
      <Dialog
        open={enlarged}
        onOpenChange={setEnlarged}
        title={info.title}
        size="full"
        actions={
          <>
            <PanelSelects tab={tab} info={info} />
            <PanelMenu {...menu} />
          </>
        }
      >
        {controls}
        <div className={c('body', 'enlarged')}>{enlarged ? body(true) : null}</div>
      </Dialog>
    </section>
  );
}

type PanelHeaderProps = Omit<PanelCardProps, 'summary'> & {
  readonly result: PanelResult | undefined;
  readonly onOpen: () => void;
  readonly children: ReactNode;
};

function PanelHeader({ tab, info, result, onOpen, children }: PanelHeaderProps) {
  return (
    <header className={c('header', choicesOf(info).length > 1 && 'crowded')}>
      <h2 className={c('title')}>{info.title}</h2>
      <PanelSwitchNotes tab={tab} info={info} />
      {notesOf(info, result).map((note) => (
        <span key={note} className={c('note')}>
          {note}
        </span>
      ))}
      <span className={c('selects')}>
        <PanelSelects tab={tab} info={info} />
      </span>
      <span className={c('actions')}>
        <PanelInfoButton info={info} />
        <IconButton icon={Search} size="small" label={`Open ${info.title} in a search`} onClick={onOpen} />
        {children}
      </span>
    </header>
  );
}

function OwnRange({ tab, info, summary }: PanelCardProps): ReactNode {
  const { patchTab } = useWorkspace.getState();
  const own = tab.panelRanges[info.id];
  if (!own) return null;
  const { [info.id]: _own, ...otherRanges } = tab.panelRanges;
  const inherit = () => patchTab(tab.id, { panelRanges: otherRanges });
  return (
    <div className={c('range')}>
      <span>Own range</span>
      <RangePicker
        range={own}
        oldestAt={summary.oldestAt}
        newestAt={summary.newestAt}
        onChange={(range) => patchTab(tab.id, { panelRanges: { ...otherRanges, [info.id]: range } })}
        inherit={{ title: 'As the dashboard', active: false, onChoose: inherit }}
      />
      <IconButton
        icon={X}
        size="small"
        label={`Give up the own time range of ${info.title}`}
        onClick={inherit}
      />
    </div>
  );
}

function notesOf(info: PanelInfo, result: PanelResult | undefined): readonly string[] {
  const notes: string[] = [];
  if (info.windowHours !== null) notes.push(`last ${formatDuration(info.windowHours * 3_600_000)}`);
  if (result?.bucketSeconds) notes.push(`${formatBucket(result.bucketSeconds)} buckets`);
  if (result?.truncated) notes.push(`first ${result.rows.length} rows`);
  return notes;
}
