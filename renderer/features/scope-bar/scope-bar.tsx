import { ChevronLeft, ChevronRight, Redo2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { CaseSummary } from '../../../preload/contract/model/case.ts';
import { joinQueries } from '../../../preload/contract/query/join-queries.ts';
import type { BridgeError } from '../../bridge/bridge-error.ts';
import { useCall } from '../../data/use-call.ts';
import { formatCount } from '../../format/number.ts';
import { type Zone, zoneName } from '../../format/time.ts';
import { usePreferences } from '../../state/preferences.ts';
import { takePrepared, usePreparedFilter } from '../../state/prepared-filter.ts';
import { rangeOf } from '../../state/scope-history.ts';
import type { Tab } from '../../state/tab.ts';
import { setRange, useTab, useWorkspace } from '../../state/workspace.ts';
import { IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Select } from '../../ui/select.tsx';
import { QueryHistoryButton } from '../query-history/query-history-button.tsx';
import { useNotedRuns } from '../query-history/use-noted-runs.ts';
import { type HostFault, QueryInput } from '../query-input/query-input.tsx';
import { FilterChips } from './filter-chips.tsx';
import { RangePicker } from './range-picker.tsx';
import styles from './scope-bar.module.css';

const c = classNames(styles);

type ScopeBarProps = {
  /** The tab with the scope in force. */
  readonly tab: Pick<Tab, 'id' | 'scope'>;
  readonly summary: CaseSummary;
  /** A query that all events of the tab meet besides its own; what is counted meets it too. */
  readonly within?: string;
};

/** What a tab is about: its query, range and zone, how many events that is, and its filters as chips. */
export function ScopeBar({ tab, summary, within = '' }: ScopeBarProps) {
  const { id, scope } = tab;
  const { setScope } = useWorkspace.getState();
  const own = useTab(id);
  const ownScope = own?.scope ?? scope;
  const prepared = usePreparedFilter(({ request }) => (request?.tabId === id ? request.targets : null));
  const [historyOpen, setHistoryOpen] = useState(false);
  const openHistory = () => setHistoryOpen(true);
  const counted = { ...scope, query: joinQueries(scope.query, within) };
  const count = useCall('event.count', { scope: counted });
  const isRun = scope.query !== '' && !count.isPlaceholderData;
  useNotedRuns(counted, isRun ? (count.data?.events ?? null) : null);
  return (
    <section className={c('bar')} aria-label="Scope">
      <div className={c('row')}>
        <div className={c('query')}>
          <QueryInput
            value={ownScope.query}
            range={rangeOf(scope)}
            onSubmit={(query) => setScope(id, { ...ownScope, query })}
            fault={ownFault(count.error, counted.query.indexOf(ownScope.query))}
            prepared={prepared}
            onPrepared={takePrepared}
            onHistory={openHistory}
          >
            <QueryHistoryButton tabId={id} open={historyOpen} onOpenChange={setHistoryOpen} />
          </QueryInput>
        </div>
        <RangePicker
          range={rangeOf(scope)}
          oldestAt={summary.oldestAt}
          newestAt={summary.newestAt}
          onChange={(range) => setRange(id, range)}
        />
        <Steps tabId={id} />
        <ZoneSwitch />
        <p className={c('count')} aria-live="polite">
          {count.data ? (
            <>
              <strong>{formatCount(count.data.events)}</strong> of {formatCount(count.data.total)} events
            </>
          ) : null}
        </p>
      </div>
      {own ? <FilterChips tab={own} /> : null}
    </section>
  );
}

/** What the host found wrong with the query in force, as it stands in the tab's own from `offset` on. */
function ownFault(error: BridgeError | null, offset: number): HostFault | null {
  if (error?.code !== 'bad_query') return null;
  const { message, details } = error;
  return {
    message,
    details: details && { ...details, position: Math.max(0, Number(details.position ?? 0) - offset) },
  };
}

/** The way back: to earlier ranges, and to what the scope was before its last change. */
function Steps({ tabId }: { readonly tabId: string }) {
  const { stepRange, undo, redo } = useWorkspace.getState();
  const history = useWorkspace((state) => state.history[tabId]);
  const rangeAt = history?.rangeAt ?? 0;
  return (
    <span className={c('steps')}>
      <IconButton
        icon={ChevronLeft}
        label="Previous range"
        disabled={rangeAt === 0}
        onClick={() => stepRange(tabId, -1)}
      />
      <IconButton
        icon={ChevronRight}
        label="Next range"
        disabled={rangeAt >= (history?.ranges.length ?? 1) - 1}
        onClick={() => stepRange(tabId, 1)}
      />
      <IconButton
        icon={Undo2}
        label="Undo the last change of filters or range"
        shortcut="Ctrl Z"
        disabled={!history?.past.length}
        onClick={() => undo(tabId)}
      />
      <IconButton
        icon={Redo2}
        label="Redo"
        shortcut="Ctrl Shift Z"
        disabled={!history?.future.length}
        onClick={() => redo(tabId)}
      />
    </span>
  );
}

const ZONES: readonly { readonly value: Zone; readonly title: string }[] = [
  { value: 'utc', title: 'UTC' },
  { value: 'local', title: `Local (${zoneName('local')})` },
];

function ZoneSwitch() {
  const zone = usePreferences((state) => state.zone);
  const setZone = usePreferences((state) => state.setZone);
  return <Select label="Time zone" value={zone} options={ZONES} onChange={setZone} />;
}
