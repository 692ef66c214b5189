import { ChevronDown, ChevronUp, Copy, GitCompareArrows, Star, Waypoints, X } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { useMemo, useState } from 'react';
import type { EventDetail } from '../../../preload/contract/model/event.ts';
import { INTEGRITY_LEVELS } from '../../../preload/contract/model/integrity-text.ts';
import { sourceKindOf } from '../../../preload/contract/model/source-kind.ts';
import { useCall } from '../../data/use-call.ts';
import { formatCount } from '../../format/number.ts';
import { useComparison } from '../../state/comparison.ts';
import type { SearchTab } from '../../state/tab.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SkeletonLines } from '../../ui/skeleton.tsx';
import { chainStartOf } from '../chain/chain-start.ts';
import { copyText } from '../field-menu/copy-text.ts';
import { EventMarks } from '../marks/event-marks.tsx';
import { starEvents } from '../marks/mark-actions.ts';
import { ContextView } from './context-view.tsx';
import { DeliveryList } from './delivery-list.tsx';
import styles from './event-detail.module.css';
import { EventFields } from './event-fields.tsx';
import type { NamedEvent } from './event-label.ts';
import { summariseEvent } from './event-summary.ts';
import { EventSummaryText } from './event-summary-text.tsx';
import { JsonFault, type JsonNode, parseJsonNode } from './json-node.ts';
import { leavesOf } from './json-tree.ts';
import { JsonTreeView } from './json-tree-view.tsx';
import { CompareStrip, WalkStrip } from './pane-strips.tsx';
import { useWalk } from './use-walk.ts';

const c = classNames(styles);

type EventDetailProps = {
  readonly tab: SearchTab;
  readonly recordId: number;
  /** Where the event stands in the result, null when it is not known. */
  readonly position: number | null;
  readonly count: number;
  readonly onNeighbour: (by: number) => void;
};

/** One event whole: a sentence, its fields, its raw record as a tree, and where it came from. */
export function EventDetailPane({ tab, recordId, position, count, onNeighbour }: EventDetailProps) {
  const { data, error } = useCall('event.get', { recordId });
  const walk = useWalk(tab.id, recordId);
  const { first, begin } = useComparison();
  const named = data?.recordId === recordId ? nameOf(data) : null;
  const close = () => useWorkspace.getState().patchTab(tab.id, { selectedRecordId: null });
  return (
    <aside className={c('pane')} aria-label="Event">
      <header className={c('bar')}>
        <IconButton
          icon={ChevronUp}
          label="Previous event"
          size="small"
          disabled={position === null || position === 0}
          onClick={() => onNeighbour(-1)}
        />
        <IconButton
          icon={ChevronDown}
          label="Next event"
          size="small"
          disabled={position === null || position >= count - 1}
          onClick={() => onNeighbour(1)}
        />
        <span className={c('position')}>
          {position === null ? 'Event' : `${formatCount(position + 1)} of ${formatCount(count)}`}
        </span>
        <IconButton
          icon={Star}
          label={data?.marks.starred ? 'Take the star' : 'Star the event'}
          size="small"
          pressed={data?.marks.starred ?? false}
          disabled={data?.recordId !== recordId}
          className={c(data?.marks.starred && 'starred')}
          onClick={() => data && void starEvents({ recordIds: [recordId] }, !data.marks.starred)}
        />
        <SessionButton detail={data} />
        <IconButton
          icon={Copy}
          label="Copy the raw record"
          size="small"
          disabled={!data}
          onClick={() => data && void copyText(data.raw, 'Raw record copied')}
        />
        <IconButton
          icon={GitCompareArrows}
          label="Compare this event with another"
          size="small"
          pressed={first?.recordId === recordId}
          disabled={!named}
          onClick={() => named && begin(named)}
        />
        <IconButton icon={X} label="Close the event" shortcut="Esc" size="small" onClick={close} />
      </header>
      <CompareStrip openId={recordId} />
      {walk.away ? <WalkStrip origin={walk.away} onBack={walk.back} onSettle={walk.settle} /> : null}
      {data ? (
        <Content tab={tab} detail={data} originId={walk.originId} openId={recordId} onOpen={walk.go} />
      ) : error ? (
        <EmptyState tone="bad" title={error.message}>
          {error.hint}
        </EmptyState>
      ) : (
        <div className={c('waiting')}>
          <SkeletonLines lines={9} label="Reading the event" />
        </div>
      )}
    </aside>
  );
}

