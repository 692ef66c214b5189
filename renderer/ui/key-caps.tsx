import { classNames } from './class-names.ts';
import styles from './key-caps.module.css';
import { isMac, keyNames } from './key-combo.ts';

const c = classNames(styles);

/** A combination of keys, each in a frame of its own. */
export function KeyCaps({ combo }: { readonly combo: string }) {
  return (
    <span className={c('keys')}>
      {keyNames(combo, isMac()).map((name) => (
        <kbd key={name} className={c('key')}>
          {name}
        </kbd>
      ))}
    </span>
  );
}
