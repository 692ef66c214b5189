import { ArrowDown, ArrowUp, CopyCheck, Ellipsis, FileX2, ListTree, RotateCw, Trash2 } from 'lucide-react';
import { type KeyboardEvent, useCallback, useState } from 'react';
import type { SourceFile } from '../../../preload/contract/model/case.ts';
import type { IntegrityLevel } from '../../../preload/contract/model/integrity.ts';
import { INTEGRITY_LEVELS } from '../../../preload/contract/model/integrity-text.ts';
import type { FileSort, FileSums } from '../../../preload/contract/model/ledger.ts';
import { sourceKindOf } from '../../../preload/contract/model/source-kind.ts';
import { bridge } from '../../bridge/bridge.ts';
import { formatBytes } from '../../format/bytes.ts';
import { formatCount } from '../../format/number.ts';
import { visibleText } from '../../format/visible-text.ts';
import type { EvidenceTab } from '../../state/tab.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Hint } from '../../ui/tooltip.tsx';
import { MiddleTruncate } from '../../ui/truncate.tsx';
import { useRowFocus } from '../../ui/use-row-focus.ts';
import { type VirtualColumn, VirtualTable } from '../../ui/virtual-table.tsx';
import styles from './ledger.module.css';
import { openEventsOf, readAgain } from './source-actions.ts';
import { isCounted, LEVEL_SIGNS, STATUS } from './source-text.ts';
import { usePages } from './use-pages.ts';

const c = classNames(styles);

type Column = Pick<VirtualColumn, 'key' | 'width' | 'align'> & {
  readonly title: string;
  readonly sort?: FileSort['by'];
};

const COLUMNS: readonly Column[] = [
  { key: 'status', title: 'Status', width: '84px', sort: 'status' },
  { key: 'path', title: 'File', width: 'minmax(176px, 4fr)', sort: 'path' },
  { key: 'kind', title: 'Shape', width: '100px', sort: 'kind' },
  { key: 'size', title: 'Size', width: '66px', align: 'end', sort: 'sizeBytes' },
  { key: 'sha256', title: 'SHA-256', width: '74px' },
  { key: 'records', title: 'Records', width: '66px', align: 'end', sort: 'records' },
  { key: 'events', title: 'Unique', width: '66px', align: 'end', sort: 'events' },
  { key: 'duplicates', title: 'Duplicates', width: '82px', align: 'end', sort: 'duplicates' },
  { key: 'rejected', title: 'Rejected', width: '72px', align: 'end', sort: 'rejected' },
  { key: 'integrity', title: 'Integrity', width: '98px', sort: 'integrity' },
  { key: 'reason', title: 'Problem', width: 'minmax(64px, 1.2fr)', sort: 'reason' },
  { key: 'actions', title: '', width: '36px' },
];

type FileTableProps = {
  readonly tab: EvidenceTab;
  readonly total: number;
  readonly sums: FileSums;
  readonly readOnly: boolean;
  /** Whether anything in the case vouches for files. */
  readonly showsIntegrity: boolean;
  /** The file whose details are shown. */
  readonly selected: SourceFile | null;
  readonly onSelect: (file: SourceFile) => void;
  readonly onRemove: (file: SourceFile) => void;
};

