import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useState } from 'react';
import type { ImportProgress } from '../../../preload/contract/model/case.ts';
import { bridge } from '../../bridge/bridge.ts';
import { toBridgeError } from '../../bridge/bridge-error.ts';
import { useImportProgress } from '../../data/import-progress.ts';
import { formatBytes } from '../../format/bytes.ts';
import { formatDuration } from '../../format/duration.ts';
import { countOf, formatCount } from '../../format/number.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { showMessage } from '../../ui/toast.tsx';
import styles from './import-strip.module.css';

const c = classNames(styles);

/** A strip above the content while logs are read, and what came of it afterwards until it is closed. */
export function ImportStrip() {
  const progress = useImportProgress();
  const [dismissed, setDismissed] = useState<number | null>(null);
  const [seenRunning, setSeenRunning] = useState<number | null>(null);
  if (progress?.status === 'running' && seenRunning !== progress.importId) setSeenRunning(progress.importId);
  if (!progress || dismissed === progress.importId) return null;
  if (progress.status === 'running') return <RunningStrip progress={progress} />;
  // What ended before this window was opened is told by Evidence and the status line.
  if (seenRunning !== progress.importId) return null;
  return <EndedStrip progress={progress} onClose={() => setDismissed(progress.importId)} />;
}

function RunningStrip({ progress }: { readonly progress: ImportProgress }) {
  const [cancelling, setCancelling] = useState(false);
  const { bytes, bytesTotal, phase } = progress;
  const share = bytesTotal > 0 ? Math.min(1, bytes / bytesTotal) : 0;
  const cancel = async () => {
    setCancelling(true);
    try {
      await bridge.call('import.cancel', {});
    } catch (thrown) {
      showMessage(toBridgeError(thrown).message, 'bad');
      setCancelling(false);
    }
  };
  return (
    <section className={c('strip')} aria-label="Import">
      <div
        className={c('track', phase === 'listing' && 'listing')}
        role="progressbar"
        aria-label="Reading logs"
        aria-valuemin={0}
        aria-valuemax={100}
        {...(phase === 'listing' ? {} : { 'aria-valuenow': Math.round(share * 100) })}
      >
        <div className={c('fill')} style={{ width: phase === 'listing' ? '30%' : `${share * 100}%` }} />
      </div>
      <div className={c('row')}>
        <strong>{phaseText(progress)}</strong>
        {factsOf(progress).map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
        <span className={c('file')} title={progress.currentFile ?? undefined}>
          {progress.currentFile}
        </span>
        <Button size="small" disabled={cancelling} onClick={() => void cancel()}>
          {cancelling ? 'Stopping…' : 'Cancel'}
        </Button>
      </div>
    </section>
  );
}

function EndedStrip(props: { readonly progress: ImportProgress; readonly onClose: () => void }) {
  const { progress, onClose } = props;
  const { openEvidence } = useWorkspace.getState();
  const fine = progress.status === 'finished';
  const show = () => {
    openEvidence(progress.rejected > 0 ? 'rejected' : 'files');
    onClose();
  };
  return (
    <section className={c('strip')} aria-label="Import" role="status">
      <div className={c('row')}>
        {fine ? (
          <CircleCheck size={15} aria-hidden className={c('ok')} />
        ) : (
          <CircleAlert size={15} aria-hidden className={c('warn')} />
        )}
        <strong>{endText(progress)}</strong>
        <span>
          {countOf(progress.records, 'record')} read = {formatCount(progress.events)} new +{' '}
          {countOf(progress.duplicates, 'duplicate')} + {formatCount(progress.rejected)} rejected, from{' '}
          {countOf(progress.files, 'file')} in {formatDuration(progress.elapsedMs)}
        </span>
        <span className={c('file')}>{progress.message}</span>
        <Button size="small" onClick={show}>
          Show the ledger
        </Button>
        <IconButton icon={X} size="small" label="Close this line" onClick={onClose} />
      </div>
    </section>
  );
}

function phaseText({ phase }: ImportProgress): string {
  switch (phase) {
    case 'listing':
      return 'Looking for logs';
    case 'reading':
      return 'Reading logs';
    case 'placing':
      return 'Placing addresses';
    case 'done':
      return 'Finishing';
  }
}

function factsOf(progress: ImportProgress): readonly string[] {
  const { files, filesTotal, bytes, bytesTotal, records, eventsPerSecond, remainingMs, phase } = progress;
  if (phase === 'listing') return [`${countOf(filesTotal, 'file')} found`, formatBytes(bytesTotal)];
  const facts = [
    `${formatCount(files)} of ${countOf(filesTotal, 'file')}`,
    `${formatBytes(bytes)} of ${formatBytes(bytesTotal)}`,
    countOf(records, 'event'),
    `${formatCount(eventsPerSecond)} events/s`,
  ];
  if (remainingMs !== null) facts.push(`about ${formatDuration(remainingMs)} left`);
  return facts;
}

function endText({ status }: ImportProgress): string {
  switch (status) {
    case 'finished':
      return 'Import finished';
    case 'cancelled':
      return 'Import cancelled; what was read is kept';
    case 'failed':
      return 'Import failed';
    case 'interrupted':
      return 'Import was interrupted';
    case 'running':
      return 'Import running';
  }
}
