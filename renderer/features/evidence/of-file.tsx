import { X } from 'lucide-react';
import { visibleText } from '../../format/visible-text.ts';
import type { EvidenceTab } from '../../state/tab.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { MiddleTruncate } from '../../ui/truncate.tsx';
import styles from './of-file.module.css';

const c = classNames(styles);

/** Which one file the section is narrowed to, and the way back to all. */
export function OfFile({ tab }: { readonly tab: EvidenceTab }) {
  if (!tab.ofFile) return null;
  return (
    <p className={c('chip')}>
      <span className={c('word')}>of the file</span>
      <span className={c('path')}>
        <MiddleTruncate text={visibleText(tab.ofFile.path)} tail={44} mono />
      </span>
      <IconButton
        icon={X}
        size="small"
        label="Show those of all files"
        onClick={() => useWorkspace.getState().patchTab(tab.id, { ofFile: null })}
      />
    </p>
  );
}