/** The files of a filter. Arrow keys go through them, Enter shows the details of one, `e` opens its events. */
export function FileTable(props: FileTableProps) {
  const { tab, total, sums, readOnly, showsIntegrity, selected, onSelect, onRemove } = props;
  const [[first, last], setSight] = useState<readonly [number, number]>([0, 0]);
  const onSight = useCallback((from: number, to: number) => setSight([from, to]), []);
  const focus = useRowFocus(total);
  const { files } = tab;
  const rowAt = usePages<SourceFile>(
    {
      name: 'ledger.files',
      filter: JSON.stringify(files),
      read: async (page, signal) =>
        (await bridge.call('ledger.files', { ...files, sort: { ...files.sort }, ...page }, signal)).files,
    },
    first,
    last,
  );
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (!(event.target instanceof HTMLElement) || !event.target.matches('[data-file]')) return;
    if (focus.move(event)) return;
    const file = rowAt(focus.current);
    if (!file || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'e' && isCounted(file.status)) openEventsOf(file);
    else if (event.key === 'Delete' && !readOnly && file.status !== 'removed') onRemove(file);
    else return;
    event.preventDefault();
  };
  const visible = [first, last].every((at) => at >= 0) ? rangeOf(first, last) : [];
  const selectedAt = visible.find((at) => rowAt(at)?.sourceId === selected?.sourceId) ?? null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the files inside, which are buttons
    <div className={c('tableBox')} onKeyDown={onKeyDown}>
      <VirtualTable
        label="Files"
        columns={columnsOf(tab, showsIntegrity)}
        rowCount={total}
        rowAt={(position) => ({ position, file: rowAt(position) })}
        onSight={onSight}
        active={focus.current}
        selected={selected ? selectedAt : null}
        foot={({ key }) => <Sum name={key} total={total} sums={sums} />}
        cell={({ key }, entry) =>
          entry?.file ? (
            <FileCell
              name={key}
              file={entry.file}
              tab={tab}
              readOnly={readOnly}
              rowProps={focus.rowProps(entry.position)}
              onSelect={onSelect}
              onRemove={onRemove}
            />
          ) : key === 'actions' ? null : (
            <Skeleton width={key === 'path' ? '70%' : 32} />
          )
        }
      />
    </div>
  );
}

function rangeOf(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function columnsOf(tab: EvidenceTab, showsIntegrity: boolean): readonly VirtualColumn[] {
  const columns = COLUMNS.filter(({ key }) => showsIntegrity || key !== 'integrity');
  return columns.map(({ key, title, width, align, sort }) => {
    const sorted = sort === tab.files.sort.by ? tab.files.sort.direction : null;
    return {
      key,
      width,
      title: sort ? <SortButton tab={tab} by={sort} title={title} sorted={sorted} /> : title,
      ...(align ? { align } : {}),
      ...(sorted ? { sorted: sorted === 'asc' ? ('ascending' as const) : ('descending' as const) } : {}),
    };
  });
}

type SortButtonProps = {
  readonly tab: EvidenceTab;
  readonly by: FileSort['by'];
  readonly title: string;
  readonly sorted: FileSort['direction'] | null;
};

/** Numbers begin with the largest, texts with the first; the third click goes back to the order of reading. */
function SortButton({ tab, by, title, sorted }: SortButtonProps) {
  const starts: FileSort['direction'] = ['status', 'path', 'kind', 'integrity', 'reason'].includes(by)
    ? 'asc'
    : 'desc';
  const next: FileSort =
    sorted === null
      ? { by, direction: starts }
      : sorted === starts
        ? { by, direction: starts === 'asc' ? 'desc' : 'asc' }
        : { by: 'order', direction: 'asc' };
  const Arrow = sorted === 'asc' ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      className={c('sort')}
      onClick={() => useWorkspace.getState().patchTab(tab.id, { files: { ...tab.files, sort: next } })}
    >
      {title}
      {sorted ? <Arrow size={12} aria-hidden /> : null}
    </button>
  );
}

type SumProps = { readonly name: string; readonly total: number; readonly sums: FileSums };

function Sum({ name, total, sums }: SumProps) {
  switch (name) {
    case 'path':
      return total === 1 ? '1 file' : `${formatCount(total)} files, archives and members`;
    case 'status':
      return 'Sum';
    case 'size':
      return (
        <span title="On disk; members of archives are not counted again">{formatBytes(sums.sizeBytes)}</span>
      );
    case 'records':
    case 'events':
    case 'duplicates':
    case 'rejected':
      return <strong className={c('sum')}>{formatCount(sums[name])}</strong>;
    default:
      return null;
  }
}

type FileCellProps = {
  readonly name: string;
  readonly file: SourceFile;
  readonly tab: EvidenceTab;
  readonly readOnly: boolean;
  readonly rowProps: ReturnType<ReturnType<typeof useRowFocus>['rowProps']>;
  readonly onSelect: (file: SourceFile) => void;
  readonly onRemove: (file: SourceFile) => void;
};

