import { useState } from 'react';
import type { MethodOutput } from '../../../preload/contract/methods.ts';
import { useCall } from '../../data/use-call.ts';
import { countOf, formatCount } from '../../format/number.ts';
import { visibleText } from '../../format/visible-text.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SkeletonLines } from '../../ui/skeleton.tsx';
import styles from './remove-dialog.module.css';
import { removeSources } from './source-actions.ts';

const c = classNames(styles);

type RemoveDialogProps = {
  /** The file to be removed; null while none is. */
  readonly sourceId: number | null;
  readonly onClose: () => void;
};

/** Says what goes with a file and what stays, before it is taken out of the case. */
export function RemoveDialog({ sourceId, onClose }: RemoveDialogProps) {
  const [busy, setBusy] = useState(false);
  const preview = useCall(
    'source.preview',
    { sourceIds: [sourceId ?? 0] },
    { enabled: sourceId !== null, keepPrevious: false },
  );
  const remove = async () => {
    if (sourceId === null) return;
    setBusy(true);
    const done = await removeSources([sourceId]);
    setBusy(false);
    if (done) onClose();
  };
  return (
    <Dialog
      open={sourceId !== null}
      onOpenChange={(open) => !open && !busy && onClose()}
      title="Remove from the case"
      size="medium"
      footer={
        <>
          <Button disabled={busy} onClick={onClose}>
            Keep it
          </Button>
          <Button variant="danger" disabled={busy || !preview.data} onClick={() => void remove()}>
            {busy ? 'Removing…' : 'Remove'}
          </Button>
        </>
      }
    >
      {preview.error ? <EmptyState tone="bad" title={preview.error.message} /> : null}
      {preview.data ? <Consequences {...preview.data} /> : null}
      {preview.isPending ? <SkeletonLines lines={5} label="Counting what would go" /> : null}
    </Dialog>
  );
}

function Consequences(preview: MethodOutput<'source.preview'>) {
  const { paths, files, sources, records, events, shared, rejected } = preview;
  const members = sources - files;
  return (
    <div className={c('body')}>
      <ul>
        {paths.map((path) => (
          <li key={path} className={c('path')}>
            {visibleText(path)}
          </li>
        ))}
      </ul>
      {members > 0 ? (
        <p>It is an archive, or in one: the archive goes whole, with its {countOf(members, 'member')}.</p>
      ) : null}
      <dl className={c('lines')}>
        <dt>Goes</dt>
        <dd>
          <strong>{countOf(events, 'event')}</strong> that no other file holds; {countOf(records, 'record')}{' '}
          in all
          {rejected > 0 ? `, ${formatCount(rejected)} of them rejected` : ''}
        </dd>
        <dt>Stays</dt>
        <dd>
          <strong>{countOf(shared, 'event')}</strong> that another file delivered as well, kept as that file
          has {shared === 1 ? 'it' : 'them'}
        </dd>
        <dt>Ledger</dt>
        <dd>a line that says what was removed, when, and with how many records</dd>
        <dt>On disk</dt>
        <dd>nothing changes; the file can be added again</dd>
      </dl>
    </div>
  );
}
