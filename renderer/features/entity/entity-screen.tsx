import { CircleAlert, Fingerprint } from 'lucide-react';
import type { CaseSummary } from '../../../preload/contract/model/case.ts';
import { ENTITY_TITLES, type EntityPage } from '../../../preload/contract/model/entity.ts';
import { entityQuery } from '../../../preload/contract/query/entity-query.ts';
import { useCall } from '../../data/use-call.ts';
import type { EntityTab } from '../../state/tab.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SkeletonLines } from '../../ui/skeleton.tsx';
import { Histogram } from '../histogram/histogram.tsx';
import { ScopeBar } from '../scope-bar/scope-bar.tsx';
import { ChangeCards } from './change-cards.tsx';
import { EntityFacts } from './entity-facts.tsx';
import { EntityHeader } from './entity-header.tsx';
import styles from './entity-screen.module.css';
import { KeyHistory } from './key-history.tsx';
import { useLastGood } from './use-last-good.ts';
import { NothingListed, ValueCard } from './value-card.tsx';

const c = classNames(styles);

type EntityScreenProps = { readonly tab: EntityTab; readonly summary: CaseSummary };

/** The page of an entity: what it is, when it was active, what it did and what it is seen with. */
export function EntityScreen({ tab, summary }: EntityScreenProps) {
  const { entity, scope } = tab;
  const { data, error, isFetching, refetch } = useCall('entity.get', { entity, scope });
  const page = useLastGood(data);
  return (
    <>
      <ScopeBar tab={tab} summary={summary} within={entityQuery(entity)} />
      <div className={c('scroll')} aria-busy={isFetching}>
        <EntityHeader entity={entity} page={page} />
        {error && error.code !== 'bad_query' ? (
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
        ) : null}
        {page ? <EntityBody tab={tab} page={page} summary={summary} /> : null}
        {!page && !error ? <SkeletonLines lines={12} label={`Reading the ${titleOf(tab)}`} /> : null}
      </div>
    </>
  );
}

function EntityBody({ tab, page, summary }: EntityScreenProps & { readonly page: EntityPage }) {
  const { oldestAt, newestAt } = summary;
  const lists = page.lists.filter(({ distinct }) => distinct > 0);
  return (
    <>
      <EntityFacts page={page} />
      {page.key ? <KeyHistory facts={page.key} tabId={tab.id} /> : null}
      {page.events === 0 ? (
        <EmptyState icon={Fingerprint} title={nothingText(tab)} />
      ) : (
        <>
          <div className={c('histogram')}>
            <Histogram tabId={tab.id} scope={page.scope} oldestAt={oldestAt} newestAt={newestAt} />
          </div>
          <ChangeCards page={page} tabId={tab.id} />
          <h2 className={c('heading')}>Seen with</h2>
          <div className={c('cards')}>
            {lists.map((list) => (
              <ValueCard key={`${list.field} ${list.order}`} list={list} page={page} tabId={tab.id} />
            ))}
          </div>
          <NothingListed page={page} />
        </>
      )}
    </>
  );
}

function titleOf({ entity }: EntityTab): string {
  return ENTITY_TITLES[entity.type].toLowerCase();
}

function nothingText(tab: EntityTab): string {
  const { query, from, to } = tab.scope;
  const narrowed = query !== '' || from !== null || to !== null;
  return narrowed
    ? `No event of this ${titleOf(tab)} matches the query and range above.`
    : `The case has no event of this ${titleOf(tab)}.`;
}
