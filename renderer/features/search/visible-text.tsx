import { hasSpecialCharacters, visibleSegments } from '../../format/visible-text.ts';
import { classNames } from '../../ui/class-names.ts';
import styles from './visible-text.module.css';

const c = classNames(styles);

/** Text of a record with every invisible or direction-turning character spelled out and marked. */
export function VisibleText({ text }: { readonly text: string }) {
  if (!hasSpecialCharacters(text)) return text;
  return visibleSegments(text).map(({ text: run, special }, index) =>
    special ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the runs of a text never change places
      <span key={index} className={c('special')} title="Character that would not show">
        {run}
      </span>
    ) : (
      run
    ),
  );
}
