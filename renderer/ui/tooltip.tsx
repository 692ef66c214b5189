import { Tooltip } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './tooltip.module.css';

const c = classNames(styles);

type HintProps = {
  readonly text: ReactNode;
  readonly shortcut?: string;
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
  readonly children: ReactElement;
};

/** A tooltip on hover and focus. The child must accept a ref and props, as a button does. */
export function Hint({ text, shortcut, side = 'bottom', children }: HintProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className={c('content')} side={side} sideOffset={5} collisionPadding={8}>
          {text}
          {shortcut ? <kbd className={c('shortcut')}>{shortcut}</kbd> : null}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}

/** Shares the opening delay of all tooltips; once round the window. */
export function HintProvider({ children }: { readonly children: ReactNode }) {
  return (
    <Tooltip.Provider delayDuration={450} skipDelayDuration={150}>
      {children}
    </Tooltip.Provider>
  );
}
