import { Copy, ListTree, RotateCw, Trash2, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { SourceFile } from '../../../preload/contract/model/case.ts';
import { INTEGRITY_LEVELS, INTEGRITY_RULES } from '../../../preload/contract/model/integrity-text.ts';
import { sourceKindOf } from '../../../preload/contract/model/source-kind.ts';
import { useCall } from '../../data/use-call.ts';
import { formatBytes } from '../../format/bytes.ts';
import { countOf, formatCount } from '../../format/number.ts';
import { formatInstant } from '../../format/time.ts';
import { visibleText } from '../../format/visible-text.ts';
import { usePreferences } from '../../state/preferences.ts';
import type { EvidenceTab } from '../../state/tab.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { copyText } from '../field-menu/copy-text.ts';
import { VisibleText } from '../search/visible-text.tsx';
import styles from './file-detail.module.css';
import { openEventsOf, readAgain } from './source-actions.ts';
import { isCounted, LEVEL_SIGNS, STATUS } from './source-text.ts';
import { ZoneDialog } from './zone-dialog.tsx';

const c = classNames(styles);

type FileDetailProps = {
  readonly tab: EvidenceTab;
  /** The file as the table has it, until it is read anew. */
  readonly shown: SourceFile;
  readonly readOnly: boolean;
  readonly onRemove: (file: SourceFile) => void;
  readonly onClose: () => void;
};

/** All that the ledger knows of one file. */
export function FileDetail({ tab, shown, readOnly, onRemove, onClose }: FileDetailProps) {
  // The same file as the case has it now: it may have been removed since it was chosen.
  const found = useCall('ledger.files', { sourceId: shown.sourceId }, { keepPrevious: false });
  const file = found.data?.files[0] ?? shown;
  const counted = isCounted(file.status);
  const [choosing, setChoosing] = useState(false);
  return (
    <section className={c('pane')} aria-label="Details of the file">
      <header className={c('head')}>
        <h2 className={c('path')}>
          <VisibleText text={file.path} />
          <IconButton
            icon={Copy}
            size="small"
            label="Copy the path"
            onClick={() => void copyText(file.path, 'Path copied')}
          />
        </h2>
        <Button size="small" icon={ListTree} disabled={!counted} onClick={() => openEventsOf(file)}>
          Show its events
        </Button>
        <Button
          size="small"
          icon={RotateCw}
          disabled={readOnly}
          onClick={() => void readAgain([file.sourceId])}
        >
          Read again
        </Button>
        <Button
          size="small"
          variant="danger"
          icon={Trash2}
          disabled={readOnly || file.status === 'removed'}
          onClick={() => onRemove(file)}
        >
          Remove…
        </Button>
        <IconButton icon={X} size="small" label="Close the details" onClick={onClose} />
      </header>
      <Facts file={file} tab={tab} counted={counted} readOnly={readOnly} onZone={() => setChoosing(true)} />
      <ZoneDialog
        assumed={choosing ? { zone: file.assumedZone ?? 'UTC', sourceIds: [file.sourceId] } : null}
        onClose={() => setChoosing(false)}
      />
    </section>
  );
}

type FactsProps = {
  readonly file: SourceFile;
  readonly tab: EvidenceTab;
  readonly counted: boolean;
  readonly readOnly: boolean;
  /** Another zone is to be chosen for its times. */
  readonly onZone: () => void;
};

function Facts({ file, tab, counted, readOnly, onZone }: FactsProps) {
  const zone = usePreferences((state) => state.zone);
  const { title, lacks } = sourceKindOf(file.kind);
  const { patchTab } = useWorkspace.getState();
  return (
    <dl className={c('facts')}>
      <Fact name="Status">
        <span className={c(file.status)}>
          {STATUS[file.status].sign} {STATUS[file.status].title}
        </span>
        {file.readAt ? `, ${formatInstant(file.readAt, zone)}` : ''}, by{' '}
        <button
          type="button"
          className={c('link')}
          onClick={() => patchTab(tab.id, { files: { ...tab.files, importId: file.importId } })}
        >
          import {file.importId}
        </button>{' '}
        as file {file.sourceId}
      </Fact>
      <Fact name="Size">
        {formatBytes(file.sizeBytes)} stored
        {file.rawBytes > 0 ? `, ${formatBytes(file.rawBytes)} unpacked` : ''}
      </Fact>
      <Fact name="Shape">{visibleText(title)}</Fact>
      {counted ? (
        <Fact name="Records">
          {formatCount(file.records)} = {countOf(file.events, 'unique event')} +{' '}
          <Counted
            count={countOf(file.duplicates, 'duplicate')}
            onOpen={
              file.duplicates > 0 ? () => patchTab(tab.id, { section: 'duplicates', ofFile: file }) : null
            }
          />{' '}
          +{' '}
          <Counted
            count={`${formatCount(file.rejected)} rejected`}
            onOpen={file.rejected > 0 ? () => patchTab(tab.id, { section: 'rejected', ofFile: file }) : null}
          />
        </Fact>
      ) : null}
      <Fact name="SHA-256" wide>
        {file.sha256 ? (
          <>
            <code className={c('hash')}>{file.sha256}</code>
            <IconButton
              icon={Copy}
              size="small"
              label="Copy the SHA-256"
              onClick={() => void copyText(file.sha256 ?? '', 'SHA-256 copied')}
            />
          </>
        ) : (
          'not read'
        )}
      </Fact>
      {file.assumedZone === null ? null : (
        <Fact name="Times" wide>
          tell no zone and were taken as {visibleText(file.assumedZone)}.{' '}
          <button type="button" className={c('link')} disabled={readOnly} onClick={onZone}>
            Choose the zone…
          </button>
        </Fact>
      )}
      <IntegrityFact file={file} />
      {file.versions > 1 ? (
        <Fact name="Contents" wide>
          This is content {file.version} of {file.versions} that were read under this path.
          {file.version < file.versions
            ? ' A newer one is in the case too; this one can be removed if it was only replaced by it.'
            : ''}
        </Fact>
      ) : null}
      {lacks ? (
        <Fact name="Lacks" wide>
          {lacks}
        </Fact>
      ) : null}
      {file.reason ? (
        <Fact name="Problem" wide>
          <span className={c('problem')}>
            <VisibleText text={file.reason} />
          </span>
        </Fact>
      ) : null}
    </dl>
  );
}

/** What vouches for the file, and what was found against it. */
function IntegrityFact({ file }: { readonly file: SourceFile }) {
  const { data } = useCall('integrity.findings', { sourceId: file.sourceId, limit: 20 });
  const { integrity } = file;
  if (integrity === null && (data?.total ?? 0) === 0) return null;
  return (
    <Fact name="Integrity" wide>
      {integrity === null ? null : (
        <>
          <span className={c(integrity)}>
            {LEVEL_SIGNS[integrity]} {INTEGRITY_LEVELS[integrity].title}.
          </span>{' '}
          {INTEGRITY_LEVELS[integrity].text}
        </>
      )}
      {data?.findings.map(({ severity, rule, message }) => (
        <p key={`${rule} ${message}`}>
          <span className={c(severity === 'wrong' && 'failed')}>{INTEGRITY_RULES[rule].title}.</span>{' '}
          <VisibleText text={message} />
        </p>
      ))}
    </Fact>
  );
}

type FactProps = { readonly name: string; readonly wide?: boolean; readonly children: ReactNode };

function Fact({ name, wide = false, children }: FactProps) {
  return (
    <div className={c('fact', wide && 'wide')}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Counted({ count, onOpen }: { readonly count: string; readonly onOpen: (() => void) | null }) {
  return onOpen ? (
    <button type="button" className={c('link')} onClick={onOpen}>
      {count}
    </button>
  ) : (
    count
  );
}
