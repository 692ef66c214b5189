import { MoreHorizontal, X } from 'lucide-react';
import { type KeyboardEvent, type MouseEvent, useState } from 'react';
import type { FacetResult } from '../../../preload/contract/model/event.ts';
import type { Scope } from '../../../preload/contract/model/scope.ts';
import { countOf, formatCount } from '../../format/number.ts';
import { visibleText } from '../../format/visible-text.ts';
import type { SearchTab } from '../../state/tab.ts';
import { menuPoint, openValueMenu } from '../../state/value-menu.ts';
import { classNames } from '../../ui/class-names.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { EntityDots } from '../marks/tag-dots.tsx';
import { changeQuery } from '../search/change-query.ts';
import { CHARACTER_WIDTH } from '../search/cut.ts';
import { CutText } from '../search/cut-text.tsx';
import { excludeValue, type FacetFilter, facetKey, onlyValue, toggleValue } from './facet-query.ts';
import styles from './facet-values.module.css';

const c = classNames(styles);

/** What stands beside a value and its count: paddings, the checkbox and the gaps, in pixels. */
const BESIDE = 50;
/** Width of a digit of a count in pixels. */
const DIGIT = 7.6;

type FacetValuesProps = {
  readonly tab: SearchTab;
  readonly field: string;
  /** Width of the list in pixels, which says how much of a value fits. */
  readonly width: number;
  readonly filter: FacetFilter;
  /** The events that are counted. */
  readonly scope: Scope;
  readonly result: FacetResult | null;
  /** The result answers an earlier question. */
  readonly stale: boolean;
  readonly searched: boolean;
  readonly error: string | null;
};

/** A value, null for the lack of the field, with its events; what is filtered for and not found has none. */
type Entry = { readonly value: string | null; readonly events: number };

/**
 * The values of a facet. Click: only this. Checkbox or Space: add or remove. Cross, Alt+click or x:
 * leave out. Right click, the dots or m: the menu of the value. Arrow keys move through them.
 */
export function FacetValues(props: FacetValuesProps) {
  const { tab, field, width, filter, scope, result, stale, searched, error } = props;
  const [current, setCurrent] = useState(0);
  if (!result) return error === null ? <Waiting /> : <p className={c('note', 'bad')}>{error}</p>;
  const entries = entriesOf(result, filter, searched);
  if (entries.length === 0)
    return <p className={c('note')}>{searched ? 'No value contains this.' : 'No values.'}</p>;
  const most = entries.reduce((largest, { events }) => Math.max(largest, events), 1);
  const change = (edit: (query: string) => string) => changeQuery(tab, edit);
  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const next = Math.min(entries.length - 1, Math.max(0, current + step));
    setCurrent(next);
    event.currentTarget.querySelectorAll<HTMLElement>('[data-value]')[next]?.focus();
  };
  return (
    <ul className={c('list', stale && 'stale')} onKeyDown={onKeyDown}>
      {entries.map((entry, index) => (
        <FacetEntry
          key={entry.value ?? '\u0000missing'}
          field={field}
          width={width}
          entry={entry}
          filter={filter}
          most={most}
          focusable={index === Math.min(current, entries.length - 1)}
          onFocus={() => setCurrent(index)}
          onChange={change}
          onMenu={(at) => openValueMenu({ field, value: entry.value, tabId: tab.id, base: scope, ...at })}
        />
      ))}
    </ul>
  );
}

function entriesOf(result: FacetResult, filter: FacetFilter, searched: boolean): readonly Entry[] {
  const listed = new Set(result.values.map(({ value }) => facetKey(value)));
  const hidden = searched
    ? []
    : [...filter.included, ...filter.excluded]
        .filter(([key]) => !listed.has(key))
        .map(([, value]) => ({ value, events: 0 }));
  const missing = !searched && (result.missing > 0 || filter.onlyMissing);
  return [...result.values, ...hidden, ...(missing ? [{ value: null, events: result.missing }] : [])];
}

