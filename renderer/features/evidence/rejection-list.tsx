import { CircleCheck, Download } from 'lucide-react';
import { useState } from 'react';
import type { Rejection } from '../../../preload/contract/model/case.ts';
import { bridge } from '../../bridge/bridge.ts';
import { useCall } from '../../data/use-call.ts';
import { formatBytes } from '../../format/bytes.ts';
import { countOf, formatCount } from '../../format/number.ts';
import { visibleText } from '../../format/visible-text.ts';
import type { EvidenceTab } from '../../state/tab.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Select } from '../../ui/select.tsx';
import { SkeletonLines } from '../../ui/skeleton.tsx';
import { MiddleTruncate } from '../../ui/truncate.tsx';
import styles from './ledger.module.css';
import { OfFile } from './of-file.tsx';
import { PagedList } from './paged-list.tsx';
import { RejectionDialog } from './rejection-dialog.tsx';
import { RejectionExportDialog } from './rejection-export-dialog.tsx';

const c = classNames(styles);
/** The choice of all reasons; no reason is called that. */
const ANY = 'any';
/** Characters of an excerpt that its line can show. */
const LINE_CHARACTERS = 400;

/** The pieces of files that are no CloudTrail records: where they stand, why, and how they begin. */
export function RejectionList({ tab }: { readonly tab: EvidenceTab }) {
  const sourceId = tab.ofFile?.sourceId ?? null;
  const [reason, setReason] = useState<string | null>(null);
  const [exporting, setExporting] = useState(false);
  const { data, error } = useCall('ledger.rejections', { sourceId, reason, offset: 0, limit: 1 });
  if (error) return <EmptyState tone="bad" title={error.message} />;
  if (!data) return <SkeletonLines lines={8} label="Loading rejected records" />;
  const all = data.reasons.reduce((sum, { rejected }) => sum + rejected, 0);
  if (all === 0) {
    return (
      <>
        <div className={c('tools')}>
          <OfFile tab={tab} />
        </div>
        <EmptyState icon={CircleCheck} title="No record was rejected: every record read is an event." />
      </>
    );
  }
  return (
    <>
      <div className={c('tools')}>
        <OfFile tab={tab} />
        <Select
          label="Reason"
          size="small"
          value={reason ?? ANY}
          options={[
            { value: ANY, title: `Any reason (${formatCount(all)})` },
            ...data.reasons.map((each) => ({
              value: each.reason,
              title: `${shortened(each.reason)} (${formatCount(each.rejected)})`,
            })),
          ]}
          onChange={(value) => setReason(value === ANY ? null : value)}
        />
        <p className={c('count', 'grow')}>
          {countOf(data.total, 'piece of a file', 'pieces of files')} could not be read as CloudTrail records.
          They are kept here and counted nowhere else.
        </p>
        <Button size="small" icon={Download} onClick={() => setExporting(true)}>
          Export…
        </Button>
      </div>
      <RejectionItems key={`${sourceId} ${reason}`} total={data.total} sourceId={sourceId} reason={reason} />
      <RejectionExportDialog
        open={exporting}
        onOpenChange={setExporting}
        total={data.total}
        sourceId={sourceId}
        reason={reason}
      />
    </>
  );
}

function shortened(reason: string): string {
  const text = visibleText(reason);
  return text.length > 100 ? `${text.slice(0, 98)}…` : text;
}

type RejectionItemsProps = {
  readonly total: number;
  readonly sourceId: number | null;
  readonly reason: string | null;
};

function RejectionItems({ total, sourceId, reason }: RejectionItemsProps) {
  const [opened, setOpened] = useState<Rejection | null>(null);
  return (
    <>
      <PagedList
        label="Rejected records"
        total={total}
        pages={{
          name: 'ledger.rejections',
          filter: `${sourceId} ${reason}`,
          read: async (page, signal) =>
            (await bridge.call('ledger.rejections', { sourceId, reason, ...page }, signal)).rejections,
        }}
        item={(rejection) => <RejectionText rejection={rejection} />}
        onOpen={setOpened}
      />
      <RejectionDialog rejection={opened} onClose={() => setOpened(null)} />
    </>
  );
}

function RejectionText({ rejection }: { readonly rejection: Rejection }) {
  const { reason, path, position, byteOffset, sizeBytes, excerpt } = rejection;
  return (
    <>
      <span className={c('why')}>{visibleText(reason)}</span>
      <span className={c('where')}>
        <span className={c('mono')}>
          <MiddleTruncate text={visibleText(path)} tail={40} />
        </span>
        <span>
          record {formatCount(position)} · byte {formatCount(byteOffset)} · {formatBytes(sizeBytes)}
        </span>
      </span>
      <code className={c('excerpt')}>{visibleText(excerpt.slice(0, LINE_CHARACTERS))}</code>
    </>
  );
}
