import { FilePlus2, FolderPlus } from 'lucide-react';
import type { CaseSummary } from '../../../preload/contract/model/case.ts';
import { useCapability } from '../../data/use-app-info.ts';
import { formatCount } from '../../format/number.ts';
import type { EvidenceSection, EvidenceTab } from '../../state/tab.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { MiddleTruncate } from '../../ui/truncate.tsx';
import { chooseFiles, chooseFolder } from '../start/choose.ts';
import { CoverageSection } from './coverage-section.tsx';
import { DuplicateSection } from './duplicate-section.tsx';
import styles from './evidence-screen.module.css';
import { ExportList } from './export-list.tsx';
import { FileSection } from './file-section.tsx';
import { ImportSection } from './import-section.tsx';
import { IntegritySection } from './integrity-section.tsx';
import { RejectionList } from './rejection-list.tsx';

const c = classNames(styles);

type EvidenceScreenProps = { readonly tab: EvidenceTab; readonly summary: CaseSummary };

/** What the case is made of: every file with its hash and counts, what was rejected, what was exported. */
export function EvidenceScreen({ tab, summary }: EvidenceScreenProps) {
  const native = useCapability('nativeDialogs');
  const { counts } = summary;
  const { patchTab } = useWorkspace.getState();
  return (
    <div className={c('screen')}>
      <header className={c('header')}>
        <div className={c('heading')}>
          <h1 className={c('title')}>Evidence</h1>
          <p className={c('path')}>
            <MiddleTruncate text={summary.path} tail={28} mono />
          </p>
        </div>
        <Button
          icon={FolderPlus}
          disabled={summary.readOnly}
          onClick={() => void chooseFolder('add-logs', native)}
        >
          Add logs…
        </Button>
        {native ? (
          <Button
            icon={FilePlus2}
            disabled={summary.readOnly}
            onClick={() => void chooseFiles('add-logs', native)}
          >
            Add files…
          </Button>
        ) : null}
      </header>
      {summary.interrupted ? (
        <p className={c('notice')}>
          The last import was interrupted. What was read until then is here; add the same logs again to read
          the rest. Nothing is counted twice.
        </p>
      ) : null}
      <Totals counts={counts} />
      <nav className={c('sections')} aria-label="Parts of the evidence">
        {SECTIONS.map(({ section, title }) => (
          <button
            key={section}
            type="button"
            className={c('section')}
            aria-pressed={tab.section === section}
            onClick={() => patchTab(tab.id, { section, ofFile: null })}
          >
            {title}
            <Badge section={section} summary={summary} />
          </button>
        ))}
      </nav>
      <Section tab={tab} readOnly={summary.readOnly} />
    </div>
  );
}

const SECTIONS: readonly { readonly section: EvidenceSection; readonly title: string }[] = [
  { section: 'files', title: 'Files' },
  { section: 'imports', title: 'Imports' },
  { section: 'coverage', title: 'Coverage' },
  { section: 'integrity', title: 'Integrity' },
  { section: 'duplicates', title: 'Duplicates' },
  { section: 'rejected', title: 'Rejected records' },
  { section: 'exports', title: 'Exports' },
];

type SectionProps = { readonly tab: EvidenceTab; readonly readOnly: boolean };

function Section({ tab, readOnly }: SectionProps) {
  switch (tab.section) {
    case 'files':
      return <FileSection tab={tab} readOnly={readOnly} />;
    case 'imports':
      return <ImportSection tab={tab} readOnly={readOnly} />;
    case 'coverage':
      return <CoverageSection tab={tab} />;
    case 'integrity':
      return <IntegritySection tab={tab} readOnly={readOnly} />;
    case 'duplicates':
      return <DuplicateSection tab={tab} />;
    case 'rejected':
      return <RejectionList tab={tab} />;
    case 'exports':
      return <ExportList />;
  }
}

type BadgeProps = { readonly summary: CaseSummary; readonly section: EvidenceSection };

/** How much a section holds that the investigator should know of. */
function Badge({ section, summary }: BadgeProps) {
  const { counts, integrityFaults } = summary;
  if (section === 'rejected' && counts.rejected > 0) {
    return <span className={c('badge', 'warn')}>{formatCount(counts.rejected)}</span>;
  }
  if (section === 'integrity' && integrityFaults > 0) {
    return <span className={c('badge', 'bad')}>{formatCount(integrityFaults)}</span>;
  }
  if (section === 'duplicates' && counts.duplicates > 0) {
    return <span className={c('badge')}>{formatCount(counts.duplicates)}</span>;
  }
  return null;
}

/** All records that were read are events, duplicates or rejected: the figures add up, in one line. */
function Totals({ counts }: Pick<CaseSummary, 'counts'>) {
  const { files, skippedFiles, records, events, duplicates, rejected } = counts;
  return (
    <section className={c('totals')} aria-label="Totals">
      <Total title="records read" value={records} />
      <span className={c('sign')} aria-hidden>
        =
      </span>
      <Total title="unique events" value={events} />
      <span className={c('sign')} aria-hidden>
        +
      </span>
      <Total title="duplicates" value={duplicates} />
      <span className={c('sign')} aria-hidden>
        +
      </span>
      <Total title="rejected" value={rejected} warn={rejected > 0} />
      <span className={c('gap')} />
      <Total title="files read" value={files} />
      <Total title="files skipped" value={skippedFiles} />
    </section>
  );
}

type TotalProps = { readonly title: string; readonly value: number; readonly warn?: boolean };

function Total({ title, value, warn = false }: TotalProps) {
  return (
    <p className={c('total')}>
      <strong className={c('figure', warn && 'warn')}>{formatCount(value)}</strong> {title}
    </p>
  );
}
