import { FolderInput, ListFilter, RefreshCw } from 'lucide-react';
import type { ImportEntry } from '../../../preload/contract/model/ledger.ts';
import { useImportProgress } from '../../data/import-progress.ts';
import { useCall } from '../../data/use-call.ts';
import { formatDuration } from '../../format/duration.ts';
import { countOf, formatCount } from '../../format/number.ts';
import { formatInstant, zoneName } from '../../format/time.ts';
import { visibleText } from '../../format/visible-text.ts';
import { usePreferences } from '../../state/preferences.ts';
import type { EvidenceTab } from '../../state/tab.ts';
import { ALL_FILES } from '../../state/tab-list.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ScrollRegion } from '../../ui/scroll-region.tsx';
import { SkeletonLines } from '../../ui/skeleton.tsx';
import { MiddleTruncate } from '../../ui/truncate.tsx';
import { importPaths } from '../start/open-case.ts';
import styles from './import-section.module.css';

const c = classNames(styles);

type ImportSectionProps = { readonly tab: EvidenceTab; readonly readOnly: boolean };

/** Every run of an import: when, of what, and what was new, changed and unchanged in it. */
export function ImportSection({ tab, readOnly }: ImportSectionProps) {
  const { data, error } = useCall('ledger.imports', {});
  const running = useImportProgress()?.status === 'running';
  if (error) return <EmptyState tone="bad" title={error.message} />;
  if (!data) return <SkeletonLines lines={6} label="Loading the imports" />;
  if (data.length === 0) return <EmptyState icon={FolderInput} title="Nothing has been imported yet." />;
  return (
    <>
      <p className={c('note')}>
        A folder can be read again at any time. Files are known by their path and SHA-256: unchanged ones are
        passed over, new ones are added, and of a changed one the new content is added and named as changed.
        No event counts twice.
      </p>
      <ScrollRegion className={c('list')} label="Imports, scrollable">
        <ul>
          {data.map((entry) => (
            <li key={entry.importId} className={c('entry')}>
              <Entry entry={entry} tab={tab} disabled={readOnly || running} />
            </li>
          ))}
        </ul>
      </ScrollRegion>
    </>
  );
}

const STATUS: Readonly<Record<ImportEntry['status'], { readonly sign: string; readonly title: string }>> = {
  running: { sign: '…', title: 'running' },
  finished: { sign: '●', title: 'finished' },
  cancelled: { sign: '◼', title: 'cancelled; what was read is kept' },
  failed: { sign: '✕', title: 'failed; what was read is kept' },
  interrupted: { sign: '▲', title: 'interrupted; what was read is kept' },
};

type EntryProps = { readonly entry: ImportEntry; readonly tab: EvidenceTab; readonly disabled: boolean };

function Entry({ entry, tab, disabled }: EntryProps) {
  const zone = usePreferences((state) => state.zone);
  const { importId, startedAt, finishedAt, status, paths } = entry;
  const took = finishedAt === null ? null : Date.parse(finishedAt) - Date.parse(startedAt);
  const showFiles = () =>
    useWorkspace.getState().patchTab(tab.id, { section: 'files', files: { ...ALL_FILES, importId } });
  return (
    <>
      <div className={c('line')}>
        <h3>Import {importId}</h3>
        <span className={c('when')}>
          {formatInstant(startedAt, zone, { withZone: false })} {zoneName(zone, startedAt)}
          {took === null ? '' : `, ${formatDuration(took)}`}
        </span>
        <span className={c('status', status)}>
          {STATUS[status].sign} {STATUS[status].title}
        </span>
        <span className={c('gap')} />
        <Button size="small" icon={ListFilter} onClick={showFiles}>
          Show its files
        </Button>
        <Button
          size="small"
          icon={RefreshCw}
          disabled={disabled}
          onClick={() => void importPaths(paths, false)}
          title="Reads the same folders and files again: what is new or has changed is added"
        >
          Look for new and changed files
        </Button>
      </div>
      <ul className={c('paths')}>
        {paths.slice(0, 5).map((path) => (
          <li key={path}>
            <MiddleTruncate text={visibleText(path)} tail={40} mono />
          </li>
        ))}
        {paths.length > 5 ? <li>and {countOf(paths.length - 5, 'more path')}</li> : null}
      </ul>
      <Figures entry={entry} />
    </>
  );
}

function Figures({ entry }: { readonly entry: ImportEntry }) {
  const { files, changed, unchanged, skipped, removed, records, events, duplicates, rejected } = entry;
  return (
    <dl className={c('figures')}>
      <Figure name="new files" value={formatCount(files - Math.min(files, changed))} />
      <Figure name="changed" value={formatCount(changed)} warn={changed > 0} />
      <Figure name="unchanged" value={unchanged === null ? 'not counted' : formatCount(unchanged)} />
      <Figure name="skipped" value={formatCount(skipped)} />
      {removed > 0 ? <Figure name="removed since" value={formatCount(removed)} /> : null}
      <Figure name="records" value={formatCount(records)} sign="divider" />
      <Figure name="unique events" value={formatCount(events)} sign="equals" />
      <Figure name="duplicates" value={formatCount(duplicates)} sign="plus" />
      <Figure name="rejected" value={formatCount(rejected)} sign="plus" warn={rejected > 0} />
    </dl>
  );
}

type FigureProps = {
  readonly name: string;
  readonly value: string;
  /** What stands in front of it. */
  readonly sign?: 'divider' | 'equals' | 'plus';
  readonly warn?: boolean;
};

function Figure({ name, value, sign, warn = false }: FigureProps) {
  return (
    <div className={c('figure', sign)}>
      <dt>{name}</dt>
      <dd className={c(warn && 'warn')}>{value}</dd>
    </div>
  );
}
