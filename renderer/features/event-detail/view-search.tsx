import { Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from '../../ui/class-names.ts';
import styles from './view-search.module.css';

const c = classNames(styles);

type ViewSearchProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly children?: ReactNode;
};

/** The search box above a view of the event, with the view's own controls beside it. */
export function ViewSearch({ label, value, onChange, children }: ViewSearchProps) {
  return (
    <div className={c('bar')}>
      <span className={c('box')}>
        <Search size={13} aria-hidden className={c('icon')} />
        <input
          type="search"
          className={c('input')}
          placeholder={label}
          aria-label={label}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && onChange('')}
        />
      </span>
      {children}
    </div>
  );
}
