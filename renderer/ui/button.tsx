import type { LucideIcon } from 'lucide-react';
import type { ComponentPropsWithRef } from 'react';
import styles from './button.module.css';
import { classNames } from './class-names.ts';
import { Hint } from './tooltip.tsx';

const c = classNames(styles);

type Variant = 'default' | 'primary' | 'ghost' | 'danger';

type ButtonProps = ComponentPropsWithRef<'button'> & {
  readonly variant?: Variant;
  readonly size?: 'small' | 'medium' | 'large';
  readonly icon?: LucideIcon;
};

/** A button with a text. */
export function Button({
  variant = 'default',
  size = 'medium',
  icon: Icon,
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button type="button" className={`${c('button', variant, size)} ${className ?? ''}`} {...rest}>
      {Icon ? <Icon size={size === 'small' ? 13 : 15} aria-hidden /> : null}
      {children}
    </button>
  );
}

type IconButtonProps = Omit<ComponentPropsWithRef<'button'>, 'children' | 'aria-label'> & {
  /** Name of the button for those who cannot see it; also its tooltip. */
  readonly label: string;
  readonly icon: LucideIcon;
  readonly size?: 'small' | 'medium';
  readonly pressed?: boolean;
  readonly shortcut?: string;
  /** False where a tooltip would be in the way, for instance on a menu's trigger. */
  readonly hint?: boolean;
};

/** A button that shows only an icon; `label` is its name and tooltip. */
export function IconButton(props: IconButtonProps) {
  const { label, icon: Icon, size = 'medium', pressed, shortcut, hint = true, className, ...rest } = props;
  const button = (
    <button
      type="button"
      aria-label={label}
      aria-pressed={pressed}
      className={`${c('icon', size, pressed && 'pressed')} ${className ?? ''}`}
      {...rest}
    >
      <Icon size={size === 'small' ? 13 : 15} aria-hidden />
    </button>
  );
  return hint ? (
    <Hint text={label} {...(shortcut ? { shortcut } : {})}>
      {button}
    </Hint>
  ) : (
    button
  );
}
