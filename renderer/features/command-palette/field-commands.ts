import { Columns3, Layers, ListFilter } from 'lucide-react';
import { FIELDS } from '../../../preload/contract/model/field.ts';
import { fieldName, parseFieldName } from '../../../preload/contract/query/field-path.ts';
import { visibleText } from '../../format/visible-text.ts';
import { effectiveScope } from '../../state/tab-scope.ts';
import { useWorkspace } from '../../state/workspace.ts';
import type { Command, CommandContext } from './command.ts';

/** For every field, and for a path that was typed: its values stacked, as a column, as a facet. */
export function fieldCommands({ typed, summary, tab, pinned }: CommandContext): readonly Command[] {
  if (!summary || typed === '') return [];
  const typedPath = pathOf(typed);
  const fields = [
    ...FIELDS.map(({ name, title }) => ({ name, title, passing: false })),
    ...(typedPath === null ? [] : [{ name: typedPath, title: visibleText(typedPath), passing: true }]),
  ];
  const { openStack, patchTab } = useWorkspace.getState();
  return fields.flatMap(({ name, title, passing }): readonly Command[] => {
    const common = {
      group: 'Fields',
      listed: 'typed',
      detail: title === name ? 'path in the record' : name,
      keywords: [name, 'field'],
      passing,
    } as const;
    const stack: Command = {
      ...common,
      id: `stack:${name}`,
      title: `Stack ${title}`,
      icon: Layers,
      run: () => openStack(name, tab ? effectiveScope(tab, pinned) : undefined),
    };
    if (tab?.kind !== 'search') return [stack];
    const column: Command = {
      ...common,
      id: `column:${name}`,
      title: `Add column ${title}`,
      icon: Columns3,
      run: () => patchTab(tab.id, { columns: [...tab.columns, name] }),
    };
    const facet: Command = {
      ...common,
      id: `facet:${name}`,
      title: `Add facet ${title}`,
      icon: ListFilter,
      run: () => patchTab(tab.id, { facets: [...tab.facets, name] }),
    };
    return [
      stack,
      ...(tab.columns.includes(name) ? [] : [column]),
      ...(tab.facets.includes(name) ? [] : [facet]),
    ];
  });
}

/** The last word as a path of the record that the catalogue does not have; null when it is none. */
function pathOf(typed: string): string | null {
  const word = typed.split(/\s+/).at(-1) ?? '';
  if (!/^[A-Za-z][\w-]*(\.[\w"-]+)+$/.test(word)) return null;
  const path = parseFieldName(word);
  const name = path === null ? null : fieldName(path);
  return name === null || FIELDS.some((field) => field.name.toLowerCase() === name.toLowerCase())
    ? null
    : name;
}
