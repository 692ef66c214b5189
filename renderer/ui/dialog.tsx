import { X } from 'lucide-react';
import { Dialog as RadixDialog } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { IconButton } from './button.tsx';
import { classNames } from './class-names.ts';
import styles from './dialog.module.css';

const c = classNames(styles);

type DialogProps = {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly description?: ReactNode;
  readonly size?: 'small' | 'medium' | 'large' | 'wide' | 'full';
  /** Buttons at the right of the title, before the close button. */
  readonly actions?: ReactNode;
  /** Buttons below the content. */
  readonly footer?: ReactNode;
  readonly children: ReactNode;
};

/**
 * A modal dialog with a title, closed by Escape, the close button or a click outside. Whatever opened it, the focus
 * goes back to where it was.
 */
export function Dialog(props: DialogProps) {
  const { open, onOpenChange, title, description, size = 'medium', actions, footer, children } = props;
  const focused = useRef<Element | null>(null);
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className={c('overlay')} />
        <RadixDialog.Content
          className={c('content', size)}
          onOpenAutoFocus={(event) => {
            focused.current = document.activeElement;
            focusContent(event);
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (focused.current instanceof HTMLElement) focused.current.focus();
          }}
          {...(description ? {} : { 'aria-describedby': undefined })}
        >
          <header className={c('header')}>
            <RadixDialog.Title className={c('title')}>{title}</RadixDialog.Title>
            {actions}
            <RadixDialog.Close asChild>
              <IconButton icon={X} label="Close" hint={false} />
            </RadixDialog.Close>
          </header>
          {description ? (
            <RadixDialog.Description className={c('description')}>{description}</RadixDialog.Description>
          ) : null}
          <div className={c('body')}>{children}</div>
          {footer ? <footer className={c('footer')}>{footer}</footer> : null}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

/** Focus goes to what asks for it, else to the dialog itself: its first control is not what it is about. */
function focusContent(event: Event): void {
  event.preventDefault();
  if (!(event.currentTarget instanceof HTMLElement)) return;
  const first = event.currentTarget.querySelector<HTMLElement>('[data-first-focus]');
  (first ?? event.currentTarget).focus();
}
