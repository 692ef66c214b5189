import { ListTree } from 'lucide-react';
import { DUPLICATE_REASONS } from '../../../preload/contract/model/duplicate-reason.ts';
import type { EventDelivery, RepeatedEvent } from '../../../preload/contract/model/ledger.ts';
import { sourceKindOf } from '../../../preload/contract/model/source-kind.ts';
import { fieldClause } from '../../../preload/contract/query/field-clause.ts';
import { useCall } from '../../data/use-call.ts';
import { countOf, formatCount } from '../../format/number.ts';
import { visibleText } from '../../format/visible-text.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SkeletonLines } from '../../ui/skeleton.tsx';
import { VisibleText } from '../search/visible-text.tsx';
import styles from './delivery-dialog.module.css';

const c = classNames(styles);

type DeliveryDialogProps = { readonly event: RepeatedEvent | null; readonly onClose: () => void };

/** Every delivery of an event: where it stands, why it came again, and in which fields it differs. */
export function DeliveryDialog({ event, onClose }: DeliveryDialogProps) {
  const { data, error } = useCall(
    'ledger.deliveries',
    { recordId: event?.recordId ?? 0 },
    { enabled: event !== null, keepPrevious: false },
  );
  const show = () => {
    if (!event) return;
    onClose();
    const query = event.eventID === null ? '' : fieldClause('eventID', event.eventID);
    useWorkspace.getState().openSearch({
      title: `Event ${visibleText(event.eventID?.slice(0, 8) ?? String(event.recordId))}`,
      scope: { query, from: null, to: null },
      selectedRecordId: event.recordId,
    });
  };
  return (
    <Dialog
      open={event !== null}
      onOpenChange={(open) => !open && onClose()}
      size="large"
      title={
        event
          ? `${countOf(event.deliveries, 'delivery', 'deliveries')} of ${visibleText(event.eventName ?? 'an event')}`
          : ''
      }
      description={
        event
          ? `eventID ${visibleText(event.eventID ?? 'none')}, recipient account ${visibleText(event.account ?? 'not told')}`
          : null
      }
      footer={
        <Button variant="primary" icon={ListTree} onClick={show}>
          Open the event
        </Button>
      }
    >
      {error ? <EmptyState tone="bad" title={error.message} /> : null}
      {!data && !error ? <SkeletonLines lines={6} label="Comparing the deliveries" /> : null}
      {data ? (
        <ol className={c('deliveries')}>
          {data.deliveries.map((delivery) => (
            <li key={`${delivery.sourceId} ${delivery.position} ${delivery.kept}`} className={c('delivery')}>
              <Delivery delivery={delivery} />
            </li>
          ))}
        </ol>
      ) : null}
    </Dialog>
  );
}

function Delivery({ delivery }: { readonly delivery: EventDelivery }) {
  const { path, kind, position, byteOffset, sha256, kept, reason } = delivery;
  return (
    <>
      <p className={c('line')}>
        <span className={c('badge', kept && 'first')}>{kept ? 'kept' : 'again'}</span>
        <span className={c('path')}>
          <VisibleText text={path} />
        </span>
      </p>
      <p className={c('where')}>
        {visibleText(sourceKindOf(kind).title)} · record {formatCount(position)} · byte{' '}
        {formatCount(byteOffset)}
        {sha256 ? ` · SHA-256 ${sha256.slice(0, 12)}…` : ''}
      </p>
      {reason ? (
        <p>
          <strong>{DUPLICATE_REASONS[reason].title}.</strong> {DUPLICATE_REASONS[reason].text}
        </p>
      ) : null}
      {kept ? null : <Text delivery={delivery} />}
    </>
  );
}

function Text({ delivery }: { readonly delivery: EventDelivery }) {
  const { identical, differences, allDifferences } = delivery;
  if (identical) return <p className={c('same')}>● Its text is that of the kept one, byte for byte.</p>;
  if (allDifferences === 0) {
    return (
      <p className={c('other')}>
        ▲ Its text is another one, but no field differs: spacing, the order of keys, or the spelling of
        numbers or escapes do.
      </p>
    );
  }
  return (
    <>
      <p className={c('other')}>
        ▲ Its text differs from the kept one in {countOf(allDifferences, 'field')}
        {allDifferences > differences.length ? `, of which the first ${differences.length} are` : ':'}
      </p>
      <table className={c('differences')}>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Kept</th>
            <th scope="col">Here</th>
          </tr>
        </thead>
        <tbody>
          {differences.map(({ path, kept, other }) => (
            <tr key={path}>
              <th scope="row">
                <VisibleText text={path === '' ? 'the whole record' : path} />
              </th>
              <td>{kept === null ? <em>missing</em> : <VisibleText text={kept} />}</td>
              <td>{other === null ? <em>missing</em> : <VisibleText text={other} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
