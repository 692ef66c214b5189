import { CopyCheck } from 'lucide-react';
import { useState } from 'react';
import type { MethodOutput } from '../../../preload/contract/methods.ts';
import { DUPLICATE_REASONS } from '../../../preload/contract/model/duplicate-reason.ts';
import type {
  DuplicatePair,
  DuplicateReason,
  RepeatedEvent,
} from '../../../preload/contract/model/ledger.ts';
import { useCall } from '../../data/use-call.ts';
import { countOf, formatCount } from '../../format/number.ts';
import type { EvidenceTab } from '../../state/tab.ts';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SkeletonLines } from '../../ui/skeleton.tsx';
import { Switch } from '../../ui/switch.tsx';
import { DeliveryDialog } from './delivery-dialog.tsx';
import styles from './duplicate-section.module.css';
import { OfFile } from './of-file.tsx';
import { PairTable } from './pair-table.tsx';
import { RepeatedTable } from './repeated-table.tsx';
import { fileNameOf } from './source-text.ts';

const c = classNames(styles);

type Summary = MethodOutput<'ledger.duplicates'>;

/** Why events were delivered more than once: by reason, by pair of files, and event by event. */
export function DuplicateSection({ tab }: { readonly tab: EvidenceTab }) {
  const [reason, setReason] = useState<DuplicateReason | null>(null);
  const sourceId = tab.ofFile?.sourceId ?? null;
  const { data, error } = useCall('ledger.duplicates', { reason, sourceId, limit: 1 });
  if (error) return <EmptyState tone="bad" title={error.message} />;
  if (!data) return <SkeletonLines lines={8} label="Comparing the deliveries" />;
  return (
    <>
      <div className={c('head')}>
        <OfFile tab={tab} />
        <p className={c('sum')}>
          {data.duplicates === 0 ? (
            'No event was delivered more than once.'
          ) : (
            <>
              <strong>{countOf(data.events, 'event')}</strong> came in more than once, in{' '}
              {countOf(data.duplicates, 'further delivery', 'further deliveries')}. Each counts once:
              deliveries with the same eventID and recipient account are one event.{' '}
              {data.differing === 0
                ? 'All further deliveries have the same text, byte for byte.'
                : `${formatCount(data.differing)} of them ${data.differing === 1 ? 'has' : 'have'} another text, which is kept beside the first.`}
            </>
          )}
        </p>
      </div>
      {data.duplicates === 0 ? (
        <EmptyState icon={CopyCheck} title="There is nothing to explain." />
      ) : (
        <div className={c('columns')}>
          <Reasons summary={data} reason={reason} onChange={setReason} />
          <Listed key={`${reason} ${sourceId}`} summary={data} reason={reason} sourceId={sourceId} />
        </div>
      )}
    </>
  );
}

type ReasonsProps = {
  readonly summary: Summary;
  readonly reason: DuplicateReason | null;
  readonly onChange: (reason: DuplicateReason | null) => void;
};

function Reasons({ summary, reason, onChange }: ReasonsProps) {
  const { duplicates, differing, reasons } = summary;
  return (
    <ul className={c('reasons')} aria-label="Reasons">
      <li>
        <button
          type="button"
          className={c('reason')}
          aria-pressed={reason === null}
          onClick={() => onChange(null)}
        >
          <span className={c('title')}>All reasons</span>
          <span className={c('figure')}>{formatCount(duplicates)}</span>
          <Share part={duplicates} whole={duplicates} />
          {differing > 0 ? (
            <span className={c('text')}>{formatCount(differing)} with another text</span>
          ) : null}
        </button>
      </li>
      {reasons.map((each) => (
        <li key={each.reason}>
          <button
            type="button"
            className={c('reason')}
            aria-pressed={reason === each.reason}
            onClick={() => onChange(each.reason)}
          >
            <span className={c('title')}>{DUPLICATE_REASONS[each.reason].title}</span>
            <span className={c('figure')}>{formatCount(each.duplicates)}</span>
            <Share part={each.duplicates} whole={duplicates} />
            <span className={c('text')}>{DUPLICATE_REASONS[each.reason].text}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Share({ part, whole }: { readonly part: number; readonly whole: number }) {
  return (
    <span className={c('track')} aria-hidden>
      <span className={c('bar')} style={{ width: `${whole > 0 ? (part / whole) * 100 : 0}%` }} />
    </span>
  );
}

type ListedProps = {
  readonly summary: Summary;
  readonly reason: DuplicateReason | null;
  readonly sourceId: number | null;
};

/** The pairs of files of a reason, and the events behind them or behind one pair. */
function Listed({ summary, reason, sourceId }: ListedProps) {
  const [view, setView] = useState<'events' | 'pairs'>('events');
  const [pair, setPair] = useState<DuplicatePair | null>(null);
  const [differing, setDiffering] = useState(false);
  const [opened, setOpened] = useState<RepeatedEvent | null>(null);
  const showPair = (chosen: DuplicatePair) => {
    setPair(chosen);
    setView('events');
  };
  return (
    <div className={c('listed')}>
      <div className={c('tools')}>
        <fieldset className={c('switch')} aria-label="Listed are">
          {(['events', 'pairs'] as const).map((each) => (
            <button
              key={each}
              type="button"
              className={c('choice')}
              aria-pressed={view === each}
              onClick={() => setView(each)}
            >
              {each === 'events' ? 'Events' : `Pairs of files (${formatCount(summary.total)})`}
            </button>
          ))}
        </fieldset>
        {view === 'events' && summary.differing > 0 ? (
          <Switch label="Only those with another text" checked={differing} onChange={setDiffering} />
        ) : null}
        {view === 'events' && pair ? (
          <span className={c('pair')}>
            of {fileNameOf(pair.file.path)}
            <button type="button" className={c('link')} onClick={() => setPair(null)}>
              all pairs
            </button>
          </span>
        ) : null}
      </div>
      {view === 'pairs' ? (
        <PairTable total={summary.total} reason={reason} sourceId={sourceId} onOpen={showPair} />
      ) : (
        <RepeatedTable
          reason={reason}
          sourceId={sourceId}
          pair={pair ? { kept: pair.kept.sourceId, file: pair.file.sourceId } : null}
          differing={differing}
          onOpen={setOpened}
        />
      )}
      <DeliveryDialog event={opened} onClose={() => setOpened(null)} />
    </div>
  );
}