type FacetEntryProps = {
  readonly field: string;
  readonly width: number;
  readonly entry: Entry;
  readonly filter: FacetFilter;
  readonly most: number;
  readonly focusable: boolean;
  readonly onFocus: () => void;
  readonly onChange: (edit: (query: string) => string) => void;
  readonly onMenu: (at: { readonly x: number; readonly y: number }) => void;
};

function FacetEntry(props: FacetEntryProps) {
  const { field, width, entry, filter, most, focusable, onFocus, onChange, onMenu } = props;
  const { value, events } = entry;
  const key = value === null ? null : facetKey(value);
  const included = key === null ? filter.onlyMissing : filter.included.has(key);
  const excluded = key !== null && filter.excluded.has(key);
  const count = formatCount(events);
  const characters = Math.floor((width - BESIDE - count.length * DIGIT) / CHARACTER_WIDTH);
  const name = nameOf(value);
  const only = () => onChange((query) => onlyValue(query, field, value));
  const toggle = () =>
    onChange((query) => (value === null ? onlyValue(query, field, null) : toggleValue(query, field, value)));
  const exclude = () => onChange((query) => excludeValue(query, field, value));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === ' ') toggle();
    else if (event.key === 'x' || event.key === 'Delete') exclude();
    else if (event.key === 'm' || event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey))
      onMenu(menuPoint(event.currentTarget));
    else return;
    event.preventDefault();
  };
  const onClick = (event: MouseEvent) => (event.altKey ? exclude() : only());
  return (
    <li
      className={c('entry', excluded && 'excluded', (value === null || value === '') && 'missing')}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu({ x: event.clientX, y: event.clientY });
      }}
    >
      <input
        type="checkbox"
        className={c('check')}
        tabIndex={-1}
        aria-label={`Include ${name}`}
        checked={included}
        onChange={toggle}
      />
      <button
        type="button"
        data-value
        tabIndex={focusable ? 0 : -1}
        className={c('value')}
        aria-label={`${name} ${count}`}
        title={`${name} · ${countOf(events, 'event')}\nClick: only this. Space: add or remove. Alt+click or x: leave out. m: more.`}
        onClick={onClick}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
      >
        <span className={c('line')}>
          <span className={c('text')}>
            <EntityDots field={field} value={value} />
            {value === null || value === '' ? name : <CutText text={value} characters={characters} />}
          </span>
          <span className={c('events')}>{count}</span>
        </span>
        <span className={c('share')} style={{ width: `${(events / most) * 100}%` }} />
      </button>
      <EntryActions name={name} excluded={excluded} onExclude={exclude} onMenu={onMenu} />
    </li>
  );
}

type EntryActionsProps = {
  readonly name: string;
  readonly excluded: boolean;
  readonly onExclude: () => void;
  readonly onMenu: FacetEntryProps['onMenu'];
};

/** What is offered beside a value while it is pointed at. */
function EntryActions({ name, excluded, onExclude, onMenu }: EntryActionsProps) {
  return (
    <span className={c('actions')}>
      <button
        type="button"
        tabIndex={-1}
        className={c('action', 'exclude')}
        aria-label={excluded ? `No longer leave out ${name}` : `Leave out ${name}`}
        aria-pressed={excluded}
        onClick={onExclude}
      >
        <X size={12} aria-hidden />
      </button>
      <button
        type="button"
        tabIndex={-1}
        className={c('action')}
        aria-label={`Menu of ${name}`}
        aria-haspopup="menu"
        onClick={(event) => onMenu(menuPoint(event.currentTarget))}
      >
        <MoreHorizontal size={13} aria-hidden />
      </button>
    </span>
  );
}

function nameOf(value: string | null): string {
  if (value === null) return 'not present';
  return value === '' ? 'empty text' : visibleText(value);
}

function Waiting() {
  return (
    <div className={c('waiting')} role="status" aria-label="Counting">
      <Skeleton width="80%" height={9} />
      <Skeleton width="55%" height={9} />
      <Skeleton width="66%" height={9} />
    </div>
  );
}
