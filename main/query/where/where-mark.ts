import type { Field } from '../../../preload/contract/model/field.ts';
import type { FieldNode } from '../../../preload/contract/query/query-node.ts';
import { whereColumn } from './where-column.ts';
import type { Bind } from './where-parameters.ts';

/** A condition on how the investigator marked an event: true where a tag or the note meets it. Throws QueryError. */
export function whereMark(node: FieldNode, { name, kind }: Field, bind: Bind): string {
  const isAmong = (marks: string) => `record_id in (select marked_id from memory.main.${marks})`;
  const text = { name, kind: 'text' } as const;
  if (name === 'tag') return isAmong(`tag_mark where ${whereColumn(node, text, bind, 'marked_tag')}`);
  if (name === 'note') return isAmong(`note_mark where ${whereColumn(node, text, bind, 'marked_note')}`);
  const isStarred = isAmong('star_mark');
  return node.condition.kind === 'exists'
    ? isStarred
    : whereColumn(node, { name, kind }, bind, `(${isStarred})`);
}
