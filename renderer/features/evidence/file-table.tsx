import { useVirtualizer } from '@tanstack/react-virtual';
import { Copy, FileQuestion } from 'lucide-react';
import { useRef, useState } from 'react';
import type { SourceFile } from '../../../preload/contract/model/case.ts';
import { bridge } from '../../bridge/bridge.ts';
import { useCall } from '../../data/use-call.ts';
import { formatBytes } from '../../format/bytes.ts';
import { countOf, formatCount } from '../../format/number.ts';
import { visibleText } from '../../format/visible-text.ts';
import { IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton, SkeletonLines } from '../../ui/skeleton.tsx';
import { Hint } from '../../ui/tooltip.tsx';
import { MiddleTruncate } from '../../ui/truncate.tsx';
import { copyText } from '../field-menu/copy-text.ts';
import styles from './ledger-table.module.css';
import { usePages } from './use-pages.ts';

const c = classNames(styles);
const ROW_PX = 26;

const FILTERS = [
  { value: 'all', title: 'All files' },
  { value: 'read', title: 'Read' },
  { value: 'damaged', title: 'Damaged' },
  { value: 'skipped', title: 'Skipped' },
] as const;
type Filter = (typeof FILTERS)[number]['value'];

const STATUS: Readonly<Record<SourceFile['status'], { readonly sign: string; readonly title: string }>> = {
  read: { sign: '●', title: 'read' },
  damaged: { sign: '▲', title: 'damaged' },
  skipped: { sign: '–', title: 'skipped' },
  container: { sign: '▣', title: 'archive' },
  reading: { sign: '…', title: 'reading' },
};

const COLUMNS = [
  'Status',
  'File',
  'Kind',
  'Size',
  'SHA-256',
  'Records',
  'Unique',
  'Duplicates',
  'Rejected',
  'Reason',
] as const;

/** Every file and archive member that was seen, with its hash, what came of it, and why not where nothing did. */
export function FileTable() {
  const [status, setStatus] = useState<Filter>('all');
  const { data, error } = useCall('ledger.files', { status, offset: 0, limit: 1 });
  if (error) return <EmptyState tone="bad" title={error.message} />;
  return (
    <>
      <div className={c('tools')}>
        <Select label="Show files" size="small" value={status} options={FILTERS} onChange={setStatus} />
        <span className={c('count')}>{data ? countOf(data.total, 'file') : ''}</span>
      </div>
      {data ? (
        data.total > 0 ? (
          <FileGrid key={status} status={status} total={data.total} />
        ) : (
          <EmptyState
            icon={FileQuestion}
            title={status === 'all' ? 'No file has been read yet.' : `No file is ${status}.`}
          />
        )
      ) : (
        <SkeletonLines lines={8} label="Loading the ledger" />
      )}
    </>
  );
}

type FileGridProps = { readonly status: Filter; readonly total: number };

function FileGrid({ status, total }: FileGridProps) {
  const scroll = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_PX,
    overscan: 10,
  });
  const items = virtual.getVirtualItems();
  const fileAt = usePages(
    {
      name: 'ledger.files',
      filter: status,
      read: async (page, signal) => (await bridge.call('ledger.files', { ...page, status }, signal)).files,
    },
    items[0]?.index ?? 0,
    items.at(-1)?.index ?? 0,
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable with the keyboard
    <div ref={scroll} className={c('scroll')} tabIndex={0} role="region" aria-label="Files, scrollable">
      {/* biome-ignore lint/a11y/useSemanticElements: only the rows in sight exist, which a table element cannot say */}
      <div className={c('table')} role="table" aria-label="Files" aria-rowcount={total + 1}>
        <div className={c('row', 'head', 'files')} role="row" aria-rowindex={1}>
          {COLUMNS.map((title) => (
            <span key={title} role="columnheader" className={c(NUMBERS.has(title) && 'number')}>
              {title}
            </span>
          ))}
        </div>
        <div className={c('body')} role="rowgroup" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => (
            <div
              key={item.key}
              className={c('row', 'placed', 'files')}
              role="row"
              aria-rowindex={item.index + 2}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <FileCells file={fileAt(item.index)} />
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

const NUMBERS: ReadonlySet<string> = new Set(['Size', 'Records', 'Unique', 'Duplicates', 'Rejected']);

function FileCells({ file }: { readonly file: SourceFile | undefined }) {
  if (!file) {
    return (
      <span role="cell">
        <Skeleton width={60} />
      </span>
    );
  }
  const { sign, title } = STATUS[file.status];
  const path = visibleText(file.container ? `${file.container} › ${file.path}` : file.path);
  const counted = file.status !== 'container' && file.status !== 'skipped';
  const count = (value: number) => (counted ? formatCount(value) : '');
  return (
    <>
      <span role="cell" className={c(file.status)}>
        {sign} {title}
      </span>
      <span role="cell" className={c('mono')}>
        <MiddleTruncate text={path} tail={34} />
      </span>
      <span role="cell">{visibleText(file.kind)}</span>
      <span role="cell" className={c('number')}>
        {formatBytes(file.sizeBytes)}
      </span>
      <span role="cell" className={c('mono', 'hash')}>
        {file.sha256 ? <Hash sha256={file.sha256} path={path} /> : ''}
      </span>
      <span role="cell" className={c('number')}>
        {count(file.records)}
      </span>
      <span role="cell" className={c('number')}>
        {count(file.events)}
      </span>
      <span role="cell" className={c('number')}>
        {count(file.duplicates)}
      </span>
      <span role="cell" className={c('number', file.rejected > 0 && 'damaged')}>
        {count(file.rejected)}
      </span>
      <span role="cell" className={c('reason')} title={file.reason ?? undefined}>
        {file.reason ? visibleText(file.reason) : ''}
      </span>
    </>
  );
}

function Hash({ sha256, path }: { readonly sha256: string; readonly path: string }) {
  return (
    <>
      <Hint text={sha256}>
        <span>
          {sha256.slice(0, 6)}…{sha256.slice(-4)}
        </span>
      </Hint>
      <IconButton
        icon={Copy}
        size="small"
        hint={false}
        label={`Copy the SHA-256 of ${path}`}
        onClick={() => void copyText(sha256, 'SHA-256 copied')}
      />
    </>
  );
}
