import { SquareSplitHorizontal, Trash2, X } from 'lucide-react';
import { type KeyboardEvent, useDeferredValue, useState } from 'react';
import { countOf, formatCount } from '../../format/number.ts';
import { formatInstant, formatRange, type Zone } from '../../format/time.ts';
import { visibleText } from '../../format/visible-text.ts';
import { usePreferences } from '../../state/preferences.ts';
import { forgetQueryRuns, type QueryRun, useQueryHistory } from '../../state/query-history.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { VisibleText } from '../search/visible-text.tsx';
import styles from './query-history-list.module.css';

const c = classNames(styles);
/** Rows that are drawn; older ones are found by searching. */
const MOST = 100;

type QueryHistoryListProps = { readonly onRun: (run: QueryRun, beside: boolean) => void };

/**
 * The queries of this case, the last one first. Arrow keys move through them, Enter runs one here, Ctrl+Enter in a tab
 * of its own, Delete forgets it.
 */
export function QueryHistoryList({ onRun }: QueryHistoryListProps) {
  const runs = useQueryHistory((state) => state.runs);
  const [typed, setTyped] = useState('');
  const wanted = useDeferredValue(typed.trim().toLowerCase());
  const found = wanted === '' ? runs : runs.filter(({ query }) => query.toLowerCase().includes(wanted));
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-stop]')];
    const at = stops.indexOf(document.activeElement as HTMLElement);
    stops[Math.min(stops.length - 1, Math.max(0, at + step))]?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys move the focus between its controls
    <div className={c('root')} onKeyDown={onKeyDown}>
      <input
        type="search"
        data-stop
        className={c('search')}
        placeholder="Search the queries of this case"
        aria-label="Search the query history"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {found.length === 0 ? (
        <p className={c('none')}>
          {runs.length === 0 ? 'No query has been run in this case.' : 'No query contains this.'}
        </p>
      ) : (
        <ul className={c('list')} aria-label="Queries">
          {found.slice(0, MOST).map((run) => (
            <Run key={`${run.query}\n${run.from}\n${run.to}`} run={run} onRun={onRun} />
          ))}
        </ul>
      )}
      {found.length > MOST ? (
        <p className={c('none')}>
          The last {MOST} of {formatCount(found.length)}; search for older ones.
        </p>
      ) : null}
      {runs.length > 0 ? <Forget count={runs.length} /> : null}
    </div>
  );
}

type RunProps = QueryHistoryListProps & { readonly run: QueryRun };

function Run({ run, onRun }: RunProps) {
  const zone = usePreferences((state) => state.zone);
  const { query, ranAt, events } = run;
  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onRun(run, true);
    else if (event.key === 'Delete') forget(event.currentTarget, run);
    else return;
    event.preventDefault();
  };
  return (
    <li className={c('entry')}>
      <button
        type="button"
        data-stop
        className={c('run')}
        title={visibleText(query)}
        onClick={() => onRun(run, false)}
        onKeyDown={onKeyDown}
      >
        <span className={c('query')}>
          <VisibleText text={query} />
        </span>
        <span className={c('about')}>
          <span className={c('events')}>{countOf(events, 'event')}</span>
          <span>{rangeText(run, zone)}</span>
          <span>run {formatInstant(ranAt, zone)}</span>
        </span>
      </button>
      <span className={c('actions')}>
        <IconButton
          icon={SquareSplitHorizontal}
          size="small"
          label="Run in a new search"
          shortcut="Ctrl Enter"
          onClick={() => onRun(run, true)}
        />
        <IconButton
          icon={X}
          size="small"
          label="Forget this query"
          shortcut="Delete"
          onClick={() => forgetQueryRuns(run)}
        />
      </span>
    </li>
  );
}

/** Forgets a query and leaves the focus with its neighbour. */
function forget(button: HTMLElement, run: QueryRun): void {
  const stops = [...(button.closest('div')?.querySelectorAll<HTMLElement>('[data-stop]') ?? [])];
  const at = stops.indexOf(button);
  (stops[at + 1] ?? stops[at - 1])?.focus();
  forgetQueryRuns(run);
}

function Forget({ count }: { readonly count: number }) {
  const [asked, setAsked] = useState(false);
  return (
    <div className={c('foot')}>
      {asked ? (
        <>
          <span>Delete {count === 1 ? 'the one query' : `all ${formatCount(count)} queries`}?</span>
          <Button size="small" variant="danger" icon={Trash2} onClick={() => forgetQueryRuns()}>
            Delete
          </Button>
          <Button size="small" onClick={() => setAsked(false)}>
            Keep
          </Button>
        </>
      ) : (
        <>
          <span>Kept in the case file.</span>
          <Button size="small" variant="ghost" icon={Trash2} onClick={() => setAsked(true)}>
            Delete the history…
          </Button>
        </>
      )}
    </div>
  );
}

function rangeText({ from, to }: QueryRun, zone: Zone): string {
  if (from && to) return formatRange(from, to, zone);
  if (from) return `from ${formatInstant(from, zone)}`;
  return to ? `before ${formatInstant(to, zone)}` : 'the whole time';
}
