import { useIsFetching, useQueryClient } from '@tanstack/react-query';
import { LoaderCircle, ShieldOff, X } from 'lucide-react';
import type { CaseSummary } from '../../../preload/contract/model/case.ts';
import { useImportProgress } from '../../data/import-progress.ts';
import { countOf, formatCount } from '../../format/number.ts';
import { zoneName } from '../../format/time.ts';
import { openDialog } from '../../state/open-dialog.ts';
import { usePreferences } from '../../state/preferences.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { KeyCaps } from '../../ui/key-caps.tsx';
import { Hint } from '../../ui/tooltip.tsx';
import { comboOf } from '../key-sheet/window-keys.ts';
import styles from './status-line.module.css';

const c = classNames(styles);

/** The line at the bottom: what the case holds, what is running, and how the window is set. */
export function StatusLine({ summary }: { readonly summary: CaseSummary }) {
  const zone = usePreferences((state) => state.zone);
  const { openEvidence } = useWorkspace.getState();
  const { counts } = summary;
  return (
    <footer className={c('line')}>
      <button type="button" className={c('fact')} onClick={() => openEvidence('files')}>
        {countOf(counts.events, 'event')}
      </button>
      <button type="button" className={c('fact')} onClick={() => openEvidence('files')}>
        {countOf(counts.duplicates, 'duplicate')}
      </button>
      <button
        type="button"
        className={c('fact', counts.rejected > 0 && 'warn')}
        onClick={() => openEvidence('rejected')}
      >
        {countOf(counts.rejected, 'record')} rejected
      </button>
      {counts.skippedFiles > 0 ? (
        <button type="button" className={c('fact')} onClick={() => openEvidence('files')}>
          {countOf(counts.skippedFiles, 'file')} skipped
        </button>
      ) : null}
      {summary.interrupted ? (
        <button type="button" className={c('fact', 'warn')} onClick={() => openEvidence('files')}>
          an import was interrupted
        </button>
      ) : null}
      {summary.readOnly ? <span>read only</span> : null}
      <span className={c('gap')} />
      <Running />
      <Hint text="Spoor uses no network: nothing leaves this machine." side="top">
        <span className={c('offline')}>
          <ShieldOff size={12} aria-hidden /> offline
        </span>
      </Hint>
      <span>{zoneName(zone)}</span>
      <KeyButton name="palette" title="Commands" />
      <KeyButton name="keys" title="Keys" />
    </footer>
  );
}

function KeyButton({ name, title }: { readonly name: 'palette' | 'keys'; readonly title: string }) {
  return (
    <button type="button" className={c('fact', 'key')} onClick={() => openDialog({ kind: name })}>
      {title} <KeyCaps combo={comboOf(name)} />
    </button>
  );
}

function Running() {
  const client = useQueryClient();
  const fetching = useIsFetching();
  const progress = useImportProgress();
  if (progress?.status === 'running') {
    return (
      <span className={c('running')}>
        <LoaderCircle size={12} aria-hidden className={c('spin')} />
        reading logs, {formatCount(progress.events)} events so far
      </span>
    );
  }
  if (fetching === 0) return null;
  return (
    <span className={c('running')}>
      <LoaderCircle size={12} aria-hidden className={c('spin')} />
      {countOf(fetching, 'query', 'queries')} running
      <IconButton
        icon={X}
        size="small"
        label="Cancel running queries"
        onClick={() => void client.cancelQueries()}
      />
    </span>
  );
}
