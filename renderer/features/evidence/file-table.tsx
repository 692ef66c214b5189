import { Copy, FileQuestion } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { SourceFile } from '../../../preload/contract/model/case.ts';
import { sourceKindOf } from '../../../preload/contract/model/source-kind.ts';
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
import { type VirtualColumn, VirtualTable } from '../../ui/virtual-table.tsx';
import { copyText } from '../field-menu/copy-text.ts';
import styles from './ledger.module.css';
import { usePages } from './use-pages.ts';

const c = classNames(styles);

const FILTERS = [
  { value: 'all', title: 'All files' },
  { value: 'read', title: 'Read' },
  { value: 'damaged', title: 'Damaged' },
  { value: 'skipped', title: 'Skipped' },
  { value: 'removed', title: 'Removed' },
] as const;
type Filter = (typeof FILTERS)[number]['value'];

const STATUS: Readonly<Record<SourceFile['status'], { readonly sign: string; readonly title: string }>> = {
  read: { sign: '●', title: 'read' },
  damaged: { sign: '▲', title: 'damaged' },
  skipped: { sign: '–', title: 'skipped' },
  container: { sign: '▣', title: 'archive' },
  reading: { sign: '…', title: 'reading' },
  removed: { sign: '×', title: 'removed' },
};

const COLUMNS: readonly VirtualColumn[] = [
  { key: 'status', title: 'Status', width: '92px' },
  { key: 'path', title: 'File', width: 'minmax(210px, 3fr)' },
  { key: 'kind', title: 'Kind', width: '132px' },
  { key: 'size', title: 'Size', width: '78px', align: 'end' },
  { key: 'sha256', title: 'SHA-256', width: '124px' },
  { key: 'records', title: 'Records', width: '76px', align: 'end' },
  { key: 'events', title: 'Unique', width: '76px', align: 'end' },
  { key: 'duplicates', title: 'Duplicates', width: '84px', align: 'end' },
  { key: 'rejected', title: 'Rejected', width: '76px', align: 'end' },
  { key: 'reason', title: 'Reason', width: 'minmax(96px, 1.2fr)' },
];

/** Every file and archive member that was seen, with its hash, what came of it, and why not where nothing did. */
export function FileTable() {
  const [status, setStatus] = useState<Filter>('all');
  const { data, error } = useCall('ledger.files', { status, offset: 0, limit: 1 });
  if (error) return <EmptyState tone="bad" title={error.message} />;
  const none = status === 'all' ? 'No file has been read yet.' : `No file is ${status}.`;
  return (
    <>
      <div className={c('tools')}>
        <Select label="Show files" size="small" value={status} options={FILTERS} onChange={setStatus} />
        <span className={c('count')}>{data ? countOf(data.total, 'file') : ''}</span>
      </div>
      {!data ? (
        <SkeletonLines lines={8} label="Loading the ledger" />
      ) : data.total === 0 ? (
        <EmptyState icon={FileQuestion} title={none} />
      ) : (
        <Files key={status} status={status} total={data.total} />
      )}
    </>
  );
}

function Files({ status, total }: { readonly status: Filter; readonly total: number }) {
  const [[first, last], setSight] = useState<readonly [number, number]>([0, 0]);
  const onSight = useCallback((from: number, to: number) => setSight([from, to]), []);
  const rowAt = usePages<SourceFile>(
    {
      name: 'ledger.files',
      filter: status,
      read: async (page, signal) => (await bridge.call('ledger.files', { ...page, status }, signal)).files,
    },
    first,
    last,
  );
  return (
    <VirtualTable
      label="Files"
      columns={COLUMNS}
      rowCount={total}
      rowAt={rowAt}
      onSight={onSight}
      cell={({ key }, file) => <FileCell name={key} file={file} />}
    />
  );
}

type FileCellProps = { readonly name: string; readonly file: SourceFile | undefined };

function FileCell({ name, file }: FileCellProps) {
  if (!file) return <Skeleton width={name === 'path' ? '70%' : 32} />;
  const counted = ['read', 'damaged', 'reading'].includes(file.status);
  const count = (value: number) => (counted ? formatCount(value) : '');
  switch (name) {
    case 'status':
      return <FileStatus status={file.status} />;
    case 'path':
      return (
        <span className={c('mono')}>
          <MiddleTruncate text={pathOf(file)} tail={34} />
        </span>
      );
    case 'kind':
      return <FileKind kind={file.kind} />;
    case 'size':
      return formatBytes(file.sizeBytes);
    case 'sha256':
      return file.sha256 ? <Hash sha256={file.sha256} path={pathOf(file)} /> : null;
    case 'records':
      return count(file.records);
    case 'events':
      return count(file.events);
    case 'duplicates':
      return count(file.duplicates);
    case 'rejected':
      return <span className={c(file.rejected > 0 && 'damaged')}>{count(file.rejected)}</span>;
    default:
      return file.reason ? (
        <span className={c('reason')} title={visibleText(file.reason)}>
          {visibleText(file.reason)}
        </span>
      ) : null;
  }
}

function FileKind({ kind }: Pick<SourceFile, 'kind'>) {
  const { title, lacks } = sourceKindOf(kind);
  if (lacks === null) return visibleText(title);
  return (
    <Hint text={lacks}>
      <span className={c('lacking')}>{title}</span>
    </Hint>
  );
}

function FileStatus({ status }: Pick<SourceFile, 'status'>) {
  const { sign, title } = STATUS[status];
  return (
    <span className={c(status)}>
      {sign} {title}
    </span>
  );
}

function Hash({ sha256, path }: { readonly sha256: string; readonly path: string }) {
  return (
    <span className={c('hash')}>
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
    </span>
  );
}

function pathOf({ container, path }: SourceFile): string {
  return visibleText(container ? `${container} › ${path}` : path);
}
