import type { Range } from '../../state/scope-history.ts';
import { classNames } from '../../ui/class-names.ts';
import { Popover } from '../../ui/popover.tsx';
import { QueryInput } from '../query-input/query-input.tsx';
import styles from './filter-chips.module.css';

const c = classNames(styles);

type ChipEditorProps = {
  readonly text: string;
  readonly range: Range;
  readonly onApply: (text: string) => void;
  readonly onClose: () => void;
  readonly onCloseAutoFocus: (event: Event) => void;
};

/** A small editor below a chip: Enter applies the clause, Escape leaves it as it was. */
export function ChipEditor({ text, range, onApply, onClose, onCloseAutoFocus }: ChipEditorProps) {
  return (
    <Popover
      label="Edit filter"
      trigger={<span className={c('anchor')} data-editor aria-hidden />}
      open
      onOpenChange={(open) => !open && onClose()}
      onCloseAutoFocus={onCloseAutoFocus}
    >
      <div className={c('editor')}>
        <QueryInput label="Filter" value={text} range={range} autoFocus onSubmit={onApply} />
        <p className={c('keys')}>
          <kbd>Enter</kbd> apply · <kbd>Esc</kbd> leave as it was
        </p>
      </div>
    </Popover>
  );
}
