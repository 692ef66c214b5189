import { ArrowDown, ArrowUp, ExternalLink, ListTree } from 'lucide-react';
import { type KeyboardEvent, useCallback, useRef, useState } from 'react';
import type { StackOrder, StackResult, StackRow } from '../../../preload/contract/model/stack.ts';
import { entityOf } from '../../../preload/contract/query/entity-of.ts';
import { countOf, formatCount, formatShare } from '../../format/number.ts';
import { formatInstant, type Zone, zoneName } from '../../format/time.ts';
import { visibleText } from '../../format/visible-text.ts';
import { usePreferences } from '../../state/preferences.ts';
import type { StackTab } from '../../state/tab.ts';
import { menuPoint, openValueMenu } from '../../state/value-menu.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { positionAfter } from '../../ui/use-row-focus.ts';
import { type VirtualColumn, VirtualTable } from '../../ui/virtual-table.tsx';
import { CHARACTER_WIDTH } from '../search/cut.ts';
import { CutText } from '../search/cut-text.tsx';
import { useElementSize } from '../search/use-element-size.ts';
import { openEvents } from './open-events.ts';
import { COLUMN_ORDERS, directionOf, nextOrder } from './stack-fields.ts';
import styles from './stack-table.module.css';
import { type StackQuestion, useStackRows } from './use-stack-rows.ts';

const c = classNames(styles);

const WIDTHS = {
  events: 86,
  share: 116,
  denied: 76,
  failed: 70,
  first: 156,
  last: 156,
  actors: 68,
  open: 64,
};
const BESIDE = Object.values(WIDTHS).reduce((sum, width) => sum + width, 0);
const LEAST_VALUE = 240;
/** What stands beside a value in its cell, in pixels. */
const PADDING = 24;

const TITLES: readonly { readonly key: string; readonly title: string; readonly align?: 'end' }[] = [
  { key: 'value', title: 'Value' },
  { key: 'events', title: 'Events', align: 'end' },
  { key: 'share', title: 'Share' },
  { key: 'denied', title: 'Denied', align: 'end' },
  { key: 'failed', title: 'Failed', align: 'end' },
  { key: 'first', title: 'First seen' },
  { key: 'last', title: 'Last seen' },
  { key: 'actors', title: 'Actors', align: 'end' },
  { key: 'open', title: '' },
];

type StackTableProps = {
  readonly tab: StackTab;
  readonly question: StackQuestion;
  readonly result: StackResult;
  /** The result answers an earlier question. */
  readonly stale: boolean;
};

/** The values of a stack. Arrow keys go through them, Enter opens the menu of one, `e` its events, `o` its page. */
export function StackTable({ tab, question, result, stale }: StackTableProps) {
  const [[first, last], setSight] = useState<readonly [number, number]>([0, 0]);
  const onSight = useCallback((from: number, to: number) => setSight([from, to]), []);
  const [current, setCurrent] = useState(0);
  const moving = useRef(false);
  const zone = usePreferences((state) => state.zone);
  const [sized, { width }] = useElementSize();
  const rowAt = useStackRows(question, first, last);
  const characters = Math.floor((Math.max(LEAST_VALUE, width - BESIDE) - PADDING) / CHARACTER_WIDTH);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const row = rowAt(current);
    const next = positionAfter(event.key, current, result.matching);
    if (!(event.target instanceof HTMLElement) || !event.target.matches('[data-value]')) return;
    if (next !== null) {
      moving.current = true;
      setCurrent(next);
    } else if (event.key === 'e' && row) openEvents(tab, row.value);
    else if (event.key === 'o' && row) openPage(tab, row.value);
    else return;
    event.preventDefault();
  };
  const takeFocus = (element: HTMLElement | null) => {
    if (!element || !moving.current) return;
    moving.current = false;
    element.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the values inside, which are buttons
    <div ref={sized} className={c('root', stale && 'stale')} onKeyDown={onKeyDown}>
      <VirtualTable
        label="Values"
        columns={columnsOf(tab, zone)}
        rowCount={result.matching}
        rowAt={(position) => ({ position, row: rowAt(position) })}
        onSight={onSight}
        active={current}
        cell={({ key }, entry) => (
          <StackCell
            name={key}
            tab={tab}
            row={entry?.row}
            events={result.events}
            characters={characters}
            isCurrent={entry?.position === current}
            valueRef={entry?.position === current ? takeFocus : null}
            onFocus={() => entry && setCurrent(entry.position)}
          />
        )}
      />
    </div>
  );
}

function openPage(tab: StackTab, value: string): void {
  const entity = entityOf(tab.field, value);
  if (entity) useWorkspace.getState().openEntity(entity, tab.scope);
}

