import { Clock } from 'lucide-react';
import { useState } from 'react';
import { countOf } from '../../format/number.ts';
import { visibleText } from '../../format/visible-text.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { type AssumedZone, ZoneDialog } from './zone-dialog.tsx';
import styles from './zone-notice.module.css';

const c = classNames(styles);

type ZoneNoticeProps = { readonly zones: readonly AssumedZone[]; readonly readOnly: boolean };

/** Says which zones were assumed, since every time in those files stands on it, and offers to choose another. */
export function ZoneNotice({ zones, readOnly }: ZoneNoticeProps) {
  const [chosen, setChosen] = useState<AssumedZone | null>(null);
  return (
    <>
      {zones.map((assumed) => (
        <p key={assumed.zone} className={c('notice')}>
          <Clock size={14} aria-hidden />
          <span className={c('text')}>
            The times in {countOf(assumed.sourceIds.length, 'file')} tell no zone; they were taken as{' '}
            {visibleText(assumed.zone)}.
          </span>
          <Button size="small" disabled={readOnly} onClick={() => setChosen(assumed)}>
            Choose the zone…
          </Button>
        </p>
      ))}
      <ZoneDialog assumed={chosen} onClose={() => setChosen(null)} />
    </>
  );
}
