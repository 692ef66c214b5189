import type { ReactNode } from 'react';
import type { EntityPage, EntityPlace, IdentifierFacts } from '../../../preload/contract/model/entity.ts';
import { fieldClause } from '../../../preload/contract/query/field-clause.ts';
import { joinQueries } from '../../../preload/contract/query/join-queries.ts';
import { countOf, formatCount } from '../../format/number.ts';
import { formatInstant } from '../../format/time.ts';
import { entityTitle } from '../../state/entity-title.ts';
import { usePreferences } from '../../state/preferences.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { classNames } from '../../ui/class-names.ts';
import { OutcomeMark } from '../events-table/outcome-mark.tsx';
import { sourceClassTitle } from '../geo-map/source-class.ts';
import { VisibleText } from '../search/visible-text.tsx';
import styles from './entity-facts.module.css';

const c = classNames(styles);
const OUTCOMES = ['success', 'denied', 'failed'] as const;

/** The entity in figures and words: how much, when, how it ended, and what is known of the value itself. */
export function EntityFacts({ page }: { readonly page: EntityPage }) {
  const zone = usePreferences((state) => state.zone);
  const { events, firstAt, lastAt, place, key, foreign, principals } = page;
  return (
    <dl className={c('facts')}>
      <Fact name="Events">
        <EventsLink page={page} query="" title={entityTitle(page.entity)}>
          {formatCount(events)}
        </EventsLink>
      </Fact>
      {events > 0 ? (
        <Fact name="Outcome">
          {OUTCOMES.map((outcome) => (
            <OutcomeLink key={outcome} page={page} outcome={outcome} />
          ))}
        </Fact>
      ) : null}
      {firstAt && lastAt ? (
        <>
          <Fact name="First seen">{formatInstant(firstAt, zone)}</Fact>
          <Fact name="Last seen">{formatInstant(lastAt, zone)}</Fact>
        </>
      ) : null}
      {place ? <PlaceFacts place={place} /> : null}
      {key ? (
        <>
          <Fact name="Kind of key">{kindText(key)}</Fact>
          <Fact name="Account in the key">
            <DecodedAccount facts={key} />
          </Fact>
        </>
      ) : null}
      {foreign === null ? null : (
        <Fact name="In this case">{foreign ? 'foreign: it recorded no event' : 'it recorded events'}</Fact>
      )}
      {principals && principals.distinct > 0 ? <PrincipalFacts page={page} principals={principals} /> : null}
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={c('fact')}>
      <dt className={c('name')}>{name}</dt>
      <dd className={c('text')}>{children}</dd>
    </div>
  );
}

type EventsLinkProps = {
  readonly page: EntityPage;
  /** Narrows the events of the page. */
  readonly query: string;
  readonly title: string;
  readonly children: ReactNode;
};

/** A figure that opens its events. */
function EventsLink({ page, query, title, children }: EventsLinkProps) {
  const scope = { ...page.scope, query: joinQueries(page.scope.query, query) };
  return (
    <button
      type="button"
      className={c('link')}
      title="Open these events"
      onClick={() => useWorkspace.getState().openSearch({ title, scope })}
    >
      {children}
    </button>
  );
}

function OutcomeLink({
  page,
  outcome,
}: {
  readonly page: EntityPage;
  readonly outcome: (typeof OUTCOMES)[number];
}) {
  return (
    <EventsLink
      page={page}
      query={fieldClause('outcome', outcome)}
      title={`${entityTitle(page.entity)}, ${outcome}`}
    >
      {formatCount(page.outcomes[outcome])}{' '}
      <span className={c('mark')}>
        <OutcomeMark outcome={outcome} />
      </span>
    </EventsLink>
  );
}

function PlaceFacts({ place }: { readonly place: EntityPlace }) {
  const { asn, network, sourceClass } = place;
  const where = [place.city, place.subdivision, place.countryName ?? place.country].filter(
    (part) => part !== null,
  );
  return (
    <>
      <Fact name="Place">
        {where.length > 0 ? (
          <VisibleText text={where.join(', ')} />
        ) : (
          `none: ${sourceClassTitle(sourceClass)}`
        )}
      </Fact>
      {asn === null && network === null ? null : (
        <Fact name="Network">
          {asn === null ? null : `AS${asn} `}
          {network === null ? null : <VisibleText text={network} />}
        </Fact>
      )}
    </>
  );
}

function kindText({ prefix, meaning }: IdentifierFacts): string {
  return prefix === null ? 'not a prefix that AWS documents' : `${prefix}: ${meaning ?? ''}`;
}

/** The account that an id carries, as a way to its page; where it carries none, why. */
function DecodedAccount({ facts }: { readonly facts: IdentifierFacts }) {
  const { account, foreign, notDecodable } = facts;
  if (account === null) return <span className={c('muted')}>not decodable: {notDecodable}</span>;
  return (
    <>
      <button
        type="button"
        className={c('link', 'mono')}
        title="Open the page of this account"
        onClick={() => useWorkspace.getState().openEntity({ type: 'account', value: account })}
      >
        {account}
      </button>
      {foreign === null ? null : (
        <span className={c(foreign ? 'warn' : 'muted')}>
          {foreign ? '▲ foreign to this case' : 'an account of this case'}
        </span>
      )}
    </>
  );
}

type PrincipalFactsProps = {
  readonly page: EntityPage;
  readonly principals: NonNullable<EntityPage['principals']>;
};

/** The unique ids behind the name: several in several accounts, or where one was deleted and made again. */
function PrincipalFacts({ page, principals }: PrincipalFactsProps) {
  const { distinct, values } = principals;
  return (
    <Fact name={distinct === 1 ? 'Unique id' : `${countOf(distinct, 'unique id')}`}>
      <ul className={c('ids')}>
        {values.map((facts) => (
          <li key={facts.id} className={c('id')}>
            <EventsLink page={page} query={facts.query} title={`Unique id ${facts.id}`}>
              <span className={c('mono')}>
                <VisibleText text={facts.id} />
              </span>
            </EventsLink>
            <span className={c('muted')}>
              {facts.meaning ?? 'no documented prefix'}, {countOf(facts.events, 'event')}
            </span>
            {facts.account === null || facts.account === page.key?.account ? null : (
              <DecodedAccount facts={facts} />
            )}
          </li>
        ))}
        {distinct > values.length ? (
          <li className={c('muted')}>and {formatCount(distinct - values.length)} more</li>
        ) : null}
      </ul>
    </Fact>
  );
}
