import { CircleAlert } from 'lucide-react';
import type { PanelInfo } from '../../../preload/contract/model/panel.ts';
import { useCall } from '../../data/use-call.ts';
import { countOf } from '../../format/number.ts';
import { formatRange } from '../../format/time.ts';
import { usePreferences } from '../../state/preferences.ts';
import type { SearchPanel, SearchTab } from '../../state/tab.ts';
import { openMarkMenu } from '../../state/value-menu.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SkeletonLines } from '../../ui/skeleton.tsx';
import { PanelTable } from '../charts/panel-table.tsx';
import styles from './aggregates.module.css';
import { VisibleText } from './visible-text.tsx';

const c = classNames(styles);

type AggregatesProps = { readonly tab: SearchTab; readonly panel: SearchPanel };

/**
 * The result of the panel the search was opened from, as a table. It keeps the scope it was opened with,
 * and says so, until it is told to take over the search's own.
 */
export function Aggregates({ tab, panel }: AggregatesProps) {
  const info = usePanelInfo(panel.id);
  const { data, error, refetch } = useCall('panel.run', {
    id: panel.id,
    scope: panel.scope,
    options: { ...panel.options },
    bucket: panel.bucket,
  });
  return (
    <div className={c('root')}>
      <div className={c('line')}>
        <p className={c('about')}>
          <strong>{info?.title ?? panel.id}</strong>
          {data ? <span> · {countOf(data.rows.length, 'row')}</span> : null} · <ScopeText panel={panel} />
        </p>
        <Button
          size="small"
          variant="ghost"
          title="Run the panel over the query and the range of this search"
          onClick={() => useWorkspace.getState().patchTab(tab.id, { panel: { ...panel, scope: tab.scope } })}
        >
          Count over this search
        </Button>
      </div>
      {data && info ? (
        data.rows.length === 0 ? (
          <EmptyState title={info.empty} />
        ) : (
          <PanelTable
            info={info}
            result={data}
            large
            onMark={(mark, at) => openMarkMenu({ tabId: tab.id, ...at, ...mark, base: data.messages })}
          />
        )
      ) : error ? (
        <EmptyState
          tone="bad"
          icon={CircleAlert}
          title={error.message}
          actions={
            <Button size="small" onClick={() => void refetch()}>
              Try again
            </Button>
          }
        >
          {error.hint}
        </EmptyState>
      ) : (
        <SkeletonLines lines={8} label="Counting" />
      )}
    </div>
  );
}

function ScopeText({ panel }: { readonly panel: SearchPanel }) {
  const zone = usePreferences((state) => state.zone);
  const { query, from, to } = panel.scope;
  const range = from && to ? formatRange(from, to, zone) : from || to ? 'part of the time' : 'the whole time';
  return (
    <span>
      {query === '' ? 'all events' : <VisibleText text={query} />}, {range}
    </span>
  );
}

function usePanelInfo(id: string): PanelInfo | undefined {
  const { data } = useCall('dashboard.list', {});
  return data?.flatMap(({ panels }) => panels).find((info) => info.id === id);
}
