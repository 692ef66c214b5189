import { CircleAlert } from 'lucide-react';
import type { Fault } from '../../../preload/contract/query/query-fault.ts';
import { classNames } from '../../ui/class-names.ts';
import styles from './fault-note.module.css';

const c = classNames(styles);

/** Says what was expected at the marked place of a query, and that the result is still the last good one. */
export function FaultNote({ id, fault }: { readonly id: string; readonly fault: Fault }) {
  return (
    <div id={id} role="alert" className={c('note')}>
      <CircleAlert size={14} aria-hidden className={c('icon')} />
      <span>
        {fault.message}{' '}
        <span className={c('place')}>Character {fault.position + 1}. The last good result stays.</span>
      </span>
    </div>
  );
}
