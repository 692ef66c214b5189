import { Clock, Ellipsis, FileSearch, GitCompareArrows, type LucideIcon } from 'lucide-react';
import { Fragment, type KeyboardEvent, useRef } from 'react';
import { findField } from '../../../preload/contract/model/field.ts';
import { formatRange, type Zone } from '../../format/time.ts';
import { visibleText } from '../../format/visible-text.ts';
import { usePreferences } from '../../state/preferences.ts';
import type { Range } from '../../state/scope-history.ts';
import {
  closeValueMenu,
  type MarkMenuRequest,
  useValueMenu,
  type ValueTarget,
} from '../../state/value-menu.ts';
import { setRange, useTab } from '../../state/workspace.ts';
import { classNames } from '../../ui/class-names.ts';
import { MenuItem, MenuLabel, MenuSeparator, PointMenu, SubMenu } from '../../ui/menu.tsx';
import { compareRows } from '../compare/compare-rows.ts';
import { fieldIcon } from './field-icon.ts';
import { openEvent } from './open-event.ts';
import {
  composeActions,
  copyActions,
  copyValueAction,
  fieldActions,
  filterActions,
  isFilterable,
  openActions,
  shorten,
  type ValueAction,
  type ValuePlace,
} from './value-actions.ts';
import styles from './value-menu.module.css';

const c = classNames(styles);

/** The menu of values, wherever they stand: opened with `openValueMenu`, shown once for the window. */
export function ValueMenu() {
  const request = useValueMenu((state) => state.request);
  return request ? <OpenMenu key={`${request.x},${request.y}`} request={request} /> : null;
}

/** The actions of a menu, in the order of its groups. */
type Groups = {
  readonly values: readonly (readonly ValueAction[])[];
  readonly compose: readonly ValueAction[];
  readonly range: readonly ValueAction[];
  readonly open: readonly ValueAction[];
  readonly copy: readonly ValueAction[];
  readonly more: readonly (readonly ValueAction[])[];
};

function groupsOf(place: ValuePlace, zone: Zone): Groups {
  const { request, tab } = place;
  const copyValue = copyValueAction(place);
  return {
    values: request.targets.map((target, index) => {
      if (request.branch) return [];
      const actions = filterActions(tab, target);
      return index === 0 ? actions : actions.map(({ letter: _letter, ...action }) => action);
    }),
    compose: request.branch ? [] : composeActions(place),
    range: rangeActions(place, zone),
    open: [...openActions(place), ...eventActions(request.targets), ...compareActions(request)],
    copy: copyValue ? [copyValue] : [],
    more: [fieldActions(place), copyActions(place)].filter((group) => group.length > 0),
  };
}

function OpenMenu({ request }: { readonly request: MarkMenuRequest }) {
  const zone = usePreferences((state) => state.zone);
  const tab = useTab(request.tabId);
  const focused = useRef(document.activeElement);
  const movesFocus = useRef(false);
  const groups = groupsOf({ request, tab }, zone);
  const run = (action: ValueAction) => {
    movesFocus.current = action.movesFocus === true;
    closeValueMenu();
    action.run();
  };
  const giveFocusBack = (event: Event) => {
    event.preventDefault();
    if (movesFocus.current) return;
    if (focused.current instanceof HTMLElement && focused.current.isConnected) focused.current.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { values, compose, range, open, copy, more } = groups;
    const all = [...values.flat(), ...compose, ...range, ...open, ...copy, ...more.flat()];
    const action = all.find(({ letter, disabled }) => letter === event.key && !disabled);
    if (!action) return;
    event.preventDefault();
    run(action);
  };
  return (
    <PointMenu
      x={request.x}
      y={request.y}
      onClose={closeValueMenu}
      onCloseAutoFocus={giveFocusBack}
      onKeyDown={onKeyDown}
    >
      <MenuGroups request={request} groups={groups} onRun={run} />
    </PointMenu>
  );
}

