import {
  Blocks,
  Braces,
  CircleCheck,
  CircleDot,
  CircleMinus,
  CirclePlus,
  CircleSlash,
  Columns3,
  Copy,
  Fingerprint,
  Layers,
  ListFilter,
  type LucideIcon,
  PencilLine,
  Search,
  SquareSplitHorizontal,
  Tags,
  TextQuote,
  Waypoints,
} from 'lucide-react';
import { ENTITY_TITLES } from '../../../preload/contract/model/entity.ts';
import type { Scope } from '../../../preload/contract/model/scope.ts';
import { entityOf } from '../../../preload/contract/query/entity-of.ts';
import { entityQuery } from '../../../preload/contract/query/entity-query.ts';
import { joinQueries } from '../../../preload/contract/query/join-queries.ts';
import { withAlternative } from '../../../preload/contract/query/with-alternative.ts';
import { withExists } from '../../../preload/contract/query/with-exists.ts';
import { visibleText } from '../../format/visible-text.ts';
import { prepareInInput } from '../../state/prepared-filter.ts';
import type { SearchTab, Tab } from '../../state/tab.ts';
import { EVERYTHING } from '../../state/tab-list.ts';
import { effectiveScope } from '../../state/tab-scope.ts';
import { openTagDialog } from '../../state/tag-dialog.ts';
import type { MarkMenuRequest, ValueTarget } from '../../state/value-menu.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { toggled } from '../facets/field-choice-list.tsx';
import { changeQuery } from '../search/change-query.ts';
import { copyText } from './copy-text.ts';
import { eventsBehind, filterByValue, valueQuery } from './value-scope.ts';

/** One thing that can be done with a value. `letter` chooses it while the menu is open. */
export type ValueAction = {
  readonly title: string;
  readonly detail?: string;
  readonly icon: LucideIcon;
  readonly letter?: string;
  readonly disabled?: boolean;
  /** The focus goes to what the action opens, not back to where the menu was opened. */
  readonly movesFocus?: boolean;
  readonly run: () => void;
};

/** What the actions are about: the values, and the tab they are shown in, which may be gone. */
export type ValuePlace = { readonly request: MarkMenuRequest; readonly tab: Tab | undefined };

/** Kinds of tabs whose events a value can narrow. */
export function isFilterable(tab: Tab | undefined): tab is Tab {
  return (
    tab?.kind === 'dashboard' || tab?.kind === 'search' || tab?.kind === 'entity' || tab?.kind === 'stack'
  );
}

/** The two that come first for each value: only the events that have it, or only those that do not. */
export function filterActions(tab: Tab | undefined, target: ValueTarget): readonly ValueAction[] {
  if (!isFilterable(tab)) return [];
  const filter = (exclude: boolean) => () =>
    changeQuery(tab, (query) => filterByValue(query, target, exclude));
  return [
    { title: 'Filter for', icon: CirclePlus, letter: 'f', run: filter(false) },
    { title: 'Filter out', icon: CircleMinus, letter: 'x', run: filter(true) },
  ];
}

/** The value beside what is filtered for already, or in the input for editing. */
export function composeActions({ request, tab }: ValuePlace): readonly ValueAction[] {
  const { targets } = request;
  const [first] = targets;
  if (!isFilterable(tab) || !first) return [];
  const { query } = tab.scope;
  const prepare: ValueAction = {
    title: 'Prepare as filter',
    icon: PencilLine,
    letter: 'p',
    movesFocus: true,
    run: () => prepareInInput({ tabId: tab.id, targets }),
  };
  if (targets.length > 1) return [prepare];
  return [
    {
      title: '…or this',
      icon: CircleDot,
      letter: 'o',
      disabled: withAlternative(query, first) === query,
      run: () => changeQuery(tab, (before) => withAlternative(before, first)),
    },
    prepare,
  ];
}

/** Where a value leads: its own page, its field stacked, the events with it. */
export function openActions(place: ValuePlace): readonly ValueAction[] {
  const { request, tab } = place;
  const { openStack } = useWorkspace.getState();
  const [first] = request.targets;
  const scope = shownScope(tab);
  const stack: readonly ValueAction[] = first
    ? [
        {
          title: 'Stack this field',
          icon: Layers,
          letter: 's',
          movesFocus: true,
          run: () => openStack(first.field, scope),
        },
      ]
    : [];
  return [...entityActions(place), ...stack, ...(request.branch ? [] : searchActions(place))];
}

/** The events that a tab shows: those of its scope, and of an entity's page only those it has part in. */
function shownScope(tab: Tab | undefined): Scope {
  if (!isFilterable(tab)) return EVERYTHING;
  const scope = effectiveScope(tab, useWorkspace.getState().pinned);
  return tab.kind === 'entity'
    ? { ...scope, query: joinQueries(scope.query, entityQuery(tab.entity)) }
    : scope;
}

