import {
  CircleCheck,
  CircleMinus,
  CirclePlus,
  CircleSlash,
  Clock,
  Columns3,
  Copy,
  FileSearch,
  GitCompareArrows,
  Search,
  TextQuote,
} from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { Fragment, useRef } from 'react';
import { findField } from '../../../preload/contract/model/field.ts';
import type { Scope } from '../../../preload/contract/model/scope.ts';
import { withExists } from '../../../preload/contract/query/with-exists.ts';
import { formatRange, type Zone } from '../../format/time.ts';
import { visibleText } from '../../format/visible-text.ts';
import { usePreferences } from '../../state/preferences.ts';
import type { Range } from '../../state/scope-history.ts';
import type { Tab } from '../../state/tab.ts';
import { EVERYTHING } from '../../state/tab-list.ts';
import {
  closeValueMenu,
  type MarkMenuRequest,
  useValueMenu,
  type ValueTarget,
} from '../../state/value-menu.ts';
import { setRange, useTab, useWorkspace } from '../../state/workspace.ts';
import { classNames } from '../../ui/class-names.ts';
import { MenuContent, MenuItem, MenuLabel, MenuSeparator } from '../../ui/menu.tsx';
import { compareRows } from '../compare/compare-rows.ts';
import { copyText } from './copy-text.ts';
import { openEvent } from './open-event.ts';
import styles from './value-menu.module.css';
import { eventsBehind, filterByValue, valueQuery } from './value-scope.ts';

const c = classNames(styles);

/** The menu of values, wherever they stand: opened with `openValueMenu`, shown once for the window. */
export function ValueMenu() {
  const request = useValueMenu((state) => state.request);
  return request ? <OpenMenu key={`${request.x},${request.y}`} request={request} /> : null;
}

function OpenMenu({ request }: { readonly request: MarkMenuRequest }) {
  const tab = useTab(request.tabId);
  const focused = useRef(document.activeElement);
  const giveFocusBack = (event: Event) => {
    event.preventDefault();
    if (focused.current instanceof HTMLElement && focused.current.isConnected) focused.current.focus();
  };
  const { targets } = request;
  return (
    <DropdownMenu.Root open onOpenChange={(open) => !open && closeValueMenu()} modal={false}>
      <DropdownMenu.Trigger asChild>
        <span className={c('anchor')} style={{ left: request.x, top: request.y }} aria-hidden tabIndex={-1} />
      </DropdownMenu.Trigger>
      <MenuContent onCloseAutoFocus={giveFocusBack}>
        {targets.map((target) => (
          <Fragment key={target.field}>
            <TargetItems target={target} tab={tab} single={targets.length === 1} />
            <MenuSeparator />
          </Fragment>
        ))}
        <RangeItem request={request} tab={tab} />
        <MarkItems request={request} tab={tab} />
      </MenuContent>
    </DropdownMenu.Root>
  );
}

type TargetItemsProps = {
  readonly target: ValueTarget;
  readonly tab: Tab | undefined;
  readonly single: boolean;
};

function TargetItems({ target, tab, single }: TargetItemsProps) {
  const { field, value } = target;
  const filterable = tab?.kind === 'dashboard' || tab?.kind === 'search';
  return (
    <>
      <MenuLabel>
        <span className={c('field')}>{findField(field)?.title ?? field}</span>{' '}
        <span className={c('value')}>{value === null ? 'is missing' : shorten(visibleText(value))}</span>
      </MenuLabel>
      {filterable ? (
        <>
          <MenuItem
            icon={CirclePlus}
            onSelect={() => setQuery(tab, (query) => filterByValue(query, target, false))}
          >
            Filter for
          </MenuItem>
          <MenuItem
            icon={CircleMinus}
            onSelect={() => setQuery(tab, (query) => filterByValue(query, target, true))}
          >
            Filter out
          </MenuItem>
          {single && value !== null ? (
            <>
              <MenuItem
                icon={CircleCheck}
                onSelect={() => setQuery(tab, (query) => withExists(query, field, false))}
              >
                Field exists
              </MenuItem>
              <MenuItem
                icon={CircleSlash}
                onSelect={() => setQuery(tab, (query) => withExists(query, field, true))}
              >
                Field is missing
              </MenuItem>
            </>
          ) : null}
        </>
      ) : null}
    </>
  );
}

type ItemsProps = { readonly request: MarkMenuRequest; readonly tab: Tab | undefined };

function RangeItem({ request, tab }: ItemsProps) {
  const zone = usePreferences((state) => state.zone);
  const { range } = request;
  if (!range || !tab || (tab.kind !== 'dashboard' && tab.kind !== 'search')) return null;
  return (
    <>
      <MenuItem icon={Clock} onSelect={() => setRange(tab.id, range)}>
        Only this time <span className={c('field')}>{rangeText(range, zone)}</span>
      </MenuItem>
      <MenuSeparator />
    </>
  );
}

function MarkItems({ request, tab }: ItemsProps) {
  const { openSearch, patchTab } = useWorkspace.getState();
  const { targets } = request;
  const [first] = targets;
  const title = targets.map(({ field, value }) => `${field}:${value ?? '∅'}`).join(' ');
  const open = () =>
    openSearch({
      ...(first ? { title: shorten(visibleText(title)) } : {}),
      scope: eventsBehind(request, tab?.scope ?? EVERYTHING),
    });
  const columns = tab?.kind === 'search' ? tab.columns : null;
  const value = first?.value ?? null;
  return (
    <>
      <MenuItem icon={Search} onSelect={open}>
        Open in new search
      </MenuItem>
      {targets
        .filter(({ field, value: id }) => field === 'eventID' && id !== null)
        .map(({ value: id }, index, ids) => (
          <MenuItem key={id} icon={FileSearch} onSelect={() => void openEvent(id ?? '')}>
            {ids.length > 1 ? `Open event ${index + 1} of ${ids.length}` : 'Open the event'}
          </MenuItem>
        ))}
      {request.compare ? (
        <MenuItem icon={GitCompareArrows} onSelect={() => compareRows(request.compare ?? [])}>
          Compare the two selected events
        </MenuItem>
      ) : null}
      {tab && columns && first && !columns.includes(first.field) ? (
        <MenuItem icon={Columns3} onSelect={() => patchTab(tab.id, { columns: [...columns, first.field] })}>
          Add as column
        </MenuItem>
      ) : null}
      {value === null ? null : (
        <MenuItem icon={Copy} onSelect={() => void copyText(value)}>
          Copy value
        </MenuItem>
      )}
      {first ? (
        <MenuItem icon={TextQuote} onSelect={() => void copyText(targets.map(valueQuery).join(' AND '))}>
          Copy as filter
        </MenuItem>
      ) : null}
    </>
  );
}

function setQuery(
  tab: { readonly id: string; readonly scope: Scope },
  change: (query: string) => string,
): void {
  useWorkspace.getState().setScope(tab.id, { ...tab.scope, query: change(tab.scope.query) });
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 48)}…${text.slice(-24)}` : text;
}

function rangeText(range: Range, zone: Zone): string {
  return range.from && range.to ? formatRange(range.from, range.to, zone) : '';
}