type MenuGroupsProps = {
  readonly request: MarkMenuRequest;
  readonly groups: Groups;
  readonly onRun: (action: ValueAction) => void;
};

function MenuGroups({ request, groups, onRun }: MenuGroupsProps) {
  const { targets, branch = false } = request;
  const items = (actions: readonly ValueAction[]) => <Items actions={actions} onRun={onRun} />;
  const more = groups.more.map((group, index) => (
    <Fragment key={group[0]?.title}>
      {index > 0 ? <MenuSeparator /> : null}
      {items(group)}
    </Fragment>
  ));
  return (
    <>
      {targets.map((target, index) => (
        <Fragment key={target.field}>
          {index > 0 ? <MenuSeparator /> : null}
          <Header target={target} branch={branch} />
          {items(groups.values[index] ?? [])}
        </Fragment>
      ))}
      {targets.length > 1 ? <MenuSeparator /> : null}
      {items(groups.compose)}
      {items(groups.range)}
      {groups.compose.length + groups.range.length > 0 ? <MenuSeparator /> : null}
      {items(groups.open)}
      {targets.length > 0 ? <MenuSeparator /> : null}
      {items(groups.copy)}
      {branch || groups.more.length === 0 ? (
        more
      ) : (
        <SubMenu icon={Ellipsis} title="More">
          {more}
        </SubMenu>
      )}
    </>
  );
}

type ItemsProps = { readonly actions: readonly ValueAction[]; readonly onRun: (action: ValueAction) => void };

function Items({ actions, onRun }: ItemsProps) {
  return actions.map((action, index) => (
    <MenuItem
      // biome-ignore lint/suspicious/noArrayIndexKey: the same title may stand for several values
      key={`${action.title}#${index}`}
      icon={action.icon}
      detail={action.detail}
      disabled={action.disabled ?? false}
      {...(action.letter ? { letter: action.letter } : {})}
      onSelect={() => onRun(action)}
    >
      {action.title}
    </MenuItem>
  ));
}

function Header({ target, branch }: { readonly target: ValueTarget; readonly branch: boolean }) {
  const { field, value } = target;
  const Icon: LucideIcon = fieldIcon(field, value);
  const text = value === null ? null : visibleText(value);
  return (
    <MenuLabel>
      <span className={c('header')} title={text === null ? field : `${field}: ${text}`}>
        <Icon size={14} aria-hidden className={c('icon')} />
        <span>
          <span className={c('field')}>{findField(field)?.title ?? visibleText(field)}</span>{' '}
          {branch ? null : <span className={c('value')}>{text === null ? 'is missing' : shorten(text)}</span>}
        </span>
      </span>
    </MenuLabel>
  );
}

function rangeActions({ request, tab }: ValuePlace, zone: Zone): readonly ValueAction[] {
  const { range } = request;
  if (!range || !isFilterable(tab)) return [];
  return [
    {
      title: 'Only this time',
      detail: rangeText(range, zone),
      icon: Clock,
      letter: 'w',
      run: () => setRange(tab.id, range),
    },
  ];
}

function eventActions(targets: readonly ValueTarget[]): readonly ValueAction[] {
  const ids = targets.flatMap(({ field, value }) => (field === 'eventID' && value !== null ? [value] : []));
  return ids.map((id, index) => ({
    title: ids.length > 1 ? `Open event ${index + 1} of ${ids.length}` : 'Open the event',
    icon: FileSearch,
    movesFocus: true,
    run: () => void openEvent(id),
  }));
}

function compareActions({ compare }: MarkMenuRequest): readonly ValueAction[] {
  if (!compare) return [];
  return [
    {
      title: 'Compare the two selected events',
      icon: GitCompareArrows,
      movesFocus: true,
      run: () => compareRows(compare),
    },
  ];
}

function rangeText(range: Range, zone: Zone): string {
  return range.from && range.to ? formatRange(range.from, range.to, zone) : '';
}
