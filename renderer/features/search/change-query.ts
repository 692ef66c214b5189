import { formatCount } from '../../format/number.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { showMessage } from '../../ui/toast.tsx';

/** Longest query the host takes. */
const MOST_CHARACTERS = 20_000;

/** Changes the query that is the tab's own, unless it would become longer than a query may be. */
export function changeQuery({ id }: { readonly id: string }, edit: (query: string) => string): void {
  const { tabs, setScope } = useWorkspace.getState();
  const tab = tabs.find((candidate) => candidate.id === id);
  if (!tab) return;
  const query = edit(tab.scope.query);
  if (query.length > MOST_CHARACTERS) {
    showMessage(
      `A query has at most ${formatCount(MOST_CHARACTERS)} characters; this value is too long for one.`,
      'bad',
    );
    return;
  }
  setScope(id, { ...tab.scope, query });
}
