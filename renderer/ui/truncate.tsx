import type { ClipboardEvent } from 'react';
import { classNames } from './class-names.ts';
import { Hint } from './tooltip.tsx';
import styles from './truncate.module.css';

const c = classNames(styles);

/** Characters before the end without which a cut in the middle makes no sense. */
const LEAST_HEAD = 6;

type MiddleTruncateProps = {
  readonly text: string;
  /** Characters of the end that always stay visible. */
  readonly tail?: number;
  readonly mono?: boolean;
  readonly hint?: boolean;
};

/**
 * A long identifier cut in the middle to the width there is: its end always stays visible, it is whole on
 * hover, to a screen reader and when copied.
 */
export function MiddleTruncate({ text, tail = 8, mono = false, hint = true }: MiddleTruncateProps) {
  // Of a short text cut in the middle nothing could be read; it loses its end instead.
  const cut = text.length > tail + LEAST_HEAD ? text.length - tail : text.length;
  const copyWhole = (event: ClipboardEvent) => {
    event.preventDefault();
    event.clipboardData.setData('text/plain', text);
  };
  const shown = (
    <span className={c('root', mono && 'mono')} onCopy={copyWhole}>
      <span className={c('head', cut > 2 && 'long')}>{text.slice(0, cut)}</span>
      <span className={c('tail')}>{text.slice(cut)}</span>
    </span>
  );
  return hint && text.length > 16 ? <Hint text={text}>{shown}</Hint> : shown;
}
