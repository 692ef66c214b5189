import type { MethodInput } from '../../../preload/contract/methods.ts';
import type { RepeatedEvent } from '../../../preload/contract/model/ledger.ts';
import { bridge } from '../../bridge/bridge.ts';
import { useCall } from '../../data/use-call.ts';
import { formatCount } from '../../format/number.ts';
import { formatInstant, type Zone, zoneName } from '../../format/time.ts';
import { visibleText } from '../../format/visible-text.ts';
import { usePreferences } from '../../state/preferences.ts';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SkeletonLines } from '../../ui/skeleton.tsx';
import { MiddleTruncate } from '../../ui/truncate.tsx';
import type { VirtualColumn } from '../../ui/virtual-table.tsx';
import styles from './duplicate-section.module.css';
import { PagedTable } from './paged-table.tsx';

const c = classNames(styles);

type RepeatedTableProps = Required<Omit<MethodInput<'ledger.repeatedEvents'>, 'offset' | 'limit'>> & {
  readonly onOpen: (event: RepeatedEvent) => void;
};

/** Events that were delivered more than once, by time. Enter shows every delivery of one. */
export function RepeatedTable({ onOpen, ...filter }: RepeatedTableProps) {
  const zone = usePreferences((state) => state.zone);
  const { data, error } = useCall('ledger.repeatedEvents', { ...filter, limit: 1 });
  if (error) return <EmptyState tone="bad" title={error.message} />;
  if (!data) return <SkeletonLines lines={6} label="Loading the events" />;
  if (data.total === 0) return <EmptyState title="No event is like that." />;
  return (
    <PagedTable<RepeatedEvent>
      label="Events delivered more than once"
      columns={columnsIn(zone)}
      total={data.total}
      pages={{
        name: 'ledger.repeatedEvents',
        filter: JSON.stringify(filter),
        read: async (page, signal) =>
          (await bridge.call('ledger.repeatedEvents', { ...filter, ...page }, signal)).events,
      }}
      cell={(key, event) => <RepeatedCell name={key} event={event} zone={zone} />}
      onOpen={onOpen}
    />
  );
}

function columnsIn(zone: Zone): readonly VirtualColumn[] {
  return [
    { key: 'time', title: `Time (${zoneName(zone)})`, width: '144px' },
    { key: 'name', title: 'Call', width: 'minmax(100px, 1fr)' },
    { key: 'account', title: 'Account', width: '122px' },
    { key: 'region', title: 'Region', width: '100px' },
    { key: 'eventID', title: 'eventID', width: 'minmax(96px, 1fr)' },
    { key: 'deliveries', title: 'Deliveries', width: '80px', align: 'end' },
    { key: 'differing', title: 'Differ', width: '58px', align: 'end' },
  ];
}

type RepeatedCellProps = { readonly name: string; readonly event: RepeatedEvent; readonly zone: Zone };

function RepeatedCell({ name, event, zone }: RepeatedCellProps) {
  switch (name) {
    case 'time':
      return formatInstant(event.eventTime, zone, { withZone: false });
    case 'name':
      return <span className={c('cut')}>{visibleText(event.eventName ?? '')}</span>;
    case 'account':
      return <span className={c('cut')}>{visibleText(event.account ?? '')}</span>;
    case 'region':
      return <span className={c('cut')}>{visibleText(event.region ?? '')}</span>;
    case 'eventID':
      return (
        <span className={c('mono')}>
          <MiddleTruncate text={visibleText(event.eventID ?? '')} />
        </span>
      );
    case 'deliveries':
      return formatCount(event.deliveries);
    default:
      return <span className={c(event.differing > 0 && 'warn')}>{formatCount(event.differing)}</span>;
  }
}
