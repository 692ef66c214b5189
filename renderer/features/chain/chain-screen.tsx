import { CircleAlert, Link2Off } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { ChainResult } from '../../../preload/contract/model/chain.ts';
import { useCurrentCase } from '../../data/current-case.ts';
import { useCall } from '../../data/use-call.ts';
import { countOf } from '../../format/number.ts';
import { formatRange } from '../../format/time.ts';
import { visibleText } from '../../format/visible-text.ts';
import { usePreferences } from '../../state/preferences.ts';
import type { ChainTab } from '../../state/tab.ts';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SkeletonLines } from '../../ui/skeleton.tsx';
import { Switch } from '../../ui/switch.tsx';
import { MiddleTruncate } from '../../ui/truncate.tsx';
import { ScopeBar } from '../scope-bar/scope-bar.tsx';
import { ChainDetail } from './chain-detail.tsx';
import { ChainGraph } from './chain-graph.tsx';
import styles from './chain-screen.module.css';
import { chainLines } from './chain-tree.ts';
import { ChainTreeGrid } from './chain-tree-grid.tsx';

const c = classNames(styles);

/** Where credentials came from and what was done with them, drawn and listed; the node chosen is told whole. */
export function ChainScreen({ tab }: { readonly tab: ChainTab }) {
  const summary = useCurrentCase();
  const [includeServices, setIncludeServices] = useState(false);
  const { data, error } = useCall('session.chain', { start: tab.start, scope: tab.scope, includeServices });
  return (
    <>
      {summary ? <ScopeBar key={tab.id} tab={tab} summary={summary} /> : null}
      <div className={c('screen')}>
        <header className={c('header')}>
          <h1 className={c('title')}>Session chain</h1>
          <span className={c('start')}>
            <MiddleTruncate text={visibleText(tab.start)} tail={20} mono />
          </span>
          {data ? <Extent result={data} /> : null}
          <Switch
            label="Each session of AWS services"
            checked={includeServices}
            onChange={setIncludeServices}
          />
        </header>
        {data ? (
          <Chain tab={tab} result={data} onUnfold={() => setIncludeServices(true)} />
        ) : error ? (
          <EmptyState tone="bad" icon={CircleAlert} title={error.message}>
            {error.hint}
          </EmptyState>
        ) : (
          <div className={c('waiting')}>
            <SkeletonLines lines={8} label="Following the chain" />
          </div>
        )}
      </div>
    </>
  );
}

/** How long the chain is, over which time, and what of it is left out. */
function Extent({ result }: { readonly result: ChainResult }) {
  const zone = usePreferences((state) => state.zone);
  const seen = result.nodes.filter(({ keyCount }) => keyCount > 0);
  const firsts = seen.flatMap(({ createdAt, firstSeenAt }) => createdAt ?? firstSeenAt ?? []).toSorted();
  const lasts = seen.flatMap(({ lastSeenAt, createdAt }) => lastSeenAt ?? createdAt ?? []).toSorted();
  const [first] = firsts;
  const last = lasts.at(-1);
  const { leftOut, cut } = result;
  return (
    <p className={c('extent')}>
      {countOf(seen.length, 'credential')}
      {first && last ? ` · ${formatRange(first, last, zone)}` : ''}
      {leftOut.credentials > 0
        ? ` · ${countOf(leftOut.credentials, 'further credential')} of the start with ${countOf(leftOut.events, 'event')} not followed`
        : ''}
      {cut ? ' · goes on: too long to be shown whole' : ''}
    </p>
  );
}

type ChainProps = { readonly tab: ChainTab; readonly result: ChainResult; readonly onUnfold: () => void };

function Chain({ tab, result, onUnfold }: ChainProps) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [chosenId, setChosenId] = useState<string | null>(null);
  const lines = useMemo(() => chainLines(result, closed), [result, closed]);
  const chosen =
    lines.find(({ node }) => node.id === chosenId) ?? lines.find(({ isStart }) => isStart) ?? lines[0];
  if (!chosen) {
    return (
      <EmptyState
        icon={Link2Off}
        title="No event of the case has these credentials, and no call gave them out."
      >
        The chain starts from an access key id, the ARN of a session, a role or a user, or a principal id.
      </EmptyState>
    );
  }
  const toggle = (id: string) =>
    setClosed((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  return (
    <div className={c('panes')}>
      <div className={c('chain')}>
        <ChainGraph lines={lines} edges={result.edges} chosenId={chosen.node.id} onChoose={setChosenId} />
        <ChainTreeGrid
          lines={lines}
          chosenId={chosen.node.id}
          scope={tab.scope}
          onChoose={setChosenId}
          onToggle={toggle}
          onUnfold={onUnfold}
        />
      </div>
      <ChainDetail tab={tab} result={result} node={chosen.node} onUnfold={onUnfold} />
    </div>
  );
}
