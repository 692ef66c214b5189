import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { classNames } from '../../ui/class-names.ts';
import styles from './ledger.module.css';

const c = classNames(styles);

/** How long typing rests before it is taken over. */
const REST_MS = 200;

type SearchBoxProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

/** A search box whose text is taken over once typing rests. */
export function SearchBox({ label, value, onChange }: SearchBoxProps) {
  const [typed, setTyped] = useState(value);
  const latest = useRef(onChange);
  latest.current = onChange;
  const taken = useRef(value);
  if (taken.current !== value) {
    taken.current = value;
    if (typed !== value) setTyped(value);
  }
  useEffect(() => {
    if (typed === taken.current) return;
    const timer = setTimeout(() => {
      taken.current = typed;
      latest.current(typed);
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <label className={c('search')}>
      <Search size={13} aria-hidden />
      <input
        type="search"
        className={c('input')}
        placeholder={label}
        aria-label={label}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && setTyped('')}
      />
    </label>
  );
}
