import type { Scope } from '../../../preload/contract/model/scope.ts';
import { formatCount } from '../../format/number.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { showMessage } from '../../ui/toast.tsx';

/** Longest query the host takes. */
const MOST_CHARACTERS = 20_000;

/** Changes the query of a tab, unless it would become longer than a query may be. */
export function changeQuery(
  tab: { readonly id: string; readonly scope: Scope },
  edit: (query: string) => string,
): void {
  const query = edit(tab.scope.query);
  if (query.length > MOST_CHARACTERS) {
    showMessage(
      `A query has at most ${formatCount(MOST_CHARACTERS)} characters; this value is too long for one.`,
      'bad',
    );
    return;
  }
  useWorkspace.getState().setScope(tab.id, { ...tab.scope, query });
}
