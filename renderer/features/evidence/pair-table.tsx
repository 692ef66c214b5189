import { type KeyboardEvent, useCallback, useState } from 'react';
import { DUPLICATE_REASONS } from '../../../preload/contract/model/duplicate-reason.ts';
import type { DuplicatePair, DuplicateReason } from '../../../preload/contract/model/ledger.ts';
import { bridge } from '../../bridge/bridge.ts';
import { formatCount } from '../../format/number.ts';
import { visibleText } from '../../format/visible-text.ts';
import { classNames } from '../../ui/class-names.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { MiddleTruncate } from '../../ui/truncate.tsx';
import { useRowFocus } from '../../ui/use-row-focus.ts';
import { type VirtualColumn, VirtualTable } from '../../ui/virtual-table.tsx';
import styles from './duplicate-section.module.css';
import { usePages } from './use-pages.ts';

const c = classNames(styles);

const COLUMNS: readonly VirtualColumn[] = [
  { key: 'file', title: 'Again in', width: 'minmax(150px, 1fr)' },
  { key: 'kept', title: 'Kept from', width: 'minmax(150px, 1fr)' },
  { key: 'reason', title: 'Why', width: '150px' },
  { key: 'duplicates', title: 'Events', width: '64px', align: 'end' },
  { key: 'differing', title: 'Differ', width: '58px', align: 'end' },
];

type PairTableProps = {
  readonly total: number;
  readonly reason: DuplicateReason | null;
  readonly sourceId: number | null;
  readonly onOpen: (pair: DuplicatePair) => void;
};

/** Which file delivered again what another had delivered, the pairs with most such events first. */
export function PairTable({ total, reason, sourceId, onOpen }: PairTableProps) {
  const [[first, last], setSight] = useState<readonly [number, number]>([0, 0]);
  const onSight = useCallback((from: number, to: number) => setSight([from, to]), []);
  const focus = useRowFocus(total);
  const rowAt = usePages<DuplicatePair>(
    {
      name: 'ledger.duplicates',
      filter: `${reason} ${sourceId}`,
      read: async (page, signal) =>
        (await bridge.call('ledger.duplicates', { reason, sourceId, ...page }, signal)).pairs,
    },
    first,
    last,
  );
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target instanceof HTMLElement && event.target.matches('[data-row]')) focus.move(event);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the rows inside, which are buttons
    <div className={c('tableBox')} onKeyDown={onKeyDown}>
      <VirtualTable
        label="Pairs of files"
        columns={COLUMNS}
        rowCount={total}
        rowAt={(position) => ({ position, pair: rowAt(position) })}
        onSight={onSight}
        active={focus.current}
        cell={({ key }, entry) => {
          if (!entry?.pair) return <Skeleton width={key === 'file' ? '70%' : 40} />;
          const { pair, position } = entry;
          switch (key) {
            case 'file':
              return (
                <button
                  type="button"
                  data-row
                  className={c('open')}
                  {...focus.rowProps(position)}
                  onClick={() => onOpen(pair)}
                >
                  <MiddleTruncate text={visibleText(pair.file.path)} tail={22} />
                </button>
              );
            case 'kept':
              return (
                <span className={c('mono')}>
                  <MiddleTruncate text={visibleText(pair.kept.path)} tail={22} />
                </span>
              );
            case 'reason':
              return <span className={c('cut')}>{DUPLICATE_REASONS[pair.reason].title}</span>;
            case 'duplicates':
              return formatCount(pair.duplicates);
            default:
              return <span className={c(pair.differing > 0 && 'warn')}>{formatCount(pair.differing)}</span>;
          }
        }}
      />
    </div>
  );
}
