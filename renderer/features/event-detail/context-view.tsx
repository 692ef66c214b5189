import { ExternalLink } from 'lucide-react';
import { useMemo } from 'react';
import type { ContextKind, EventContext } from '../../../preload/contract/model/context.ts';
import { CONTEXT_TITLES, contextChoices } from '../../../preload/contract/query/context-choice.ts';
import { useCall } from '../../data/use-call.ts';
import { formatCount } from '../../format/number.ts';
import { usePreferences } from '../../state/preferences.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Select } from '../../ui/select.tsx';
import { SkeletonLines } from '../../ui/skeleton.tsx';
import { contextLines, contextSentence, unlisted } from './context-lines.ts';
import { ContextList } from './context-list.tsx';
import styles from './context-view.module.css';
import { eventLabel, type NamedEvent } from './event-label.ts';
import { useContextChoice } from './use-context-choice.ts';

const c = classNames(styles);

const WINDOWS = [1, 5, 15, 60].map((minutes) => ({
  value: String(minutes * 60_000),
  title: `± ${minutes} min`,
}));
/** Most events listed on each side: more are for a search of their own. */
const LISTED = 200;

type ContextViewProps = {
  /** The event whose surroundings are shown. */
  readonly originId: number;
  /** The event that is open: the origin, or one of its surroundings. */
  readonly openId: number;
  readonly onOpen: (origin: NamedEvent, recordId: number) => void;
};

/** What happened around an event, by what the events share with it and how far from it they are. */
export function ContextView({ originId, openId, onOpen }: ContextViewProps) {
  const { by, aroundMs, choose } = useContextChoice();
  const { data: detail } = useCall('event.get', { recordId: originId });
  const choices = useMemo(() => (detail ? contextChoices(detail.fields) : []), [detail]);
  const missing = choices.find(({ kind }) => kind === by)?.missing ?? null;
  const { data, error, isPlaceholderData } = useCall(
    'event.context',
    { recordId: originId, by, aroundMs, limit: LISTED },
    { enabled: detail?.recordId === originId && missing === null },
  );
  const options = choices.map(({ kind, missing: disabled }) => ({
    value: kind,
    title: CONTEXT_TITLES[kind],
    disabled,
  }));
  return (
    <>
      <div className={c('tools')}>
        <Select<ContextKind>
          label="What the events share with this one"
          size="small"
          value={by}
          options={options}
          onChange={(kind) => choose({ by: kind })}
        />
        <Select
          label="How long before and after"
          size="small"
          value={String(aroundMs)}
          options={WINDOWS}
          onChange={(value) => choose({ aroundMs: Number(value) })}
        />
      </div>
      {missing !== null ? (
        <EmptyState title={missing}>Choose what else the events may share with it.</EmptyState>
      ) : error ? (
        <EmptyState tone="bad" title={error.message}>
          {error.hint}
        </EmptyState>
      ) : data ? (
        <Surroundings
          context={data}
          aroundMs={aroundMs}
          stale={isPlaceholderData}
          openId={openId}
          onOpen={onOpen}
        />
      ) : (
        <div className={c('waiting')}>
          <SkeletonLines lines={9} label="Reading the events around this one" />
        </div>
      )}
    </>
  );
}

type SurroundingsProps = Pick<ContextViewProps, 'openId' | 'onOpen'> & {
  readonly context: EventContext;
  readonly aroundMs: number;
  /** Whether this is still the answer to what was asked before. */
  readonly stale: boolean;
};

function Surroundings({ context, aroundMs, stale, openId, onOpen }: SurroundingsProps) {
  const lines = useMemo(() => contextLines(context), [context]);
  const earlier = unlisted(context.before, 'before');
  const later = unlisted(context.after, 'after');
  return (
    <div className={c('body', stale && 'stale')} aria-busy={stale}>
      <div className={c('head')}>
        <p className={c('sentence')} role="status">
          {contextSentence(context, aroundMs)}
        </p>
        <OpenBeside context={context} />
      </div>
      {earlier === null ? null : <p className={c('rest')}>{earlier}</p>}
      <ContextList lines={lines} openId={openId} onOpen={(recordId) => onOpen(context.origin, recordId)} />
      {later === null ? null : <p className={c('rest')}>{later}</p>}
    </div>
  );
}

/** Opens all events of the window in a search of their own, in time, with the origin open in it. */
function OpenBeside({ context }: { readonly context: EventContext }) {
  const zone = usePreferences((state) => state.zone);
  const { origin, before, after, scope } = context;
  const events = before.total + after.total + 1;
  const open = () =>
    useWorkspace.getState().openSearch({
      title: `Around ${eventLabel(origin, zone)}`,
      scope,
      sort: [{ field: 'eventTime', direction: 'asc' }],
      selectedRecordId: origin.recordId,
    });
  return (
    <Button size="small" icon={ExternalLink} onClick={open}>
      Open {formatCount(events)} beside
    </Button>
  );
}
