import { ArrowLeft, Crosshair, GitCompareArrows, X } from 'lucide-react';
import { useComparison } from '../../state/comparison.ts';
import { usePreferences } from '../../state/preferences.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { eventLabel, type NamedEvent } from './event-label.ts';
import styles from './pane-strips.module.css';

const c = classNames(styles);

type WalkStripProps = {
  readonly origin: NamedEvent;
  readonly onBack: () => void;
  readonly onSettle: () => void;
};

/** The way back while an event of another one's surroundings is open. */
export function WalkStrip({ origin, onBack, onSettle }: WalkStripProps) {
  const zone = usePreferences((state) => state.zone);
  return (
    <div className={c('strip')}>
      <Button size="small" variant="ghost" icon={ArrowLeft} className={c('grow')} onClick={onBack}>
        <span className={c('label')}>Back to {eventLabel(origin, zone)}</span>
      </Button>
      <IconButton icon={Crosshair} size="small" label="Look around this event instead" onClick={onSettle} />
    </div>
  );
}

/** The comparison that has been begun: with which event, and how to finish or give it up. */
export function CompareStrip({ openId }: { readonly openId: number }) {
  const zone = usePreferences((state) => state.zone);
  const { first, cancel } = useComparison();
  if (first === null) return null;
  const compare = () => {
    cancel();
    useWorkspace.getState().openCompare([first.recordId, openId]);
  };
  const isFirst = first.recordId === openId;
  return (
    <div className={c('strip')}>
      <span className={c('chip')} role="status">
        <span className={c('label')}>
          {isFirst ? 'Open the event to compare this one with' : `Comparing with ${eventLabel(first, zone)}`}
        </span>
      </span>
      <IconButton icon={X} size="small" label="Cancel the comparison" onClick={cancel} />
      {isFirst ? null : (
        <Button size="small" icon={GitCompareArrows} className={c('grow')} onClick={compare}>
          Compare with this
        </Button>
      )}
    </div>
  );
}
