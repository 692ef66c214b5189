import { rangeOf } from '../../state/scope-history.ts';
import type { Tab } from '../../state/tab.ts';
import { useWorkspace } from '../../state/workspace.ts';
import { classNames } from '../../ui/class-names.ts';
import { Popover } from '../../ui/popover.tsx';
import { QueryInput } from '../query-input/query-input.tsx';
import type { Chip } from './chip.ts';
import { withChipText } from './chip-actions.ts';
import styles from './filter-chips.module.css';

const c = classNames(styles);

type ChipEditorProps = {
  readonly tab: Tab;
  readonly chip: Chip;
  readonly onClose: () => void;
  readonly onCloseAutoFocus: (event: Event) => void;
};

/** A small editor below a chip: Enter applies the clause, Escape leaves it as it was. */
export function ChipEditor({ tab, chip, onClose, onCloseAutoFocus }: ChipEditorProps) {
  const apply = (text: string) => {
    onClose();
    useWorkspace.getState().setScope(tab.id, withChipText(tab.scope, chip, text));
  };
  return (
    <Popover
      label="Edit filter"
      trigger={<span className={c('anchor')} data-editor aria-hidden />}
      open
      onOpenChange={(open) => !open && onClose()}
      onCloseAutoFocus={onCloseAutoFocus}
    >
      <div className={c('editor')}>
        <QueryInput label="Filter" value={chip.text} range={rangeOf(tab.scope)} autoFocus onSubmit={apply} />
        <p className={c('keys')}>
          <kbd>Enter</kbd> apply · <kbd>Esc</kbd> leave as it was
        </p>
      </div>
    </Popover>
  );
}
