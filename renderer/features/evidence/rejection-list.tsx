import { useVirtualizer } from '@tanstack/react-virtual';
import { CircleCheck } from 'lucide-react';
import { useRef } from 'react';
import type { Rejection } from '../../../preload/contract/model/case.ts';
import { bridge } from '../../bridge/bridge.ts';
import { useCall } from '../../data/use-call.ts';
import { formatBytes } from '../../format/bytes.ts';
import { countOf, formatCount } from '../../format/number.ts';
import { visibleText } from '../../format/visible-text.ts';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ScrollRegion } from '../../ui/scroll-region.tsx';
import { Skeleton, SkeletonLines } from '../../ui/skeleton.tsx';
import { MiddleTruncate } from '../../ui/truncate.tsx';
import styles from './ledger.module.css';
import { usePages } from './use-pages.ts';

const c = classNames(styles);
const ITEM_PX = 84;

/** The pieces of files that are no CloudTrail records: where they stand, why, and how they begin. */
export function RejectionList() {
  const { data, error } = useCall('ledger.rejections', { offset: 0, limit: 1 });
  if (error) return <EmptyState tone="bad" title={error.message} />;
  if (!data) return <SkeletonLines lines={8} label="Loading rejected records" />;
  if (data.total === 0) {
    return <EmptyState icon={CircleCheck} title="No record was rejected: every record read is an event." />;
  }
  return (
    <>
      <p className={c('tools', 'count')}>
        {countOf(data.total, 'piece of a file', 'pieces of files')} could not be read as CloudTrail records.
        What was rejected is kept here and counted nowhere else.
      </p>
      <RejectionItems total={data.total} />
    </>
  );
}

function RejectionItems({ total }: { readonly total: number }) {
  const scroll = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroll.current,
    estimateSize: () => ITEM_PX,
    overscan: 6,
  });
  const items = virtual.getVirtualItems();
  const rejectionAt = usePages(
    {
      name: 'ledger.rejections',
      filter: '',
      read: async (page, signal) => (await bridge.call('ledger.rejections', page, signal)).rejections,
    },
    items[0]?.index ?? 0,
    items.at(-1)?.index ?? 0,
  );
  return (
    <ScrollRegion ref={scroll} className={c('scroll')} label="Rejected records, scrollable">
      <ul className={c('body')} style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => (
          <li key={item.key} className={c('rejection')} style={{ transform: `translateY(${item.start}px)` }}>
            <RejectionText rejection={rejectionAt(item.index)} />
          </li>
        ))}
      </ul>
    </ScrollRegion>
  );
}

function RejectionText({ rejection }: { readonly rejection: Rejection | undefined }) {
  if (!rejection) return <Skeleton width="60%" />;
  const { reason, path, position, byteOffset, sizeBytes, excerpt } = rejection;
  return (
    <>
      <p className={c('why')}>{visibleText(reason)}</p>
      <p className={c('where')}>
        <span className={c('mono')}>
          <MiddleTruncate text={visibleText(path)} tail={40} />
        </span>
        <span>
          record {formatCount(position)} · byte {formatCount(byteOffset)} · {formatBytes(sizeBytes)}
        </span>
      </p>
      <code className={c('excerpt')}>{visibleText(excerpt)}</code>
    </>
  );
}
