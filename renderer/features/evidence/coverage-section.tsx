import { CalendarRange } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Coverage } from '../../../preload/contract/model/coverage.ts';
import { bucketStart } from '../../../preload/contract/model/coverage-time.ts';
import { useCall } from '../../data/use-call.ts';
import { countOf } from '../../format/number.ts';
import { visibleText } from '../../format/visible-text.ts';
import type { EvidenceTab } from '../../state/tab.ts';
import { ALL_FILES } from '../../state/tab-list.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Select } from '../../ui/select.tsx';
import { SkeletonLines } from '../../ui/skeleton.tsx';
import styles from './coverage-grid.module.css';
import { CoverageGrid } from './coverage-grid.tsx';
import { bucketName, deliveryName, LEVELS, type MatrixRow, matrixOf, rowQuery } from './coverage-matrix.ts';
import ledger from './ledger.module.css';

const c = classNames({ ...ledger, ...styles });

const UNITS = [
  { value: 'auto', title: 'By the fitting unit' },
  { value: 'hour', title: 'By hour' },
  { value: 'day', title: 'By day' },
  { value: 'month', title: 'By month' },
] as const;
type Wanted = (typeof UNITS)[number]['value'];

/** Where and when the case has events and log files: accounts and regions against time, with the gaps. */
export function CoverageSection({ tab }: { readonly tab: EvidenceTab }) {
  const [wanted, setWanted] = useState<Wanted>('auto');
  const { data, error } = useCall('ledger.coverage', { unit: wanted });
  const matrix = useMemo(() => (data ? matrixOf(data) : null), [data]);
  if (error) return <EmptyState tone="bad" title={error.message} />;
  if (!data || !matrix) return <SkeletonLines lines={8} label="Counting the coverage" />;
  const { fromAt } = data;
  if (fromAt === null) {
    return <EmptyState icon={CalendarRange} title="The case has no event and no log file with a time yet." />;
  }
  const coverage = { ...data, fromAt };
  return (
    <>
      <div className={c('tools')}>
        <Select label="Unit of time" size="small" value={wanted} options={UNITS} onChange={setWanted} />
        <Legend />
      </div>
      <p className={c('note')}>{summaryOf(coverage, matrix.rows, wanted)}</p>
      <CoverageGrid
        key={`${data.unit} ${fromAt}`}
        coverage={coverage}
        rows={matrix.rows}
        most={matrix.most}
        onOpenCell={(row, bucket) => openCell(tab, coverage, row, bucket)}
        onOpenRow={(row) => openEvents(row, null, null, titleOf(row))}
      />
      <p className={c('note')}>
        Events are placed by their own time, files by the time in the names that S3 delivery gives them, about
        5 to 15 minutes later. CloudTrail writes no log file where nothing was called, so a gap alone does not
        prove that logs are missing; digest files can. Regions of one account together are a better sign than
        each alone.
      </p>
    </>
  );
}

type Known = Coverage & { readonly fromAt: string };

function summaryOf({ unit, fromAt, buckets }: Known, rows: readonly MatrixRow[], wanted: Wanted): string {
  const accounts = rows.filter(({ kind }) => kind === 'account');
  const withGaps = accounts.filter(({ gaps }) => gaps > 0).length;
  const files = accounts.some((account) => account.files > 0);
  const span = `${countOf(buckets, unit)} from ${bucketName(fromAt, unit, 0)} to ${bucketName(fromAt, unit, buckets - 1)} UTC`;
  const gaps =
    withGaps === 0
      ? 'no account has a gap over all its regions'
      : `${withGaps} of ${countOf(accounts.length, 'account')} ${withGaps === 1 ? 'has a gap' : 'have gaps'} over all regions`;
  return [
    `${span}; ${countOf(accounts.length, 'account')}, ${countOf(rows.length - accounts.length, 'region')}; ${gaps}.`,
    ...(wanted !== 'auto' && wanted !== unit
      ? [`There are too many ${wanted}s to be shown one by one.`]
      : []),
    ...(files ? [] : ['No file is named as S3 delivery names its files, so files are not told here.']),
  ].join(' ');
}

function Legend() {
  return (
    <div className={c('legend')}>
      <span className={c('key')}>
        <span className={c('swatches')} aria-hidden>
          {Array.from({ length: LEVELS }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the degrees never change places
            <span key={index} className={c('swatch', 'events', `level${index + 1}`)} />
          ))}
        </span>
        few to many events
      </span>
      <span className={c('key')}>
        <span className={c('swatch', 'files')} aria-hidden>
          ○
        </span>
        file delivered, no event in it
      </span>
      <span className={c('key')}>
        <span className={c('swatch', 'gap')} aria-hidden /> gap: no file, no event
      </span>
      <span>blank: before the first, after the last</span>
    </div>
  );
}

function titleOf({ kind, account, region }: MatrixRow): string {
  const name =
    kind === 'region' ? `${region ?? 'no region'} of ${account ?? 'no account'}` : (account ?? 'no account');
  return `Coverage ${visibleText(name)}`;
}

function openEvents(row: MatrixRow, from: string | null, to: string | null, title: string): void {
  useWorkspace.getState().openSearch({ title, scope: { query: rowQuery(row), from, to } });
}

/** The events of a cell; where it has none, the files that were delivered then. */
function openCell(tab: EvidenceTab, { fromAt, unit }: Known, row: MatrixRow, bucket: number): void {
  const events = row.cells.get(bucket)?.events ?? 0;
  if (events > 0) {
    const at = (index: number) => new Date(bucketStart(fromAt, unit, index)).toISOString();
    openEvents(row, at(bucket), at(bucket + 1), titleOf(row));
    return;
  }
  const search = deliveryName(row, fromAt, unit, bucket);
  useWorkspace.getState().patchTab(tab.id, { section: 'files', files: { ...ALL_FILES, search } });
}
