import { classNames } from '../../ui/class-names.ts';
import styles from './outcome-mark.module.css';

const c = classNames(styles);

const SIGNS: Readonly<Record<string, string>> = { success: '●', denied: '✕', failed: '▲' };

type OutcomeMarkProps = {
  readonly outcome: string;
  /** Shows the sign alone, for narrow places; the word is still read aloud and in the title. */
  readonly brief?: boolean;
};

/** An outcome as a sign, a colour and a word. */
export function OutcomeMark({ outcome, brief = false }: OutcomeMarkProps) {
  return (
    <span className={c('mark', outcome)} title={brief ? outcome : undefined}>
      <span className={c('sign')} aria-hidden>
        {SIGNS[outcome] ?? '?'}
      </span>
      {brief ? <span className="visually-hidden">{outcome}</span> : outcome}
    </span>
  );
}
