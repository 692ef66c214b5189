import type { Row } from '../../../preload/contract/model/panel.ts';
import { formatInstant } from '../../format/time.ts';
import { visibleText } from '../../format/visible-text.ts';
import { usePreferences } from '../../state/preferences.ts';
import { openValueMenu } from '../../state/value-menu.ts';
import { classNames } from '../../ui/class-names.ts';
import { OutcomeMark } from '../events-table/outcome-mark.tsx';
import { VisibleText } from '../search/visible-text.tsx';
import type { EventSummary, SummaryPart } from './event-summary.ts';
import styles from './event-summary-text.module.css';

const c = classNames(styles);

/** Longer values (user agents, mostly) are cut in the sentence; the views below hold them whole. */
const LONG = 72;

type EventSummaryTextProps = {
  readonly tabId: string;
  readonly summary: EventSummary;
  readonly fields: Row;
};

/** The sentence at the top of an event; each value in it opens the menu of values. */
export function EventSummaryText({ tabId, summary, fields }: EventSummaryTextProps) {
  const zone = usePreferences((state) => state.zone);
  const { eventTime } = fields;
  return (
    <div className={c('summary')}>
      <p className={c('headline')}>
        <Parts tabId={tabId} parts={summary.headline} />
      </p>
      <p className={c('origin')}>
        <Parts tabId={tabId} parts={summary.origin} />
      </p>
      <p className={c('origin', 'end')}>
        {typeof eventTime === 'string' ? (
          <span className={c('time')}>{formatInstant(eventTime, zone)}</span>
        ) : null}
        {summary.outcome === null ? null : <OutcomeMark outcome={summary.outcome} />}
        {summary.error === null ? null : (
          <span className={c('error')}>
            <VisibleText text={summary.error} />
          </span>
        )}
      </p>
    </div>
  );
}

function Parts({ tabId, parts }: { readonly tabId: string; readonly parts: readonly SummaryPart[] }) {
  return parts.map(({ text, field }, index) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence never change places
    if (field === undefined) return <VisibleText key={index} text={text} />;
    return (
      <button
        type="button"
        title={text.length > LONG ? visibleText(text) : undefined}
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence never change places
        key={index}
        className={c('value', field === 'actor' ? 'actor' : 'identifier')}
        onClick={(event) => {
          const { left, bottom } = event.currentTarget.getBoundingClientRect();
          openValueMenu({ field, value: text, tabId, x: left, y: bottom + 2 });
        }}
      >
        <VisibleText text={text.length > LONG ? `${text.slice(0, LONG)}…` : text} />
      </button>
    );
  });
}
