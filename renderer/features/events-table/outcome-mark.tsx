import { CircleAlert, CircleCheck, type LucideIcon, X } from 'lucide-react';
import { classNames } from '../../ui/class-names.ts';
import styles from './outcome-mark.module.css';

const c = classNames(styles);

const SIGNS: Readonly<Record<string, LucideIcon>> = { success: CircleCheck, denied: X, failed: CircleAlert };

/** An outcome as a sign, a colour and a word. */
export function OutcomeMark({ outcome }: { readonly outcome: string }) {
  const Sign = SIGNS[outcome];
  return (
    <span className={c('mark', outcome)}>
      {Sign ? <Sign size={12} aria-hidden className={c('sign')} /> : null}
      {outcome}
    </span>
  );
}
