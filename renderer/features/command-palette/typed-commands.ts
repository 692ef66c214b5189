import { Clock, FileSearch, Filter, Fingerprint, ListEnd, Search } from 'lucide-react';
import { ENTITY_TITLES, type EntityRef } from '../../../preload/contract/model/entity.ts';
import { entityOf } from '../../../preload/contract/query/entity-of.ts';
import { joinQueries } from '../../../preload/contract/query/join-queries.ts';
import { parseQuery } from '../../../preload/contract/query/parse-query.ts';
import { printLiteral } from '../../../preload/contract/query/print-query.ts';
import { formatCount } from '../../format/number.ts';
import { formatInstant, parseInputText } from '../../format/time.ts';
import { visibleText } from '../../format/visible-text.ts';
import { EVERYTHING } from '../../state/tab-list.ts';
import { setRange, useWorkspace } from '../../state/workspace.ts';
import { showMessage } from '../../ui/toast.tsx';
import { readGoTo } from '../events-table/go-to-target.ts';
import { openEvent } from '../field-menu/open-event.ts';
import { rangeAround } from '../scope-bar/range-presets.ts';
import { changeQuery } from '../search/change-query.ts';
import type { Command, CommandContext } from './command.ts';

const TYPED = { group: 'What you typed', listed: 'typed', passing: true } as const;
const EVENT_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What a typed text may mean by its shape: a time, a row, an entity, an event. */
export function shapeCommands(context: CommandContext): readonly Command[] {
  const { typed, summary } = context;
  if (!summary || typed === '') return [];
  return [
    ...timeCommands(context),
    ...rowCommands(context),
    ...entityCommands(typed),
    ...eventCommands(typed),
  ];
}

/** What a typed text can always be: a search, or a further filter of the tab. */
export function searchCommands({ typed, summary, tab }: CommandContext): readonly Command[] {
  if (!summary || typed === '') return [];
  const query = queryFor(typed);
  const shown = visibleText(typed);
  const search: Command = {
    ...TYPED,
    id: 'typed:search',
    title: `Search for ${shown}`,
    icon: Search,
    detail: 'new tab, whole time',
    run: () =>
      useWorkspace.getState().openSearch({ title: shown.slice(0, 60), scope: { ...EVERYTHING, query } }),
  };
  if (tab?.kind !== 'search' && tab?.kind !== 'dashboard') return [search];
  return [
    search,
    {
      ...TYPED,
      id: 'typed:filter',
      title: `Filter this tab for ${shown}`,
      icon: Filter,
      run: () => changeQuery(tab, (before) => joinQueries(before, query)),
    },
  ];
}

/** What was typed as a query: as it stands where it can be read as one, else as a text to find. */
export function queryFor(typed: string): string {
  return parseQuery(typed).ok ? typed : printLiteral(typed);
}

function timeCommands({ typed, zone, tab, goTo }: CommandContext): readonly Command[] {
  const at = parseInputText(typed, zone);
  if (at === null) return [];
  const shown = formatInstant(at, zone);
  const range = rangeAround(at);
  const around: Command = {
    ...TYPED,
    id: 'typed:time',
    title: `Events around ${shown}`,
    icon: Clock,
    detail: '15 minutes on either side',
    run: () => {
      if (tab?.kind === 'search' || tab?.kind === 'dashboard') setRange(tab.id, range);
      else useWorkspace.getState().openSearch({ scope: { ...EVERYTHING, ...range } });
    },
  };
  if (goTo === null || goTo.timeOrder === null || goTo.rowCount === 0) return [around];
  const row: Command = {
    ...TYPED,
    id: 'typed:row-at-time',
    title: `Go to ${shown} in the table`,
    icon: ListEnd,
    run: () =>
      void goTo
        .toTime(at)
        .catch((error: unknown) =>
          showMessage(error instanceof Error ? error.message : String(error), 'bad'),
        ),
  };
  return [around, row];
}

function rowCommands({ typed, zone, goTo }: CommandContext): readonly Command[] {
  const target = goTo === null ? null : readGoTo(typed, goTo.rowCount, zone);
  if (goTo === null || target?.kind !== 'row') return [];
  return [
    {
      ...TYPED,
      id: 'typed:row',
      title: `Go to row ${formatCount(target.row + 1)}`,
      icon: ListEnd,
      run: () => goTo.toRow(target.row),
    },
  ];
}

function entityCommands(typed: string): readonly Command[] {
  const entity = typedEntity(typed);
  if (entity === null) return [];
  return [
    {
      ...TYPED,
      id: 'typed:entity',
      title: `Open page of ${ENTITY_TITLES[entity.type].toLowerCase()} ${visibleText(entity.value)}`,
      icon: Fingerprint,
      run: () => useWorkspace.getState().openEntity(entity),
    },
  ];
}

/** The entity that a text names by its shape: an access key, an ARN, an address or an account. */
export function typedEntity(typed: string): EntityRef | null {
  return entityOf('', typed) ?? entityOf('accountId', typed);
}

function eventCommands(typed: string): readonly Command[] {
  if (!EVENT_ID.test(typed)) return [];
  return [
    {
      ...TYPED,
      id: 'typed:event',
      title: `Open event ${typed}`,
      icon: FileSearch,
      run: () => void openEvent(typed),
    },
  ];
}
