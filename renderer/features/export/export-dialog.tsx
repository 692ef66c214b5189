import { useState } from 'react';
import type { Scope, SortKey } from '../../../preload/contract/model/scope.ts';
import { bridge } from '../../bridge/bridge.ts';
import { currentCase } from '../../data/current-case.ts';
import { useCapability } from '../../data/use-app-info.ts';
import { useCall } from '../../data/use-call.ts';
import { countOf, formatCount } from '../../format/number.ts';
import { formatInstant } from '../../format/time.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Switch } from '../../ui/switch.tsx';
import { VisibleText } from '../search/visible-text.tsx';
import { type ColumnChoice, exportColumns, exportFileName } from './export-columns.ts';
import styles from './export-dialog.module.css';
import { ExportOutcome } from './export-outcome.tsx';
import { useExport } from './use-export.ts';

const c = classNames(styles);

type ExportDialogProps = {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly scope: Scope;
  readonly sort: readonly SortKey[];
  /** The columns of the table. */
  readonly columns: readonly string[];
};

const CHOICES: readonly { readonly value: ColumnChoice; readonly title: string; readonly text: string }[] = [
  { value: 'visible', title: 'Visible columns', text: 'as in the table, in its order' },
  { value: 'all', title: 'All fields', text: 'every field of the catalogue, and the paths shown' },
  { value: 'raw', title: 'All fields and the raw record', text: 'the record as it was delivered, as JSON' },
];

/** Writes exactly the events of a scope, all of them, as CSV with a manifest beside it. */
export function ExportDialog({ open, onOpenChange, scope, sort, columns }: ExportDialogProps) {
  const [choice, setChoice] = useState<ColumnChoice>('visible');
  const [defuse, setDefuse] = useState(true);
  const [choosing, setChoosing] = useState(false);
  const native = useCapability('nativeDialogs');
  const { progress, error, start, cancel, reset } = useExport();
  const count = useCall('event.count', { scope }, { enabled: open });
  const running = progress?.status === 'running';
  const exported = exportColumns(choice, columns);
  const begin = async () => {
    setChoosing(true);
    const path = native ? await choosePath() : null;
    setChoosing(false);
    if (native && path === null) return;
    await start({ scope, sort: [...sort], columns: [...exported], defuse, path });
  };
  const change = (next: boolean) => {
    onOpenChange(next);
    if (!next && !running) reset();
  };
  const footer = running ? (
    <Button onClick={cancel}>Cancel the export</Button>
  ) : progress ? (
    <>
      <Button onClick={reset}>Export again</Button>
      <Button variant="primary" onClick={() => change(false)}>
        Done
      </Button>
    </>
  ) : (
    <>
      <Button onClick={() => change(false)}>Cancel</Button>
      <Button variant="primary" disabled={choosing || count.data === undefined} onClick={() => void begin()}>
        Export {count.data ? countOf(count.data.events, 'event') : ''}
      </Button>
    </>
  );
  return (
    <Dialog open={open} onOpenChange={change} title="Export events" footer={footer}>
      {progress ? (
        <ExportOutcome progress={progress} />
      ) : (
        <div className={c('form')}>
          <ScopeLines scope={scope} events={count.data?.events ?? null} total={count.data?.total ?? null} />
          <fieldset className={c('choices')}>
            <legend>Columns</legend>
            {CHOICES.map(({ value, title, text }) => (
              <label key={value} className={c('choice')}>
                <input
                  type="radio"
                  name="export-columns"
                  checked={choice === value}
                  onChange={() => setChoice(value)}
                />
                <span>
                  {title}{' '}
                  <span className={c('hint')}>
                    {exportColumns(value, columns).length} · {text}
                  </span>
                </span>
              </label>
            ))}
          </fieldset>
          <div>
            <Switch label="Defuse formulas" checked={defuse} onChange={setDefuse} />
            <p className={c('hint', 'indented')}>
              A cell that begins with = + - @ or a tab is run as a formula by spreadsheets; an attacker can
              put one into a user agent. An apostrophe in front keeps it text. The manifest states it.
            </p>
          </div>
          <p className={c('hint')}>
            CSV in UTF-8, times in UTC, all rows without a cap. A manifest is written beside it: query, range,
            columns, counts, the SHA-256 of the file and of every source file.
          </p>
          {error ? (
            <p role="alert" className={c('error')}>
              {error.message} {error.hint}
            </p>
          ) : null}
        </div>
      )}
    </Dialog>
  );
}

async function choosePath(): Promise<string | null> {
  const name = exportFileName(currentCase()?.name ?? '', new Date());
  return (await bridge.call('dialog.saveFile', { name })).path;
}

type ScopeLinesProps = {
  readonly scope: Scope;
  readonly events: number | null;
  readonly total: number | null;
};

function ScopeLines({ scope, events, total }: ScopeLinesProps) {
  const { query, from, to } = scope;
  return (
    <dl className={c('scope')}>
      <dt>Events</dt>
      <dd>{events === null || total === null ? '…' : `${formatCount(events)} of ${formatCount(total)}`}</dd>
      <dt>Query</dt>
      <dd className={c('query')}>{query === '' ? 'all events' : <VisibleText text={query} />}</dd>
      <dt>Range</dt>
      <dd>
        {from === null && to === null
          ? 'the whole time'
          : `${from === null ? 'the first event' : formatInstant(from, 'utc')} – ${to === null ? 'the last event' : formatInstant(to, 'utc')}`}
      </dd>
    </dl>
  );
}
