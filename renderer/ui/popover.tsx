import { Popover as RadixPopover } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './popover.module.css';

const c = classNames(styles);

type PopoverProps = {
  readonly trigger: ReactElement;
  /** Name of the box for those who cannot see it. */
  readonly label: string;
  readonly align?: 'start' | 'center' | 'end';
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  /** Called when the box is gone; `preventDefault` keeps the focus from going to the trigger. */
  readonly onCloseAutoFocus?: (event: Event) => void;
  readonly children: ReactNode;
};

/** A box that a button opens beside itself; uncontrolled unless `open` is given. */
export function Popover(props: PopoverProps) {
  const { trigger, label, align = 'start', open, onOpenChange, onCloseAutoFocus, children } = props;
  const control = open === undefined ? {} : { open };
  const change = onOpenChange ? { onOpenChange } : {};
  return (
    <RadixPopover.Root {...control} {...change}>
      <RadixPopover.Trigger asChild>{trigger}</RadixPopover.Trigger>
      <RadixPopover.Portal>
        <RadixPopover.Content
          className={c('content')}
          aria-label={label}
          align={align}
          sideOffset={5}
          collisionPadding={8}
          {...(onCloseAutoFocus ? { onCloseAutoFocus } : {})}
        >
          {children}
        </RadixPopover.Content>
      </RadixPopover.Portal>
    </RadixPopover.Root>
  );
}
