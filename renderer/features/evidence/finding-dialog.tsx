import { Copy, FileSearch, ListTree } from 'lucide-react';
import type { IntegrityFinding } from '../../../preload/contract/model/integrity.ts';
import { INTEGRITY_RULES } from '../../../preload/contract/model/integrity-text.ts';
import type { EvidenceTab } from '../../state/tab.ts';
import { ALL_FILES } from '../../state/tab-list.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { copyText } from '../field-menu/copy-text.ts';
import { VisibleText } from '../search/visible-text.tsx';
import styles from './finding-dialog.module.css';
import { openEventsOf } from './source-actions.ts';

const c = classNames(styles);

type FindingDialogProps = {
  readonly tab: EvidenceTab;
  readonly finding: IntegrityFinding | null;
  readonly onClose: () => void;
};

/** One finding whole: what contradicts what, how that usually comes about, and the file it is about. */
export function FindingDialog({ tab, finding, onClose }: FindingDialogProps) {
  const { sourceId, path } = finding ?? { sourceId: null, path: null };
  const holdsEvents = finding !== null && /^(log|result)-/.test(finding.rule);
  const showFile = () => {
    onClose();
    const { patchTab } = useWorkspace.getState();
    patchTab(tab.id, { section: 'files', files: { ...ALL_FILES, sourceId } });
  };
  const showEvents = () => {
    if (sourceId === null || path === null) return;
    onClose();
    openEventsOf({ sourceId, path });
  };
  return (
    <Dialog
      open={finding !== null}
      onOpenChange={(open) => !open && onClose()}
      title={finding ? INTEGRITY_RULES[finding.rule].title : ''}
      description={finding?.severity === 'note' ? 'A note: it bounds what was checked.' : 'Wrong.'}
      footer={
        <>
          <Button
            icon={Copy}
            onClick={() =>
              void copyText([path, finding?.message].filter(Boolean).join(': '), 'Finding copied')
            }
          >
            Copy
          </Button>
          {sourceId === null ? null : (
            <>
              {holdsEvents ? (
                <Button icon={ListTree} onClick={showEvents}>
                  Show its events
                </Button>
              ) : null}
              <Button variant="primary" icon={FileSearch} onClick={showFile}>
                Show the file
              </Button>
            </>
          )}
        </>
      }
    >
      {finding ? (
        <dl className={c('facts')}>
          {path === null ? null : (
            <>
              <dt>File</dt>
              <dd className={c('path')}>
                <VisibleText text={path} />
              </dd>
            </>
          )}
          <dt>Found</dt>
          <dd>
            <VisibleText text={finding.message} />
          </dd>
          <dt>Usually</dt>
          <dd>{INTEGRITY_RULES[finding.rule].reason}</dd>
        </dl>
      ) : null}
    </Dialog>
  );
}
