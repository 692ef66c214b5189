import { fieldClause } from '../../../preload/contract/query/field-clause.ts';
import { EVERYTHING } from '../../state/tab-list.ts';
import { useWorkspace } from '../../state/workspace.ts';

/** Opens the events that have a tag. */
export function showTagged(tag: string): void {
  useWorkspace
    .getState()
    .openSearch({ title: tag, scope: { ...EVERYTHING, query: fieldClause('tag', tag) } });
}
