import { type EntityEvent, type KeyFacts, MOST_KEY_EVENTS } from '../../../preload/contract/model/entity.ts';
import { EVERYTHING } from '../../state/tab-list.ts';
import { classNames } from '../../ui/class-names.ts';
import { ScrollRegion } from '../../ui/scroll-region.tsx';
import { EventLines } from './event-lines.tsx';
import styles from './key-history.module.css';

const c = classNames(styles);

/** Where an access key came from and what was done to it: in the whole case, whatever the page is narrowed to. */
export function KeyHistory({ facts, tabId }: { readonly facts: KeyFacts; readonly tabId: string }) {
  return (
    <div className={c('parts')}>
      <Part
        title="Issued by"
        events={facts.issued}
        none="No call that issued this key is in the case: it may be older than the records, or was issued where none were kept."
        tabId={tabId}
      />
      <Part
        title="Updated or deleted by"
        events={facts.changed}
        none="No call that changed this key is in the case."
        tabId={tabId}
      />
    </div>
  );
}

type PartProps = {
  readonly title: string;
  readonly events: readonly EntityEvent[];
  readonly none: string;
  readonly tabId: string;
};

function Part({ title, events, none, tabId }: PartProps) {
  return (
    <section className={c('part')} aria-label={title}>
      <h2 className={c('title')}>
        {title}
        {events.length === MOST_KEY_EVENTS ? (
          <span className={c('note')}>the first {MOST_KEY_EVENTS} events</span>
        ) : null}
      </h2>
      {events.length === 0 ? (
        <p className={c('none')}>{none}</p>
      ) : (
        <ScrollRegion className={c('lines')} label={`${title}, list`}>
          <EventLines
            title={title}
            events={events}
            told={['actor', 'resource']}
            outcome
            tabId={tabId}
            base={EVERYTHING}
          />
        </ScrollRegion>
      )}
    </section>
  );
}
