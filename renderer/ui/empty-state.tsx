import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './empty-state.module.css';

const c = classNames(styles);

type EmptyStateProps = {
  readonly icon?: LucideIcon;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  readonly tone?: 'quiet' | 'bad';
};

/** Says why there is nothing here, or what went wrong, and what can be done about it. */
export function EmptyState({ icon: Icon, title, children, actions, tone = 'quiet' }: EmptyStateProps) {
  return (
    <div className={c('root', tone)} role={tone === 'bad' ? 'alert' : undefined}>
      {Icon ? <Icon size={18} aria-hidden className={c('icon')} /> : null}
      <p className={c('title')}>{title}</p>
      {children ? <div className={c('text')}>{children}</div> : null}
      {actions ? <div className={c('actions')}>{actions}</div> : null}
    </div>
  );
}
