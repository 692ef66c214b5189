import { FileQuestion } from 'lucide-react';
import { useState } from 'react';
import type { SourceFile } from '../../../preload/contract/model/case.ts';
import type { IntegrityLevel } from '../../../preload/contract/model/integrity.ts';
import { INTEGRITY_LEVELS } from '../../../preload/contract/model/integrity-text.ts';
import { sourceKindOf } from '../../../preload/contract/model/source-kind.ts';
import { useCall } from '../../data/use-call.ts';
import { countOf, formatCount } from '../../format/number.ts';
import { formatShortInstant } from '../../format/time.ts';
import { usePreferences } from '../../state/preferences.ts';
import type { EvidenceTab, FileView } from '../../state/tab.ts';
import { ALL_FILES } from '../../state/tab-list.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Select } from '../../ui/select.tsx';
import { SkeletonLines } from '../../ui/skeleton.tsx';
import { FileDetail } from './file-detail.tsx';
import { FileTable } from './file-table.tsx';
import styles from './ledger.module.css';
import { RemoveDialog } from './remove-dialog.tsx';
import { SearchBox } from './search-box.tsx';
import { STATUS } from './source-text.ts';
import { ZoneNotice } from './zone-notice.tsx';

const c = classNames(styles);

type FileSectionProps = { readonly tab: EvidenceTab; readonly readOnly: boolean };

/** Every file and archive member that was seen, with its hash, what came of it, and why not where nothing did. */
export function FileSection({ tab, readOnly }: FileSectionProps) {
  const { files } = tab;
  const [selected, setSelected] = useState<SourceFile | null>(null);
  const [removing, setRemoving] = useState<SourceFile | null>(null);
  const { data, error } = useCall('ledger.files', { ...files, sort: { ...files.sort }, offset: 0, limit: 1 });
  const counts = useCall('ledger.counts', {}).data;
  const showsIntegrity = (counts?.levels.length ?? 0) > 0;
  const narrow = (change: Partial<FileView>) =>
    useWorkspace.getState().patchTab(tab.id, { files: { ...files, ...change } });
  const { status, kind, importId, integrity, sourceId, search } = files;
  const isNarrowed =
    status !== 'all' || search !== '' || (kind ?? importId ?? integrity ?? sourceId) !== null;
  if (error) return <EmptyState tone="bad" title={error.message} />;
  return (
    <>
      <ZoneNotice zones={counts?.zones ?? []} readOnly={readOnly} />
      <div className={c('tools')}>
        <SearchBox
          label="Search by path or SHA-256"
          value={files.search}
          onChange={(search) => narrow({ search })}
        />
        <Filters files={files} onChange={narrow} />
        <span className={c('count')} aria-live="polite">
          {data ? countOf(data.total, 'file') : ''}
        </span>
        {isNarrowed ? (
          <Button size="small" variant="ghost" onClick={() => narrow({ ...ALL_FILES, sort: files.sort })}>
            Show all
          </Button>
        ) : null}
      </div>
      {!data ? (
        <SkeletonLines lines={8} label="Loading the ledger" />
      ) : data.total === 0 ? (
        <EmptyState
          icon={FileQuestion}
          title={isNarrowed ? 'No file is like that.' : 'No file has been read yet.'}
        />
      ) : (
        <FileTable
          tab={tab}
          total={data.total}
          sums={data.sums}
          readOnly={readOnly}
          showsIntegrity={showsIntegrity}
          selected={selected}
          onSelect={setSelected}
          onRemove={setRemoving}
        />
      )}
      {selected ? (
        <FileDetail
          tab={tab}
          shown={selected}
          readOnly={readOnly}
          onRemove={setRemoving}
          onClose={() => setSelected(null)}
        />
      ) : null}
      <RemoveDialog sourceId={removing?.sourceId ?? null} onClose={() => setRemoving(null)} />
    </>
  );
}

/** The choice that filters nothing; no shape is called that. */
const ANY = 'any';

type FiltersProps = { readonly files: FileView; readonly onChange: (change: Partial<FileView>) => void };

/** What the ledger has to choose from: statuses, shapes and imports with their numbers of files. */
function Filters({ files, onChange }: FiltersProps) {
  const zone = usePreferences((state) => state.zone);
  const counts = useCall('ledger.counts', {});
  const imports = useCall('ledger.imports', {});
  const levels = counts.data?.levels ?? [];
  const statuses = counts.data?.statuses ?? [];
  const kinds = counts.data?.kinds ?? [];
  return (
    <>
      <Select
        label="Status"
        size="small"
        value={files.status}
        options={[
          { value: 'all', title: 'Any status' },
          ...statuses.map(({ status, files: count }) => ({
            value: status,
            title: `${STATUS[status].title} (${formatCount(count)})`,
          })),
          ...(files.status === 'all' || statuses.some(({ status }) => status === files.status)
            ? []
            : [{ value: files.status, title: `${STATUS[files.status].title} (0)` }]),
        ]}
        onChange={(status) => onChange({ status })}
      />
      <Select
        label="Shape"
        size="small"
        value={files.kind ?? ANY}
        options={[
          { value: ANY, title: 'Any shape' },
          ...kinds.map(({ kind, files: count }) => ({
            value: kind,
            title: `${sourceKindOf(kind).title} (${formatCount(count)})`,
          })),
        ]}
        onChange={(kind) => onChange({ kind: kind === ANY ? null : kind })}
      />
      <Select
        label="Import"
        size="small"
        value={String(files.importId ?? ANY)}
        options={[
          { value: ANY, title: 'Any import' },
          ...(imports.data ?? []).map(({ importId, startedAt }) => ({
            value: String(importId),
            title: `Import ${importId}, ${formatShortInstant(startedAt, zone)}`,
          })),
        ]}
        onChange={(importId) => onChange({ importId: importId === ANY ? null : Number(importId) })}
      />
      {levels.length > 0 || files.integrity !== null ? (
        <Select
          label="Integrity"
          size="small"
          value={files.integrity ?? ANY}
          options={[
            { value: ANY, title: 'Any integrity' },
            ...levels.map(({ level, files: count }) => ({
              value: level,
              title: `${INTEGRITY_LEVELS[level].title} (${formatCount(count)})`,
            })),
            ...(files.integrity === null || levels.some(({ level }) => level === files.integrity)
              ? []
              : [{ value: files.integrity, title: `${INTEGRITY_LEVELS[files.integrity].title} (0)` }]),
          ]}
          onChange={(level) => onChange({ integrity: level === ANY ? null : (level as IntegrityLevel) })}
        />
      ) : null}
    </>
  );
}
