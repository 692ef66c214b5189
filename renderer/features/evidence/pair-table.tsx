import type { ReactNode } from 'react';
import { DUPLICATE_REASONS } from '../../../preload/contract/model/duplicate-reason.ts';
import type { DuplicatePair, DuplicateReason } from '../../../preload/contract/model/ledger.ts';
import { bridge } from '../../bridge/bridge.ts';
import { formatCount } from '../../format/number.ts';
import { visibleText } from '../../format/visible-text.ts';
import { classNames } from '../../ui/class-names.ts';
import { MiddleTruncate } from '../../ui/truncate.tsx';
import type { VirtualColumn } from '../../ui/virtual-table.tsx';
import styles from './duplicate-section.module.css';
import { PagedTable } from './paged-table.tsx';

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
  return (
    <PagedTable<DuplicatePair>
      label="Pairs of files"
      columns={COLUMNS}
      total={total}
      pages={{
        name: 'ledger.duplicates',
        filter: `${reason} ${sourceId}`,
        read: async (page, signal) =>
          (await bridge.call('ledger.duplicates', { reason, sourceId, ...page }, signal)).pairs,
      }}
      cell={pairCell}
      onOpen={onOpen}
    />
  );
}

function pairCell(key: string, pair: DuplicatePair): ReactNode {
  switch (key) {
    case 'file':
      return <MiddleTruncate text={visibleText(pair.file.path)} tail={22} />;
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
}
