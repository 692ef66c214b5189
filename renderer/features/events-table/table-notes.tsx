import { SearchX } from 'lucide-react';
import { countOf } from '../../format/number.ts';
import type { SearchTab } from '../../state/tab.ts';
import { useTab, useWorkspace } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import styles from './events-table.module.css';

const c = classNames(styles);

/** Says that no event matches, and offers to ask for more. */
export function NothingFound({ tab }: { readonly tab: SearchTab }) {
  const { setScope } = useWorkspace.getState();
  const { id, scope } = tab;
  const own = useTab(id)?.scope ?? scope;
  const actions = (
    <>
      {scope.from === null && scope.to === null ? null : (
        <Button size="small" onClick={() => setScope(id, { ...scope, from: null, to: null })}>
          Search the whole time
        </Button>
      )}
      {own.query === '' ? null : (
        <Button size="small" onClick={() => setScope(id, { ...own, query: '' })}>
          Clear the query
        </Button>
      )}
    </>
  );
  return (
    <div className={c('nothing')}>
      <EmptyState icon={SearchX} title="No event matches." actions={actions} />
    </div>
  );
}

/** Says that the rows are the first matches, and that the search for the others goes on. */
export function StillSearching({ shown }: { readonly shown: number }) {
  return (
    <p role="status" className={c('searching')}>
      The first {countOf(shown, 'match', 'matches')}. The rest is still being searched.
    </p>
  );
}

/** Says that rows could not be read. */
export function ReadFault({ error, onRetry }: { readonly error: Error; readonly onRetry: () => void }) {
  return (
    <p role="alert" className={c('fault')}>
      {error.message}
      <Button size="small" onClick={onRetry}>
        Try again
      </Button>
    </p>
  );
}
