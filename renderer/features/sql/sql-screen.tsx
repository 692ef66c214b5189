import { useQuery } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { useState } from 'react';
import type { MethodOutput } from '../../../preload/contract/methods.ts';
import { bridge } from '../../bridge/bridge.ts';
import { type BridgeError, toBridgeError } from '../../bridge/bridge-error.ts';
import { formatDuration } from '../../format/duration.ts';
import { countOf } from '../../format/number.ts';
import type { SqlTab } from '../../state/tab.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SkeletonLines } from '../../ui/skeleton.tsx';
import { copyText } from '../field-menu/copy-text.ts';
import { panelCsv, panelTsv } from '../panel/panel-csv.ts';
import { saveText } from '../panel/save-text.ts';
import { ResultGrid } from './result-grid.tsx';
import styles from './sql-screen.module.css';

const c = classNames(styles);
const EXAMPLE = `select "eventName", outcome, count(*) as events
from event
group by all
order by events desc
limit 50`;

type Answer = MethodOutput<'sql.run'> & { readonly tookMs: number };

/** The SQL console: reads the views of the case, Ctrl+Enter runs what is written. */
export function SqlScreen({ tab }: { readonly tab: SqlTab }) {
  const { patchTab } = useWorkspace.getState();
  const [asked, setAsked] = useState<{ readonly sql: string; readonly times: number } | null>(null);
  const text = tab.sql === '' ? EXAMPLE : tab.sql;
  const query = useQuery<Answer, BridgeError>({
    queryKey: ['sql.run', tab.id, asked],
    queryFn: ({ signal }) => runSql(asked?.sql ?? '', signal),
    enabled: asked !== null,
    gcTime: 60_000,
  });
  const run = () => {
    if (text.trim() !== '') setAsked({ sql: text, times: (asked?.times ?? 0) + 1 });
  };
  return (
    <div className={c('screen')}>
      <h1 className="visually-hidden">SQL console</h1>
      <div className={c('editor')}>
        <textarea
          aria-label="SQL, run with Ctrl+Enter"
          className={c('text')}
          value={text}
          spellCheck={false}
          onChange={(event) => patchTab(tab.id, { sql: event.target.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            run();
          }}
        />
        <div className={c('bar')}>
          <Button variant="primary" icon={Play} disabled={query.isFetching} onClick={run}>
            Run
          </Button>
          <kbd className={c('hint')}>Ctrl Enter</kbd>
          <span className={c('hint')}>
            DuckDB, read only. The view <code>event</code> holds one row per event; panels are views too.
          </span>
          <span className={c('gap')} />
          {query.data && !query.isFetching ? <ResultActions answer={query.data} /> : null}
        </div>
      </div>
      <SqlResult query={query} asked={asked !== null} />
    </div>
  );
}

function ResultActions({ answer }: { readonly answer: Answer }) {
  return (
    <>
      <span className={c('hint')}>
        {answer.truncated ? 'first ' : ''}
        {countOf(answer.rows.length, 'row')} in {formatDuration(answer.tookMs)}
      </span>
      <Button size="small" onClick={() => void copyText(panelTsv(answer), 'Rows copied')}>
        Copy rows
      </Button>
      <Button size="small" onClick={() => saveText('query.csv', panelCsv(answer), 'text/csv')}>
        Save as CSV
      </Button>
    </>
  );
}

type SqlResultProps = {
  readonly query: {
    readonly data: Answer | undefined;
    readonly error: BridgeError | null;
    readonly isFetching: boolean;
  };
  readonly asked: boolean;
};

function SqlResult({ query, asked }: SqlResultProps) {
  const { data, error, isFetching } = query;
  if (!asked) return <EmptyState title="Nothing has been run yet." />;
  if (isFetching) {
    return (
      <div className={c('loading')}>
        <SkeletonLines lines={8} label="Running the query" />
      </div>
    );
  }
  if (error) {
    return (
      <div className={c('fault')} role="alert">
        <pre>{error.message}</pre>
        {error.hint ? <p>{error.hint}</p> : null}
      </div>
    );
  }
  if (!data) return null;
  if (data.rows.length === 0) return <EmptyState title="The query gave no rows." />;
  return <ResultGrid columns={data.columns} rows={data.rows} label="Result" />;
}

async function runSql(sql: string, signal: AbortSignal): Promise<Answer> {
  const started = performance.now();
  try {
    const answer = await bridge.call('sql.run', { sql }, signal);
    return { ...answer, tookMs: performance.now() - started };
  } catch (thrown) {
    throw toBridgeError(thrown);
  }
}