function columnsOf(tab: StackTab, zone: Zone): readonly VirtualColumn[] {
  return TITLES.map(({ key, title, align }) => {
    const orders = COLUMN_ORDERS[key];
    const shown = key === 'first' || key === 'last' ? `${title} (${zoneName(zone)})` : title;
    const sorted = orders?.includes(tab.order) ? directionOf(tab.order) : undefined;
    return {
      key,
      title: orders ? <SortButton tab={tab} column={key} title={shown} sorted={sorted} /> : shown,
      width: key === 'value' ? `minmax(${LEAST_VALUE}px, 1fr)` : `${WIDTHS[key as keyof typeof WIDTHS]}px`,
      ...(align ? { align } : {}),
      ...(sorted ? { sorted } : {}),
    };
  });
}

type SortButtonProps = {
  readonly tab: StackTab;
  readonly column: string;
  readonly title: string;
  readonly sorted: 'ascending' | 'descending' | undefined;
};

function SortButton({ tab, column, title, sorted }: SortButtonProps) {
  const order: StackOrder = nextOrder(column, tab.order);
  const Arrow = sorted === 'ascending' ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      className={c('sort')}
      onClick={() => useWorkspace.getState().patchTab(tab.id, { order })}
    >
      {title}
      {sorted ? <Arrow size={12} aria-hidden /> : null}
    </button>
  );
}

type StackCellProps = {
  readonly name: string;
  readonly tab: StackTab;
  readonly row: StackRow | undefined;
  /** Events of the whole stack, which the shares are of. */
  readonly events: number;
  readonly characters: number;
  readonly isCurrent: boolean;
  readonly valueRef: ((element: HTMLElement | null) => void) | null;
  readonly onFocus: () => void;
};

function StackCell({ name, tab, row, events, ...value }: StackCellProps) {
  if (!row) return name === 'open' ? null : <Skeleton width={name === 'value' ? '60%' : 36} />;
  switch (name) {
    case 'value':
      return <ValueButton tab={tab} row={row} {...value} />;
    case 'events':
      return <span className={c('events')}>{formatCount(row.events)}</span>;
    case 'share':
      return <Share part={row.events} whole={events} />;
    case 'denied':
      return row.denied === 0 ? <Zero /> : <span className={c('denied')}>✕ {formatCount(row.denied)}</span>;
    case 'failed':
      return row.failed === 0 ? <Zero /> : <span className={c('failed')}>▲ {formatCount(row.failed)}</span>;
    case 'first':
      return <Instant at={row.firstAt} />;
    case 'last':
      return <Instant at={row.lastAt} />;
    case 'actors':
      return formatCount(row.actors);
    default:
      return <OpenButtons tab={tab} row={row} />;
  }
}

function Zero() {
  return <span className={c('zero')}>0</span>;
}

type ValueButtonProps = Pick<StackCellProps, 'tab' | 'characters' | 'isCurrent' | 'valueRef' | 'onFocus'> & {
  readonly row: StackRow;
};

function ValueButton({ tab, row, characters, isCurrent, valueRef, onFocus }: ValueButtonProps) {
  const { value, spellings } = row;
  return (
    <>
      <button
        ref={valueRef}
        type="button"
        data-value
        tabIndex={isCurrent ? 0 : -1}
        className={c('value')}
        title={visibleText(value)}
        onFocus={onFocus}
        onClick={(event) =>
          openValueMenu({ tabId: tab.id, field: tab.field, value, ...menuPoint(event.currentTarget) })
        }
      >
        {value === '' ? (
          <span className={c('empty')}>empty text</span>
        ) : (
          <CutText text={value} characters={characters} />
        )}
      </button>
      {spellings > 1 ? (
        <span
          className={c('spellings')}
          title="They differ in upper and lower case only and are counted as one"
        >
          {countOf(spellings, 'spelling')}
        </span>
      ) : null}
    </>
  );
}

function Share({ part, whole }: { readonly part: number; readonly whole: number }) {
  return (
    <span className={c('share')}>
      <span className={c('track')}>
        <span className={c('bar')} style={{ width: `${whole > 0 ? (part / whole) * 100 : 0}%` }} />
      </span>
      <span className={c('percent')}>{formatShare(part, whole)}</span>
    </span>
  );
}

function Instant({ at }: { readonly at: string | null }) {
  const zone = usePreferences((state) => state.zone);
  return at === null ? null : (
    <time className={c('instant')} dateTime={at} title={formatInstant(at, zone)}>
      {formatInstant(at, zone, { withZone: false })}
    </time>
  );
}

function OpenButtons({ tab, row }: { readonly tab: StackTab; readonly row: StackRow }) {
  const name = visibleText(row.value);
  return (
    <span className={c('open')}>
      <IconButton
        icon={ListTree}
        size="small"
        tabIndex={-1}
        hint={false}
        title="Its events (e)"
        label={`Events of ${name}`}
        onClick={() => openEvents(tab, row.value)}
      />
      {entityOf(tab.field, row.value) ? (
        <IconButton
          icon={ExternalLink}
          size="small"
          tabIndex={-1}
          hint={false}
          title="Its page (o)"
          label={`Page of ${name}`}
          onClick={() => openPage(tab, row.value)}
        />
      ) : null}
    </span>
  );
}