function entityActions({ request, tab }: ValuePlace): readonly ValueAction[] {
  const { openEntity, openChain } = useWorkspace.getState();
  const actions: ValueAction[] = [];
  for (const { field, value } of request.branch ? [] : request.targets) {
    const entity = value === null ? null : entityOf(field, value);
    if (entity === null || isPageOf(tab, entity.type, entity.value)) continue;
    actions.push({
      title: 'Open entity',
      detail: ENTITY_TITLES[entity.type],
      icon: Fingerprint,
      ...(actions.length === 0 ? { letter: 'i' } : {}),
      movesFocus: true,
      run: () => openEntity(entity),
    });
    actions.push({
      title: 'Tag the entity…',
      icon: Tags,
      ...(actions.some(({ letter }) => letter === 'g') ? {} : { letter: 'g' }),
      movesFocus: true,
      run: () => openTagDialog({ kind: 'entity', entity }),
    });
    const isCredential =
      entity.type === 'access-key' || (entity.type === 'session' && /^arn:/.test(entity.value));
    if (isCredential)
      actions.push({
        title: 'Open chain',
        icon: Waypoints,
        ...(actions.some(({ letter }) => letter === 'h') ? {} : { letter: 'h' }),
        movesFocus: true,
        run: () => openChain(entity.value),
      });
  }
  return actions;
}

function isPageOf(tab: Tab | undefined, type: string, value: string): boolean {
  return tab?.kind === 'entity' && tab.entity.type === type && tab.entity.value === value;
}

function searchActions({ request, tab }: ValuePlace): readonly ValueAction[] {
  const { openSearch } = useWorkspace.getState();
  const { targets, base, range } = request;
  const named = targets.map(({ field, value }) => `${field}:${value ?? '∅'}`).join(' ');
  const title = targets.length > 0 ? { title: shorten(visibleText(named)) } : {};
  const alone: ValueAction = {
    title: 'Open in new search',
    detail: base ? 'these events' : range ? '' : 'this alone',
    icon: Search,
    letter: 'n',
    movesFocus: true,
    run: () => openSearch({ ...title, scope: eventsBehind(request, EVERYTHING) }),
  };
  if (!isFilterable(tab)) return [alone];
  const { base: _base, ...value } = request;
  const beside: ValueAction = {
    title: 'Open beside',
    detail: 'with this query',
    icon: SquareSplitHorizontal,
    letter: 'b',
    movesFocus: true,
    run: () =>
      openSearch({
        ...title,
        ...lookOf(tab),
        scope: eventsBehind(value, shownScope(tab)),
      }),
  };
  return [beside, alone];
}

/** What a search beside another takes over from it. */
function lookOf(tab: Tab): Partial<SearchTab> {
  if (tab.kind !== 'search') return {};
  const { columns, columnWidths, facets, sort } = tab;
  return { columns, columnWidths, facets, sort };
}

/** What can be done with the field, whatever its value. */
export function fieldActions({ request, tab }: ValuePlace): readonly ValueAction[] {
  const [first] = request.targets;
  if (!first) return [];
  const { field } = first;
  const change = (exclude: boolean) => () =>
    tab && changeQuery(tab, (query) => withExists(query, field, exclude));
  const exists: readonly ValueAction[] = isFilterable(tab)
    ? [
        { title: 'Field exists', icon: CircleCheck, letter: 'e', run: change(false) },
        { title: 'Field is missing', icon: CircleSlash, letter: 'm', run: change(true) },
      ]
    : [];
  return tab?.kind === 'search' ? [...exists, ...layoutActions(tab, field)] : exists;
}

function layoutActions(tab: SearchTab, field: string): readonly ValueAction[] {
  const { patchTab } = useWorkspace.getState();
  const column = tab.columns.includes(field);
  const facet = tab.facets.includes(field);
  return [
    {
      title: column ? 'Remove column' : 'Add as column',
      icon: Columns3,
      letter: 'l',
      disabled: column && tab.columns.length === 1,
      run: () => patchTab(tab.id, { columns: toggled(tab.columns, field, 'last') }),
    },
    {
      title: facet ? 'Remove facet' : 'Add as facet',
      icon: ListFilter,
      letter: 't',
      run: () => patchTab(tab.id, { facets: toggled(tab.facets, field, 'first') }),
    },
  ];
}

/** The value as text; null where there is none to copy. */
export function copyValueAction({ request }: ValuePlace): ValueAction | null {
  const value = request.branch ? null : (request.targets[0]?.value ?? null);
  if (value === null) return null;
  return { title: 'Copy value', icon: Copy, letter: 'c', run: () => void copyText(value) };
}

/** Other ways to copy what the menu is about. */
export function copyActions({ request }: ValuePlace): readonly ValueAction[] {
  const { targets, branch, json } = request;
  const [first] = targets;
  if (!first) return [];
  const copy = (title: string, icon: LucideIcon, letter: string, text: string): ValueAction => ({
    title,
    icon,
    letter,
    run: () => void copyText(text),
  });
  return [
    copy('Copy path', Blocks, 'a', first.field),
    ...(branch ? [] : [copy('Copy as filter', TextQuote, 'q', targets.map(valueQuery).join(' AND '))]),
    ...(json === undefined ? [] : [copy('Copy as JSON', Braces, 'j', json)]),
  ];
}

/** A value short enough for a menu's header or a tab's title. */
export function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 48)}…${text.slice(-24)}` : text;
}
