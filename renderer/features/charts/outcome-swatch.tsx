import { outcomeOf } from '../../state/color-registry.ts';
import { classNames } from '../../ui/class-names.ts';
import styles from './chart.module.css';

const c = classNames(styles);

type OutcomeSwatchProps = { readonly value: string | null; readonly color: string };

/** A square of a value's colour, with the pattern of an outcome where the value is one. */
export function OutcomeSwatch({ value, color }: OutcomeSwatchProps) {
  const outcome = value === null ? null : outcomeOf(value);
  return <span className={c('swatch', outcome)} style={{ backgroundColor: color }} aria-hidden />;
}
