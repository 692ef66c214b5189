import { ChevronRight, type LucideIcon } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { KeyboardEvent, ReactElement, ReactNode } from 'react';
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
  /** Called before the menu's own handling, which `preventDefault` stops. */
  readonly onKeyDown?: (event: KeyboardEvent) => void;
  readonly children: ReactNode;
};

function MenuContent({ align = 'start', onCloseAutoFocus, onKeyDown, children }: MenuContentProps) {
  return (
    <DropdownMenu.Portal>
      <DropdownMenu.Content
        className={c('content')}
        align={align}
        sideOffset={4}
        collisionPadding={8}
        loop
        {...(onCloseAutoFocus ? { onCloseAutoFocus } : {})}
        {...(onKeyDown ? { onKeyDown } : {})}
      >
        {children}
      </DropdownMenu.Content>
    </DropdownMenu.Portal>
  );
}

type PointMenuProps = Omit<MenuContentProps, 'align'> & {
  /** Where it opens, in pixels of the window. */
  readonly x: number;
  readonly y: number;
  readonly onClose: () => void;
};

/** A menu that is open at a point of the window for as long as it is rendered. */
export function PointMenu({ x, y, onClose, ...content }: PointMenuProps) {
  return (
    <DropdownMenu.Root open onOpenChange={(open) => !open && onClose()} modal={false}>
      <DropdownMenu.Trigger asChild>
        <span className={c('anchor')} style={{ left: x, top: y }} aria-hidden tabIndex={-1} />
      </DropdownMenu.Trigger>
      <MenuContent {...content} />
    </DropdownMenu.Root>
  );
}

type MenuItemProps = {
  readonly icon?: LucideIcon;
  readonly detail?: ReactNode;
  /** The single letter that chooses the item while the menu is open. */
  readonly letter?: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly onSelect: () => void;
  readonly children: ReactNode;
};

export function MenuItem({
  icon: Icon,
  detail,
  letter,
  danger,
  disabled = false,
  onSelect,
  children,
}: MenuItemProps) {
  return (
    <DropdownMenu.Item
      className={c('item', danger && 'danger')}
      disabled={disabled}
      aria-keyshortcuts={letter}
      onSelect={onSelect}
    >
      <span className={c('icon')}>{Icon ? <Icon size={14} aria-hidden /> : null}</span>
      <span className={c('text')}>{children}</span>
      {detail ? <span className={c('detail')}>{detail}</span> : null}
      {letter ? (
        <kbd className={c('letter')} aria-hidden>
          {letter}
        </kbd>
      ) : null}
    </DropdownMenu.Item>
  );
}

type SubMenuProps = { readonly icon?: LucideIcon; readonly title: ReactNode; readonly children: ReactNode };

/** A menu within a menu, opened by its entry. */
export function SubMenu({ icon: Icon, title, children }: SubMenuProps) {
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger className={c('item')}>
        <span className={c('icon')}>{Icon ? <Icon size={14} aria-hidden /> : null}</span>
        <span className={c('text')}>{title}</span>
        <ChevronRight size={13} aria-hidden className={c('into')} />
      </DropdownMenu.SubTrigger>
      <DropdownMenu.Portal>
        <DropdownMenu.SubContent className={c('content')} sideOffset={2} collisionPadding={8} loop>
          {children}
        </DropdownMenu.SubContent>
      </DropdownMenu.Portal>
    </DropdownMenu.Sub>
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
