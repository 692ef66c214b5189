import { ArrowUpRight } from 'lucide-react';
import type { EntityList, EntityPage, EntityValue } from '../../../preload/contract/model/entity.ts';
import { ENTITY_TITLES } from '../../../preload/contract/model/entity.ts';
import { entityOf } from '../../../preload/contract/query/entity-of.ts';
import { countOf, formatCount, formatShare } from '../../format/number.ts';
import { formatInstant, type Zone } from '../../format/time.ts';
import { visibleText } from '../../format/visible-text.ts';
import { usePreferences } from '../../state/preferences.ts';
import { menuPoint, openValueMenu } from '../../state/value-menu.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { MiddleTruncate } from '../../ui/truncate.tsx';
import { useRovingCells } from '../charts/use-roving-cells.ts';
import { EntityDots } from '../marks/tag-dots.tsx';
import { listTitle } from './list-titles.ts';
import styles from './value-card.module.css';

const c = classNames(styles);

type ValueCardProps = {
  readonly list: EntityList;
  readonly page: EntityPage;
  readonly tabId: string;
};

/** A value of the list, or, with null, the lack of one. */
type Entry = Omit<EntityValue, 'value' | 'firstAt' | 'lastAt'> & {
  readonly value: string | null;
  readonly firstAt: string | null;
  readonly lastAt: string | null;
};

/**
 * The values of one field among the events of the entity, with counts and shares. A value opens the menu of values, the
 * arrow beside it the page of what it names; arrow keys move among both.
 */
export function ValueCard({ list, page, tabId }: ValueCardProps) {
  const { field, order, distinct } = list;
  const title = listTitle(list);
  const entries = entriesOf(list);
  const roving = useRovingCells(entries.length, 2);
  return (
    <section className={c('card')} aria-label={title}>
      <header className={c('header')}>
        <h3>{title}</h3>
        <span className={c('distinct')}>
          {distinct > list.values.length
            ? `${formatCount(list.values.length)} of ${formatCount(distinct)}`
            : formatCount(distinct)}
        </span>
      </header>
      <table className={c('table')}>
        <colgroup>
          <col />
          <col className={c('pages')} />
        </colgroup>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">Value and events</th>
            <th scope="col">Page</th>
          </tr>
        </thead>
        <tbody ref={roving.body} onKeyDown={roving.onKeyDown}>
          {entries.map((entry, index) => (
            <tr key={entry.value ?? '\u0000missing'}>
              <ValueCell
                entry={entry}
                field={field}
                page={page}
                tabId={tabId}
                tabIndex={roving.tabIndexOf(index, 0)}
                onFocus={() => roving.onFocus(index, 0)}
              />
              <PageCell
                field={field}
                value={entry.value}
                page={page}
                tabIndex={roving.tabIndexOf(index, 1)}
                onFocus={() => roving.onFocus(index, 1)}
              />
            </tr>
          ))}
        </tbody>
      </table>
      {distinct > list.values.length && order === 'common' ? <WholeList list={list} page={page} /> : null}
    </section>
  );
}

/** The way to all values of the field, among the same events. */
function WholeList({ list, page }: Pick<ValueCardProps, 'list' | 'page'>) {
  const open = () => useWorkspace.getState().openStack(list.field, page.scope);
  return (
    <p className={c('more')}>
      <Button size="small" variant="ghost" onClick={open}>
        All {formatCount(list.distinct)} {listTitle(list).toLowerCase()}
      </Button>
    </p>
  );
}

function entriesOf({ values, missing, order }: EntityList): readonly Entry[] {
  const none: Entry = { value: null, events: missing, firstAt: null, lastAt: null, place: null };
  return missing > 0 && order === 'common' ? [...values, none] : values;
}

type CellProps = { readonly tabIndex: 0 | -1; readonly onFocus: () => void };

type ValueCellProps = CellProps & {
  readonly entry: Entry;
  readonly field: string;
  readonly page: EntityPage;
  readonly tabId: string;
};

function ValueCell({ entry, field, page, tabId, tabIndex, onFocus }: ValueCellProps) {
  const zone = usePreferences((state) => state.zone);
  const { value, events, place } = entry;
  const share = formatShare(events, page.events);
  const told = toldOf(entry, share, zone);
  return (
    <td className={c('cell')}>
      <button
        type="button"
        className={c('value', value === null && 'missing')}
        tabIndex={tabIndex}
        onFocus={onFocus}
        aria-label={told}
        title={told}
        onClick={(event) =>
          openValueMenu({ field, value, tabId, base: page.scope, ...menuPoint(event.currentTarget) })
        }
      >
        <span className={c('line')}>
          <span className={c('text')}>
            <EntityDots field={field} value={value} />
            {value === null ? (
              'not recorded'
            ) : (
              <MiddleTruncate text={visibleText(value)} tail={10} mono hint={false} />
            )}
            {place ? <span className={c('place')}>{placeText(place)}</span> : null}
          </span>
          <span className={c('events')}>{formatCount(events)}</span>
          <span className={c('share')}>{share}</span>
        </span>
        <span
          className={c('bar')}
          style={{ width: `calc((100% - 12px) * ${events / Math.max(1, page.events)})` }}
        />
      </button>
    </td>
  );
}

type PageCellProps = CellProps & {
  readonly field: string;
  readonly value: string | null;
  readonly page: EntityPage;
};

/** The way to the page of what a value names; for values that name nothing, an empty place in the table. */
function PageCell({ field, value, page, tabIndex, onFocus }: PageCellProps) {
  const named = value === null ? null : entityOf(field, value);
  const entity = named?.type === page.entity.type && named.value === page.entity.value ? null : named;
  return (
    <td className={c('page')}>
      {entity ? (
        <IconButton
          icon={ArrowUpRight}
          size="small"
          hint={false}
          title="Open page"
          label={`Open the page of ${ENTITY_TITLES[entity.type].toLowerCase()} ${visibleText(entity.value)}`}
          tabIndex={tabIndex}
          onFocus={onFocus}
          onClick={() => useWorkspace.getState().openEntity(entity)}
        />
      ) : null}
    </td>
  );
}

function placeText({ country, asn, network }: NonNullable<Entry['place']>): string {
  const net = [asn === null ? null : `AS${asn}`, network].filter((part) => part !== null).join(' ');
  return visibleText([country, net].filter((part) => part).join(' · '));
}

function toldOf({ value, events, firstAt, lastAt, place }: Entry, share: string, zone: Zone): string {
  const name = value === null ? 'not recorded' : visibleText(value);
  const where = place ? placeText(place) : '';
  const seen =
    firstAt && lastAt ? `, first ${formatInstant(firstAt, zone)}, last ${formatInstant(lastAt, zone)}` : '';
  return `${name}${where ? ` (${where})` : ''}: ${countOf(events, 'event')}, ${share}${seen}`;
}

/** What none of the events tells, in one sentence: said, not shown as empty lists. */
export function NothingListed({ page }: { readonly page: EntityPage }) {
  const titles = page.lists
    .filter(({ distinct }) => distinct === 0)
    .map((list) => listTitle(list).toLowerCase());
  if (titles.length === 0) return null;
  return <p className={c('nothing')}>Not recorded in any of these events: {titles.join(', ')}.</p>;
}
