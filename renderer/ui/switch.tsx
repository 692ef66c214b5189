import { Switch as RadixSwitch } from 'radix-ui';
import { useId } from 'react';
import { classNames } from './class-names.ts';
import styles from './switch.module.css';

const c = classNames(styles);

type SwitchProps = {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
};

/** An on/off setting with its visible label. */
export function Switch({ label, checked, onChange }: SwitchProps) {
  const id = useId();
  return (
    <span className={c('root')}>
      <RadixSwitch.Root id={id} className={c('track')} checked={checked} onCheckedChange={onChange}>
        <RadixSwitch.Thumb className={c('thumb')} />
      </RadixSwitch.Root>
      <label htmlFor={id}>{label}</label>
    </span>
  );
}
