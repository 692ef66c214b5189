import { useMemo } from 'react';
import { create } from 'zustand';
import { ENTITY_FIELDS, type EntityRef } from '../../preload/contract/model/entity.ts';
import { mentionsMark } from '../../preload/contract/model/field.ts';
import type { Marks, Tag, TagColor } from '../../preload/contract/model/mark.ts';
import { queryClient } from './query-client.ts';
import { useCall } from './use-call.ts';

const NONE: Marks = { tags: [], starred: 0, noted: 0, missing: 0 };

/** Counts the changes of marks, for what is kept outside of the query client and shows them. */
export const useMarksVersion = create<{ readonly version: number }>(() => ({ version: 0 }));

/** The tags of the case, and how much of it is marked; nothing until it is known. */
export function useMarks(): Marks {
  return useCall('mark.read', {}).data ?? NONE;
}

/** The colour of each tag, by its name. */
export function useTagColors(): ReadonlyMap<string, TagColor> {
  const { tags } = useMarks();
  return useMemo(() => new Map(tags.map(({ name, color }) => [name, color])), [tags]);
}

/** The tags of tagged values, by `taggedKey`. */
export type TaggedValues = ReadonlyMap<string, readonly Tag[]>;

/** Names a value of a field; values that differ in case only are one. */
export function taggedKey(field: string, value: string): string {
  return `${field} ${value.toLowerCase()}`;
}

/** Whether two entities are one: values that differ in case only are. */
export function isSameEntity(a: EntityRef, b: EntityRef): boolean {
  return a.type === b.type && a.value.toLowerCase() === b.value.toLowerCase();
}

/** The tags of each tagged entity, by the field that holds such entities and the value. */
export function useTaggedValues(): TaggedValues {
  const { tags } = useMarks();
  return useMemo(() => {
    const found = new Map<string, readonly Tag[]>();
    for (const tag of tags) {
      for (const { type, value } of tag.entities) {
        const key = taggedKey(ENTITY_FIELDS[type], value);
        found.set(key, [...(found.get(key) ?? []), tag]);
      }
    }
    return found;
  }, [tags]);
}

/** Takes over changed marks: what shows or asks for them is asked again, and nothing else. */
export function applyMarks(marks: Marks): void {
  queryClient.setQueriesData({ queryKey: ['mark.read'] }, marks);
  void queryClient.invalidateQueries({
    predicate: ({ queryKey: [method, input] }) =>
      method === 'event.get' || mentionsMark(JSON.stringify(input ?? null)),
  });
  useMarksVersion.setState(({ version }) => ({ version: version + 1 }));
}
