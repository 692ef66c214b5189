import { useEffect, useMemo } from 'react';
import type { EventDetail } from '../../../preload/contract/model/event.ts';
import { useCall } from '../../data/use-call.ts';
import { usePreferences } from '../../state/preferences.ts';
import type { CompareTab } from '../../state/tab.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SkeletonLines } from '../../ui/skeleton.tsx';
import { eventLabel } from '../event-detail/event-label.ts';
import { summariseEvent } from '../event-detail/event-summary.ts';
import { EventSummaryText } from '../event-detail/event-summary-text.tsx';
import { JsonFault, type JsonNode, parseJsonNode } from '../event-detail/json-node.ts';
import { leavesOf } from '../event-detail/json-tree.ts';
import { openEvent } from '../field-menu/open-event.ts';
import { CompareLines } from './compare-lines.tsx';
import styles from './compare-screen.module.css';

const c = classNames(styles);

/** Two events side by side: what they are in a sentence each, and below the leaves of their records by path. */
export function CompareScreen({ tab }: { readonly tab: CompareTab }) {
  const zone = usePreferences((state) => state.zone);
  const [leftId, rightId] = tab.recordIds;
  const left = useCall('event.get', { recordId: leftId });
  const right = useCall('event.get', { recordId: rightId });
  const error = left.error ?? right.error;
  const names = [left.data, right.data].map((detail) => detail && eventLabel(nameOf(detail), zone));
  const title = names.every((name) => name !== undefined) ? names.join(' | ') : null;
  useEffect(() => {
    if (title !== null) useWorkspace.getState().patchTab(tab.id, { title });
  }, [tab.id, title]);
  if (error) {
    return (
      <EmptyState tone="bad" title={error.message}>
        {error.hint}
      </EmptyState>
    );
  }
  return (
    <div className={c('screen')}>
      <h1 className="visually-hidden">Two events side by side</h1>
      {left.data && right.data ? (
        <Compared key={tab.recordIds.join()} tabId={tab.id} left={left.data} right={right.data} />
      ) : (
        <SkeletonLines lines={16} label="Reading both events" />
      )}
    </div>
  );
}

type ComparedProps = { readonly tabId: string; readonly left: EventDetail; readonly right: EventDetail };

function Compared({ tabId, left, right }: ComparedProps) {
  const zone = usePreferences((state) => state.zone);
  const leftRecord = useMemo(() => readRecord(left.raw), [left.raw]);
  const rightRecord = useMemo(() => readRecord(right.raw), [right.raw]);
  const broken = [leftRecord, rightRecord].find((record) => record instanceof JsonFault);
  return (
    <>
      <div className={c('events')}>
        <Side tabId={tabId} side="Left" detail={left} record={leftRecord} />
        <Side tabId={tabId} side="Right" detail={right} record={rightRecord} />
      </div>
      {leftRecord instanceof JsonFault || rightRecord instanceof JsonFault ? (
        <EmptyState tone="bad" title={`A record cannot be compared: ${broken?.message}.`} />
      ) : (
        <CompareLines
          tabId={tabId}
          left={{ name: eventLabel(nameOf(left), zone), record: leftRecord }}
          right={{ name: eventLabel(nameOf(right), zone), record: rightRecord }}
        />
      )}
    </>
  );
}

type SideProps = {
  readonly tabId: string;
  readonly side: 'Left' | 'Right';
  readonly detail: EventDetail;
  readonly record: JsonNode | JsonFault;
};

function Side({ tabId, side, detail, record }: SideProps) {
  const summary = useMemo(
    () => summariseEvent(detail.fields, record instanceof JsonFault ? [] : leavesOf(record)),
    [detail.fields, record],
  );
  const { eventID } = detail.fields;
  return (
    <section className={c('event')} aria-label={`${side} event`}>
      <EventSummaryText tabId={tabId} summary={summary} fields={detail.fields} />
      {typeof eventID === 'string' ? (
        <Button size="small" variant="ghost" className={c('open')} onClick={() => void openEvent(eventID)}>
          Open the event
        </Button>
      ) : null}
    </section>
  );
}

function nameOf({ recordId, fields: { eventName, eventTime } }: EventDetail) {
  return {
    recordId,
    eventName: typeof eventName === 'string' ? eventName : null,
    eventTime: String(eventTime),
  };
}

function readRecord(raw: string): JsonNode | JsonFault {
  try {
    return parseJsonNode(raw);
  } catch (fault) {
    if (fault instanceof JsonFault) return fault;
    throw fault;
  }
}
