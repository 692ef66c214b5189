import { classNames } from '../../ui/class-names.ts';
import styles from './outcome-mark.module.css';

const c = classNames(styles);

const SIGNS: Readonly<Record<string, string>> = { success: '●', denied: '✕', failed: '▲' };

/** An outcome as a sign, a colour and a word. */
export function OutcomeMark({ outcome }: { readonly outcome: string }) {
  return (
    <span className={c('mark', outcome)}>
      <span className={c('sign')} aria-hidden>
        {SIGNS[outcome] ?? '?'}
      </span>
      {outcome}
    </span>
  );
}
