import { type KeyboardEvent, useCallback, useState } from 'react';
import type { MethodInput } from '../../../preload/contract/methods.ts';
import type { RepeatedEvent } from '../../../preload/contract/model/ledger.ts';
import { bridge } from '../../bridge/bridge.ts';
import { useCall } from '../../data/use-call.ts';
import { formatCount } from '../../format/number.ts';
import { formatInstant, zoneName } from '../../format/time.ts';
import { visibleText } from '../../format/visible-text.ts';
import { usePreferences } from '../../state/preferences.ts';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Skeleton, SkeletonLines } from '../../ui/skeleton.tsx';
import { MiddleTruncate } from '../../ui/truncate.tsx';
import { useRowFocus } from '../../ui/use-row-focus.ts';
import { type VirtualColumn, VirtualTable } from '../../ui/virtual-table.tsx';
import styles from './duplicate-section.module.css';
import { usePages } from './use-pages.ts';

const c = classNames(styles);

type RepeatedTableProps = Required<Omit<MethodInput<'ledger.repeatedEvents'>, 'offset' | 'limit'>> & {
  readonly onOpen: (event: RepeatedEvent) => void;
};

/** Events that were delivered more than once, by time. Enter shows every delivery of one. */
export function RepeatedTable({ onOpen, ...filter }: RepeatedTableProps) {
  const { data, error } = useCall('ledger.repeatedEvents', { ...filter, limit: 1 });
  if (error) return <EmptyState tone="bad" title={error.message} />;
  if (!data) return <SkeletonLines lines={6} label="Loading the events" />;
  if (data.total === 0) return <EmptyState title="No event is like that." />;
  return <Rows filter={filter} total={data.total} onOpen={onOpen} />;
}

type RowsProps = {
  readonly filter: Omit<RepeatedTableProps, 'onOpen'>;
  readonly total: number;
  readonly onOpen: (event: RepeatedEvent) => void;
};

function Rows({ filter, total, onOpen }: RowsProps) {
  const zone = usePreferences((state) => state.zone);
  const [[first, last], setSight] = useState<readonly [number, number]>([0, 0]);
  const onSight = useCallback((from: number, to: number) => setSight([from, to]), []);
  const focus = useRowFocus(total);
  const rowAt = usePages<RepeatedEvent>(
    {
      name: 'ledger.repeatedEvents',
      filter: JSON.stringify(filter),
      read: async (page, signal) =>
        (await bridge.call('ledger.repeatedEvents', { ...filter, ...page }, signal)).events,
    },
    first,
    last,
  );
  const columns: readonly VirtualColumn[] = [
    { key: 'time', title: `Time (${zoneName(zone)})`, width: '144px' },
    { key: 'name', title: 'Call', width: 'minmax(100px, 1fr)' },
    { key: 'account', title: 'Account', width: '122px' },
    { key: 'region', title: 'Region', width: '100px' },
    { key: 'eventID', title: 'eventID', width: 'minmax(96px, 1fr)' },
    { key: 'deliveries', title: 'Deliveries', width: '80px', align: 'end' },
    { key: 'differing', title: 'Differ', width: '58px', align: 'end' },
  ];
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target instanceof HTMLElement && event.target.matches('[data-row]')) focus.move(event);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the rows inside, which are buttons
    <div className={c('tableBox')} onKeyDown={onKeyDown}>
      <VirtualTable
        label="Events delivered more than once"
        columns={columns}
        rowCount={total}
        rowAt={(position) => ({ position, event: rowAt(position) })}
        onSight={onSight}
        active={focus.current}
        cell={({ key }, entry) => {
          if (!entry?.event) return <Skeleton width={40} />;
          const { event, position } = entry;
          switch (key) {
            case 'time':
              return (
                <button
                  type="button"
                  data-row
                  className={c('open')}
                  {...focus.rowProps(position)}
                  onClick={() => onOpen(event)}
                >
                  {formatInstant(event.eventTime, zone, { withZone: false })}
                </button>
              );
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
        }}
      />
    </div>
  );
}
