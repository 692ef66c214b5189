import { useMemo } from 'react';
import { create } from 'zustand';
import { MARK_FIELDS } from '../../preload/contract/model/field.ts';
import type { Marks, TagColor } from '../../preload/contract/model/mark.ts';
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

const MENTIONS_MARK = new RegExp(`\\b(${MARK_FIELDS.map(({ name }) => name).join('|')})\\b`, 'i');

/** Takes over changed marks: what shows or asks for them is asked again, and nothing else. */
export function applyMarks(marks: Marks): void {
  queryClient.setQueriesData({ queryKey: ['mark.read'] }, marks);
  void queryClient.invalidateQueries({
    predicate: ({ queryKey: [method, input] }) =>
      method === 'event.get' || MENTIONS_MARK.test(JSON.stringify(input ?? null)),
  });
  useMarksVersion.setState(({ version }) => ({ version: version + 1 }));
}
