import { Check, ChevronDown } from 'lucide-react';
import { Select as RadixSelect } from 'radix-ui';
import { classNames } from './class-names.ts';
import styles from './select.module.css';

const c = classNames(styles);

type SelectProps<V extends string> = {
  readonly label: string;
  readonly value: V;
  /** An option with `disabled` cannot be chosen and shows that text as the reason. */
  readonly options: readonly {
    readonly value: V;
    readonly title: string;
    readonly disabled?: string | null;
  }[];
  readonly onChange: (value: V) => void;
  /** `quiet` has no border until it is pointed at. */
  readonly size?: 'quiet' | 'small' | 'medium';
};

/** One of several values; `label` is its name for those who cannot see it. */
export function Select<V extends string>({
  label,
  value,
  options,
  onChange,
  size = 'medium',
}: SelectProps<V>) {
  const choose = (chosen: string) => {
    const option = options.find((candidate) => candidate.value === chosen);
    if (option) onChange(option.value);
  };
  return (
    <RadixSelect.Root value={value} onValueChange={choose}>
      <RadixSelect.Trigger className={c('trigger', size)} aria-label={label}>
        <RadixSelect.Value />
        <RadixSelect.Icon className={c('chevron')}>
          <ChevronDown size={13} aria-hidden />
        </RadixSelect.Icon>
      </RadixSelect.Trigger>
      <RadixSelect.Portal>
        <RadixSelect.Content className={c('content')} position="popper" sideOffset={4} collisionPadding={8}>
          <RadixSelect.Viewport>
            {options.map((option) => (
              <RadixSelect.Item
                key={option.value}
                value={option.value}
                className={c('item')}
                disabled={Boolean(option.disabled)}
              >
                <span className={c('mark')}>
                  <RadixSelect.ItemIndicator>
                    <Check size={13} aria-hidden />
                  </RadixSelect.ItemIndicator>
                </span>
                <RadixSelect.ItemText>{option.title}</RadixSelect.ItemText>
                {option.disabled ? <span className={c('reason')}>{option.disabled}</span> : null}
              </RadixSelect.Item>
            ))}
          </RadixSelect.Viewport>
        </RadixSelect.Content>
      </RadixSelect.Portal>
    </RadixSelect.Root>
  );
}
