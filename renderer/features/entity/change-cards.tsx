import type {
  ChangeKind,
  EntityChanges,
  EntityPage,
  EntityType,
} from '../../../preload/contract/model/entity.ts';
import { joinQueries } from '../../../preload/contract/query/join-queries.ts';
import { countOf, formatCount } from '../../format/number.ts';
import { entityTitle } from '../../state/entity-title.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { ScrollRegion } from '../../ui/scroll-region.tsx';
import styles from './change-cards.module.css';
import { EventLines } from './event-lines.tsx';

const c = classNames(styles);

const TITLES: Readonly<Record<ChangeKind, string>> = {
  created: 'Created',
  changed: 'Changed otherwise',
  deleted: 'Deleted',
};

/** Types whose events have one actor, as a rule: telling it in every line would tell nothing. */
const ONE_ACTOR: readonly EntityType[] = ['actor', 'session', 'access-key'];

type ChangeCardsProps = { readonly page: EntityPage; readonly tabId: string };

/** What was created, deleted and otherwise changed in the events of the entity: the latest of each, and how many. */
export function ChangeCards({ page, tabId }: ChangeCardsProps) {
  const some = page.changes.filter(({ events }) => events > 0);
  const none = page.changes.filter(({ events }) => events === 0).map(({ kind }) => kind);
  return (
    <>
      <h2 className={c('heading')}>
        Created, changed and deleted <span className={c('note')}>successful writes, sign-ins left out</span>
      </h2>
      <div className={c('cards')}>
        {some.map((changes) => (
          <ChangeCard key={changes.kind} changes={changes} page={page} tabId={tabId} />
        ))}
      </div>
      {none.length > 0 ? (
        <p className={c('nothing')}>
          {some.length === 0
            ? 'No successful write is among these events.'
            : `Nothing ${none.join(' or ')} among these events.`}
        </p>
      ) : null}
    </>
  );
}

function ChangeCard({ changes, page, tabId }: ChangeCardsProps & { readonly changes: EntityChanges }) {
  const { kind, events, query, latest } = changes;
  const title = TITLES[kind];
  const scope = { ...page.scope, query: joinQueries(page.scope.query, query) };
  const showsActor = !ONE_ACTOR.includes(page.entity.type);
  const open = () =>
    useWorkspace.getState().openSearch({ title: `${title}: ${entityTitle(page.entity)}`, scope });
  return (
    <section className={c('card')} aria-label={title}>
      <header className={c('header')}>
        <h3>{title}</h3>
        <span className={c('note')}>
          {latest.length < events ? `latest ${latest.length} of ${formatCount(events)}` : null}
        </span>
        <Button size="small" variant="ghost" onClick={open}>
          Open {countOf(events, 'event')}
        </Button>
      </header>
      <ScrollRegion className={c('lines')} label={`${title}, list`}>
        <EventLines
          title={title}
          events={latest}
          told={showsActor ? ['resource', 'actor'] : ['resource']}
          tabId={tabId}
          base={scope}
        />
      </ScrollRegion>
    </section>
  );
}
