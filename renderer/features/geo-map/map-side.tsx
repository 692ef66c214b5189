import { useState } from 'react';
import type { PanelResult } from '../../../preload/contract/model/panel.ts';
import { useCall } from '../../data/use-call.ts';
import { formatCount } from '../../format/number.ts';
import { visibleText } from '../../format/visible-text.ts';
import { menuPoint } from '../../state/value-menu.ts';
import { classNames } from '../../ui/class-names.ts';
import type { Mark, Point } from '../charts/mark.ts';
import styles from './map-side.module.css';
import type { Place } from './place.ts';

const c = classNames(styles);
const MOST = 200;

const LISTS = [
  { value: 'countries', title: 'Countries' },
  { value: 'cities', title: 'Cities' },
  { value: 'networks', title: 'Networks' },
] as const;
type List = (typeof LISTS)[number]['value'];

type Entry = {
  readonly key: string;
  readonly title: string;
  readonly events: number;
  /** Denied and failed ones of them; null where that is not known. */
  readonly bad: number | null;
  readonly mark: Mark;
};

type MapSideProps = {
  readonly places: readonly Place[];
  readonly result: PanelResult;
  readonly onMark: (mark: Mark, at: Point) => void;
  /** Called with the place an entry is about while it is pointed at. */
  readonly onPoint: (placeKey: string | null) => void;
};

/** The places of the map as lists, the most events first: by country, by city, by network. */
export function MapSide({ places, result, onMark, onPoint }: MapSideProps) {
  const [list, setList] = useState<List>('countries');
  const networks = useNetworks(result, list === 'networks');
  const entries =
    list === 'countries' ? countriesOf(places) : list === 'cities' ? citiesOf(places) : networks;
  const most = entries.reduce((largest, { events }) => Math.max(largest, events), 1);
  return (
    <aside className={c('root')} aria-label="Places">
      <div role="tablist" aria-label="Places by" className={c('tabs')}>
        {LISTS.map(({ value, title }) => (
          <button
            key={value}
            type="button"
            role="tab"
            aria-selected={list === value}
            className={c('tab', list === value && 'active')}
            onClick={() => setList(value)}
          >
            {title}
          </button>
        ))}
      </div>
      <ul className={c('list')} aria-label={LISTS.find(({ value }) => value === list)?.title}>
        {entries.slice(0, MOST).map((entry) => (
          <li key={entry.key}>
            <button
              type="button"
              className={c('entry')}
              onClick={(event) => onMark(entry.mark, menuPoint(event.currentTarget))}
              onPointerEnter={() => onPoint(entry.key)}
              onPointerLeave={() => onPoint(null)}
              onFocus={() => onPoint(entry.key)}
              onBlur={() => onPoint(null)}
            >
              <span className={c('title')} title={visibleText(entry.title)}>
                {visibleText(entry.title)}
              </span>
              {entry.bad ? (
                <span className={c('bad')} title={`${formatCount(entry.bad)} denied or failed`}>
                  ✕ {formatCount(entry.bad)}
                </span>
              ) : null}
              <span className={c('count')}>{formatCount(entry.events)}</span>
              <span className={c('share')} style={{ width: `${(entry.events / most) * 100}%` }} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      {entries.length > MOST ? (
        <p className={c('note')}>
          The {MOST} largest of {formatCount(entries.length)}.
        </p>
      ) : null}
      {entries.length === 0 ? <p className={c('note')}>No event has a place.</p> : null}
    </aside>
  );
}

function countriesOf(places: readonly Place[]): readonly Entry[] {
  const countries = new Map<string, Entry>();
  for (const { countryCode, country, events, outcomes } of places) {
    const key = countryCode ?? '';
    const found = countries.get(key);
    countries.set(key, {
      key: `country:${key}`,
      title: country ?? 'Unknown country',
      events: (found?.events ?? 0) + events,
      bad: (found?.bad ?? 0) + outcomes.denied + outcomes.failed,
      mark: { targets: [{ field: 'country', value: countryCode }], range: null },
    });
  }
  return [...countries.values()].toSorted((a, b) => b.events - a.events);
}

function citiesOf(places: readonly Place[]): readonly Entry[] {
  return places.map(({ key, name, events, outcomes, mark }) => ({
    key,
    title: name,
    events,
    bad: outcomes.denied + outcomes.failed,
    mark,
  }));
}

/** The networks of the events on the map, counted by the host: a row of the map names only the first few. */
function useNetworks({ messages }: PanelResult, wanted: boolean): readonly Entry[] {
  const { data } = useCall(
    'facet.run',
    { field: 'network', scope: messages, limit: MOST },
    { enabled: wanted },
  );
  if (!wanted) return [];
  return (data?.values ?? []).map(({ value, events }) => ({
    key: `network:${value}`,
    title: value,
    events,
    bad: null,
    mark: { targets: [{ field: 'network', value }], range: null },
  }));
}