function FileCell(props: FileCellProps) {
  const { name, file, rowProps, onSelect } = props;
  const count = (value: number) => (isCounted(file.status) ? formatCount(value) : '');
  switch (name) {
    case 'status':
      return (
        <span className={c(file.status)}>
          {STATUS[file.status].sign} {STATUS[file.status].title}
        </span>
      );
    case 'path':
      return (
        <button type="button" data-file className={c('file')} {...rowProps} onClick={() => onSelect(file)}>
          <MiddleTruncate text={visibleText(file.path)} tail={26} />
        </button>
      );
    case 'kind':
      return <FileKind kind={file.kind} />;
    case 'size':
      return formatBytes(file.sizeBytes);
    case 'sha256':
      return file.sha256 ? <span className={c('hash')}>{file.sha256.slice(0, 8)}…</span> : null;
    case 'records':
      return count(file.records);
    case 'events':
      return count(file.events);
    case 'duplicates':
      return count(file.duplicates);
    case 'rejected':
      return <span className={c(file.rejected > 0 && 'damaged')}>{count(file.rejected)}</span>;
    case 'integrity':
      return <FileIntegrity level={file.integrity} />;
    case 'reason':
      return <FileProblem file={file} />;
    default:
      return <FileMenu {...props} />;
  }
}

/** Words that a narrow column has room for. */
const LEVEL_WORDS: Readonly<Record<IntegrityLevel, string>> = {
  'signature-verified': 'verified',
  'hash-consistent': 'consistent',
  'not-covered': 'not covered',
  failed: 'failed',
};

function FileIntegrity({ level }: { readonly level: IntegrityLevel | null }) {
  return level === null ? null : (
    <span className={c(level)} title={`${INTEGRITY_LEVELS[level].title}. ${INTEGRITY_LEVELS[level].text}`}>
      {LEVEL_SIGNS[level]} {LEVEL_WORDS[level]}
    </span>
  );
}

function FileProblem({ file }: { readonly file: SourceFile }) {
  const superseded = file.versions > 1 ? `Content ${file.version} of ${file.versions}. ` : '';
  const text = visibleText(`${superseded}${file.reason ?? ''}`);
  return text === '' ? null : (
    <span className={c('reason')} title={text}>
      {text}
    </span>
  );
}

function FileKind({ kind }: Pick<SourceFile, 'kind'>) {
  const { title, lacks } = sourceKindOf(kind);
  if (lacks === null) return <span className={c('cut')}>{visibleText(title)}</span>;
  return (
    <Hint text={lacks}>
      <span className={c('cut', 'lacking')}>{title}</span>
    </Hint>
  );
}

function FileMenu({ file, tab, readOnly, onRemove }: FileCellProps) {
  const { patchTab } = useWorkspace.getState();
  const ofFile = { sourceId: file.sourceId, path: file.path };
  return (
    <Menu
      trigger={
        <IconButton
          icon={Ellipsis}
          size="small"
          tabIndex={-1}
          hint={false}
          label={`Actions for ${visibleText(file.path)}`}
        />
      }
    >
      <MenuItem
        icon={ListTree}
        letter="e"
        disabled={!isCounted(file.status)}
        onSelect={() => openEventsOf(file)}
      >
        Show the events of this file
      </MenuItem>
      <MenuItem
        icon={CopyCheck}
        disabled={!isCounted(file.status)}
        onSelect={() => patchTab(tab.id, { section: 'duplicates', ofFile })}
      >
        Its duplicates
      </MenuItem>
      <MenuItem
        icon={FileX2}
        disabled={file.rejected === 0}
        onSelect={() => patchTab(tab.id, { section: 'rejected', ofFile })}
      >
        Its rejected records
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={RotateCw} disabled={readOnly} onSelect={() => void readAgain([file.sourceId])}>
        Read again from disk
      </MenuItem>
      <MenuItem
        icon={Trash2}
        danger
        disabled={readOnly || file.status === 'removed'}
        onSelect={() => onRemove(file)}
      >
        Remove from the case…
      </MenuItem>
    </Menu>
  );
}
