import { Copy } from 'lucide-react';
import type { Rejection } from '../../../preload/contract/model/case.ts';
import type { RejectedPieceText } from '../../../preload/contract/model/ledger.ts';
import { useCall } from '../../data/use-call.ts';
import { formatBytes } from '../../format/bytes.ts';
import { formatCount } from '../../format/number.ts';
import { visibleText } from '../../format/visible-text.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ScrollRegion } from '../../ui/scroll-region.tsx';
import { SkeletonLines } from '../../ui/skeleton.tsx';
import { copyText } from '../field-menu/copy-text.ts';
import { VisibleText } from '../search/visible-text.tsx';
import styles from './rejection-dialog.module.css';

const c = classNames(styles);

/** Characters that are shown; a longer piece is copied or exported whole. */
const MOST_CHARACTERS = 100_000;

type RejectionDialogProps = { readonly rejection: Rejection | null; readonly onClose: () => void };

/** A rejected piece whole, as text in which every character shows. */
export function RejectionDialog({ rejection, onClose }: RejectionDialogProps) {
  const { sourceId = 0, position = 0, byteOffset = 0 } = rejection ?? {};
  const { data, error } = useCall(
    'ledger.rejection',
    { sourceId, position, byteOffset },
    { enabled: rejection !== null, keepPrevious: false },
  );
  return (
    <Dialog
      open={rejection !== null}
      onOpenChange={(open) => !open && onClose()}
      size="large"
      title="Rejected record"
      footer={
        <Button
          icon={Copy}
          disabled={!data}
          onClick={() => void copyText(data?.text ?? '', 'The piece was copied as it is')}
        >
          Copy the piece
        </Button>
      }
    >
      {rejection ? <Place rejection={rejection} /> : null}
      {error ? <EmptyState tone="bad" title={error.message} /> : null}
      {!data && !error ? <SkeletonLines lines={6} label="Reading the piece" /> : null}
      {data ? <Piece piece={data} /> : null}
    </Dialog>
  );
}

function Place({ rejection }: { readonly rejection: Rejection }) {
  const { reason, path, position, byteOffset, sizeBytes } = rejection;
  return (
    <dl className={c('place')}>
      <dt>Why</dt>
      <dd className={c('why')}>
        <VisibleText text={reason} />
      </dd>
      <dt>File</dt>
      <dd className={c('path')}>
        <VisibleText text={path} />
      </dd>
      <dt>Place</dt>
      <dd>
        record {formatCount(position)}, from byte {formatCount(byteOffset)} of the unpacked file,{' '}
        {formatBytes(sizeBytes)}
      </dd>
    </dl>
  );
}

function Piece({ piece }: { readonly piece: RejectedPieceText }) {
  const { text, from, complete, problem } = piece;
  const shown = text.slice(0, MOST_CHARACTERS);
  const lines = shown.split('\n');
  return (
    <>
      <p className={c('source')}>
        {complete
          ? from === 'file'
            ? 'Whole, read from the file, which still has the SHA-256 it had.'
            : 'Whole, as the case keeps it.'
          : `Only the beginning. ${visibleText(problem ?? 'The piece is longer than what is read of it.')}`}
        {shown.length < text.length ? ` The first ${formatCount(shown.length)} characters are shown.` : ''}
      </p>
      <ScrollRegion className={c('text')} label="Text of the rejected record, scrollable">
        <pre>
          {lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines never change places
            <div key={index}>{line === '' ? ' ' : <VisibleText text={line} />}</div>
          ))}
        </pre>
      </ScrollRegion>
    </>
  );
}