/** Follows the credentials of the event, where it names any. */
function SessionButton({ detail }: { readonly detail: EventDetail | undefined }) {
  const start = useMemo(() => (detail ? chainStartOf(detail) : null), [detail]);
  return (
    <IconButton
      icon={Waypoints}
      label={detail && start === null ? 'Session chain: the event names no credentials' : 'Session chain'}
      size="small"
      disabled={start === null}
      onClick={() => start !== null && useWorkspace.getState().openChain(start)}
    />
  );
}

function nameOf({ recordId, fields }: EventDetail): NamedEvent {
  const { eventName, eventTime } = fields;
  return {
    recordId,
    eventName: typeof eventName === 'string' ? eventName : null,
    eventTime: String(eventTime),
  };
}

type ContentProps = {
  readonly tab: SearchTab;
  readonly detail: EventDetail;
  readonly originId: number;
  readonly openId: number;
  readonly onOpen: (origin: NamedEvent, recordId: number) => void;
};

function Content({ tab, detail, originId, openId, onOpen }: ContentProps) {
  const [view, setView] = useState('json');
  const record = useMemo(() => readRecord(detail.raw), [detail.raw]);
  const leaves = useMemo(() => (record instanceof JsonFault ? [] : leavesOf(record)), [record]);
  const summary = useMemo(() => summariseEvent(detail.fields, leaves), [detail.fields, leaves]);
  return (
    <>
      <EventSummaryText tabId={tab.id} summary={summary} fields={detail.fields} />
      <EventMarks detail={detail} />
      {detail.rebuilt ? (
        <p className={c('rebuilt')}>
          Rebuilt from {sourceKindOf(detail.deliveries[0]?.kind ?? '').title}: the case does not hold
          CloudTrail’s own record of this event. What is absent here was not in the file; the <em>Source</em>{' '}
          tab has its text.
        </p>
      ) : null}
      <Tabs.Root className={c('views')} value={view} onValueChange={setView} activationMode="manual">
        <Tabs.List className={c('tabs')} aria-label="Views of the event">
          <Tabs.Trigger value="fields" className={c('tab')}>
            Fields
          </Tabs.Trigger>
          <Tabs.Trigger value="json" className={c('tab')}>
            JSON
          </Tabs.Trigger>
          <Tabs.Trigger value="context" className={c('tab')}>
            Context
          </Tabs.Trigger>
          <Tabs.Trigger value="source" className={c('tab')}>
            Source
            {detail.deliveries.length > 1 ? (
              <span className={c('times')}> ×{detail.deliveries.length}</span>
            ) : null}
          </Tabs.Trigger>
        </Tabs.List>
        <Tabs.Content value="fields" className={c('content')}>
          <EventFields tab={tab} fields={detail.fields} leaves={leaves} />
        </Tabs.Content>
        <Tabs.Content value="json" className={c('content')}>
          {record instanceof JsonFault ? (
            <p className={c('broken')}>The record cannot be shown as a tree: {record.message}.</p>
          ) : (
            <JsonTreeView key={detail.recordId} tab={tab} root={record} />
          )}
        </Tabs.Content>
        <Tabs.Content value="context" className={c('content')}>
          <ContextView originId={originId} openId={openId} onOpen={onOpen} />
        </Tabs.Content>
        <Tabs.Content value="source" className={c('content', 'source')}>
          <DeliveryList deliveries={detail.deliveries} />
        </Tabs.Content>
      </Tabs.Root>
      <Origin detail={detail} onMore={() => setView('source')} />
    </>
  );
}

/** The first delivery in one line at the foot, so that where a record came from is always on screen. */
function Origin({ detail, onMore }: { readonly detail: EventDetail; readonly onMore: () => void }) {
  const [first] = detail.deliveries;
  if (!first) return null;
  const more = detail.deliveries.length - 1;
  return (
    <button type="button" className={c('origin')} title={first.path} onClick={onMore}>
      <span className={c('origin-path')}>
        <bdi>{first.path}</bdi>
      </span>
      <span className={c('origin-place')}>
        {first.integrity === null || first.integrity === 'not-covered' ? null : (
          <span className={c(first.integrity)}>{INTEGRITY_LEVELS[first.integrity].title} · </span>
        )}
        record {formatCount(first.position)}
        {more > 0 ? ` · delivered ${more + 1} times` : ''}
      </span>
    </button>
  );
}

function readRecord(raw: string): JsonNode | JsonFault {
  try {
    return parseJsonNode(raw);
  } catch (fault) {
    if (fault instanceof JsonFault) return fault;
    throw fault;
  }
}
