import type { LucideIcon } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './menu.module.css';

const c = classNames(styles);

type MenuProps = {
  /** What opens the menu: a button that accepts a ref. */
  readonly trigger: ReactElement;
  readonly align?: 'start' | 'center' | 'end';
  readonly children: ReactNode;
};

/** A menu that a button opens. */
export function Menu({ trigger, align = 'end', children }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <MenuContent align={align}>{children}</MenuContent>
    </DropdownMenu.Root>
  );
}

type MenuContentProps = {
  readonly align?: 'start' | 'center' | 'end';
  readonly onCloseAutoFocus?: (event: Event) => void;
  readonly children: ReactNode;
};

/** The box of a menu, for menus that open at a point rather than at a button. */
export function MenuContent({ align = 'start', onCloseAutoFocus, children }: MenuContentProps) {
  return (
    <DropdownMenu.Portal>
      <DropdownMenu.Content
        className={c('content')}
        align={align}
        sideOffset={4}
        collisionPadding={8}
        loop
        {...(onCloseAutoFocus ? { onCloseAutoFocus } : {})}
      >
        {children}
      </DropdownMenu.Content>
    </DropdownMenu.Portal>
  );
}

type MenuItemProps = {
  readonly icon?: LucideIcon;
  readonly detail?: ReactNode;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly onSelect: () => void;
  readonly children: ReactNode;
};

export function MenuItem({
  icon: Icon,
  detail,
  danger,
  disabled = false,
  onSelect,
  children,
}: MenuItemProps) {
  return (
    <DropdownMenu.Item className={c('item', danger && 'danger')} disabled={disabled} onSelect={onSelect}>
      <span className={c('icon')}>{Icon ? <Icon size={14} aria-hidden /> : null}</span>
      <span className={c('text')}>{children}</span>
      {detail ? <span className={c('detail')}>{detail}</span> : null}
    </DropdownMenu.Item>
  );
}

export function MenuLabel({ children }: { readonly children: ReactNode }) {
  return <DropdownMenu.Label className={c('label')}>{children}</DropdownMenu.Label>;
}

export function MenuSeparator() {
  return <DropdownMenu.Separator className={c('separator')} />;
}

type MenuCheckProps = {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: ReactNode;
};

/** An item that is on or off; the menu stays open when it changes. */
export function MenuCheck({ checked, onChange, children }: MenuCheckProps) {
  return (
    <DropdownMenu.CheckboxItem
      className={c('item')}
      checked={checked}
      onCheckedChange={onChange}
      onSelect={(event) => event.preventDefault()}
    >
      <span className={c('icon')}>
        <DropdownMenu.ItemIndicator>✓</DropdownMenu.ItemIndicator>
      </span>
      <span className={c('text')}>{children}</span>
    </DropdownMenu.CheckboxItem>
  );
}

type MenuChoiceProps<V extends string> = {
  readonly value: V;
  readonly options: readonly { readonly value: V; readonly title: ReactNode }[];
  readonly onChange: (value: V) => void;
};

/** Items of which exactly one is chosen. */
export function MenuChoice<V extends string>({ value, options, onChange }: MenuChoiceProps<V>) {
  const choose = (chosen: string) => {
    const option = options.find((candidate) => candidate.value === chosen);
    if (option) onChange(option.value);
  };
  return (
    <DropdownMenu.RadioGroup value={value} onValueChange={choose}>
      {options.map((option) => (
        <DropdownMenu.RadioItem key={option.value} className={c('item')} value={option.value}>
          <span className={c('icon')}>
            <DropdownMenu.ItemIndicator>✓</DropdownMenu.ItemIndicator>
          </span>
          <span className={c('text')}>{option.title}</span>
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}
